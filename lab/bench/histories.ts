// Compares generated histories with what the product would have stored, and says what they hold: npm run bench -- histories
import process from 'node:process';
import { parseArgs } from 'node:util';
import { HistoryCheck } from '../scenarios/histories/check.js';
import { histories } from '../scenarios/histories/histories.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    late: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    infohuse: { type: 'string', default: '2' },
  },
});
const [events, late, seed, infohuse] = [values.events, values.late, values.seed, values.infohuse].map(Number);
const found = new HistoryCheck();
for (const batch of histories({ events: events ?? 0, late: late ?? 0, seed: seed ?? 1, infohuse: infohuse ?? 2 }))
  for (const stored of batch) found.look(stored);

const cases = [...found.streams].filter(([name]) => name.startsWith('case-'));
const inCases = cases.reduce((n, [, { version }]) => n + version, 0);
const lines = [...found.counts].sort(([, a], [, b]) => b - a).map(([type, n]) => `${String(n).padStart(8)} ${type}`);
process.stdout.write(
  `${lines.join('\n')}\n${found.events} events in ${found.streams.size} streams, ${Math.round(found.bytes / found.events)} bytes each, ` +
    `${cases.length} cases of ${(inCases / cases.length).toFixed(1)} events, ${found.late} late ones, ${found.faults.length} faults\n`,
);
for (const fault of found.faults.slice(0, 10)) process.stdout.write(`${fault}\n`);
if (found.faults.length > 0) process.exitCode = 1;
