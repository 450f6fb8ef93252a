// Appends to the log, beside other ways to store an event on the same server in the same run. What the numbers mean: docs/bench.md
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Absent } from './append/absent.js';
import { type Leg, leg, PEER_NAMES, type PeerName, type Plan } from './append/leg.js';
import { aimsOf, report } from './append/report.js';
import { buildSlowFsync } from './append/slow-fsync.js';

const USAGE = `npm run bench -- append [--seconds 2] [--rounds 3] [--writers 1,16,64,256] [--events 1,3]
  [--peers ${PEER_NAMES}] [--slow-fsync] [--json FILE]`;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    writers: { type: 'string', default: '1,16,64,256' },
    events: { type: 'string', default: '1,3' },
    peers: { type: 'string', default: PEER_NAMES.join(',') },
    'slow-fsync': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

function refuse(what: string): never {
  process.stderr.write(`${what}\n${USAGE}\n`);
  process.exit(2);
}

const positive = (name: 'seconds' | 'rounds' | 'writers' | 'events'): readonly number[] =>
  options[name]
    .split(',')
    .map((text) => (Number(text) > 0 ? Number(text) : refuse(`--${name} ${text}: not a number above 0`)));

const peerNamed = (name: string): PeerName =>
  PEER_NAMES.find((known) => known === name) ?? refuse(`no peer is called ${name}`);

const plan: Plan = {
  seconds: positive('seconds')[0] ?? 0,
  rounds: positive('rounds')[0] ?? 0,
  writers: positive('writers'),
  sizes: positive('events'),
  // Everybody is compared with ours.
  peers: [...new Set<PeerName>(['ours', ...options.peers.split(',').map(peerNamed)])],
  say: (line) => process.stderr.write(`${line}\n`),
};

/** Only with one event an append: what the slower disk changes is the commit, whatever is in it. */
async function slowLeg(): Promise<Leg> {
  const library = buildSlowFsync();
  plan.say('the same, each fsync 1 ms slower');
  return leg({ ...plan, sizes: [1] }, library);
}

const legs: Record<string, Leg> = { own: await leg(plan) };
process.stdout.write(`# Appends, Node ${process.version}, ${cpus().length} CPUs (${cpus()[0]?.model})\n\n`);
for (const found of Object.values(legs)) process.stdout.write(`${report('The disk as it is', found)}\n\n`);
if (options['slow-fsync']) {
  try {
    const slow = await slowLeg();
    legs.slow = slow;
    process.stdout.write(`${report('Each fsync 1 ms slower', slow)}\n`);
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
