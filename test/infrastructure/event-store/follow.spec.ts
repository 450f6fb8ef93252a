import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type StoredEvent, StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { follow, Wake } from '../../../src/infrastructure/event-store/follow.js';

const LONG = 60_000;
/** Whether it is over by the next turn of the event loop: what waits for time is not. */
const isOver = (waiting: Promise<unknown>) => Promise.race([waiting.then(() => true), turn().then(() => false)]);

describe('the bell that wakes followers', () => {
  it('is not missed when it rings between looking and waiting', async () => {
    const wake = new Wake();
    const seen = wake.count;
    wake.ring();
    expect(await isOver(wake.after(seen, LONG, new AbortController().signal))).toBe(true);
    expect(wake.count).toBe(seen + 1);
  });

  it('wakes everyone who waits', async () => {
    const wake = new Wake();
    const { signal } = new AbortController();
    const waiting = [1, 2, 3].map(() => wake.after(wake.count, LONG, signal));
    expect(await isOver(Promise.race(waiting))).toBe(false);
    wake.ring();
    expect(await isOver(Promise.all(waiting))).toBe(true);
  });

  it('lets go of who no longer wants to wait, and of time', async () => {
    const wake = new Wake();
    const abort = new AbortController();
    const waiting = wake.after(wake.count, LONG, abort.signal);
    abort.abort();
    expect(await isOver(waiting)).toBe(true);
    expect(await isOver(wake.after(wake.count, LONG, abort.signal))).toBe(true);
    await wake.after(wake.count, 1, new AbortController().signal);
    expect(wake.count).toBe(0);
  });
});

describe('Who follows the log', () => {
  const at = (position: number) => ({ position }) as StoredEvent;
  const LOG = [4, 5, 9].map(at);
  /** Reads two at a time from a log that begins after its first place; positions need not be without a gap. */
  const reading = async (from: number) => LOG.filter(({ position }) => position >= from).slice(0, 2);
  async function seen(from: number, read = reading, enough = 3) {
    const abort = new AbortController();
    const positions: number[] = [];
    for await (const batch of follow((next) => read(next), new Wake(), from, abort.signal)) {
      positions.push(...batch.map(({ position }) => position));
      if (positions.length >= enough) abort.abort();
    }
    return positions;
  }

  it('goes on after what was read, wherever that stood', async () => {
    expect(await seen(0)).toEqual([4, 5, 9]);
    expect(await seen(5, reading, 2)).toEqual([5, 9]);
  });

  it('is not read for again before the bell rings, where less was read than there is room for', async () => {
    const [wake, abort] = [new Wake(), new AbortController()];
    const reads: number[] = [];
    const read = (next: number) => {
      reads.push(next);
      return reading(next);
    };
    const batches = follow(read, wake, 0, abort.signal, 2);
    await batches.next();
    await batches.next();
    const third = batches.next();
    await turn();
    expect(reads).toEqual([0, 6]);
    wake.ring();
    await turn();
    expect(reads).toEqual([0, 6, 10]);
    abort.abort();
    await third;
  });

  it('is given nothing any more that was read while it left', async () => {
    const abort = new AbortController();
    const leaving = async () => {
      abort.abort();
      return LOG;
    };
    const batches: unknown[] = [];
    for await (const batch of follow(leaving, new Wake(), 1, abort.signal)) batches.push(batch);
    expect(batches).toEqual([]);
  });

  it('waits while the store is away, and is told of what is wrong otherwise', async () => {
    const faults: Error[] = [new StoreUnavailable('not-persisted', new Error('gone'))];
    const failing = async (from: number) => {
      const fault = faults.pop();
      if (fault) throw fault;
      return reading(from);
    };
    expect(await seen(1, failing)).toEqual([4, 5, 9]);
    faults.push(new RangeError('unreadable'));
    await expect(seen(1, failing)).rejects.toThrow('unreadable');
  });
});
