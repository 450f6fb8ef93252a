// A process that rebuilds once, as an order says: rebuilder.mjs URL ORDER. It writes what came of it, a line of JSON each.
import process from 'node:process';
import { isConnectionLoss } from '../dist/infrastructure/read-store/outage.js';
import { helpersFor } from '../dist/infrastructure/read-store/rebuild/helpers.js';
import { Rebuild } from '../dist/infrastructure/read-store/rebuild/rebuild.js';
import { fromTable } from '../dist/infrastructure/read-store/rebuild/source.js';
import { progressOf } from '../dist/infrastructure/read-store/rebuild/state.js';
import { damagedRead } from './damage.mjs';
import { poolOf, projections, withReadModels } from './wiring.mjs';

const [url, text] = process.argv.slice(2);
const { models, slices, range, folder, helpers, compare, dryRun, abandon, anew } = JSON.parse(text);
const tell = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const wanted = projections.filter(({ name }) => models.includes(name));
const sameModels = (found) =>
  JSON.stringify(found.models) === JSON.stringify(wanted.map((p) => `${p.name} ${p.version}`).sort());

/** What another process had finished is not done again: the run goes on. */
async function tellOfResumption(pool) {
  const found = await progressOf(pool);
  if (found && PARTS[found.phase] && found.slicesDone > 0 && sameModels(found)) tell({ resumed: PARTS[found.phase] });
}

const PARTS = { reading: 'ranges', building: 'slices' };

async function rebuild({ store, pool, projector }) {
  const [owner, log] = [poolOf(url, undefined, 1), poolOf(url, 'app', 2)];
  const help = helpers > 0 ? { helpers: helpersFor(url, folder, models, helpers) } : {};
  const around = {
    owner,
    pool,
    store,
    live: projector,
    // One slice a process, whatever the length of the log.
    source: { read: damagedRead(fromTable(log)), folder, events: { range, slice: Number.MAX_SAFE_INTEGER } },
    processes: slices,
    ...help,
  };
  const work = new Rebuild(wanted, around);
  try {
    if (abandon || anew) await work.abandon();
    if (abandon) return tell({ abandoned: true });
    await tellOfResumption(pool);
    tell(await work.run({ compare, dryRun }, new AbortController().signal, () => undefined));
  } finally {
    await Promise.all([owner.end(), log.end()]);
  }
}

try {
  await withReadModels(url, rebuild);
} catch (error) {
  tell({ failed: `${error} ${error.cause ?? ''}`, code: error.code, connection: isConnectionLoss(error) });
}
