// A process that rebuilds once, as an order says: rebuilder.js URL ORDER. It writes what came of it, a line of JSON each.
import process from 'node:process';
import type { RebuildProgress as Progress } from '../../src/application/ports/read-model-status.js';
import { isConnectionLoss } from '../../src/infrastructure/read-store/outage.js';
import { helpersFor } from '../../src/infrastructure/read-store/rebuild/helpers.js';
import { Rebuild } from '../../src/infrastructure/read-store/rebuild/rebuild.js';
import { fromTable } from '../../src/infrastructure/read-store/rebuild/source.js';
import { progressOf } from '../../src/infrastructure/read-store/rebuild/state.js';
import { projections } from '../../src/projections/index.js';
import { openPool, poolAs } from '../scenarios/pools.js';
import { type ReadModelsAt, withReadModels } from '../scenarios/read-models.js';
import { damagedRead } from './damage.js';
import type { Order, RunReport } from './order.js';

const [url = '', text = '{}'] = process.argv.slice(2);
const { models, slices, range, folder, helpers, compare, dryRun, abandon, anew }: Order = JSON.parse(text);
const tell = (told: RunReport) => process.stdout.write(`${JSON.stringify(told)}\n`);

const wanted = projections.filter(({ name }) => models.includes(name));
const sameModels = (found: Progress) =>
  JSON.stringify(found.models) === JSON.stringify(wanted.map((p) => `${p.name} ${p.version}`).sort());

/** What another process had finished is not done again: the run goes on. */
async function tellOfResumption(pool: ReadModelsAt['pool']): Promise<void> {
  const found = await progressOf(pool);
  if (!found || found.slicesDone === 0 || !sameModels(found)) return;
  if (found.phase === 'reading') tell({ resumed: 'ranges' });
  if (found.phase === 'building') tell({ resumed: 'slices' });
}

async function rebuild({ store, pool, projector }: ReadModelsAt): Promise<void> {
  const [owner, log] = [openPool(url, { max: 1 }), poolAs('app', url, 2)];
  const around = {
    owner,
    pool,
    store,
    live: projector,
    // One slice a process, whatever the length of the log.
    source: { read: damagedRead(fromTable(log)), folder, events: { range, slice: Number.MAX_SAFE_INTEGER } },
    processes: slices,
    ...(helpers > 0 ? { helpers: helpersFor({ projector: url, app: url }, folder, models, helpers) } : {}),
  };
  const work = new Rebuild(wanted, around);
  try {
    if (abandon || anew) await work.abandon();
    if (abandon) {
      tell({ abandoned: true });
      return;
    }
    await tellOfResumption(pool);
    tell(await work.run({ compare, dryRun }, new AbortController().signal, () => undefined));
  } finally {
    await Promise.all([owner.end(), log.end()]);
  }
}

try {
  await withReadModels(url, rebuild);
} catch (error) {
  const cause = error instanceof Error ? (error.cause ?? '') : '';
  tell({ failed: `${error} ${cause}`, connection: isConnectionLoss(error) });
}
