import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Follower } from '../../../src/application/processes/changes.js';
import { LivePages } from '../../../src/interface/web/live/live.controller.js';

/** A response as far as a stream uses it; what is written after its end is an error, as on a socket. */
class Wire extends EventEmitter {
  readonly said: string[] = [];
  writableEnded = false;
  status = 0;
  writeHead(status: number) {
    this.status = status;
  }
  flushHeaders() {}
  sendStatus(status: number) {
    this.status = status;
    this.end();
  }
  write(text: string) {
    if (this.writableEnded) this.emit('error', new Error('write after end'));
    else this.said.push(text);
  }
  end() {
    this.writableEnded = true;
  }
}

const real = { setInterval: globalThis.setInterval, clearInterval: globalThis.clearInterval };
const beating = new Set<() => void>();
let counts: () => Promise<number>;
let stands: boolean;
let userChanged: () => Promise<void>;
let pages: LivePages;
const waiting = new Set<() => Promise<void>>();
const tell = () => Promise.all([...waiting].map((one) => one()));
const follow = async (session = 'one', closed = false) => {
  const wire = new Wire();
  const request = { session, socket: { destroyed: closed } };
  const begun = pages.follow(request as never, wire as never, {});
  return { wire, begun };
};
beforeEach(() => {
  beating.clear();
  globalThis.setInterval = ((work: () => void) => {
    beating.add(work);
    return work;
  }) as never;
  globalThis.clearInterval = ((work: () => void) => void beating.delete(work)) as never;
  waiting.clear();
  stands = true;
  counts = async () => 0;
  const sessions = {
    of: ({ session }: { session: string }) => ({ row: { hash: session }, reader: {} }),
    stands: async () => stands,
  };
  pages = new LivePages({ execute: async () => ({ count: await counts() }) } as never, sessions as never);
  const changes = {
    follow({ news, standing }: Follower) {
      waiting.add(news);
      userChanged = standing;
      return () => void waiting.delete(news);
    },
    end() {},
  };
  Object.assign(pages, { changes });
});
afterEach(() => {
  pages.onModuleDestroy();
  Object.assign(globalThis, real);
});
const held = () => [waiting.size, beating.size];

describe('A page that follows', () => {
  it('is let go of when it leaves, also before it was answered for the first time', async () => {
    const { wire, begun } = await follow();
    await begun;
    expect(held()).toEqual([1, 1]);
    wire.emit('close');
    expect(held()).toEqual([0, 0]);
    const early = await follow();
    early.wire.emit('close');
    await early.begun;
    await (await follow('one', true)).begun;
    expect(held()).toEqual([0, 0]);
  });

  it('is told nothing after its end, and a fault of its connection is nobody else’s', async () => {
    const { wire, begun } = await follow();
    await begun;
    let answer = (_: number) => {};
    counts = () => new Promise((done) => (answer = done));
    const told = tell();
    pages.onModuleDestroy();
    answer(3);
    await told;
    expect([wire.said, held()]).toEqual([[], [0, 0]]);
    wire.emit('error', new Error('reset'));
  });

  it('hears nothing once its session has ended, also when it ended while the answer was sought', async () => {
    const { wire, begun } = await follow();
    await begun;
    counts = async () => {
      stands = false;
      return 3;
    };
    await tell();
    expect([wire.said, wire.writableEnded, held()]).toEqual([[], true, [0, 0]]);
    const late = await follow();
    await late.begun;
    expect([late.wire.status, late.wire.said]).toEqual([204, []]);
  });

  it('is closed as soon as its user is shut out, whether there is news or not', async () => {
    const { wire, begun } = await follow();
    await begun;
    await userChanged();
    expect([wire.said, wire.writableEnded]).toEqual([[':\n\n'], false]);
    stands = false;
    await userChanged();
    expect([wire.writableEnded, held()]).toEqual([true, [0, 0]]);
  });

  it('is one of six of its session: a seventh is sent away until one leaves, and another session has its own six', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => follow()));
    await Promise.all(six.map(({ begun }) => begun));
    const next = async (session?: string) => {
      const { wire, begun } = await follow(session);
      await begun;
      return wire.status;
    };
    expect([await next(), await next('another')]).toEqual([204, 200]);
    six[0]?.wire.emit('close');
    expect([await next(), await next()]).toEqual([200, 204]);
  });
});
