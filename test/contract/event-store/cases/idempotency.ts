import { expect } from '@jest/globals';
import { VersionConflict } from '../../../../src/application/ports/event-store.js';
import {
  after,
  type ContractCase,
  command,
  event,
  fingerprint,
  hex,
  id,
  NOON,
  range,
  readLog,
  segment,
  write,
} from '../fixtures.js';

export const idempotencyCases: readonly ContractCase[] = [
  {
    name: 'the same command again appends nothing and answers with the events that stand in the log',
    run: async (store) => {
      const receive = command('receive', [write('concern-1', 0, 'a', 'b')]);
      const first = await store.append(receive);
      await store.append(command('other', [write('concern-1', 2, 'c')]));
      const again = await store.append(receive);
      expect(again.outcome).toBe('duplicate');
      expect(again.events).toEqual(first.events);
      expect(hex(again.fingerprint)).toBe(hex(receive.fingerprint));
      const lone = await store.append(command('other', [write('concern-1', 2, 'c')]));
      expect([lone.outcome, lone.events.map(({ version }) => version)]).toEqual(['duplicate', [3]]);
      expect(await readLog(store)).toHaveLength(3);
    },
  },
  {
    name: 'the same command in several streams is answered in the order it was given',
    needs: 'atomic',
    run: async (store) => {
      const open = command('open', [write('concern-2', 0, 'b'), write('case-1', 0, 'a', 'c')]);
      const first = await store.append(open);
      expect((await store.append(open)).events).toEqual(first.events);
    },
  },
  {
    name: 'the same command id from another request returns the stored fingerprint and appends nothing',
    run: async (store) => {
      const receive = command('receive', [write('concern-1', 0, 'a')]);
      await store.append(receive);
      const other = { ...receive, fingerprint: fingerprint('another'), writes: [write('concern-2', 0, 'b')] };
      const answer = await store.append(other);
      expect(answer.outcome).toBe('duplicate');
      expect(hex(answer.fingerprint)).toBe(hex(receive.fingerprint));
      expect(answer.events.map(({ stream }) => stream)).toEqual(['concern-1']);
      expect(await store.readStream('concern-2')).toEqual([]);
    },
  },
  {
    name: 'the same command many times at once is appended once and every caller gets the same events',
    run: async (store) => {
      const receive = command('receive', [write('concern-1', 0, 'a', 'b')]);
      const answers = await Promise.all(range(1, 20).map(() => store.append(receive)));
      expect(answers.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      for (const { events } of answers) expect(events).toEqual(answers[0]?.events);
      expect(await readLog(store)).toHaveLength(2);
    },
  },
  {
    name: 'a command refused for its version may be repeated with its id at the right version',
    run: async (store) => {
      await store.append(command('first', [write('concern-1', 0, 'a')]));
      await store.append(command('late', [write('concern-1', 0, 'b')])).catch(() => undefined);
      expect(await store.findCommand(id('command late'))).toBeUndefined();
      const retried = await store.append(command('late', [write('concern-1', 1, 'b')]));
      expect(retried.outcome).toBe('appended');
    },
  },
  {
    name: 'a command is found with its events and fingerprint, and one that never came is not',
    run: async (store) => {
      const receive = command('receive', [write('concern-1', 0, 'a', 'b')]);
      const { events } = await store.append(receive);
      const found = await store.findCommand(receive.commandId);
      expect(found?.events).toEqual(events);
      expect(hex(found?.fingerprint ?? Buffer.alloc(0))).toBe(hex(receive.fingerprint));
      expect(await store.findCommand(id('command never'))).toBeUndefined();
      expect(await store.findCommand('no id at all')).toBeUndefined();
    },
  },
  {
    name: 'a later part of a command is appended behind what others wrote in between, once, sealed texts and all',
    run: async (store) => {
      const sealed = { stream: 'concern-1', expectedVersion: 0, events: [event('b', { segments: [segment('b', 0)] })] };
      const first = command('parted', [write('case-1', 0, 'a')]);
      const later = { ...command('parted', [sealed], after(2)), firstOrdinal: 1 };
      await store.append(first);
      await store.append(command('between', [write('case-2', 0, 'x')], after(1)));
      const { outcome, events } = await store.append(later);
      expect([outcome, events.map(({ eventId }) => eventId)]).toEqual(['appended', [id('event b')]]);
      for (const again of [first, later]) expect((await store.append(again)).outcome).toBe('duplicate');
      const log = await readLog(store);
      expect(log.map((e) => [e.commandId === id('command parted'), e.ordinal, e.recordedAt])).toEqual([
        [true, 0, NOON],
        [false, 0, after(1)],
        [true, 1, after(2)],
      ]);
      const found = await store.findCommand(id('command parted'));
      expect(found?.events.map(({ stream }) => stream)).toEqual(['case-1', 'concern-1']);
      expect(hex(found?.fingerprint ?? Buffer.of())).toBe(hex(first.fingerprint));
      expect(await store.readSegments([id('event b')])).toHaveLength(1);
      const conflict = { ...command('parted', [write('case-2', 5, 'c')]), firstOrdinal: 2 };
      await expect(store.append(conflict)).rejects.toBeInstanceOf(VersionConflict);
    },
  },
];
