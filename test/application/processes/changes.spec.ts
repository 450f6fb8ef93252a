import { describe, expect, it } from '@jest/globals';
import { Changes } from '../../../src/application/processes/changes.js';

/** A log that grows by the names of streams, and looks that go on when they are let. */
function log() {
  const streams: string[] = [];
  let go = () => {};
  let looks = 0;
  const store = {
    head: async () => {
      looks++;
      return { position: streams.length, recordedAt: '' };
    },
    async *readAll({ from = 1 }: { from?: number } = {}) {
      yield streams.slice(from - 1).map((stream) => ({ stream }));
    },
  };
  const sleep = (_: number, signal: AbortSignal) =>
    new Promise<void>((done) => {
      go = done;
      signal.addEventListener('abort', () => done());
    });
  const settled = () => new Promise((done) => setImmediate(done));
  return {
    streams,
    changes: new Changes({ store, sleep } as never),
    looks: () => looks,
    settled,
    async look() {
      go();
      await settled();
    },
  };
}

describe('Who waits for changes', () => {
  it('is told when something happened in a case, and not of anything else in the log', async () => {
    const { streams, changes, look, settled } = log();
    let told = 0;
    changes.follow(async () => void told++);
    await settled();
    streams.push('access-x-2026-11-29', 'login-2026-11-29');
    await look();
    expect(told).toBe(0);
    streams.push('case-1', 'case-2');
    await look();
    await look();
    expect(told).toBe(1);
  });

  it('is told of nothing from before, and of nothing after it has left', async () => {
    const { streams, changes, look, settled } = log();
    streams.push('case-1');
    let told = 0;
    const leave = changes.follow(async () => void told++);
    await settled();
    await look();
    expect(told).toBe(0);
    leave();
    streams.push('case-2');
    await look();
    expect(told).toBe(0);
  });

  it('shares one look with all others, is not stopped by one that fails, and nobody looks for nobody', async () => {
    const { streams, changes, look, looks, settled } = log();
    const told: string[] = [];
    const leave = [
      changes.follow(async () => {
        throw new Error('gone');
      }),
      changes.follow(async () => void told.push('b')),
    ];
    await settled();
    streams.push('case-1');
    await look();
    expect([told, looks()]).toEqual([['b'], 2]);
    for (const one of leave) one();
    await look();
    await look();
    expect(looks()).toBe(2);
    changes.follow(async () => void told.push('c'));
    await settled();
    expect(looks()).toBe(3);
    changes.end();
  });
});
