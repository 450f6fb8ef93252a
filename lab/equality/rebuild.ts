import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { RebuildPhase as Phase } from '../../src/application/ports/read-model-status.js';
import { LOCKS } from '../../src/infrastructure/read-store/rebuild/names.js';
import { type Child, childrenOf, signal } from '../scenarios/child-processes.js';
import type { At, Came, Order, RebuildOrder, RunReport } from './order.js';
import { HOLDER, type RoundProcesses } from './processes.js';

/** What a rebuild may say instead of rebuilding, with nothing amiss: somebody else is at it, or the live ones did not hold still. */
const REFUSALS = /a rebuild is under way|do not stand at one position|lock timeout|deadlock detected/;

const PHASES: readonly Phase[] = ['reading', 'building', 'indexing', 'catching-up'];

/** Where the rebuilds of one log keep what they have read of it. */
export const spillOf = ({ round: { site, url } }: RoundProcesses): string =>
  join(site.folder, 'rebuild', new URL(url).pathname.slice(1));

function started(processes: RoundProcesses, rebuildOrder: RebuildOrder): Child {
  const order: Order = { ...rebuildOrder, folder: spillOf(processes) };
  const child = processes.start('rebuilder.js', processes.round.url, JSON.stringify(order));
  processes.rebuilder = child;
  return child;
}

/** @returns what came of it; undefined when it was killed */
export async function rebuild(processes: RoundProcesses, order: RebuildOrder, kill?: At): Promise<Came | undefined> {
  const release = await held(processes, kill);
  const child = started(processes, order);
  const killed = kill && (await killedAt(processes, child, kill));
  await release();
  await child.gone;
  processes.rebuilder = undefined;
  if (killed) processes.count(`rebuild killed: ${killed}`);
  let came: Came | undefined;
  for (const told of child.told<RunReport>()) {
    if ('resumed' in told) processes.count(`rebuild resumed with finished ${told.resumed}`);
    else came = told;
  }
  if (came) note(processes, order, came);
  return came;
}

function note(processes: RoundProcesses, order: RebuildOrder, came: Came): void {
  if ('abandoned' in came) {
    processes.count('rebuild given up');
    return;
  }
  if ('failed' in came) {
    const refused = REFUSALS.exec(came.failed);
    if (came.connection) processes.count('rebuild lost its connection');
    else if (refused) processes.count(`rebuild refused: ${refused[0]}`);
    else processes.wrong.push(`a rebuild (${JSON.stringify(order)}) failed: ${came.failed}`);
    return;
  }
  const { swapped, position, differences = [] } = came;
  for (const { model, different, first } of differences)
    if (different > 0)
      processes.wrong.push(
        `a rebuild at position ${position} differs from the live ${model} in ${different} rows, first ${JSON.stringify(first)}`,
      );
  const during = position < processes.round.events ? 'swapped during writes' : 'swapped after the last write';
  processes.count(swapped ? during : 'dry run');
}

const HOW_FAR = `
  with read as (select count(*)::int as done from rebuild_range), built as (select count(*)::int as done from rebuild_slice)
  select case when phase = 'building' and read.done < ranges then 'reading' else phase end as phase,
    case when phase <> 'building' then 0 when read.done < ranges then read.done else built.done end as done
  from rebuild, read, built`;

/** @returns the phase that it was found in, the wanted one or a later one; undefined when it ended before */
async function reached(processes: RoundProcesses, child: Child, { phase, parts = 0 }: At): Promise<Phase | undefined> {
  const wanted = PHASES.indexOf(phase);
  for (; child.runs; await pause(4)) {
    const [now] = await processes.ask<{ phase: Phase; done: number }>(HOW_FAR);
    if (!now) continue;
    const found = PHASES.indexOf(now.phase);
    if (found > wanted || (found === wanted && now.done >= parts)) return now.phase;
  }
  return undefined;
}

/**
 * Who builds a part of a rebuild holds its lock: held by us it is left for later, however fast the machine is.
 * @returns what gives it free
 */
async function held({ round }: RoundProcesses, at?: At): Promise<() => Promise<void>> {
  if (at?.held === undefined) return async () => undefined;
  const lock = at.phase === 'reading' ? LOCKS.range : LOCKS.slice;
  const client = new pg.Client({ connectionString: round.url, application_name: HOLDER });
  client.on('error', () => undefined);
  // Where the server is being started there is nothing to hold, and the rebuild is tried again.
  await client
    .connect()
    .then(() => client.query('select pg_advisory_lock($1, $2)', [lock, at.held]))
    .catch(() => undefined);
  return () => client.end().catch(() => undefined);
}

async function killedAt(processes: RoundProcesses, child: Child, when: At): Promise<Phase | undefined> {
  const phase = await reached(processes, child, when);
  return phase && processes.children.kill(child) ? phase : undefined;
}

/**
 * A rebuild that is frozen with its helpers and loses the session with its lock, so that somebody else may begin before it notices.
 * It wakes a while later, and may then do what it likes but for harm.
 * @returns what to call when it shall be waited for
 */
export async function stranded(processes: RoundProcesses, order: RebuildOrder, when: At): Promise<() => Promise<void>> {
  const child = started(processes, order);
  const phase = await reached(processes, child, when);
  const own = child.process.pid === undefined ? [] : [child.process.pid];
  const frozen = phase === 'reading' || phase === 'building' ? [...own, ...childrenOf(child)] : [];
  for (const pid of frozen) signal(pid, 'SIGSTOP');
  const [lock] = await processes.ask(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = ${LOCKS.rebuild}
     and database = (select oid from pg_database where datname = current_database())`,
  );
  if (frozen.length > 0 && lock) processes.count('rebuild stranded');
  setTimeout(
    () => {
      for (const pid of frozen) signal(pid, 'SIGCONT');
    },
    processes.round.random.whole(300, 1500),
  );
  return () => child.gone;
}

/** What a power cut or a hand in the wrong folder does to what was read: some of it is gone, some of it short. */
export function tear(processes: RoundProcesses): void {
  const { random } = processes.round;
  for (const path of filesUnder(spillOf(processes)).filter(() => random.chance(0.5))) {
    if (random.chance(0.5)) rmSync(path, { force: true });
    // One that woke up may have taken it away meanwhile.
    else if (existsSync(path)) truncateSync(path, 1);
    processes.count('spilled file torn');
  }
}

export const filesUnder = (root: string): readonly string[] =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
    : [];
