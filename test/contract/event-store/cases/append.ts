import { expect } from '@jest/globals';
import { MalformedAppend } from '../../../../src/infrastructure/event-store/append-check.js';
import { type ContractCase, command, event, hex, id, NOON, readLog, segment, write } from '../fixtures.js';

const MEGABYTE = 1024 * 1024;

async function keeps(store: Parameters<ContractCase['run']>[0], bytes: Uint8Array): Promise<void> {
  await store.append(command('a body', [{ stream: 'concern-1', expectedVersion: 0, events: [event('a', { bytes })] }]));
  const [stored] = await store.readStream('concern-1');
  expect(hex(stored?.bytes ?? Buffer.from('nothing'))).toBe(hex(bytes));
}

export const appendCases: readonly ContractCase[] = [
  {
    name: 'an event appended to a new stream is its version 1 and reads back as it was given',
    run: async (store) => {
      const answer = await store.append(command('receive', [write('concern-1', 0, 'received')]));
      expect(answer.outcome).toBe('appended');
      expect(answer.events).toEqual([
        expect.objectContaining({
          stream: 'concern-1',
          version: 1,
          eventId: id('event received'),
          recordedAt: NOON,
        }),
      ]);
      const [stored, ...more] = await store.readStream('concern-1');
      expect(more).toEqual([]);
      expect(stored).toMatchObject({
        ...answer.events[0],
        type: 'ConcernReceived',
        commandId: id('command receive'),
        ordinal: 0,
        recordedAt: NOON,
      });
      expect(Buffer.from(stored?.bytes ?? []).toString()).toBe('{"event":"received"}');
    },
  },
  {
    name: 'an event appended to an existing stream follows its newest version',
    run: async (store) => {
      await store.append(command('first', [write('concern-1', 0, 'a', 'b')]));
      const { events } = await store.append(command('second', [write('concern-1', 2, 'c')]));
      expect(events.map(({ version }) => version)).toEqual([3]);
      expect((await store.readStream('concern-1')).map(({ version }) => version)).toEqual([1, 2, 3]);
    },
  },
  {
    name: 'several events of one append keep their order and all of them stand in the log',
    run: async (store) => {
      const { events } = await store.append(command('several', [write('case-1', 0, 'a', 'b', 'c')]));
      const names = ['a', 'b', 'c'].map((name) => id(`event ${name}`));
      expect(events.map(({ eventId }) => eventId)).toEqual(names);
      const stored = await readLog(store);
      expect(stored.map(({ eventId }) => eventId)).toEqual(names);
      expect(stored.map(({ version, ordinal }) => [version, ordinal])).toEqual([
        [1, 0],
        [2, 1],
        [3, 2],
      ]);
      expect(stored.map(({ position }) => position)).toEqual(events.map(({ position }) => position));
    },
  },
  {
    name: 'several streams are written by one append, numbered in the order given',
    needs: 'atomic',
    run: async (store) => {
      const { events } = await store.append(
        command('open', [write('case-1', 0, 'opened', 'assigned'), write('concern-1', 0, 'linked')]),
      );
      expect(events.map(({ stream, version }) => [stream, version])).toEqual([
        ['case-1', 1],
        ['case-1', 2],
        ['concern-1', 1],
      ]);
      expect((await readLog(store)).map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
    },
  },
  {
    name: 'an event without content keeps its empty bytes',
    run: (store) => keeps(store, new Uint8Array()),
  },
  {
    name: 'an event with an empty object keeps its two bytes',
    run: (store) => keeps(store, Buffer.from('{}')),
  },
  {
    name: 'a megabyte of arbitrary octets (or as many as an append may hold) reads back unchanged',
    run: (store) =>
      keeps(
        store,
        Uint8Array.from(
          { length: Math.min(MEGABYTE, store.capabilities.largestAppend) },
          (_, i) => (i * 31 + (i >> 8)) % 256,
        ),
      ),
  },
  {
    name: 'letters of any script stay themselves in bytes, stream and type',
    run: async (store) => {
      const text = 'æøåÆØÅ \u00E9 e\u0301 \u{1F3E0} "quoted" \\ {brace} , null \u202E';
      const stream = `concern-${text}`;
      const bytes = Buffer.from(JSON.stringify({ text }));
      await store.append(
        command('letters', [{ stream, expectedVersion: 0, events: [event('a', { bytes, type: text })] }]),
      );
      const [stored] = await store.readStream(stream);
      expect(stored).toMatchObject({ stream, type: text });
      expect(JSON.parse(Buffer.from(stored?.bytes ?? []).toString())).toEqual({ text });
    },
  },
  {
    name: 'a stream called like its neighbour but for case or form is another stream',
    run: async (store) => {
      const streams = ['concern-\u00E9', 'concern-e\u0301', 'concern-\u00C9', 'concern-e'];
      for (const stream of streams) await store.append(command(stream, [write(stream, 0, stream)]));
      for (const stream of streams) expect(await store.readStream(stream)).toHaveLength(1);
    },
  },
  {
    name: 'an append that no store could keep is refused before anything is written',
    run: async (store) => {
      const sound = command('x', [write('concern-1', 0, 'a')]);
      const short = { ...segment('a', 0), nonce: new Uint8Array(11) };
      const malformed = [
        { ...sound, commandId: 'not-a-uuid' },
        { ...sound, clock: '2026-11-20' },
        { ...sound, clock: '2026-02-30T00:00:00.000Z' },
        { ...sound, writes: [] },
        { ...sound, writes: [write('concern-1', 0)] },
        { ...sound, writes: [write('concern-1', 0, 'a'), write('concern-1', 0, 'b')] },
        { ...sound, writes: [write('concern-1', 0, 'a', 'a')] },
        { ...sound, writes: [write('concern-\0', 0, 'a')] },
        { ...sound, writes: [write('concern-\uD800', 0, 'a')] },
        { ...sound, writes: [write('concern-1', -1, 'a')] },
        {
          ...sound,
          writes: [{ stream: 's', expectedVersion: 0, events: [event('a', { segments: [short] })] }],
        },
        {
          ...sound,
          writes: [{ stream: 's', expectedVersion: 0, events: [event('a', { segments: [segment('b', 0)] })] }],
        },
      ];
      for (const append of malformed) await expect(store.append(append)).rejects.toBeInstanceOf(MalformedAppend);
      expect(await readLog(store)).toEqual([]);
    },
  },
  {
    name: 'an append larger than the store takes is refused before anything is written',
    run: async (store) => {
      const bytes = new Uint8Array(store.capabilities.largestAppend + 1);
      const events = [event('a', { bytes })];
      const append = store.append(command('large', [{ stream: 'concern-1', expectedVersion: 0, events }]));
      await expect(append).rejects.toBeInstanceOf(MalformedAppend);
      expect(await readLog(store)).toEqual([]);
      expect(await store.findCommand(id('command large'))).toBeUndefined();
    },
  },
];
