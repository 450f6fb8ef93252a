// Builds the read models from a long log, beside reading it only and beside another projector. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Absent } from './append/absent.mjs';
import { histories } from './histories/histories.mjs';
import { firstOf, loadLog } from './histories/load.mjs';
import { runChild } from './projections/child.mjs';
import { contents, differences } from './projections/contents.mjs';
import { copyOut } from './projections/copy-out.mjs';
import { emmettRebuild, PULLING } from './projections/emmett.mjs';
import { lag } from './projections/lag.mjs';
import { projections, WAYS } from './projections/ours.mjs';
import { aimsOf, report } from './projections/report.mjs';
import { emptyDatabase, productDatabase, withServer } from './projections/server.mjs';

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
const number = (name) => Number(options[name]);
const say = (line) => process.stderr.write(`${line}\n`);

/** A log in a database of its own, and all read models built from it. @param way undefined: only the log */
async function built(server, name, source, way) {
  const url = await productDatabase(server, name);
  say(`${name}: the log is written`);
  const loaded = await loadLog(url, histories(source));
  if (way === undefined) return { url, loaded };
  say(`${name}: ${way} of ${loaded.events} events`);
  const run = await runChild('./build.mjs', [url, way]);
  return { url, loaded, run: { ...run, events: loaded.events, rate: loaded.events / run.seconds } };
}

/** Before and after the rebuild, on a machine that does other things too: the faster one is nearer to what it can do. */
const faster = (a, b) => (a.rate > b.rate ? a : b);

async function long(server) {
  const events = number('events');
  const { url, loaded } = await built(server, 'long', { events });
  const first = await copyOut(url);
  const run = await runChild('./build.mjs', [url, options.way]);
  const rebuilt = { ...run, events: loaded.events, rate: loaded.events / run.seconds };
  return { loaded, rebuilt, copied: faster(first, await copyOut(url)) };
}

/** Both ways where there are two; else the one way twice, which at least must not depend on anything but the log. */
async function agreement(server) {
  const source = { events: number('oracle'), late: number('late'), seed: 2 };
  const ways = WAYS.length > 1 ? WAYS : [...WAYS, ...WAYS];
  const found = [];
  for (const [i, way] of ways.entries()) {
    const { url } = await built(server, `oracle_${i + 1}`, source, way);
    found.push(await contents(url));
  }
  return { ways, events: source.events, contents: found[0], faults: differences(...found) };
}

async function peer(server) {
  const found = {};
  for (const [how, pulling] of Object.entries(PULLING)) {
    say(`emmett, ${how}`);
    try {
      const url = await emptyDatabase(server, `emmett_${Object.keys(found).length}`);
      found[how] = await emmettRebuild(url, number('emmett'), pulling);
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
      say(`emmett: ${error.message}`);
    }
  }
  return found;
}

async function live(server) {
  const [rate, seconds, before] = [number('lag-rate'), number('lag-seconds'), number('lag-onto')];
  if (seconds === 0) return undefined;
  say(`live, ${rate} events/s for ${seconds} s`);
  const url = await productDatabase(server, 'live');
  const source = histories({ events: before + rate * (seconds + 10), seed: 3 });
  await loadLog(url, firstOf(source, before));
  await runChild('./build.mjs', [url, options.way]);
  return { rate, before, ...(await lag(url, source, { rate, seconds })) };
}

const found = await withServer(async (server) => ({
  projections: projections.map((p) => p.name),
  way: options.way,
  lateShare: number('late'),
  ...(await long(server)),
  late:
    number('late') > 0
      ? (await built(server, 'late', { events: number('events'), late: number('late') }, options.way)).run
      : undefined,
  emmett: number('emmett') > 0 ? await peer(server) : {},
  lag: await live(server),
  oracle: await agreement(server),
}));
process.stdout.write(`# Read models, Node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model})\n\n`);
process.stdout.write(`${report(found)}\n`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ options, ...found, aims: aimsOf(found) }, null, 2)}\n`);
}
if (found.oracle.faults.length > 0) process.exitCode = 1;
