// The yearly report from the read models and from the log alone. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { histories } from '../scenarios/histories/histories.js';
import { loadLog } from '../scenarios/load-log.js';
import { type Site, withSite } from '../scenarios/site.js';
import { build } from './projections/ours.js';
import { type Reporting, type ReportScope, withReports } from './reports/ours.js';
import { timed } from './timed.js';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '50' },
    json: { type: 'string' },
  },
});
/** The Infohus and years of the scenarios (lab/scenarios/histories). */
const ASKED = [2018, 2020, 2022, 2024].map(
  (year): ReportScope => ({
    infohus: 'koebenhavn',
    plan: year < 2020 ? 'koebenhavn-2016' : year < 2024 ? 'koebenhavn-2020' : 'koebenhavn-2024',
    year,
  }),
);
const AIM = { tables: 50, log: 6000 };
const say = (line: string) => process.stderr.write(`${line}\n`);
const ms = (n: number) => (n < 10 ? n.toFixed(1) : String(Math.round(n)));

/** Both ways must give the same reports, and count something. */
async function faultsIn({ fromTables, fromLog }: Reporting): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const asked of ASKED) {
    const [a, b] = [await fromTables(asked), await fromLog(asked)];
    if (a.contentHash !== b.contentHash) faults.push(String(asked.year));
    if (!a.indicators.some((i) => (i.value ?? 0) > 0)) faults.push(`${asked.year} counts nothing`);
  }
  return faults;
}

async function measured(site: Site) {
  const url = await site.database('reports');
  say('the log is written');
  const { events } = await loadLog(url, histories({ events: Number(options.events) }));
  say('the read models are built');
  await build(url, 'rebuild');
  return withReports(url, async (reporting) => {
    say('reports');
    const asks = (ask: (asked: ReportScope) => Promise<unknown>) => (i: number) =>
      Promise.all(ASKED.slice(i % ASKED.length, (i % ASKED.length) + 1).map(ask));
    const signing = await timed(1, reporting.signHead);
    await timed(ASKED.length, asks(reporting.fromTables));
    const tables = await timed(Number(options.times), asks(reporting.fromTables));
    const log = await timed(ASKED.length, asks(reporting.fromLog));
    return { events, signing, tables, log, faults: await faultsIn(reporting) };
  });
}

const found = await withSite(measured);
const { events, signing, tables, log, faults } = found;
const verdict = (reached: number, aim: number) => (reached < aim ? 'met' : 'not met');
process.stdout.write(`| the yearly report, ${events} events | p50 ms | p95 ms | aim | |
| --- | --- | --- | --- | --- |
| from the read models | ${ms(tables.p50)} | ${ms(tables.p95)} | < ${AIM.tables} | ${verdict(tables.p95, AIM.tables)} |
| from the log alone | ${ms(log.p50)} | ${ms(log.p95)} | < ${AIM.log} | ${verdict(log.p95, AIM.log)} |

The ledger's tiles were written in ${ms(signing.p50)} ms. ${faults.length === 0 ? 'Both ways gave the same reports.' : `DIFFERENT: ${faults}`}
`);
if (options.json) writeFileSync(options.json, JSON.stringify(found, null, 2));
if (faults.length > 0) process.exitCode = 1;
