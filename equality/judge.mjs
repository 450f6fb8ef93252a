import { decode } from '../dist/application/codec.js';
import { fold } from '../dist/projections/projection.js';
import { filesUnder, rebuild, spillOf } from './rebuild.mjs';
import { asOf } from './reference.mjs';
import { differences, rowsInTables, rowsOfGroups } from './rows.mjs';
import { pause, poolOf, projections, withReadModels } from './wiring.mjs';

const SETTLED_WITHIN_MS = 30_000;
const [BEFORE_THE_FIRST, AFTER_THE_LAST] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];

/**
 * When everything is written and nothing is killed any more: live, rebuilt and folded, as of the head and as of earlier ones.
 * @param chance of its own: how often the crowd drew depends on the machine
 */
export async function judge(crowd, history, chance) {
  const { wrong } = crowd;
  await crowd.settle();
  if (!(await settled(crowd)))
    return wrong.push(`the read models did not reach the head: ${JSON.stringify(await statusOf(crowd))}`);
  const log = await logOf(crowd.url);
  if (!asWritten(log, history)) wrong.push('the log is not the history that was written');
  const pool = poolOf(crowd.url, undefined, 1);
  try {
    const live = await rowsInTables(pool);
    wrong.push(...(await differencesOf('live and folded', live, (p) => fold(p, read(log)))));
    await rebuiltAnew(crowd, chance);
    wrong.push(...differences('live and rebuilt', live, await rowsInTables(pool)));
    wrong.push(...(await leftovers(pool, spillOf(crowd))));
  } finally {
    await pool.end();
  }
  const position = chance.whole(1, log.length - 1);
  await asOfPosition(crowd, chance, log, position);
  for (const events of [log, log.slice(0, position)]) await asOfInstant(crowd, chance, events);
}

/** Decoded anew each time, so that what one fold did to an event another would not see. */
const read = (log) => log.map(decode);

const differencesOf = async (what, rows, groupsOf) => differences(what, rows, await rowsOfGroups(groupsOf));

const statusOf = (crowd) =>
  crowd.ask('select name, position::int, failed_at::int, failure from checkpoint order by name');

async function settled(crowd) {
  for (const until = performance.now() + SETTLED_WITHIN_MS; performance.now() < until; await pause(20)) {
    const rows = (await statusOf(crowd)).filter(({ name }) => !name.endsWith('__beside'));
    if (rows.length === projections.length && rows.every(({ position }) => position === crowd.events)) return true;
  }
  return false;
}

async function logOf(url) {
  return withReadModels(url, async ({ store }) => {
    const log = [];
    for await (const batch of store.readAll()) log.push(...batch);
    return log;
  });
}

function asWritten(log, { appends }) {
  const written = appends.flatMap(({ writes }) => writes.flatMap(({ events }) => events));
  return (
    log.length === written.length && log.every(({ bytes }, i) => Buffer.from(bytes).toString() === written[i].bytes)
  );
}

async function rebuiltAnew(crowd, chance) {
  const { damage } = crowd;
  // A defect is found where it is: not in helpers, which are the product's own, nor in a slice that may hold nothing.
  const helpers = damage ? 0 : chance.whole(0, 2);
  const models = projections.map(({ name }) => name);
  const order = { models, slices: damage ? 2 : chance.whole(2, 40), range: 300, helpers, compare: true, dryRun: false };
  const came = await rebuild(crowd, { ...order, anew: true });
  if (!came?.swapped || came.position !== crowd.events)
    crowd.wrong.push(`the last rebuild came to nothing: ${JSON.stringify(came)}`);
}

async function leftovers(pool, folder) {
  const { rows } = await pool.query(
    String.raw`select tablename as name from pg_tables where tablename ~ '__(beside|outgoing)$'
      union all select name from checkpoint where name like '%\_\_beside' union all select 'rebuild' from rebuild`,
  );
  const left = [...rows.map(({ name }) => name), ...filesUnder(folder)];
  return left.map((name) => `a rebuild left ${name} behind`);
}

/** A live run of its own over the beginning of the log, in steps of any size, stands where the fold of that beginning does. */
async function asOfPosition({ site, url, damage, wrong }, chance, log, position) {
  const tables = await site.database();
  const pool = poolOf(tables, undefined, 1);
  try {
    await withReadModels(
      url,
      async ({ projector }) => {
        for (let at = 0; at < position; ) {
          at = Math.min(position, at + chance.one([1, 3, 20, 90, 400, 2000]));
          await projector.catchUp(at);
        }
      },
      { tables },
    );
    const folded = log.slice(0, damage === 'prefix' ? position >> 1 : position);
    wrong.push(
      ...(await differencesOf(`as of position ${position}`, await rowsInTables(pool), (p) => fold(p, read(folded)))),
    );
  } finally {
    await pool.end();
    await site.drop(tables);
  }
}

/** By the occurred clock, at an instant when something happened: events of that very instant count. */
async function asOfInstant({ damage, wrong }, chance, log) {
  const { occurredAt } = read([chance.one(log)])[0];
  for (const instant of [occurredAt, chance.one([BEFORE_THE_FIRST, AFTER_THE_LAST])]) {
    const until = damage === 'clock' ? new Date(Date.parse(instant) - 1).toISOString() : instant;
    const folded = await rowsOfGroups((p) => fold(p, read(log), until));
    wrong.push(
      ...(await differencesOf(`as of ${instant}, ${log.length} events`, folded, (p) => asOf(p, read(log), instant))),
    );
  }
}
