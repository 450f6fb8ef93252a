import { z } from 'zod';
import type { Box } from './crypto.js';
import { lost, WrappingUnfit } from './kms.js';

/** Milliseconds. */
const TIMEOUT = 5000;
const NONCE = 12;
const TAG = 16;
/** One version a key: destroying it is then destroying all that it wrapped. */
const VERSION = 'vault:v1:';

const Encrypted = z.object({ data: z.object({ ciphertext: z.string().startsWith(VERSION) }) });
const Decrypted = z.object({ data: z.object({ plaintext: z.base64() }) });
const Listed = z.object({ data: z.object({ keys: z.array(z.string()) }) });

export interface TransitAddress {
  /** Of the server: `https://bao.example:8200`. */
  readonly url: string;
  readonly token: string;
  /** Where the transit engine is mounted. */
  readonly mount: string;
  /** Stands before the names of our keys there. */
  readonly prefix: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The transit engine of OpenBao or Vault: keys of type aes256-gcm96 that encrypt and never leave it. Any error but the named ones: it is away, or does not let us. */
export class TransitServer {
  private readonly known = new Set<string>();

  constructor(private readonly address: TransitAddress) {}

  /** Made where it was never used; where something stands on it, it is not made anew. @throws KeyLost */
  async ensure(name: string, stands: () => Promise<string | undefined>): Promise<void> {
    if (this.known.has(name)) return;
    if (!(await this.has(name))) {
      const standing = await stands();
      // Looked for again: another process may have made it meanwhile, and used it already.
      if (standing && !(await this.has(name))) throw lost(name, standing);
      if (!standing) await this.granted('POST', this.path('keys', name), { type: 'aes256-gcm96' });
    }
    this.known.add(name);
  }

  async encrypt(name: string, plain: Uint8Array, about: Uint8Array): Promise<Box> {
    const asked = { plaintext: base64(plain), associated_data: base64(about) };
    const { ciphertext } = Encrypted.parse(await this.granted('POST', this.path('encrypt', name), asked)).data;
    return boxOf(Buffer.from(ciphertext.slice(VERSION.length), 'base64'));
  }

  /** @throws KeyLost, WrappingUnfit */
  async decrypt(name: string, box: Box, about: Uint8Array): Promise<Buffer> {
    const asked = { ciphertext: `${VERSION}${base64(bytesOf(box))}`, associated_data: base64(about) };
    const answer = await this.ask('POST', this.path('decrypt', name), asked);
    if (answer.status === 400) {
      // The same status says that the key is not there, and that it does not fit.
      if (!(await this.has(name))) throw lost(name, 'it was in use');
      throw new WrappingUnfit();
    }
    return Buffer.from(Decrypted.parse(bodyOf(answer)).data.plaintext, 'base64');
  }

  /** For good. One that is not there is passed over. */
  async destroy(name: string): Promise<void> {
    this.known.delete(name);
    if (!(await this.has(name))) return;
    await this.granted('POST', `${this.path('keys', name)}/config`, { deletion_allowed: true });
    await this.granted('DELETE', this.path('keys', name));
  }

  /** Of our keys, without the prefix. */
  async names(): Promise<readonly string[]> {
    const answer = await this.ask('GET', `${this.address.mount}/keys?list=true`);
    if (answer.status === 404) return []; // it has none yet
    const start = `${this.address.prefix}-`;
    const { keys } = Listed.parse(bodyOf(answer)).data;
    return keys.flatMap((name) => (name.startsWith(start) ? name.slice(start.length) : []));
  }

  private async has(name: string): Promise<boolean> {
    const answer = await this.ask('GET', this.path('keys', name));
    if (answer.status === 404) return false;
    bodyOf(answer);
    return true;
  }

  private path(what: string, name: string): string {
    return `${this.address.mount}/${what}/${this.address.prefix}-${name}`;
  }

  private async granted(method: string, path: string, body?: object): Promise<unknown> {
    return bodyOf(await this.ask(method, path, body));
  }

  private async ask(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.address.url.replace(/\/+$/, '')}/v1/${path}`, {
      method,
      redirect: 'error', // the token goes to nobody but whom the configuration names
      headers: { 'x-vault-token': this.address.token, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((cause: unknown) => {
      throw new Error('the key service cannot be reached: start it, or look at KMS_URL', { cause });
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}

/** What it answers beside holds neither key nor token, and still is not repeated: an error may be logged. */
function bodyOf({ status, body }: Answer): unknown {
  if (status === 200 || status === 204) return body;
  const why = { 403: 'the token does not allow it', 503: 'it is sealed' }[status] ?? 'it does not do what was asked';
  throw new Error(`the key service answered ${status}: ${why}`);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** As the engine writes them: nonce, ciphertext, tag. */
export const bytesOf = ({ nonce, ciphertext, tag }: Box): Buffer => Buffer.concat([nonce, ciphertext, tag]);
export const boxOf = (bytes: Buffer): Box => ({
  nonce: bytes.subarray(0, NONCE),
  ciphertext: bytes.subarray(NONCE, bytes.length - TAG),
  tag: bytes.subarray(bytes.length - TAG),
});
