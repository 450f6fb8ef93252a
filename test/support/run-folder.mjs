import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';

/** What the spec files of one run make once and share is kept here; `TEST_RUN` names the folder to the workers. */
export default function openRunFolder() {
  mkdirSync('.tmp', { recursive: true });
  process.env.TEST_RUN = mkdtempSync(resolve('.tmp', 'run-'));
}

export function removeRunFolder() {
  rmSync(process.env.TEST_RUN, { recursive: true, force: true });
}
