import { expect } from '@jest/globals';
import { leavesOf } from '../../../../src/application/audit/leaves.js';
import type { EventStore } from '../../../../src/application/ports/event-store.js';
import { type ContractCase, command, event, hex, id, range, readLog, segment, write } from '../fixtures.js';

async function seven(store: EventStore): Promise<number[]> {
  const names = range(1, 7).map(String);
  const { events } = await store.append(command('seven', [write('case-1', 0, ...names)]));
  return events.map(({ position }) => position);
}

export const readCases: readonly ContractCase[] = [
  {
    name: 'a stream that does not exist is empty',
    run: async (store) => {
      expect(await store.readStream('case-404')).toEqual([]);
      expect(await store.readStreams(['case-404'])).toEqual([]);
      expect(await store.readStreams([])).toEqual([]);
      await store.append(command('one', [write('case-1', 0, 'a')]));
      expect(await store.readStream('case-1\0')).toEqual([]);
      expect(await store.readStreams(['case-1\0', 'case-1'])).toHaveLength(1);
    },
  },
  {
    name: 'the leaves of a range, where the store reads them alone, are those of its events',
    run: async (store) => {
      const positions = await seven(store);
      const [first = 0, last = 0] = [positions[1], positions[5]];
      const alone: string[] = [];
      for await (const batch of leavesOf(store, first, last)) alone.push(...batch.map(hex));
      const log = await readLog(store);
      expect(alone).toEqual(log.filter((e) => e.position >= first && e.position <= last).map((e) => hex(e.leaf)));
      for await (const batch of leavesOf(store, last, first)) expect(batch).toEqual([]);
    },
  },
  {
    name: 'a range of a stream includes both its ends',
    run: async (store) => {
      await seven(store);
      const versions = async (from?: number, to?: number) =>
        (
          await store.readStream('case-1', {
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          })
        ).map(({ version }) => version);
      expect(await versions(3, 5)).toEqual([3, 4, 5]);
      expect(await versions(6)).toEqual([6, 7]);
      expect(await versions(undefined, 2)).toEqual([1, 2]);
      expect(await versions(7, 7)).toEqual([7]);
      expect(await versions(8)).toEqual([]);
      expect(await versions(5, 4)).toEqual([]);
      expect(await versions(0, Number.MAX_SAFE_INTEGER)).toEqual(range(1, 7));
    },
  },
  {
    name: 'several streams are read together in the order of positions, each once',
    run: async (store) => {
      for (const n of range(0, 3))
        for (const stream of ['case-1', 'concern-1', 'person-1'])
          await store.append(command(`${stream} ${n}`, [write(stream, n, `${stream} ${n}`)]));
      const read = await store.readStreams(['person-1', 'case-1', 'case-404', 'case-1']);
      expect(read.map(({ stream, version }) => `${stream} ${version}`)).toEqual(
        range(1, 4).flatMap((version) => [`case-1 ${version}`, `person-1 ${version}`]),
      );
      const positions = read.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    },
  },
  {
    name: 'the log is read in batches of the size asked for, complete and in order',
    run: async (store) => {
      const positions = await seven(store);
      for (const batch of [1, 2, 3, 7, 100]) {
        const sizes: number[] = [];
        const seen: number[] = [];
        for await (const events of store.readAll({ batch })) {
          sizes.push(events.length);
          seen.push(...events.map(({ position }) => position));
        }
        expect(seen).toEqual(positions);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(batch);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      }
    },
  },
  {
    name: 'a range of the log includes both its ends',
    run: async (store) => {
      const all = await seven(store);
      const positions = async (bounds: { from?: number; to?: number; batch?: number }) =>
        (await readLog(store, bounds)).map(({ position }) => position);
      const third = all[2] ?? 0;
      const fifth = all[4] ?? 0;
      expect(await positions({ from: third, to: fifth })).toEqual(all.slice(2, 5));
      expect(await positions({ from: third, to: fifth, batch: 2 })).toEqual(all.slice(2, 5));
      expect(await positions({ from: third, to: third })).toEqual([third]);
      expect(await positions({ from: fifth })).toEqual(all.slice(4));
      expect(await positions({ to: third })).toEqual(all.slice(0, 3));
      expect(await positions({ from: fifth, to: third })).toEqual([]);
      expect(await positions({ from: (all.at(-1) ?? 0) + 1 })).toEqual([]);
    },
  },
  {
    name: 'a stream is read backwards from its newest event, in any range',
    run: async (store) => {
      await seven(store);
      const versions = async (ends: { from?: number; to?: number }) =>
        (await store.readStream('case-1', { ...ends, direction: 'backwards' })).map(({ version }) => version);
      expect(await versions({})).toEqual([7, 6, 5, 4, 3, 2, 1]);
      expect(await versions({ from: 3, to: 5 })).toEqual([5, 4, 3]);
      expect(await versions({ from: 6 })).toEqual([7, 6]);
      expect(await versions({ to: 2 })).toEqual([2, 1]);
      expect(await versions({ from: 8 })).toEqual([]);
      expect(await versions({ from: 5, to: 4 })).toEqual([]);
      const [newest] = await store.readStream('case-1', { direction: 'backwards' });
      expect(newest).toEqual((await store.readStream('case-1')).at(-1));
    },
  },
  {
    name: 'the log is read backwards in batches, the same events against their order',
    run: async (store) => {
      const all = await seven(store);
      const forwards = await readLog(store);
      for (const batch of [1, 2, 3, 7, 100])
        expect(await readLog(store, { batch, direction: 'backwards' })).toEqual([...forwards].reverse());
      const [from, to] = [all[2] ?? 0, all[4] ?? 0];
      const part = await readLog(store, { from, to, batch: 2, direction: 'backwards' });
      expect(part.map(({ position }) => position)).toEqual(all.slice(2, 5).reverse());
      expect(await readLog(store, { from: to, to: from, direction: 'backwards' })).toEqual([]);
      expect(await readLog(store, { from: (all.at(-1) ?? 0) + 1, direction: 'backwards' })).toEqual([]);
    },
  },
  {
    name: 'of the log only the types asked for are read, in any range and direction',
    run: async (store) => {
      const typed = range(1, 9).map((n) => event(`n ${n}`, { type: `Type${n % 3}` }));
      await store.append(command('typed', [{ stream: 'case-1', expectedVersion: 0, events: typed }]));
      const log = await readLog(store);
      const [from, to] = [log[1]?.position ?? 0, log[7]?.position ?? 0];
      const types = ['Type0', 'Type2'];
      const wanted = log.filter(({ type }) => types.includes(type));
      for (const batch of [1, 2, 5, 100]) {
        expect(await readLog(store, { types, batch })).toEqual(wanted);
        expect(await readLog(store, { types, batch, direction: 'backwards' })).toEqual([...wanted].reverse());
        expect(await readLog(store, { types, batch, from, to })).toEqual(
          wanted.filter(({ position }) => position >= from && position <= to),
        );
      }
      expect(await readLog(store, { types: [] })).toEqual([]);
      expect(await readLog(store, { types: ['None'] })).toEqual([]);
    },
  },
  {
    name: 'sealed segments are kept with their event and read back octet for octet',
    run: async (store) => {
      const sealed = [segment('a', 1, new Uint8Array()), segment('a', 0, Buffer.alloc(70_000, 7))];
      const other = [segment('b', 0)];
      await store.append(
        command('sealed', [
          {
            stream: 'person-1',
            expectedVersion: 0,
            events: [event('a', { segments: sealed }), event('b', { segments: other }), event('c')],
          },
        ]),
      );
      const [a, b, c] = ['a', 'b', 'c'].map((name) => id(`event ${name}`)) as [string, string, string];
      const read = await store.readSegments([b, c, a, b, id('event 404'), 'no id']);
      const text = read.map((s) => ({
        ...s,
        ...Object.fromEntries((['salt', 'nonce', 'ciphertext', 'tag'] as const).map((part) => [part, hex(s[part])])),
      }));
      const expected = [segment('b', 0), segment('a', 0, Buffer.alloc(70_000, 7)), segment('a', 1, new Uint8Array())];
      expect(text).toEqual(
        expected.map((s) => ({
          ...s,
          salt: hex(s.salt),
          nonce: hex(s.nonce),
          ciphertext: hex(s.ciphertext),
          tag: hex(s.tag),
        })),
      );
      for (const asked of [
        [a, b],
        [b, a],
      ]) {
        const given = (await store.readSegments(asked)).map(({ eventId }) => eventId);
        expect([...new Set(given)]).toEqual(asked);
      }
      expect(await store.readSegments([])).toEqual([]);
    },
  },
  {
    name: 'a lone event keeps all its segments, in their order',
    run: async (store) => {
      const events = [event('a', { segments: [segment('a', 2), segment('a', 0)] })];
      await store.append(command('lone', [{ stream: 'person-1', expectedVersion: 0, events }]));
      const read = await store.readSegments([id('event a')]);
      expect(read.map((s) => [s.segment, s.keyId, hex(s.salt), hex(s.nonce), hex(s.ciphertext), hex(s.tag)])).toEqual(
        [segment('a', 0), segment('a', 2)].map((s) => [
          s.segment,
          s.keyId,
          hex(s.salt),
          hex(s.nonce),
          hex(s.ciphertext),
          hex(s.tag),
        ]),
      );
    },
  },
  {
    name: 'a refused append leaves no segment behind',
    run: async (store) => {
      const events = [event('a', { segments: [segment('a', 0)] })];
      await store.append(command('late', [{ stream: 'case-1', expectedVersion: 4, events }])).catch(() => undefined);
      expect(await store.readSegments([id('event a')])).toEqual([]);
    },
  },
  {
    name: 'a refused append of several events leaves no segment behind, whatever is appended beside it',
    run: async (store) => {
      const events = ['a', 'b'].map((name) => event(name, { segments: [segment(name, 0)] }));
      const beside = ['c', 'd'].map((name) => event(name, { segments: [segment(name, 0)] }));
      await Promise.allSettled([
        store.append(command('late', [{ stream: 'case-1', expectedVersion: 4, events }])),
        store.append(command('beside', [{ stream: 'case-2', expectedVersion: 0, events: beside }])),
      ]);
      const read = await store.readSegments([...events, ...beside].map(({ eventId }) => eventId));
      expect(read.map(({ eventId }) => eventId)).toEqual(beside.map(({ eventId }) => eventId));
    },
  },
  {
    name: 'bytes that the caller changes afterwards stay as they were appended',
    run: async (store) => {
      const bytes = Buffer.from('{"event":"kept"}');
      const events = [event('a', { bytes })];
      await store.append(command('kept', [{ stream: 'case-1', expectedVersion: 0, events }]));
      bytes.fill(0);
      const [stored] = await store.readStream('case-1');
      expect(Buffer.from(stored?.bytes ?? []).toString()).toBe('{"event":"kept"}');
    },
  },
];
