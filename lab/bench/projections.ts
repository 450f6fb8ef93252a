// Builds the read models from a long log, beside reading it only and beside another projector. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { projections } from '../../src/projections/index.js';
import { type HistoryOptions, histories } from '../scenarios/histories/histories.js';
import { firstOf, loadLog } from '../scenarios/load-log.js';
import { type Site, withSite } from '../scenarios/site.js';
import { Absent } from './append/absent.js';
import { builtApart } from './projections/children.js';
import { contents, differences } from './projections/contents.js';
import { copyOut } from './projections/copy-out.js';
import { emmettRebuild, PULLING } from './projections/emmett.js';
import { lag } from './projections/lag.js';
import { WAYS, wayNamed } from './projections/ours.js';
import { aimsOf, type Built, type ProjectionTimings, report } from './projections/report.js';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    late: { type: 'string', default: '0.02' },
    way: { type: 'string', default: WAYS[0] },
    oracle: { type: 'string', default: '20000' },
    emmett: { type: 'string', default: '5000' },
    'lag-seconds': { type: 'string', default: '20' },
    'lag-rate': { type: 'string', default: '500' },
    'lag-onto': { type: 'string', default: '20000' },
    json: { type: 'string' },
  },
});
const way = wayNamed(options.way);
const number = (name: 'events' | 'late' | 'oracle' | 'emmett' | 'lag-seconds' | 'lag-rate' | 'lag-onto') =>
  Number(options[name]);
const say = (line: string) => process.stderr.write(`${line}\n`);

/** A log in a database of its own. */
async function written(site: Site, name: string, source: HistoryOptions) {
  const url = await site.database(name);
  const loaded = await loadLog(url, histories(source));
  say(`${name}: the log is written`);
  return { url, loaded };
}

/** All read models of it, built in a process of its own. */
async function built(url: string, events: number, by = way): Promise<Built> {
  say(`${by} of ${events} events`);
  const run = await builtApart(url, by);
  return { ...run, events, rate: events / run.seconds };
}

async function long(site: Site) {
  const { url, loaded } = await written(site, 'long', { events: number('events') });
  // Before and after the rebuild, on a machine that does other things too: the faster one is nearer to what it can do.
  const before = await copyOut(url);
  const rebuilt = await built(url, loaded.events);
  const after = await copyOut(url);
  return { loaded, rebuilt, copied: before.rate > after.rate ? before : after };
}

async function withLateOnes(site: Site): Promise<Built | undefined> {
  if (number('late') === 0) return undefined;
  const { url, loaded } = await written(site, 'late', { events: number('events'), late: number('late') });
  return built(url, loaded.events);
}

/** Both ways must come to the same. */
async function agreement(site: Site): Promise<ProjectionTimings['oracle']> {
  const source = { events: number('oracle'), late: number('late'), seed: 2 };
  const found = [];
  for (const [i, by] of WAYS.entries()) {
    const { url, loaded } = await written(site, `oracle_${i + 1}`, source);
    await built(url, loaded.events, by);
    found.push(await contents(url));
  }
  const [first = {}, second = {}] = found;
  return { ways: WAYS, events: source.events, contents: first, faults: differences(first, second) };
}

async function peer(site: Site): Promise<ProjectionTimings['emmett']> {
  const found: Record<string, ProjectionTimings['emmett'][string]> = {};
  if (number('emmett') === 0) return found;
  for (const [how, pulling] of Object.entries(PULLING)) {
    say(`emmett, ${how}`);
    try {
      const url = await site.emptyDatabase(`emmett_${Object.keys(found).length}`);
      found[how] = await emmettRebuild(url, number('emmett'), pulling);
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
      say(`emmett: ${error.message}`);
    }
  }
  return found;
}

async function live(site: Site): Promise<ProjectionTimings['lag']> {
  const [rate, seconds, before] = [number('lag-rate'), number('lag-seconds'), number('lag-onto')];
  if (seconds === 0) return undefined;
  say(`live, ${rate} events/s for ${seconds} s`);
  const url = await site.database('live');
  const source = histories({ events: before + rate * (seconds + 10), seed: 3 });
  const { events } = await loadLog(url, firstOf(source, before));
  await built(url, events);
  return { rate, before, ...(await lag(url, source, { rate, seconds })) };
}

const found = await withSite(
  async (site): Promise<ProjectionTimings> => ({
    projections: projections.map((p) => p.name),
    way,
    lateShare: number('late'),
    ...(await long(site)),
    late: await withLateOnes(site),
    emmett: await peer(site),
    lag: await live(site),
    oracle: await agreement(site),
  }),
);
process.stdout.write(`# Read models, Node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model})\n\n`);
process.stdout.write(`${report(found)}\n`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ options, ...found, aims: aimsOf(found) }, null, 2)}\n`);
}
if (found.oracle.faults.length > 0) process.exitCode = 1;
