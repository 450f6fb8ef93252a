import { type FileHandle, open } from 'node:fs/promises';
import { type Piece, rowsIn } from './log-rows.js';

/** Rows that wait in memory before they are written: as many bytes again while they are put in order. */
const BLOCK = 32 * 2 ** 20;

/** A file that is finished: its size, and for each block where the slices' parts of it begin and, last, where it ends. */
export interface Finished {
  readonly size: number;
  readonly blocks: readonly (readonly number[])[];
}

/** A part of the log put in the order of slices: each block holds the rows of slice 0, then those of slice 1, and so on. */
export class SpillFile {
  readonly #held: Buffer[][];
  readonly #blocks: number[][] = [];
  #waiting = 0;
  #size = 0;

  private constructor(
    private readonly file: FileHandle,
    slices: number,
  ) {
    this.#held = Array.from({ length: slices }, () => []);
  }

  static async create(path: string, slices: number): Promise<SpillFile> {
    return new SpillFile(await open(path, 'wx', 0o600), slices);
  }

  add(slice: number, row: Buffer): void {
    this.#held[slice]?.push(row);
    this.#waiting += row.length;
  }

  get full(): boolean {
    return this.#waiting >= BLOCK;
  }

  async flush(): Promise<void> {
    const block = [this.#size];
    for (const rows of this.#held) block.push(rows.reduce((end, row) => end + row.length, block.at(-1) ?? 0));
    await this.file.appendFile(Buffer.concat(this.#held.flat(), this.#waiting));
    this.#blocks.push(block);
    this.#size += this.#waiting;
    this.#waiting = 0;
    for (const rows of this.#held) rows.length = 0;
  }

  /** On disk when this resolves: a note in the database that outlives a power cut names no file that does not. */
  async finish(): Promise<Finished> {
    await this.flush();
    await this.file.datasync();
    return { size: this.#size, blocks: this.#blocks };
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** A slice's rows, block by block; undefined where the file is missing, or is not what was finished. */
export async function sectionsOf(
  path: string,
  { size, blocks }: Finished,
  slice: number,
): Promise<readonly Piece[] | undefined> {
  const file = await open(path).catch(unlessMissing);
  if (file === undefined) return undefined;
  try {
    if ((await file.stat()).size !== size) return undefined;
    const sections = [];
    for (const block of blocks) {
      const [begin = 0, end = 0] = [block[slice], block[slice + 1]];
      // Of its own, not from the pool: events are views of it until their slice is folded.
      const data = Buffer.allocUnsafeSlow(end - begin);
      const { bytesRead } = await file.read(data, 0, data.length, begin);
      const found = rowsIn(data, 0);
      if (bytesRead !== data.length || found.end !== data.length) return undefined;
      sections.push({ data, rows: found.rows });
    }
    return sections;
  } finally {
    await file.close();
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
