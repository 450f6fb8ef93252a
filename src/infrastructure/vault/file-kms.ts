import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../whole-file.js';
import { type Box, decrypt, encrypt, type Random } from './crypto.js';
import { POSIX, writeFlushed, writeOnce } from './durable.js';
import { EpochMarks } from './epoch-marks.js';
import {
  assertOver,
  type Dependents,
  Digests,
  type Epoch,
  EpochDestroyed,
  isEpoch,
  type Kms,
  lost,
  NONE,
  WrappingUnfit,
} from './kms.js';

/** `kek-<epoch>.key` and `installation.key` of 32 bytes each, 0600. A destroyed epoch leaves `kek-<epoch>.destroyed`. */
export class FileKms implements Kms {
  private readonly keys = new Map<string, Buffer>();
  private readonly marks: EpochMarks;
  private readonly digests = new Digests(() => this.key('installation'));

  constructor(
    private readonly dir: string,
    private readonly now: () => string,
    private readonly random: Random,
    private readonly dependents: Dependents = NONE,
  ) {
    if (dependents.any && !existsSync(this.file('installation')))
      throw lost('installation.key', 'a log or wrapped keys exist');
    this.marks = new EpochMarks(dir);
    this.keyMadeWhereMissing('installation');
  }

  async currentEpoch(): Promise<string> {
    return this.now().slice(0, 7);
  }

  async wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box> {
    if (!isEpoch(epoch)) throw new RangeError('an epoch is written YYYY-MM');
    if (this.marks.isDestroyed(epoch)) throw new EpochDestroyed(epoch);
    return encrypt(await this.epochKey(epoch), key, associated, this.random);
  }

  async unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer> {
    if (!isEpoch(epoch)) throw new WrappingUnfit(); // it comes from a row: never a path out of the folder
    if (this.marks.isDestroyed(epoch)) throw new EpochDestroyed(epoch);
    const kek = this.key(`kek-${epoch}`);
    try {
      return decrypt(kek, box, associated);
    } catch {
      throw new WrappingUnfit();
    }
  }

  /** The mark comes first: from then on no process uses the key, and a crash on the way is finished by doing it again. */
  async destroyEpoch(epoch: string): Promise<void> {
    assertOver(epoch, await this.currentEpoch());
    this.marks.mark(epoch);
    const file = this.file(`kek-${epoch}`);
    // Overwritten, not only unlinked: a crash in `writeOnce` may have left a second name for the same bytes.
    if (existsSync(file)) writeFlushed(file, Buffer.alloc(32), 'r+');
    rmSync(file, { force: true });
    syncFolder(this.dir);
    this.keys.delete(`kek-${epoch}`);
  }

  async epochs(): Promise<readonly Epoch[]> {
    return this.marks.epochs(readdirSync(this.dir).flatMap((name) => /^kek-(.*)\.key$/.exec(name)?.[1] ?? []));
  }

  digest(purpose: string, input: string | Uint8Array): Uint8Array {
    return this.digests.of(purpose, input);
  }

  private file(name: string): string {
    return join(this.dir, `${name}.key`);
  }

  private async epochKey(epoch: string): Promise<Buffer> {
    const name = `kek-${epoch}`;
    if (!existsSync(this.file(name))) {
      const wrapped = await this.dependents.wrappedUnder(epoch);
      // Looked for again: another process may have made it meanwhile, and wrapped with it already.
      if (wrapped && !existsSync(this.file(name))) throw lost(`${name}.key`, `it wrapped keys in ${epoch}`);
    }
    return this.keyMadeWhereMissing(name);
  }

  private keyMadeWhereMissing(name: string): Buffer {
    // Lost while in use is no first use: a new key under the old name would make all that the lost one wrapped look changed.
    if (!this.keys.has(name) && !existsSync(this.file(name))) writeOnce(this.file(name), this.random(32), this.random);
    return this.key(name);
  }

  /** The file is asked for even when its key is remembered: a key that is not on disk any more must not wrap anything. */
  private key(name: string): Buffer {
    if (!existsSync(this.file(name))) throw lost(`${name}.key`, 'it was in use');
    const known = this.keys.get(name);
    if (known) return known;
    const key = readKey(this.file(name), name);
    syncFolder(this.dir); // whoever made the file may not have come so far yet
    this.keys.set(name, key);
    return key;
  }
}

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
