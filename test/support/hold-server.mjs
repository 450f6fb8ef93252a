// Keeps the server of a run while spec files come and go: hold-server.mjs URL PGDATA PID. When the run (PID) has ended without ending the
// server, it ends it: at once, for nobody needs what is in it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const [url, pgdata, pid] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url, application_name: 'test-run' });
client.on('error', () => process.exit());
await client.connect();
// A lease of the product (embedded-postgres/lease.ts): who leaves the server does not stop it while there is another one.
await client.query('select pg_advisory_lock_shared(1396787027, 1)');
process.stdout.write('held\n');

function runs() {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}
while (runs()) await pause(1000);
const file = join(pgdata, 'postmaster.pid');
if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT');
process.exit();
