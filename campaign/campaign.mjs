// The crash campaign: writers on hot streams, and everything that can die, dies. `npm run campaign -- --minutes 10 --seed 7`
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureDatabase } from '../dist/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../dist/infrastructure/embedded-postgres/server.js';
import { migrate, PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { check } from './check.mjs';
import { Journal, readJournals } from './journal.mjs';
import { prng } from './prng.mjs';
import { proxy } from './proxy.mjs';

const WRITERS = 4;
const STREAMS = 6;
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const seconds = option('seconds', 60 * option('minutes', 1));
const seed = option('seed', 1);
const chance = prng(seed);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text) => process.stderr.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-campaign-'));
const journals = join(folder, 'journals');
mkdirSync(journals);
const server = await embeddedServer(join(folder, 'pg'));
const fired = {
  'writer killed': 0,
  'backend killed': 0,
  'backend killed inside a commit': 0,
  'postmaster killed': 0,
  'connection cut after a statement': 0,
  'reader killed': 0,
};
const children = new Set();
let ending = false;

process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void finish(1));

await ensureDatabase(server.url('postgres'), 'campaign');
const direct = server.url('campaign');
await migrate(direct);
const wire = await proxy(Number(new URL(direct).port));
const through = direct.replace(`:${new URL(direct).port}/`, `:${wire.port}/`);

function start(script, ...args) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args.map(String)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}
let nth = 0;
const writer = () => start('writer.mjs', through, join(journals, `writer-${++nth}`), chance.whole(1, 1e9), STREAMS);
const readerFile = join(folder, 'reader');
const writers = Array.from({ length: WRITERS }, writer);
let reader = start('reader.mjs', through, readerFile);

/** A backend that is executing or committing an append now. */
async function backendInWork() {
  const client = new pg.Client({ connectionString: direct });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (let tried = 0; tried < 40; tried++) {
      const { rows } = await client.query(
        "select pid, coalesce(wait_event in ('WalSync', 'WALSync', 'WalWrite', 'WALWrite', 'SyncRep'), false) as commits from pg_stat_activity where state = 'active' and application_name = 'sagsspor' and query ~ 'append' order by 2 desc limit 1",
      );
      if (rows[0] && (rows[0].commits || tried > 30)) return rows[0];
    }
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const FAULTS = {
  async writer() {
    const i = chance.whole(0, WRITERS - 1);
    writers[i].kill('SIGKILL');
    fired['writer killed']++;
    writers[i] = writer();
  },
  async backend() {
    const found = await backendInWork();
    if (!found) return;
    process.kill(found.pid, 'SIGKILL'); // the server ends all sessions and recovers
    fired['backend killed']++;
    if (found.commits) fired['backend killed inside a commit']++;
  },
  async postmaster() {
    const pid = Number(readFileSync(join(folder, 'pg', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    fired['postmaster killed']++;
    await pause(chance.whole(0, 300));
    await server.ensure();
  },
  async cut() {
    wire.cut();
  },
  async reader() {
    reader.kill('SIGKILL');
    fired['reader killed']++;
    reader = start('reader.mjs', through, readerFile);
  },
};
const OFTEN = ['cut', 'cut', 'cut', 'cut', 'writer', 'writer', 'reader', 'backend', 'backend', 'postmaster'];

async function storm() {
  const until = performance.now() + seconds * 1000;
  await pause(1000);
  while (performance.now() < until && !ending) {
    await FAULTS[chance.one(OFTEN)]().catch(() => undefined);
    await pause(chance.whole(50, 900));
  }
}

const gone = (child) =>
  child.exitCode !== null || child.signalCode !== null
    ? undefined
    : new Promise((resolve) => child.once('exit', resolve));

/** What killed writers left in doubt is given again: it must stand once, or be refused, and then it is known. */
async function resolveDoubts(store) {
  const journal = new Journal(join(journals, 'resolved'));
  let doubts = 0;
  for (const { c, s, v, b } of readJournals(journals).filter((a) => a.outcome === undefined)) {
    doubts++;
    const { createHash } = await import('node:crypto');
    const events = b.map(({ id, bytes }) => ({
      eventId: id,
      type: 'Fired',
      bytes: Buffer.from(bytes, 'base64'),
      segments: [],
    }));
    try {
      const { outcome, events: stand } = await store.append({
        commandId: c,
        fingerprint: createHash('sha256').update(c).digest(),
        clock: new Date().toISOString(),
        writes: [{ stream: s, expectedVersion: v, events }],
      });
      journal.write({ t: 'ack', c, p: stand.map((e) => e.position), d: outcome === 'duplicate' });
    } catch (error) {
      if (error.constructor.name !== 'VersionConflict') throw error;
      journal.write({ t: 'no', c });
    }
  }
  journal.close();
  return doubts;
}

async function judge() {
  await server.ensure();
  for (const child of writers) child.kill('SIGTERM');
  await Promise.all(writers.map(gone));
  const store = await PostgresStore.open(direct);
  const left = await resolveDoubts(store);
  const { position: head } = await store.head();
  for (let waited = 0; waited < 300 && lastSeen() < head; waited++) await pause(100);
  reader.kill('SIGTERM');
  await gone(reader);
  const events = [];
  for await (const batch of store.readAll()) events.push(...batch.map((e) => ({ ...e, bytes: Buffer.from(e.bytes) })));
  await store.close();
  const appends = readJournals(journals);
  const wrong = check(events, appends, [positions()]);
  const doubts = appends.reduce((n, a) => n + a.doubts, 0) + left;
  const conflicts = appends.filter((a) => a.outcome === 'no').length;
  fired['connection cut after a statement'] = wire.cuts();
  return {
    seed,
    seconds,
    events: events.length,
    acknowledged: appends.filter((a) => a.outcome === 'ack').length,
    conflicts,
    'in doubt': doubts,
    'in doubt that had committed': appends.filter((a) => a.duplicate).length,
    fired,
    wrong: wrong.slice(0, 20),
  };
}
const positions = () =>
  existsSync(readerFile) ? readFileSync(readerFile, 'utf8').split('\n').slice(0, -1).map(Number) : [];
const lastSeen = () => positions().at(-1) ?? 0;

async function finish(code) {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill('SIGKILL');
  await wire.close();
  await server.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

say(
  `campaign of ${seconds} s, seed ${seed}, ${WRITERS} writers on ${STREAMS} streams; disk full and fsync errors are not fired`,
);
try {
  await storm();
  const found = await judge();
  const blunt = [
    found['in doubt'] === 0 && 'no append was in doubt',
    found.conflicts === 0 && 'no version conflict',
    found.fired['backend killed'] + found.fired['postmaster killed'] === 0 && 'no kill of the server',
    found['in doubt that had committed'] === 0 && 'no kill or cut inside a commit: nothing in doubt had committed',
  ].filter(Boolean);
  process.stdout.write(`${JSON.stringify({ ...found, blunt }, null, 2)}\n`);
  await finish(found.wrong.length > 0 || blunt.length > 0 ? 1 : 0);
} catch (error) {
  say(`the campaign itself failed: ${error.stack}`);
  await finish(1);
}
