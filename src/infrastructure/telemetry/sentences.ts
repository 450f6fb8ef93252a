import type { Log } from '../../application/ports/log.js';
import { kindOf, saidBy } from '../../application/telemetry/told-error.js';

/** A sentence for each: for whoever sits before the terminal. */
export function sentences(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const say = (text: string) => write(`${text}\n`);
  return {
    info: (what) => say(what),
    warn: (what) => say(what),
    failed: (what, error) => say(`${what}: ${saidBy(error) ?? kindOf(error)}`),
  };
}
