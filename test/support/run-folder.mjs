import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** What the spec files of one run make once and share is kept here; `TEST_RUN` names the folder to the workers. */
export default function openRunFolder() {
  mkdirSync('.tmp', { recursive: true });
  process.env.TEST_RUN = mkdtempSync(resolve('.tmp', 'run-'));
  process.env.TEST_RUN_PID = String(process.pid);
}

/** With the server that is kept in it (support/postgres.ts), and one that a spec file has left running because it failed. */
export function removeRunFolder() {
  const folder = process.env.TEST_RUN;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, 'pgdata', 'postmaster.pid');
    if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT');
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
