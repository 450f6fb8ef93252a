import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { LedgerStore } from '../../application/ports/ledger.js';
import { replaceFile, syncFolder } from '../whole-file.js';

const TILE_BYTES = 256 * 32;
/** Between notes in the one file of checkpoints: a line that no note holds. */
const BETWEEN = '\n\f\n';

/**
 * The ledger as files beside the database, in the layout of C2SP tlog-tiles: `tile/<level>/<index>` and, newest, `checkpoint`. Every checkpoint
 * stands in `checkpoints`, which only grows. Whoever copies the folder elsewhere holds history against us.
 */
export class LedgerFolder implements LedgerStore {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async tile(level: number, index: number): Promise<Uint8Array | undefined> {
    const file = this.pathOf(level, index);
    if (!existsSync(file)) return undefined;
    const bytes = readFileSync(file);
    if (bytes.length !== TILE_BYTES)
      throw new Error(`the ledger's tile ${level}/${index} has not the length of a tile`);
    return bytes;
  }

  async putTile(level: number, index: number, hashes: Uint8Array): Promise<void> {
    const file = this.pathOf(level, index);
    if (existsSync(file)) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    replaceFile(file, hashes);
  }

  async checkpoints(): Promise<readonly string[]> {
    const file = join(this.folder, 'checkpoints');
    // What a crash cut off has no end, and was never answered to anybody.
    return existsSync(file) ? readFileSync(file, 'utf8').split(BETWEEN).slice(0, -1) : [];
  }

  async newest(): Promise<string | undefined> {
    const file = join(this.folder, 'checkpoint');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  async putCheckpoint(note: string): Promise<void> {
    const file = join(this.folder, 'checkpoints');
    if (!endsWell(file)) {
      const whole = readFileSync(file, 'utf8');
      const end = whole.lastIndexOf(BETWEEN);
      replaceFile(file, Buffer.from(end < 0 ? '' : whole.slice(0, end + BETWEEN.length)));
    }
    append(file, `${note}${BETWEEN}`);
    replaceFile(join(this.folder, 'checkpoint'), Buffer.from(note));
  }

  /** `x001/x234/067` as tlog-tiles writes 1234067. */
  private pathOf(level: number, index: number): string {
    const groups: string[] = [];
    for (let n = index; groups.length === 0 || n > 0; n = Math.floor(n / 1000))
      groups.unshift(String(n % 1000).padStart(3, '0'));
    const parts = groups.map((g, i) => (i < groups.length - 1 ? `x${g}` : g));
    return join(this.folder, 'tile', String(level), ...parts);
  }
}

/** Whether the last note stands there whole: a crash may have cut it off. */
function endsWell(file: string): boolean {
  if (!existsSync(file)) return true;
  const { size } = statSync(file);
  const tail = Buffer.alloc(BETWEEN.length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, tail, 0, tail.length, Math.max(0, size - tail.length));
  } finally {
    closeSync(handle);
  }
  return size === 0 || tail.toString() === BETWEEN;
}

function append(file: string, text: string): void {
  const bytes = Buffer.from(text);
  const handle = openSync(file, 'a', 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncFolder(dirname(file));
}
