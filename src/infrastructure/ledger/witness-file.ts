import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint } from '../../application/audit/note.js';
import type { WitnessMemory } from '../../application/audit/witness.js';
import { replaceFile } from '../whole-file.js';

/** What a witness saw last, a file for each log, written through to the disk before it signs. */
export class WitnessFile implements WitnessMemory {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async seen(origin: string): Promise<Pick<Checkpoint, 'size' | 'root'> | undefined> {
    try {
      const { size, root } = JSON.parse(readFileSync(this.pathOf(origin), 'utf8')) as { size: number; root: string };
      return { size, root: Buffer.from(root, 'base64') };
    } catch (error) {
      // Only what was never there is nothing; what cannot be read must not be taken for a log that begins.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async remember({ origin, size, root, at }: Checkpoint): Promise<void> {
    const text = JSON.stringify({ origin, size, root: Buffer.from(root).toString('base64'), at });
    replaceFile(this.pathOf(origin), Buffer.from(text));
  }

  private pathOf(origin: string): string {
    return join(this.folder, `${Buffer.from(origin).toString('base64url')}.json`);
  }
}
