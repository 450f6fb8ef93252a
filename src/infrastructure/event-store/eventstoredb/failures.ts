import { setTimeout as wait } from 'node:timers/promises';
import {
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { StoreUnavailable } from '../../../application/ports/event-store.js';

/** Milliseconds. */
export const PATIENCE = 5_000;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

/** What the server holds is not what was read from it before: it was rolled back, rewritten or deleted from. Nothing goes on until it is seen to. */
export class LogRewritten extends Error {}

/** The server looked at the call and did nothing: a repetition can only end the same way, or at the leader. */
export const certainlyRefused = (error: unknown): boolean =>
  error instanceof AccessDeniedError ||
  error instanceof InvalidArgumentError ||
  error instanceof MaxAppendSizeExceededError ||
  error instanceof StreamDeletedError ||
  error instanceof NotLeaderError;

const hopeless = (error: unknown): boolean =>
  error instanceof LogRewritten ||
  error instanceof WrongExpectedVersionError ||
  (certainlyRefused(error) && !(error instanceof NotLeaderError));

/**
 * Repeats a call until it succeeds, it cannot, or the patience ends. A call that writes may be repeated because it carries its event ids and the
 * expected revision: the server answers the second as it answered the first.
 * @throws what the last try threw
 */
export async function persistently<T>(
  operation: () => Promise<T>,
  patience = PATIENCE,
  goOn: () => boolean = () => true,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await operation();
    } catch (error) {
      if (hopeless(error) || !goOn() || performance.now() + pause > deadline) throw error;
      await wait(pause);
    }
  }
}

/** @throws StoreUnavailable('not-persisted'), LogRewritten */
export async function reading<T>(operation: () => Promise<T>, patience?: number, goOn?: () => boolean): Promise<T> {
  try {
    return await persistently(operation, patience, goOn);
  } catch (error) {
    if (error instanceof LogRewritten || error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable('not-persisted', error);
  }
}
