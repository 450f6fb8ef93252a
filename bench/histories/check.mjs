// Compares generated histories with what the product would have stored: node bench/histories/check.mjs [--events N] [--late SHARE]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { canonical } from '../../dist/application/canonical.js';
import { decode, encode, hashOf, sealedIn } from '../../dist/application/codec.js';
import { inside, Sealed } from '../../dist/domain/kernel/sealed.js';
import { aggregateNamed } from '../../dist/domain/registry.js';
import { leafHash } from '../../dist/infrastructure/event-store/leaf.js';
import { histories } from './histories.mjs';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    late: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    infohuse: { type: 'string', default: '2' },
  },
});
const options = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));

const streams = new Map();
const counts = new Map();
const faults = [];
let [position, recordedAt, late, bytes] = [0, '', 0, 0];

for (const batch of histories(options)) for (const stored of batch) check(stored);
report();

function check(stored) {
  const event = decode(stored);
  const fault = (what) => faults.push(`${stored.position} ${stored.type}: ${what}`);
  if (stored.position !== ++position) fault('position is not the next one');
  if (stored.recordedAt < recordedAt) fault('recordedAt goes back');
  recordedAt = stored.recordedAt;
  for (const name of ['stream', 'version', 'eventId', 'type', 'commandId']) {
    if (event[name] !== stored[name]) fault(`${name} differs from the bytes`);
  }
  if (!Buffer.from(leafHash(stored.position, stored.recordedAt, stored.bytes)).equals(stored.leaf)) fault('leaf');
  if (!sameBytes(event, stored)) fault('the product would encode it otherwise');
  const problem = misfit(event);
  if (problem) fault(problem);
  chain(event, stored, fault);
  counts.set(stored.type, (counts.get(stored.type) ?? 0) + 1);
  bytes += stored.bytes.length;
}

function sameBytes({ position: _, recordedAt: __, previous, ...event }, stored) {
  const commitments = sealedIn(event.data).map((value) => inside(value).commitment);
  const again = Buffer.from(encode(event, previous, commitments));
  return again.equals(stored.bytes) && canonical(JSON.parse(stored.bytes.toString())) === stored.bytes.toString();
}

/** Schemas are of what commands bring, so each sealed field is filled with something its schema takes. */
function misfit({ type, stream, data }) {
  const definition = aggregateNamed(stream.slice(0, stream.indexOf('-')))?.events[type];
  if (!definition) return 'no such event of this aggregate';
  const { success, error } = definition.schema.safeParse(opened(data));
  return success ? undefined : JSON.stringify(error.issues);
}

function opened(value, name) {
  if (Array.isArray(value)) return value.map((v) => opened(v));
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Sealed) return name === 'birthDate' ? '2001-02-03' : 'text';
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, opened(v, key)]));
}

function chain(event, stored, fault) {
  const known = streams.get(event.stream) ?? { version: 0, previous: null, newest: '' };
  if (event.version !== known.version + 1) fault(`version ${event.version} after ${known.version}`);
  if (event.previous !== known.previous) fault('the chain is broken');
  if (event.occurredAt < known.newest) late++;
  const newest = event.occurredAt > known.newest ? event.occurredAt : known.newest;
  streams.set(event.stream, { version: event.version, previous: hashOf(stored.bytes), newest });
}

function report() {
  const cases = [...streams].filter(([name]) => name.startsWith('case-'));
  const inCases = cases.reduce((n, [, { version }]) => n + version, 0);
  const lines = [...counts].sort(([, a], [, b]) => b - a).map(([type, n]) => `${String(n).padStart(8)} ${type}`);
  process.stdout.write(
    `${lines.join('\n')}\n${position} events in ${streams.size} streams, ${Math.round(bytes / position)} bytes each, ` +
      `${cases.length} cases of ${(inCases / cases.length).toFixed(1)} events, ${late} late ones, ${faults.length} faults\n`,
  );
  for (const fault of faults.slice(0, 10)) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
