import { describe, expect, it } from '@jest/globals';
import { Wake } from '../../../src/infrastructure/event-store/follow.js';

const LONG = 60_000;

describe('the bell that wakes followers', () => {
  it('is not missed when it rings between looking and waiting', async () => {
    const wake = new Wake();
    const seen = wake.count;
    wake.ring();
    await wake.after(seen, LONG, new AbortController().signal);
    expect(wake.count).toBe(seen + 1);
  });

  it('wakes everyone who waits', async () => {
    const wake = new Wake();
    const { signal } = new AbortController();
    const waiting = [1, 2, 3].map(() => wake.after(wake.count, LONG, signal));
    wake.ring();
    expect(await Promise.all(waiting)).toHaveLength(3);
  });

  it('lets go of who no longer wants to wait, and of time', async () => {
    const wake = new Wake();
    const abort = new AbortController();
    const waiting = wake.after(wake.count, LONG, abort.signal);
    abort.abort();
    await waiting;
    await wake.after(wake.count, LONG, abort.signal);
    await wake.after(wake.count, 1, new AbortController().signal);
    expect(wake.count).toBe(0);
  });
});
