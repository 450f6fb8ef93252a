import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What befalls the next request: an answer of its own, none at all, the connection gone before it, in its bytes, or behind what was done. */
export type Fault = 'busy' | 'broken' | 'silent' | 'cut' | 'half' | 'stalls' | 'done-and-cut';

type Answer = readonly [status: number, bytes: Buffer];
const BUCKET = 'documents';
/** Objects a page of a list: so that every list is of several. */
const PAGE = 5;
const EMPTY = createHash('sha256').digest('hex');

/**
 * A service that speaks S3, as its public documentation has it, no more generous: path style, every request signed (version 4, by a reading of our
 * own), the bytes those that were signed, lists in pages. What it is not asked for by us it does not know.
 */
export class S3Double {
  readonly objects = new Map<string, Buffer>();
  readonly faults: Fault[] = [];
  readonly asked: string[] = [];
  readonly keyId = 'AKOPDIGTET';
  readonly secret = 'opdigtet/hemmelighed+1';
  readonly region = 'eu-test-1';
  readonly bucket = BUCKET;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<S3Double> {
    const server = createServer();
    const double = new S3Double(server);
    server.on('request', (request, response) => {
      buffer(request).then(
        (body) => double.answer(request, body, response),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(`${request.url}`, this.url);
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    this.asked.push(`${request.method} ${key}`);
    const fault = this.faults.shift();
    if (fault === 'silent') return;
    if (fault === 'cut') return void response.destroy();
    const [status, bytes] = this.refused(fault, request, url, body) ?? this.asks(request, bucket, key, url, body);
    if (fault === 'done-and-cut') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/xml', 'content-length': bytes.length });
    if (fault !== 'half' && fault !== 'stalls') return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => fault === 'half' && response.destroy());
  }

  private refused(fault: Fault | undefined, request: IncomingMessage, url: URL, body: Buffer): Answer | undefined {
    if (fault === 'busy') return failed(503, 'SlowDown');
    if (fault === 'broken') return failed(500, 'InternalError');
    const wrong = this.unsigned(request, url, body);
    return wrong ? failed(403, wrong) : undefined;
  }

  private asks({ method }: IncomingMessage, bucket: string, key: string, url: URL, body: Buffer): Answer {
    if (bucket !== BUCKET) return failed(404, 'NoSuchBucket');
    const found = this.objects.get(key);
    if (method === 'GET' && key === '' && url.searchParams.get('list-type') === '2')
      return [200, Buffer.from(this.list(url.searchParams))];
    if (method === 'GET') return found ? [200, found] : failed(404, 'NoSuchKey');
    if (key === '' || url.search.includes('uploads')) return failed(501, 'NotImplemented');
    if (method === 'PUT') this.objects.set(key, body);
    else if (method === 'DELETE') this.objects.delete(key);
    else return failed(501, 'NotImplemented');
    return [method === 'PUT' ? 200 : 204, Buffer.alloc(0)];
  }

  private list(query: URLSearchParams): string {
    const from = query.get('continuation-token') ?? '';
    const all = [...this.objects.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > from)
      .sort();
    const most = Math.min(PAGE, Number(query.get('max-keys') ?? PAGE));
    const page = all.slice(0, most).map((key) => `<Contents><Key>${key}</Key></Contents>`);
    const more = all.length > most;
    const next = more ? `<NextContinuationToken>${all[most - 1]}</NextContinuationToken>` : '';
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${page.join('')}${next}</ListBucketResult>`;
  }

  /** Why the signature does not hold; undefined: it does. */
  private unsigned({ method, headers }: IncomingMessage, url: URL, body: Buffer): string | undefined {
    const [, keyId, scope = '', names = '', signature = ''] =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/.exec(
        `${headers.authorization}`,
      ) ?? [];
    if (keyId !== this.keyId) return 'InvalidAccessKeyId';
    const at = `${headers['x-amz-date']}`;
    const [day = '', region = '', ...rest] = scope.split('/');
    if (region !== this.region || rest.join('/') !== 's3/aws4_request' || day !== at.slice(0, 8))
      return 'AuthorizationHeaderMalformed';
    const instant = at.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
    if (!(Math.abs(Date.now() - Date.parse(instant)) < 900_000)) return 'RequestTimeTooSkewed';
    const hash = `${headers['x-amz-content-sha256']}`;
    if (hash !== sha256(body) && !(hash === EMPTY && body.length === 0)) return 'XAmzContentSHA256Mismatch';
    const signed = names.split(';');
    if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return 'AccessDenied';
    const canonical = [
      ...[method, url.pathname, sortedQuery(url)],
      ...signed.map((name) => `${name}:${`${headers[name]}`.trim()}`),
      ...['', names, hash],
    ].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
    const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${this.secret}`);
    return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex')) ? undefined : 'SignatureDoesNotMatch';
  }
}

const sha256 = (of: string | Buffer) => createHash('sha256').update(of).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const sortedQuery = (url: URL) =>
  [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
const failed = (status: number, code: string): Answer => [
  status,
  Buffer.from(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`),
];
