import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BuildsAs, Order } from './shard.js';
import { spillFolder } from './spill-folder.js';
import type { Task } from './task.js';

const SHARD = fileURLToPath(new URL('./shard.js', import.meta.url));

/**
 * Other processes that build too, one a core. One that dies is not missed: what it was at falls back, and the process that called it
 * builds what is left. Where the compiled program is not there (tests run from source) there are none.
 */
/** @param root the folder that the installation keeps for what rebuilds read of the log */
export function helpersFor(urls: BuildsAs, root: string, models: readonly string[], count: number) {
  return async (task: Task, signal: AbortSignal): Promise<void> => {
    if (!existsSync(SHARD)) return;
    const one = () =>
      new Promise<void>((resolve) => {
        const child = fork(SHARD, { stdio: 'ignore', signal, killSignal: 'SIGKILL' });
        child.once('exit', () => resolve()).once('error', () => resolve());
        child.send({ urls, models, task, folder: spillFolder(root, task.id) } satisfies Order);
      });
    await Promise.all(Array.from({ length: count }, one));
  };
}
