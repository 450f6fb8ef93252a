import { appendFileSync, readFileSync } from 'node:fs';
import process from 'node:process';

/** Seconds of a processor that this process has used, and the processes that it started and that have ended. Linux tells of those; elsewhere they are left out. */
export function coreSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + ofEnded();
}
const TICKS_PER_SECOND = 100;
function ofEnded() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** `npm test` tells what its areas cost (test/run.mjs): on a machine that does other work too, seconds of the clock say little. */
export function noteCost(testPath, seconds) {
  const { TEST_COSTS } = process.env;
  if (TEST_COSTS) appendFileSync(TEST_COSTS, `${JSON.stringify([testPath, seconds])}\n`);
}
