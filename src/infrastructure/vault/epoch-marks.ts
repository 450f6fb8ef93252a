import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from '../whole-file.js';
import { writeFlushed } from './durable.js';
import type { Epoch } from './kms.js';

/**
 * Which epochs were destroyed, as files `kek-<epoch>.destroyed` of the key folder: a key that is gone tells nothing of whether it was
 * destroyed or lost, and what is lost must not be taken for erased.
 */
export class EpochMarks {
  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    syncFolder(dirname(resolve(dir)));
  }

  /** Durable before it returns: it comes before the key is destroyed, and from then on no process uses that. */
  mark(epoch: string): void {
    writeFlushed(this.file(epoch), '', 'a');
    syncFolder(this.dir);
  }

  isDestroyed(epoch: string): boolean {
    return existsSync(this.file(epoch));
  }

  /** Those that have a key and the destroyed ones, the oldest first. */
  epochs(withKey: readonly string[]): readonly Epoch[] {
    const marked = readdirSync(this.dir).flatMap((name) => /^kek-(.*)\.destroyed$/.exec(name)?.[1] ?? []);
    return [...new Set([...withKey, ...marked])]
      .sort()
      .map((epoch) => ({ epoch, isDestroyed: this.isDestroyed(epoch), hasKey: withKey.includes(epoch) }));
  }

  private file(epoch: string): string {
    return join(this.dir, `kek-${epoch}.destroyed`);
  }
}
