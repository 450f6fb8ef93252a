import { createHmac, hkdfSync } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Box, decrypt, encrypt, type Random } from './crypto.js';

/**
 * Wraps data keys by the key of a monthly epoch, `YYYY-MM`: when an epoch key is destroyed, every backup of what it wrapped is dead
 * (REL 0.9). Files for the embedded default; an external KMS in production.
 */
export interface Kms {
  currentEpoch(): string;
  wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box>;
  unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer>;
  /** HMAC-SHA-256 under a key of the installation that is made for this purpose alone. */
  digest(purpose: string, input: string | Uint8Array): Uint8Array;
}

export class FileKms implements Kms {
  private readonly keys = new Map<string, Buffer>();
  private readonly purposes = new Map<string, Buffer>();

  constructor(
    private readonly dir: string,
    private readonly now: () => string,
    private readonly random: Random,
  ) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.key('installation');
  }

  currentEpoch(): string {
    return this.now().slice(0, 7);
  }

  async wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box> {
    return encrypt(this.key(`kek-${epoch}`), key, associated, this.random);
  }

  async unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer> {
    const file = this.file(`kek-${epoch}`);
    if (!existsSync(file)) throw new EpochDestroyed(epoch);
    return decrypt(this.key(`kek-${epoch}`), box, associated);
  }

  digest(purpose: string, input: string | Uint8Array): Uint8Array {
    let key = this.purposes.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.key('installation'), '', `sagsspor/${purpose}`, 32));
      this.purposes.set(purpose, key);
    }
    return createHmac('sha256', key).update(input).digest();
  }

  private file(name: string): string {
    return join(this.dir, `${name}.key`);
  }

  private key(name: string): Buffer {
    const known = this.keys.get(name);
    if (known) return known;
    const file = this.file(name);
    if (!existsSync(file)) this.create(file);
    if ((statSync(file).mode & 0o077) !== 0) throw new Error(`${name}.key can be read by others: chmod 600 it`);
    const key = readFileSync(file);
    if (key.length !== 32) throw new Error(`${name}.key is not a key of 32 bytes: restore it from its backup`);
    this.keys.set(name, key);
    return key;
  }

  /** Written aside, flushed, then linked into place: a key is there whole or not at all, and of two processes one wins. */
  private create(file: string): void {
    const draft = `${file}.${this.random(6).toString('hex')}`;
    const handle = openSync(draft, 'wx', 0o600);
    writeSync(handle, this.random(32));
    fsyncSync(handle);
    closeSync(handle);
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
    const folder = openSync(this.dir, 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}

/** What this epoch's key wrapped can never be read again. */
export class EpochDestroyed extends Error {
  constructor(epoch: string) {
    super(`the key of epoch ${epoch} is gone`);
  }
}
