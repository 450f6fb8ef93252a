import { projections } from '../../../projections/index.js';
import { ROLES } from '../../event-store/postgres/roles.js';
import { LIMITS, poolTo } from '../../postgres/connections.js';
import { build } from './build.js';
import { fromTable } from './source.js';
import type { Task } from './task.js';

/** Connection strings of who writes read models and of who reads the log. */
export type BuildsAs = Readonly<Record<'projector' | 'app', string>>;

/** What the process that rebuilds says to one that helps it. Connection strings come by message: an argument could be read by others. */
export interface Order {
  readonly urls: BuildsAs;
  readonly models: readonly string[];
  readonly task: Task;
  /** Of this rebuild, for what is read of the log. */
  readonly folder: string;
}

/** A process of its own that builds until nothing is left to build, or until the one that called it is gone. */
async function help({ urls, models, task, folder }: Order, signal: AbortSignal): Promise<void> {
  const name = 'sagsspor-rebuild';
  const pool = poolTo(urls.projector, { limits: LIMITS.copying, name, role: ROLES.projector }, 1);
  const log = poolTo(urls.app, { limits: LIMITS.copying, name, role: ROLES.app }, 1);
  try {
    const wanted = projections.filter((p) => models.includes(p.name));
    await build(task, { pool, projections: wanted, source: { read: fromTable(log), folder }, signal });
  } finally {
    await Promise.all([pool.end(), log.end()]);
  }
}

if (process.send) {
  const gone = new AbortController();
  process.once('disconnect', () => gone.abort(new Error('the process that rebuilds is gone')));
  process.once('message', (order: Order) => {
    help(order, gone.signal)
      .catch(() => {
        process.exitCode = 1;
      })
      .finally(() => process.disconnect?.());
  });
}
