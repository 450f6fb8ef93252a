// Appends against a bare prepared INSERT on the same server, in one run; the log is checked at the end. `node bench/append.mjs [seconds]`
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase } from '../dist/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../dist/infrastructure/embedded-postgres/server.js';
import { migrate, PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';

const seconds = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'sagsspor-bench-'));
const server = await embeddedServer(folder);
await ensureDatabase(server.url('postgres'), 'bench');
const url = server.url('bench');
await migrate(url);
const store = await PostgresStore.open(url);
const pool = new pg.Pool({ connectionString: url, max: 40 });
await pool.query('create table peer (id uuid primary key, stream text, bytes bytea)');

const bytes = randomBytes(250);
const append = () => {
  const stream = `bench-${randomUUID()}`;
  const event = { eventId: randomUUID(), type: 'Benched', bytes, segments: [] };
  return store.append({
    commandId: randomUUID(),
    fingerprint: bytes.subarray(0, 32),
    clock: new Date().toISOString(),
    writes: [{ stream, expectedVersion: 0, events: [event] }],
  });
};
const insert = () =>
  pool.query({ name: 'peer', text: 'insert into peer values ($1, $2, $3)', values: [randomUUID(), 'bench', bytes] });

async function rate(work, callers) {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        await work();
        done++;
      }
    }),
  );
  return done / seconds;
}

let appended = 0;
for (const callers of [1, 16, 64]) {
  const peer = await rate(insert, callers);
  const ours = await rate(append, callers);
  appended += Math.round(ours * seconds);
  console.log(
    `${callers} callers: ${Math.round(ours)} appends/s, bare INSERT ${Math.round(peer)}/s, ratio ${(ours / peer).toFixed(2)}`,
  );
}
const { rows } = await pool.query('select count(*)::int as n, max(position)::int as top from event');
console.log(
  rows[0].n === appended && rows[0].top === appended
    ? `checked: ${appended} events, positions without a gap`
    : `WRONG: ${JSON.stringify(rows[0])} of ${appended}`,
);
await store.close();
await pool.end();
await server.close();
rmSync(folder, { recursive: true, force: true });
