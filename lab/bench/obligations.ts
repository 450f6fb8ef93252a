// Asks for what is owed, of few and of many cases: from the rows of obligations, and as before from every case in scope. docs/bench.md
import process from 'node:process';
import { parseArgs } from 'node:util';
import { deadlineFacts, obligationsAt } from '../../src/application/obligations/deadlines.js';
import { shownTo } from '../../src/application/obligations/query.js';
import { obligationsNow } from '../../src/application/obligations/standing.js';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { ObligationWriter } from '../../src/infrastructure/read-store/obligations/writer.js';
import { TableModels } from '../../src/infrastructure/read-store/table-models.js';
import { histories } from '../scenarios/histories/histories.js';
import { loadLog } from '../scenarios/load-log.js';
import { countOf, openPool, poolAs } from '../scenarios/pools.js';
import { withSite } from '../scenarios/site.js';
import { build } from './projections/ours.js';
import { multiplier } from './queries/multiply.js';
import { keepOriginals, multiplyOwed } from './queries/multiply-owed.js';
import { timed } from './timed.js';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000,100000' },
    events: { type: 'string', default: '40000' },
    times: { type: 'string', default: '50' },
  },
});
const TIMES = Number(options.times);
const infohus = 'koebenhavn';
const ACTED_ON = ['overdue', 'due-soon'] as const;
const OPEN = ['overdue', 'due-soon', 'upcoming'] as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

await withSite(async (site) => {
  const url = await site.database('owed');
  const plans = loadPlans('plans').map((p) => p.plan);
  await loadLog(url, histories({ events: Number(options.events) }));
  await build(url, 'rebuild');
  const [store, projector, owner] = [
    await PostgresStore.open(url),
    poolAs('projector', url),
    openPool(url, { max: 1 }),
  ];
  const reader = poolAs('reader', url);
  reader.on('error', () => undefined);
  const models = TableModels.over(reader);
  let closing = async () => undefined as unknown;
  try {
    const began = performance.now();
    await new ObligationWriter(projector, store, async () => plans).catchUp();
    const written = await countOf(owner, 'select count(*)::int as n from obligations');
    say(`${written} rows written at once in ${Math.round(performance.now() - began)} ms`);
    const now = '2031-01-01T10:00:00.000Z';
    const agency = (await models.cases({ infohus }, { limit: 1 }))[0]?.responsible ?? '';
    const reach = { agency, by: ['on-case', 'asked', 'registrar'] as const };
    for (const scope of [{ infohus }, { infohus, reach }]) {
      const rows = await obligationsNow(models, plans, scope, now);
      const facts = obligationsAt(await deadlineFacts(models, scope, plans), plans, now);
      if (JSON.stringify(rows) !== JSON.stringify(facts)) throw new Error('the rows are not what the facts say');
    }
    await keepOriginals(owner);
    const cases = await multiplier(url);
    closing = cases.close;
    let copies = 1;
    const originals = await countOf(owner, 'select count(*)::int as n from case_list');
    for (const size of options.cases.split(',').map(Number)) {
      const wanted = Math.max(copies, Math.round(size / originals));
      await cases.until(size);
      await multiplyOwed(owner, copies, wanted - 1);
      copies = wanted;
      const all = await countOf(owner, 'select count(*)::int as n from obligations');
      const { obligations } = models;
      const soon = new Date(Date.now()).toISOString();
      const at = { infohus, now: soon };
      const day = new Date(Date.parse(soon) + 86_400_000).toISOString();
      const year = new Date(Date.parse(soon) - 365 * 86_400_000).toISOString();
      const asked = {
        'newest overdue or due soon, first 50': () =>
          obligations.find({ ...at, states: ACTED_ON, from: year }, { limit: 50 }),
        'the same of an agency': () => obligations.find({ ...at, reach, states: ACTED_ON, from: year }, { limit: 50 }),
        'count of an agency, to 1000': () => obligations.count({ ...at, reach, states: ACTED_ON, from: year }, 1000),
        'agenda, a day ahead': () => obligations.find({ ...at, states: OPEN, from: soon, before: day }),
        'alert pass, nothing due': () => obligations.toTell(infohus, 'koebenhavn-2024', '2016-01-01T00:00:00.000Z'),
        'every deadline that is due soon, as shown': async () =>
          (await obligations.find({ ...at, states: ['due-soon'] })).map((row) => shownTo(undefined, row, soon)),
      };
      say(`\n${size} cases, ${all} rows, ms p50 / p95`);
      for (const [name, ask] of Object.entries(asked)) {
        await ask();
        const { p50, p95 } = await timed(TIMES, ask);
        say(`  ${name}: ${p50.toFixed(1)} / ${p95.toFixed(1)}`);
      }
      const before = await timed(2, async () => obligationsAt(await deadlineFacts(models, at, plans), plans, soon));
      say(`  from every case, as before: ${before.p50.toFixed(0)}`);
    }
  } catch (error) {
    say(String(error)); // the site is about to end every connection: that would be told instead
    process.exitCode = 1;
  } finally {
    await Promise.all([closing(), store.close(), projector.end(), owner.end(), reader.end()]);
  }
});
