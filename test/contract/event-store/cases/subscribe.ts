import { expect } from '@jest/globals';
import { type ContractCase, command, followUntil, range, readLog, write, writer } from '../fixtures.js';

const WRITERS = range(1, 8).map((n) => `w${n}`);
const EACH = 20;
const ALL = WRITERS.length * EACH;

export const subscribeCases: readonly ContractCase[] = [
  {
    name: 'a subscriber sees what stands in the log and then what is appended',
    run: async (store) => {
      await writer(store, 'before', 3);
      const following = followUntil(store, 1, (seen) => seen.length >= 6);
      await writer(store, 'after', 3);
      const seen = await following;
      expect(seen.map(({ position }) => position)).toEqual((await readLog(store)).map(({ position }) => position));
    },
  },
  {
    name: 'a subscriber sees every event once and in order under concurrent writers',
    run: async (store) => {
      const following = followUntil(store, 1, (seen) => seen.length >= ALL);
      await Promise.all(WRITERS.map((name) => writer(store, name, EACH)));
      const seen = await following;
      const log = await readLog(store);
      expect(log).toHaveLength(ALL);
      expect(seen.map(({ eventId }) => eventId)).toEqual(log.map(({ eventId }) => eventId));
      expect(seen.map(({ version }) => version)).toEqual(log.map(({ version }) => version));
    },
  },
  {
    name: 'a subscriber that stops and starts again from its checkpoint misses and repeats nothing',
    run: async (store) => {
      const writing = Promise.all(WRITERS.map((name) => writer(store, name, EACH)));
      const seen: number[] = [];
      while (seen.length < ALL) {
        const before = seen.length;
        const next = (seen.at(-1) ?? 0) + 1;
        const part = await followUntil(store, next, (some) => some.length >= Math.min(25, ALL - before));
        seen.push(...part.map(({ position }) => position));
      }
      await writing;
      expect(seen).toEqual((await readLog(store)).map(({ position }) => position));
    },
  },
  {
    name: 'several subscribers each see the whole log',
    run: async (store) => {
      const following = range(1, 3).map(() => followUntil(store, 1, (seen) => seen.length >= 10));
      await writer(store, 'one', 10);
      const log = (await readLog(store)).map(({ position }) => position);
      for (const seen of await Promise.all(following)) expect(seen.map(({ position }) => position)).toEqual(log);
    },
  },
  {
    name: 'a subscription ends when its signal aborts, waiting or not yet begun',
    run: async (store) => {
      await store.append(command('one', [write('case-1', 0, 'a')]));
      const waiting = new AbortController();
      const iterator = store.subscribe(1, waiting.signal)[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toHaveLength(1);
      const next = iterator.next();
      waiting.abort();
      expect(await next).toEqual({ done: true, value: undefined });
      const begun: unknown[] = [];
      for await (const batch of store.subscribe(1, AbortSignal.abort())) begun.push(batch);
      expect(begun).toEqual([]);
    },
  },
];
