import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Task } from './build.js';
import type { Order } from './shard.js';

const SHARD = fileURLToPath(new URL('./shard.js', import.meta.url));

/**
 * Other processes that build slices too, one a core. One that dies is not missed: its slice falls back, and the process that called
 * it builds what is left. Where the compiled program is not there (tests run from source) there are none.
 */
export function helpersFor(url: string, models: readonly string[], count: number) {
  return async (task: Task, signal: AbortSignal): Promise<void> => {
    if (!existsSync(SHARD)) return;
    const one = () =>
      new Promise<void>((resolve) => {
        const child = fork(SHARD, { stdio: 'ignore', signal, killSignal: 'SIGKILL' });
        child.once('exit', () => resolve()).once('error', () => resolve());
        child.send({ url, models, task } satisfies Order);
      });
    await Promise.all(Array.from({ length: count }, one));
  };
}
