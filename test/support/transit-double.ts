import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Asked {
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly associated_data?: string;
  readonly deletion_allowed?: boolean;
}
interface Key {
  readonly bytes: Buffer;
  deletable: boolean;
}

/**
 * The transit engine as its public documentation has it (keys, encrypt, decrypt, config, delete, list), no more generous: what is not allowed, not
 * there or does not fit is answered as it is there, and a key that was not made is made by `encrypt` only where the token may create.
 */
export class TransitDouble {
  readonly keys = new Map<string, Key>();
  /** Answers all with 503, as a sealed server does. */
  isSealed = false;
  readonly token = 'a-token-for-tests';
  private constructor(private readonly server: Server) {}

  static async start(): Promise<TransitDouble> {
    const server = createServer();
    const double = new TransitDouble(server);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const [status, answer] = double.answer(
          `${request.method}`,
          `${request.url}`,
          request.headers['x-vault-token'],
          body,
        );
        response.writeHead(status, { 'content-type': 'application/json' }).end(answer ? JSON.stringify(answer) : '');
      });
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

  private answer(method: string, url: string, token: unknown, body: string): [number, object?] {
    if (this.isSealed) return [503, { errors: ['Vault is sealed'] }];
    if (token !== this.token) return [403, { errors: ['permission denied'] }];
    const [, what = '', name = '', config] =
      /^\/v1\/transit\/(\w+)(?:\/([\w-]+))?(\/config)?(?:\?list=true)?$/.exec(url) ?? [];
    const asked: Asked = body === '' ? {} : JSON.parse(body);
    const key = this.keys.get(name);
    if (what === 'keys' && name === '')
      return this.keys.size === 0 ? [404, { errors: [] }] : [200, { data: { keys: [...this.keys.keys()] } }];
    if (what === 'keys') return this.ofKey(method, name, config !== undefined, asked, key);
    if (what === 'encrypt')
      return key
        ? [200, { data: { ciphertext: sealed(key, asked) } }]
        : [400, { errors: ['encryption key not found'] }];
    if (what === 'decrypt') return key ? unsealed(key, asked) : [400, { errors: ['encryption key not found'] }];
    return [404, { errors: [] }];
  }

  private ofKey(method: string, name: string, config: boolean, asked: Asked, key: Key | undefined): [number, object?] {
    if (method === 'POST' && !config) {
      if (!key) this.keys.set(name, { bytes: randomBytes(32), deletable: false });
      return [200, { data: { name } }];
    }
    if (!key) return method === 'GET' ? [404, { errors: [] }] : [400, { errors: ['no existing key named'] }];
    if (method === 'POST') key.deletable = asked.deletion_allowed === true;
    if (method === 'GET') return [200, { data: { name, type: 'aes256-gcm96', latest_version: 1 } }];
    if (method === 'DELETE') {
      if (!key.deletable) return [400, { errors: ['deletion is not allowed for this key'] }];
      this.keys.delete(name);
      return [204];
    }
    return [200, { data: {} }];
  }
}

const bytes = (base64 = '') => Buffer.from(base64, 'base64');

function sealed(key: Key, { plaintext, associated_data }: Asked): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(bytes(associated_data));
  const parts = [nonce, cipher.update(bytes(plaintext)), cipher.final()];
  return `vault:v1:${Buffer.concat([...parts, cipher.getAuthTag()]).toString('base64')}`;
}

function unsealed(key: Key, { ciphertext = '', associated_data }: Asked): [number, object] {
  const all = bytes(ciphertext.replace(/^vault:v1:/, ''));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, all.subarray(0, 12)).setAAD(bytes(associated_data));
    decipher.setAuthTag(all.subarray(-16));
    const plain = Buffer.concat([decipher.update(all.subarray(12, -16)), decipher.final()]);
    return [200, { data: { plaintext: plain.toString('base64') } }];
  } catch {
    return [400, { errors: ['cipher: message authentication failed'] }];
  }
}
