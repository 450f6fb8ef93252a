import pino from 'pino';
import type { Log } from '../../application/ports/log.js';
import { kindOf, placesOf, saidBy } from '../../application/telemetry/told-error.js';

/** By the process's own stream: that it is gone is heard there, and ends the process in order. */
const STDERR: pino.DestinationStream = { write: (line) => void process.stderr.write(line) };

/** A line of JSON for each thing that is said: for machines that gather what servers say. */
export function jsonLog(base: Readonly<Record<string, string>>, to: pino.DestinationStream = STDERR): Log {
  const log = pino(
    {
      base,
      level: 'info',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    to,
  );
  return {
    info: (what, fields = {}) => log.info(fields, what),
    warn: (what, fields = {}) => log.warn(fields, what),
    failed(what, error, fields = {}) {
      const said = saidBy(error);
      log.error({ ...fields, kind: kindOf(error), ...(said ? { said } : {}), at: placesOf(error) }, what);
    },
  };
}
