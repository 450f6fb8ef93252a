import { type StoredEvent, StoreUnavailable } from '../../application/ports/event-store.js';
import { sleep } from '../clock/sleep.js';

/** Polling is the truth, a notification only shortens the wait (ES E5). Milliseconds. */
const POLL = 500;

/** A bell that cannot be missed: who read `count` before looking is woken by a ring that came in between. */
export class Wake {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  get count(): number {
    return this.#count;
  }

  ring(): void {
    this.#count += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at a ring later than `count`, after `milliseconds`, or when the signal aborts. Leaves no timer or listener behind. */
  async after(count: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (count !== this.#count || signal.aborted) return;
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    await sleep(milliseconds, woken.signal);
    signal.removeEventListener('abort', wake);
    this.#waiting.delete(wake);
  }
}

/**
 * The log from `from` on, in order, nothing skipped or twice: the next position to read is taken from what was read, never from
 * a notification. An outage of the store is waited out.
 * @param full so many at once where there are more: after fewer it is not asked again before something has been written
 */
export async function* follow(
  read: (from: number, signal: AbortSignal) => Promise<readonly StoredEvent[]>,
  wake: Wake,
  from: number,
  signal: AbortSignal,
  full = 1,
): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  let next = from;
  while (!signal.aborted) {
    const seen = wake.count;
    const batch = await readOrNothing(read, next, signal);
    const last = batch.at(-1);
    if (signal.aborted) return;
    if (last !== undefined) {
      next = last.position + 1;
      yield batch;
    }
    if (batch.length < full) await wake.after(seen, POLL, signal);
  }
}

async function readOrNothing(
  read: (from: number, signal: AbortSignal) => Promise<readonly StoredEvent[]>,
  from: number,
  signal: AbortSignal,
): Promise<readonly StoredEvent[]> {
  try {
    return await read(from, signal);
  } catch (error) {
    if (error instanceof StoreUnavailable) return [];
    throw error;
  }
}
