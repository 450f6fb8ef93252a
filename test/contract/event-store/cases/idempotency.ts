import { expect } from '@jest/globals';
import { type ContractCase, command, fingerprint, hex, id, range, readLog, write } from '../fixtures.js';

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
];
