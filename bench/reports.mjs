// The yearly report from the read models and from the log alone. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { quantile } from './append/measure.mjs';
import { histories } from './histories/histories.mjs';
import { loadLog } from './histories/load.mjs';
import { build, WAYS } from './projections/ours.mjs';
import { productDatabase, withServer } from './projections/server.mjs';
import { withReports } from './reports/ours.mjs';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '50' },
    json: { type: 'string' },
  },
});
/** The generator's Infohuse and years (bench/histories). */
const ASKED = [2018, 2020, 2022, 2024].map((year) => ({
  infohus: 'koebenhavn',
  plan: year < 2020 ? 'koebenhavn-2016' : year < 2024 ? 'koebenhavn-2020' : 'koebenhavn-2024',
  year,
}));
const AIM = { tables: 50, log: 6000 };
const say = (line) => process.stderr.write(`${line}\n`);
const ms = (n) => (n < 10 ? n.toFixed(1) : String(Math.round(n)));

async function timed(times, ask) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await ask(i);
    taken.push(performance.now() - began);
  }
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95) };
}

async function measured(server) {
  const url = await productDatabase(server, 'reports');
  say('the log is written');
  const { events } = await loadLog(url, histories({ events: Number(options.events) }));
  say('the read models are built');
  await build(url, WAYS[0]);
  return withReports(url, async ({ fromTables, fromLog, signHead }) => {
    say('reports');
    const signing = await timed(1, signHead);
    const of = (i) => ASKED[i % ASKED.length];
    await timed(ASKED.length, (i) => fromTables(of(i)));
    const tables = await timed(Number(options.times), (i) => fromTables(of(i)));
    const log = await timed(ASKED.length, (i) => fromLog(of(i)));
    const faults = [];
    for (const asked of ASKED) {
      const [a, b] = [await fromTables(asked), await fromLog(asked)];
      if (a.contentHash !== b.contentHash) faults.push(asked.year);
      if (!a.indicators.some((i) => i.value > 0)) faults.push(`${asked.year} counts nothing`);
    }
    return { events, signing, tables, log, faults };
  });
}

const found = await withServer(measured);
const { events, signing, tables, log, faults } = found;
const verdict = (reached, aim) => (reached < aim ? 'met' : 'not met');
process.stdout.write(`| the yearly report, ${events} events | p50 ms | p95 ms | aim | |
| --- | --- | --- | --- | --- |
| from the read models | ${ms(tables.p50)} | ${ms(tables.p95)} | < ${AIM.tables} | ${verdict(tables.p95, AIM.tables)} |
| from the log alone | ${ms(log.p50)} | ${ms(log.p95)} | < ${AIM.log} | ${verdict(log.p95, AIM.log)} |

The ledger's tiles were written in ${ms(signing.p50)} ms. ${faults.length === 0 ? 'Both ways gave the same reports.' : `DIFFERENT: ${faults}`}
`);
if (options.json) writeFileSync(options.json, JSON.stringify(found, null, 2));
if (faults.length > 0) process.exitCode = 1;
