import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { StoreUnavailable } from '../../application/ports/event-store.js';

/**
 * A connection for some work. A server that dies while it is held fails the next query and not the process; one whose work did not end well is
 * not used again.
 */
export async function withConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignored);
  let broken = true;
  try {
    const done = await work(client);
    broken = false;
    return done;
  } finally {
    client.off('error', ignored);
    client.release(broken);
  }
}
const ignored = (): void => undefined;

/** Milliseconds between attempts after the connection was lost; then it is an error. */
const PAUSES = [20, 50, 100, 200, 500, 1000, 2000] as const;

/** What a lost connection leaves undone is done again: rows and checkpoint are one transaction. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      await wait(pause);
    }
  }
  return work();
}

/** Without it what an outage left undone would stay undone until the next event is written. */
export async function untilConnected<T>(
  signal: AbortSignal,
  onError: (error: unknown) => void,
  work: () => Promise<T>,
): Promise<T | undefined> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      onError(error);
      if (!isConnectionLoss(error)) return undefined;
      await wait(PAUSES[4]);
    }
  }
  return undefined;
}

/**
 * 08 connection, 57P0x shutdown and start-up, 53300 no free connection, and a limit that was reached (57014 statement, 55P03 lock, 25P03 idle);
 * without SQLSTATE: the socket, or pg's own words for it.
 */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof pg.DatabaseError) return /^(08|57P0|53300|57014|55P03|25P03)/.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  return (
    /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code)) ||
    /^Connection terminated|not queryable|closed the connection|timeout e|Query read timeout/.test(error.message)
  );
}
