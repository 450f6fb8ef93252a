import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { childrenOf } from './processes.mjs';
import { pause } from './wiring.mjs';

/** What a rebuild may say instead of rebuilding, with nothing amiss: somebody else is at it, or the live ones did not hold still. */
const REFUSALS = /a rebuild is under way|do not stand at one position|lock timeout|deadlock detected/;

const PHASES = ['reading', 'building', 'indexing', 'catching-up'];

/** Where the rebuilds of one log keep what they have read of it. */
export const spillOf = ({ site, url }) => join(site.folder, 'rebuild', new URL(url).pathname.slice(1));

function started(crowd, order) {
  const told = JSON.stringify({ ...order, folder: spillOf(crowd) });
  const child = crowd.site.processes.start('rebuilder.mjs', crowd.damage, crowd.url, told);
  crowd.rebuilder = child;
  return child;
}

/** @returns what came of it; undefined when it was killed */
export async function rebuild(crowd, order, kill) {
  const child = started(crowd, order);
  const killed = kill && (await killedAt(crowd, child, kill));
  await child.gone;
  crowd.rebuilder = undefined;
  if (killed) crowd.count(`rebuild killed: ${killed}`);
  const told = child.told();
  for (const { resumed } of told) if (resumed) crowd.count(`rebuild resumed with finished ${resumed}`);
  const came = told.findLast(({ resumed }) => resumed === undefined);
  if (came) judged(crowd, order, came);
  return came;
}

function judged(crowd, order, { swapped, position, differences = [], abandoned, failed, connection }) {
  for (const { model, different, first } of differences)
    if (different > 0)
      crowd.wrong.push(
        `a rebuild at position ${position} differs from the live ${model} in ${different} rows, first ${JSON.stringify(first)}`,
      );
  if (abandoned) crowd.count('rebuild given up');
  else if (swapped) crowd.count(position < crowd.events ? 'swapped during writes' : 'swapped after the last write');
  else if (swapped === false) crowd.count('dry run');
  else if (connection) crowd.count('rebuild lost its connection');
  else if (REFUSALS.test(failed)) crowd.count(`rebuild refused: ${failed.match(REFUSALS)[0]}`);
  else crowd.wrong.push(`a rebuild (${JSON.stringify(order)}) failed: ${failed}`);
}

const HOW_FAR = `
  with read as (select count(*)::int as done from rebuild_range), built as (select count(*)::int as done from rebuild_slice)
  select case when phase = 'building' and read.done < ranges then 'reading' else phase end as phase,
    case when phase <> 'building' then 0 when read.done < ranges then read.done else built.done end as done
  from rebuild, read, built`;

/** @returns the phase that it was found in, the wanted one or a later one; undefined when it ended before */
async function reached(crowd, child, { phase, parts }) {
  const wanted = PHASES.indexOf(phase);
  for (; crowd.site.processes.runs(child); await pause(4)) {
    const [now] = await crowd.ask(HOW_FAR);
    if (!now) continue;
    const found = PHASES.indexOf(now.phase);
    if (found > wanted || (found === wanted && now.done >= (parts ?? 0))) return now.phase;
  }
  return undefined;
}

async function killedAt(crowd, child, when) {
  const phase = await reached(crowd, child, when);
  return phase && crowd.site.processes.kill(child) ? phase : undefined;
}

/**
 * A rebuild that is frozen with its helpers and loses the session with its lock, so that somebody else may begin before it notices.
 * It wakes a while later, and may then do what it likes but for harm.
 * @returns what to call when it shall be waited for
 */
export async function stranded(crowd, order, when) {
  const child = started(crowd, order);
  const phase = await reached(crowd, child, when);
  const frozen = phase === 'reading' || phase === 'building' ? [child.pid, ...childrenOf(child)] : [];
  for (const pid of frozen) signal(pid, 'SIGSTOP');
  const [lock] = await crowd.ask(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7362
     and database = (select oid from pg_database where datname = current_database())`,
  );
  if (frozen.length > 0 && lock) crowd.count('rebuild stranded');
  setTimeout(
    () => {
      for (const pid of frozen) signal(pid, 'SIGCONT');
    },
    crowd.chance.whole(300, 1500),
  );
  return () => child.gone;
}

/** What a power cut or a hand in the wrong folder does to what was read: some of it is gone, some of it short. */
export function tear(crowd) {
  for (const path of filesUnder(spillOf(crowd)).filter(() => crowd.chance.chance(0.5))) {
    if (crowd.chance.chance(0.5)) rmSync(path, { force: true });
    // One that woke up may have taken it away meanwhile.
    else if (existsSync(path)) truncateSync(path, 1);
    crowd.count('spilled file torn');
  }
}

export const filesUnder = (root) =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
    : [];

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
