import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { decode } from '../../src/application/codec.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import { projections } from '../../src/projections/index.js';
import { fold } from '../../src/projections/projection.js';
import { openPool } from '../scenarios/pools.js';
import type { RandomHistory } from '../scenarios/random-history.js';
import { withReadModels } from '../scenarios/read-models.js';
import type { RoundProcesses } from './processes.js';
import { filesUnder, rebuild, spillOf } from './rebuild.js';
import { asOf } from './reference.js';
import { differences, type GroupsOf, type Rows, rowsInTables, rowsOfGroups } from './rows.js';

const SETTLED_WITHIN_MS = 30_000;
const [BEFORE_THE_FIRST, AFTER_THE_LAST] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];

type Log = readonly StoredEvent[];

/**
 * When everything is written and nothing is killed any more: live, rebuilt and folded, as of the head and as of earlier ones.
 * @param random of its own: how often the processes of the round drew depends on the machine
 */
export async function verify(processes: RoundProcesses, history: RandomHistory, random: Random): Promise<void> {
  const { wrong, round } = processes;
  await processes.settle();
  if (!(await settled(processes))) {
    wrong.push(`the read models did not reach the head: ${JSON.stringify(await statusOf(processes))}`);
    return;
  }
  const log = await logOf(round.url);
  if (!asWritten(log, history)) wrong.push('the log is not the history that was written');
  const pool = openPool(round.url, { max: 1 });
  try {
    const live = await rowsInTables(pool);
    wrong.push(...(await differencesOf('live and folded', live, (p) => fold(p, read(log)))));
    await rebuiltAnew(processes, random);
    wrong.push(...differences('live and rebuilt', live, await rowsInTables(pool)));
    wrong.push(...(await leftovers(pool, spillOf(processes))));
  } finally {
    await pool.end();
  }
  const position = random.whole(1, log.length - 1);
  await asOfPosition(processes, random, log, position);
  for (const events of [log, log.slice(0, position)]) await asOfInstant(processes, random, events);
}

/** Decoded anew each time, so that what one fold did to an event another would not see. */
const read = (log: Log): readonly Recorded[] => log.map(decode);

const differencesOf = async (what: string, rows: Rows, groupsOf: GroupsOf) =>
  differences(what, rows, await rowsOfGroups(groupsOf));

interface Status {
  readonly name: string;
  readonly position: number;
}
const statusOf = (processes: RoundProcesses) =>
  processes.ask<Status>('select name, position::int, failed_at::int, failure from checkpoint order by name');

async function settled(processes: RoundProcesses): Promise<boolean> {
  for (const until = performance.now() + SETTLED_WITHIN_MS; performance.now() < until; await pause(20)) {
    const all = await statusOf(processes);
    const rows = all.filter(({ name }) => !name.endsWith('__beside') && name !== 'obligations');
    if (rows.length === projections.length && rows.every(({ position }) => position === processes.round.events))
      return true;
  }
  return false;
}

async function logOf(url: string): Promise<Log> {
  return withReadModels(url, async ({ store }) => {
    const log: StoredEvent[] = [];
    for await (const batch of store.readAll()) log.push(...batch);
    return log;
  });
}

function asWritten(log: Log, { appends }: RandomHistory): boolean {
  const written = appends.flatMap(({ writes }) => writes.flatMap(({ events }) => events));
  return (
    log.length === written.length &&
    log.every(({ bytes }, i) => Buffer.compare(bytes, written[i]?.bytes ?? bytes) === 0)
  );
}

async function rebuiltAnew(processes: RoundProcesses, random: Random): Promise<void> {
  const { damage, events } = processes.round;
  // A defect is found where it is: not in helpers, which are the product's own, nor in a slice that may hold nothing.
  const helpers = damage ? 0 : random.whole(0, 2);
  const models = projections.map(({ name }) => name);
  const order = { models, slices: damage ? 2 : random.whole(2, 40), range: 300, helpers, compare: true, dryRun: false };
  const came = await rebuild(processes, { ...order, anew: true });
  if (came === undefined || !('swapped' in came) || !came.swapped || came.position !== events)
    processes.wrong.push(`the last rebuild came to nothing: ${JSON.stringify(came)}`);
}

async function leftovers(pool: pg.Pool, folder: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    String.raw`select tablename as name from pg_tables where tablename ~ '__(beside|outgoing)$'
      union all select name from checkpoint where name like '%\_\_beside' union all select 'rebuild' from rebuild`,
  );
  const left = [...rows.map(({ name }) => name), ...filesUnder(folder)];
  return left.map((name) => `a rebuild left ${name} behind`);
}

/** A live run of its own over the beginning of the log, in steps of any size, stands where the fold of that beginning does. */
async function asOfPosition({ round, wrong }: RoundProcesses, random: Random, log: Log, position: number) {
  const { site, url, damage } = round;
  const tables = await site.database();
  const pool = openPool(tables, { max: 1 });
  try {
    await withReadModels(
      url,
      async ({ projector }) => {
        for (let at = 0; at < position; ) {
          at = Math.min(position, at + random.one([1, 3, 20, 90, 400, 2000]));
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
async function asOfInstant({ round, wrong }: RoundProcesses, random: Random, log: Log): Promise<void> {
  const { occurredAt } = decode(random.one(log));
  for (const instant of [occurredAt, random.one([BEFORE_THE_FIRST, AFTER_THE_LAST]) ?? '']) {
    const until = round.damage === 'clock' ? new Date(Date.parse(instant) - 1).toISOString() : instant;
    const folded = await rowsOfGroups((p) => fold(p, read(log), until));
    wrong.push(
      ...(await differencesOf(`as of ${instant}, ${log.length} events`, folded, (p) => asOf(p, read(log), instant))),
    );
  }
}
