// Asks the read models of few and of many cases, and one long case as of any moment. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { quantile } from './append/measure.mjs';
import { histories } from './histories/histories.mjs';
import { loadLog } from './histories/load.mjs';
import { build, WAYS } from './projections/ours.mjs';
import { productDatabase, withServer } from './projections/server.mjs';
import { longCase } from './queries/long-case.mjs';
import { multiplier } from './queries/multiply.mjs';
import { caseAsOf, questions, withModels, withStore } from './queries/ours.mjs';
import { aimsOf, report } from './queries/report.mjs';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000,200000,1000000' },
    times: { type: 'string', default: '200' },
    'long-case': { type: 'string', default: '10000' },
    json: { type: 'string' },
  },
});
const TIMES = Number(options.times);
const [WARM_UP, LEAST_TIMES, PATIENCE_MS] = [3, 10, 5000];
/** Events that are folded; what they come to is multiplied. */
const ORIGINALS = 40_000;
const PLACES = 50;
const say = (line) => process.stderr.write(`${line}\n`);

/** One after the other, as a person asks; the first few warm the caches. What takes long is asked less often. */
async function timed(ask) {
  for (let i = 0; i < WARM_UP; i++) await ask(i);
  const taken = [];
  const sizes = [];
  const until = performance.now() + PATIENCE_MS;
  for (let i = 0; i < TIMES && (i < LEAST_TIMES || performance.now() < until); i++) {
    const began = performance.now();
    const answer = await ask(i);
    taken.push(performance.now() - began);
    sizes.push(answer.length ?? Number(answer));
  }
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), size: quantile(sizes, 0.5) };
}

async function lists(url, sizes) {
  await loadLog(url, histories({ events: ORIGINALS }));
  await build(url, WAYS[0]);
  const more = await multiplier(url);
  const found = [];
  try {
    for (const size of sizes) {
      say(`${size} cases`);
      const cases = await more.until(size);
      const answers = await withModels(url, async (models) => ask(models, await subjects(models, cases)));
      found.push({ cases, answers });
    }
  } finally {
    await more.close();
  }
  return found;
}

async function ask(models, subject) {
  const answers = {};
  for (const [name, question] of Object.entries(questions(models, subject))) answers[name] = await timed(question);
  return answers;
}

/** What is asked for: agencies and places as the list itself shows them, at steps through all of it. */
async function subjects(models, cases) {
  const infohus = 'koebenhavn';
  const first = await models.cases({ infohus }, { limit: 200 });
  const [newest, oldest] = [Date.parse(first[0].openedAt), Date.UTC(2010, 0, 1)];
  const places = Array.from({ length: PLACES }, (_, i) => ({
    at: new Date(newest - ((newest - oldest) * (i + 0.5)) / PLACES).toISOString(),
    id: first[i % first.length].caseId,
  }));
  const distinct = (of) => [...new Set(first.map(of))];
  return { infohus, agencies: distinct((c) => c.responsible), types: distinct((c) => c.caseType), places, cases };
}

async function asOf(url, events) {
  say(`a case of ${events} events`);
  const log = { events: events * 4, stories: [longCase(events)] };
  let longest;
  const watched = function* (batches) {
    const versions = new Map();
    for (const batch of batches) {
      for (const { stream, version } of batch) if (stream.startsWith('case-')) versions.set(stream, version);
      yield batch;
    }
    longest = [...versions].sort(([, a], [, b]) => b - a)[0];
  };
  const loaded = await loadLog(url, watched(histories(log)));
  const [stream, versions] = longest;
  const caseId = stream.slice('case-'.length);
  const position = (i) => 1 + Math.floor((loaded.events * (i + 1)) / (TIMES + 1));
  return withStore(url, async (store) => ({
    events: versions,
    position: await timed((i) => caseAsOf(store, caseId, { position: position(i) })),
    occurred: await timed((i) =>
      caseAsOf(store, caseId, { instant: new Date(Date.UTC(2018, 0, 1 + 7 * i)).toISOString(), clock: 'occurred' }),
    ),
  }));
}

const found = await withServer(async (server) => ({
  lists: await lists(await productDatabase(server, 'lists'), options.cases.split(',').map(Number)),
  long: await asOf(await productDatabase(server, 'long'), Number(options['long-case'])),
}));
process.stdout.write(`# Queries, Node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model})\n\n`);
process.stdout.write(`${report(found)}\n`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ options, ...found, aims: aimsOf(found) }, null, 2)}\n`);
}
