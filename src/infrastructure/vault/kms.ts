import { createHmac, hkdfSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { KeyLost } from '../key-lost.js';
import { type Box, decrypt, encrypt, type Random } from './crypto.js';

/**
 * Wraps data keys by the key of a monthly epoch, `YYYY-MM`: when an epoch key is destroyed, every backup of what it wrapped is dead
 * (REL 0.9). Files for the embedded default; an external KMS in production.
 */
export interface Kms {
  currentEpoch(): Promise<string>;
  /** @throws EpochDestroyed */
  wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box>;
  /** @throws EpochDestroyed, WrappingUnfit; any other error means that the KMS cannot be reached */
  unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer>;
  /** For good. Only an epoch that is over; data keys still in use must have been wrapped anew before. */
  destroyEpoch(epoch: string): Promise<void>;
  /** HMAC-SHA-256 under a key of the installation that is made for this purpose alone. */
  digest(purpose: string, input: string | Uint8Array): Uint8Array;
}

/** What this epoch's key wrapped can never be read again. */
export class EpochDestroyed extends Error {
  constructor(epoch: string) {
    super(`the key of epoch ${epoch} was destroyed`);
  }
}
/** A wrapped key that does not fit: changed, or moved to another id or epoch. */
export class WrappingUnfit extends Error {
  constructor() {
    super('a wrapped key does not fit its id, its epoch or its tag');
  }
}

/** What was made with keys of this folder, as the databases tell: the folder alone cannot tell a loss from a first use. */
export interface Dependents {
  /** Is there a log, or any wrapped key? */
  readonly any: boolean;
  /** Is there a data key that the key of this epoch wrapped? */
  readonly wrappedUnder: (epoch: string) => Promise<boolean>;
}
const NONE: Dependents = { any: false, wrappedUnder: async () => false };

const POSIX = process.platform !== 'win32';
const EPOCH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** `kek-<epoch>.key` and `installation.key` of 32 bytes each, 0600. A destroyed epoch leaves `kek-<epoch>.destroyed`. */
export class FileKms implements Kms {
  private readonly keys = new Map<string, Buffer>();
  private readonly purposes = new Map<string, Buffer>();

  constructor(
    private readonly dir: string,
    private readonly now: () => string,
    private readonly random: Random,
    private readonly dependents: Dependents = NONE,
  ) {
    if (dependents.any && !existsSync(this.file('installation')))
      throw lost('installation', 'a log or wrapped keys exist');
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    flushFolder(dirname(resolve(dir)));
    this.keyMadeWhereMissing('installation');
  }

  async currentEpoch(): Promise<string> {
    return this.now().slice(0, 7);
  }

  async wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box> {
    if (!EPOCH.test(epoch)) throw new RangeError('an epoch is written YYYY-MM');
    if (this.isDestroyed(epoch)) throw new EpochDestroyed(epoch);
    return encrypt(await this.epochKey(epoch), key, associated, this.random);
  }

  async unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer> {
    if (!EPOCH.test(epoch)) throw new WrappingUnfit(); // it comes from a row: never a path out of the folder
    if (this.isDestroyed(epoch)) throw new EpochDestroyed(epoch);
    const kek = this.key(`kek-${epoch}`);
    try {
      return decrypt(kek, box, associated);
    } catch {
      throw new WrappingUnfit();
    }
  }

  /** The mark comes first: from then on no process uses the key, and a crash on the way is finished by doing it again. */
  async destroyEpoch(epoch: string): Promise<void> {
    if (!EPOCH.test(epoch)) throw new RangeError('an epoch is written YYYY-MM');
    if (epoch >= (await this.currentEpoch()))
      throw new RangeError(`epoch ${epoch} is not over: its key is still in use`);
    writeFlushed(this.tombstone(epoch), '', 'a');
    flushFolder(this.dir);
    const file = this.file(`kek-${epoch}`);
    // Overwritten, not only unlinked: a crash in `create` may have left a second name for the same bytes.
    if (existsSync(file)) writeFlushed(file, Buffer.alloc(32), 'r+');
    rmSync(file, { force: true });
    flushFolder(this.dir);
    this.keys.delete(`kek-${epoch}`);
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
  private tombstone(epoch: string): string {
    return join(this.dir, `kek-${epoch}.destroyed`);
  }
  private isDestroyed(epoch: string): boolean {
    return existsSync(this.tombstone(epoch));
  }

  private async epochKey(epoch: string): Promise<Buffer> {
    const name = `kek-${epoch}`;
    if (!existsSync(this.file(name))) {
      const wrapped = await this.dependents.wrappedUnder(epoch);
      // Looked for again: another process may have made it meanwhile, and wrapped with it already.
      if (wrapped && !existsSync(this.file(name))) throw lost(name, `it wrapped keys in ${epoch}`);
    }
    return this.keyMadeWhereMissing(name);
  }

  private keyMadeWhereMissing(name: string): Buffer {
    // Lost while in use is no first use: a new key under the old name would make all that the lost one wrapped look changed.
    if (!this.keys.has(name) && !existsSync(this.file(name))) this.create(this.file(name));
    return this.key(name);
  }

  /** The file is asked for even when its key is remembered: a key that is not on disk any more must not wrap anything. */
  private key(name: string): Buffer {
    if (!existsSync(this.file(name))) throw lost(name, 'it was in use');
    const known = this.keys.get(name);
    if (known) return known;
    const key = readKey(this.file(name), name);
    flushFolder(this.dir); // whoever made the file may not have come so far yet
    this.keys.set(name, key);
    return key;
  }

  /** Written aside, flushed, then linked into place: a key is there whole or not at all, and of two processes one wins. */
  private create(file: string): void {
    const draft = `${file}.${this.random(6).toString('hex')}`;
    writeFlushed(draft, this.random(32), 'wx');
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
}

const lost = (name: string, stands: string): KeyLost => new KeyLost(`kms/${name}.key`, stands);

/** Mode and bytes are those of the same open file. @throws Error that names the file (not its folder) and says what to do */
function readKey(file: string, name: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    if (POSIX && (fstatSync(handle).mode & 0o077) !== 0)
      throw new Error(`${name}.key can be read by others: chmod 600 it`);
    const key = readFileSync(handle);
    if (key.length !== 32) throw new Error(`${name}.key is not a key of 32 bytes: restore it from its backup`);
    return key;
  } finally {
    closeSync(handle);
  }
}

function writeFlushed(file: string, bytes: Uint8Array | string, flag: 'wx' | 'r+' | 'a'): void {
  const handle = openSync(file, flag, 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A name is durable only once its folder is flushed; Windows has no such call. */
function flushFolder(dir: string): void {
  if (!POSIX) return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
