// Appends to the log, beside other ways to store an event on the same server in the same run. What the numbers mean: docs/bench.md
import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Absent } from './append/absent.mjs';
import { leg, PEERS } from './append/leg.mjs';
import { aimsOf, report } from './append/report.mjs';
import { buildSlowFsync } from './append/slow-fsync.mjs';

const USAGE = `node bench/append.mjs [--seconds 2] [--rounds 3] [--writers 1,16,64,256] [--events 1,3]
  [--peers ${Object.keys(PEERS)}] [--slow-fsync] [--json FILE]`;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    writers: { type: 'string', default: '1,16,64,256' },
    events: { type: 'string', default: '1,3' },
    peers: { type: 'string', default: Object.keys(PEERS).join(',') },
    'slow-fsync': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const refuse = (what) => {
  process.stderr.write(`${what}\n${USAGE}\n`);
  process.exit(2);
};

const positive = (name) =>
  options[name]
    .split(',')
    .map((text) => (Number(text) > 0 ? Number(text) : refuse(`--${name} ${text}: not a number above 0`)));

const unknown = options.peers.split(',').filter((name) => !(name in PEERS));
if (unknown.length > 0) refuse(`no peer is called ${unknown}`);

const plan = {
  seconds: positive('seconds')[0],
  rounds: positive('rounds')[0],
  writers: positive('writers'),
  sizes: positive('events'),
  // Everybody is compared with ours.
  peers: [...new Set(['ours', ...options.peers.split(',')])],
  say: (line) => process.stderr.write(`${line}\n`),
};

/** Only with one event an append: what the slower disk changes is the commit, whatever is in it. */
async function slowLeg() {
  const { folder, library } = buildSlowFsync();
  try {
    plan.say('the same, each fsync 1 ms slower');
    return await leg({ ...plan, sizes: [1] }, library);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const legs = { own: await leg(plan) };
process.stdout.write(`# Appends, Node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model})\n\n`);
process.stdout.write(`${report('The disk as it is', legs.own)}\n\n`);
if (options['slow-fsync']) {
  try {
    legs.slow = await slowLeg();
    process.stdout.write(`${report('Each fsync 1 ms slower', legs.slow)}\n`);
  } catch (error) {
    if (!(error instanceof Absent)) throw error;
    process.stdout.write(`Each fsync 1 ms slower: not run, ${error.message}.\n`);
  }
} else {
  process.stdout.write('Each fsync 1 ms slower: not run, asked for with --slow-fsync.\n');
}
if (options.json !== undefined) {
  const results = Object.entries(legs).map(([name, found]) => [name, { ...found, aims: aimsOf(found) }]);
  writeFileSync(options.json, `${JSON.stringify({ plan, legs: Object.fromEntries(results) }, null, 2)}\n`);
}
if (Object.values(legs).some(({ checked }) => Object.values(checked).some(({ faults }) => faults.length > 0))) {
  process.exitCode = 1;
}
