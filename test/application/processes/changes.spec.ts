import { describe, expect, it } from '@jest/globals';
import { Changes, type Follower } from '../../../src/application/processes/changes.js';

const follower = (news: Follower['news'], standing: Follower['standing'] = async () => {}, userId = 'u1') => ({
  ...{ userId, news, standing },
});
const loggedOut = (userId: string) => ({
  ...{ stream: 'login-2026-11-29', type: 'LoggedOut', position: 1, recordedAt: '' },
  bytes: new TextEncoder().encode(
    JSON.stringify({ type: 'LoggedOut', stream: 'login-2026-11-29', schemaVersion: 1, data: { userId } }),
  ),
});

/** A log that grows by the names of streams, and looks that go on when they are let. */
function log() {
  const streams: (string | object)[] = [];
  let go = () => {};
  let looks = 0;
  const store = {
    head: async () => {
      looks++;
      return { position: streams.length, recordedAt: '' };
    },
    async *readAll({ from = 1 }: { from?: number } = {}) {
      yield streams.slice(from - 1).map((one) => (typeof one === 'string' ? { stream: one, type: '' } : one));
    },
  };
  const sleep = (_: number, signal: AbortSignal) =>
    new Promise<void>((done) => {
      go = done;
      signal.addEventListener('abort', () => done());
    });
  const settled = () => new Promise((done) => setImmediate(done));
  const next = async () => {
    go();
    await settled();
  };
  return {
    streams,
    changes: new Changes({ store, sleep } as never),
    looks: () => looks,
    settled,
    next,
    async look() {
      for (let n = 0; n < 3; n++) await next();
    },
  };
}

describe('Who waits for changes', () => {
  it('is told when something happened in a case, and not of anything else in the log', async () => {
    const { streams, changes, look, settled } = log();
    let told = 0;
    changes.follow(follower(async () => void told++));
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
    const leave = changes.follow(follower(async () => void told++));
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
      changes.follow(
        follower(async () => {
          throw new Error('gone');
        }),
      ),
      changes.follow(follower(async () => void told.push('b'))),
    ];
    await settled();
    streams.push('case-1');
    await look();
    expect([told, looks()]).toEqual([['b'], 4]);
    for (const one of leave) one();
    await look();
    await look();
    expect(looks()).toBe(4);
    changes.follow(follower(async () => void told.push('c')));
    await settled();
    expect(looks()).toBe(5);
    changes.end();
  });

  it('is told at the next look that something happened to its own user, and not of others; of news every third look', async () => {
    const { streams, changes, next, settled } = log();
    const told: string[] = [];
    for (const name of ['anna', 'berta'])
      changes.follow(
        follower(
          async () => void told.push(`news ${name}`),
          async () => void told.push(name),
          name,
        ),
      );
    await settled();
    streams.push('user-anna');
    await next();
    expect(told).toEqual(['anna']);
    streams.push(loggedOut('berta'), 'case-1');
    await next();
    expect(told).toEqual(['anna', 'berta']);
    await next();
    expect(told).toEqual(['anna', 'berta', 'news anna', 'news berta']);
    changes.end();
  });
});
