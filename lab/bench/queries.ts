// Asks the read models of few and of many cases, and one long case as of any moment. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { caseAt } from '../../src/application/queries/case/case-view.js';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import type { ReadModels } from '../../src/projections/read-models.js';
import { histories } from '../scenarios/histories/histories.js';
import { longCase } from '../scenarios/histories/long-case.js';
import type { Written } from '../scenarios/histories/recorder.js';
import { loadLog } from '../scenarios/load-log.js';
import { withSite } from '../scenarios/site.js';
import { quantile } from './append/measure.js';
import { build } from './projections/ours.js';
import { multiplier } from './queries/multiply.js';
import { questions, type Subject, withModels } from './queries/ours.js';
import { type Answer, aimsOf, type ListTimings, type QueryTimings, report } from './queries/report.js';
import { timedOf } from './timed.js';

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
const say = (line: string) => process.stderr.write(`${line}\n`);

/** One after the other, as a person asks; the first few warm the caches. What takes long is asked less often. */
async function timed(ask: (i: number) => Promise<unknown>): Promise<Answer> {
  for (let i = 0; i < WARM_UP; i++) await ask(i);
  const taken: number[] = [];
  const sizes: number[] = [];
  const until = performance.now() + PATIENCE_MS;
  for (let i = 0; i < TIMES && (i < LEAST_TIMES || performance.now() < until); i++) {
    const began = performance.now();
    const answer = await ask(i);
    taken.push(performance.now() - began);
    sizes.push(Array.isArray(answer) ? answer.length : Number(answer));
  }
  return { ...timedOf(taken), size: quantile(sizes, 0.5) };
}

async function lists(url: string, sizes: readonly number[]): Promise<readonly ListTimings[]> {
  await loadLog(url, histories({ events: ORIGINALS }));
  await build(url, 'rebuild');
  const more = await multiplier(url);
  const found: ListTimings[] = [];
  try {
    for (const size of sizes) {
      say(`${size} cases`);
      const cases = await more.until(size);
      const answers = await withModels(url, async (models) => ask(models, await subjectOf(models)));
      found.push({ cases, answers });
    }
  } finally {
    await more.close();
  }
  return found;
}

async function ask(models: ReadModels, subject: Subject): Promise<ListTimings['answers']> {
  const answers: Record<string, Answer> = {};
  for (const [name, question] of Object.entries(questions(models, subject))) answers[name] = await timed(question);
  return answers;
}

/** Agencies and places as the list itself shows them, at steps through all of it. */
async function subjectOf(models: ReadModels): Promise<Subject> {
  const infohus = 'koebenhavn';
  const first = await models.cases({ infohus }, { limit: 200 });
  const [newest, oldest] = [Date.parse(first[0]?.openedAt ?? ''), Date.UTC(2010, 0, 1)];
  const places = Array.from({ length: PLACES }, (_, i) => ({
    at: new Date(newest - ((newest - oldest) * (i + 0.5)) / PLACES).toISOString(),
    id: first[i % first.length]?.caseId ?? '',
  }));
  const distinct = (of: readonly string[]) => [...new Set(of)];
  return {
    infohus,
    agencies: distinct(first.map((c) => c.responsible)),
    types: distinct(first.map((c) => c.caseType)),
    places,
  };
}

/** Looks which case is the longest as its log goes by. */
class Longest {
  readonly #versions = new Map<string, number>();
  *watched(batches: Iterable<readonly Written[]>): Generator<readonly Written[]> {
    for (const batch of batches) {
      for (const { stream, version } of batch) if (stream.startsWith('case-')) this.#versions.set(stream, version);
      yield batch;
    }
  }
  found(): readonly [stream: string, events: number] {
    return [...this.#versions].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
  }
}

async function asOf(url: string, events: number): Promise<QueryTimings['long']> {
  say(`a case of ${events} events`);
  const longest = new Longest();
  const loaded = await loadLog(url, longest.watched(histories({ events: events * 4, scenarios: [longCase(events)] })));
  const [stream, versions] = longest.found();
  const caseId = stream.slice('case-'.length);
  const position = (i: number) => 1 + Math.floor((loaded.events * (i + 1)) / (TIMES + 1));
  const instant = (i: number) => new Date(Date.UTC(2018, 0, 1 + 7 * i)).toISOString();
  const store = await PostgresStore.open(url);
  try {
    return {
      events: versions,
      position: await timed((i) => caseAt(store, caseId, { position: position(i) })),
      occurred: await timed((i) => caseAt(store, caseId, { instant: instant(i), clock: 'occurred' })),
    };
  } finally {
    await store.close();
  }
}

const found = await withSite(
  async (site): Promise<QueryTimings> => ({
    lists: await lists(await site.database('lists'), options.cases.split(',').map(Number)),
    long: await asOf(await site.database('long'), Number(options['long-case'])),
  }),
);
process.stdout.write(`# Queries, Node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model})\n\n`);
process.stdout.write(`${report(found)}\n`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ options, ...found, aims: aimsOf(found) }, null, 2)}\n`);
}
