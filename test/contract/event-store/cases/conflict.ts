import { expect } from '@jest/globals';
import { VersionConflict } from '../../../../src/application/ports/event-store.js';
import { type ContractCase, command, range, readLog, write } from '../fixtures.js';

const conflict = (stream: string, expected: number, actual: number) =>
  expect.objectContaining({ stream, expected, actual, outcome: 'not-persisted' });

export const conflictCases: readonly ContractCase[] = [
  {
    name: 'a stream that is further than expected refuses the append and says where it is',
    run: async (store) => {
      await store.append(command('first', [write('concern-1', 0, 'a', 'b')]));
      for (const expected of [0, 1]) {
        const late = store.append(command(`late ${expected}`, [write('concern-1', expected, `late ${expected}`)]));
        await expect(late).rejects.toEqual(conflict('concern-1', expected, 2));
        await expect(late).rejects.toBeInstanceOf(VersionConflict);
      }
      expect(await readLog(store)).toHaveLength(2);
    },
  },
  {
    name: 'a stream that is not as far as expected refuses the append and says where it is',
    run: async (store) => {
      await expect(store.append(command('new', [write('concern-1', 1, 'a')]))).rejects.toEqual(
        conflict('concern-1', 1, 0),
      );
      await store.append(command('first', [write('concern-1', 0, 'a')]));
      await expect(store.append(command('far', [write('concern-1', 7, 'b')]))).rejects.toEqual(
        conflict('concern-1', 7, 1),
      );
      expect(await readLog(store)).toHaveLength(1);
    },
  },
  {
    name: 'a guard that holds lets the append through and writes nothing to the guarded stream',
    needs: 'atomic',
    run: async (store) => {
      await store.append(command('concern', [write('concern-1', 0, 'a')]));
      await store.append(command('case', [write('concern-1', 1), write('case-1', 0, 'b'), write('case-2', 0)]));
      expect(await store.readStream('concern-1')).toHaveLength(1);
      expect(await store.readStream('case-1')).toHaveLength(1);
      expect(await store.readStream('case-2')).toEqual([]);
    },
  },
  {
    name: 'a guard that does not hold refuses the whole append',
    needs: 'atomic',
    run: async (store) => {
      await store.append(command('concern', [write('concern-1', 0, 'a', 'b')]));
      await expect(store.append(command('stale', [write('case-1', 0, 'c'), write('concern-1', 1)]))).rejects.toEqual(
        conflict('concern-1', 1, 2),
      );
      await expect(store.append(command('missing', [write('concern-9', 1), write('case-1', 0, 'd')]))).rejects.toEqual(
        conflict('concern-9', 1, 0),
      );
      expect(await store.readStream('case-1')).toEqual([]);
    },
  },
  {
    name: 'one stream at the wrong version leaves the other streams of the append untouched',
    needs: 'atomic',
    run: async (store) => {
      await store.append(command('concern', [write('concern-1', 0, 'a')]));
      await expect(
        store.append(command('open', [write('case-1', 0, 'b'), write('concern-1', 0, 'c')])),
      ).rejects.toBeInstanceOf(VersionConflict);
      expect(await store.readStream('case-1')).toEqual([]);
      expect((await store.head()).position).toBe((await readLog(store)).at(-1)?.position);
    },
  },
  {
    name: 'of many concurrent appends at the same expected version exactly one wins, in each of many rounds',
    run: async (store) => {
      for (const round of range(0, 9)) {
        const attempts = range(1, 16).map((rival) =>
          store.append(command(`rival ${round} ${rival}`, [write('case-1', round, `${round} ${rival}`)])),
        );
        const outcomes = await Promise.allSettled(attempts);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const outcome of outcomes)
          if (outcome.status === 'rejected') expect(outcome.reason).toEqual(conflict('case-1', round, round + 1));
      }
      expect((await store.readStream('case-1')).map(({ version }) => version)).toEqual(range(1, 10));
    },
  },
  {
    name: 'of concurrent appends that guard each other’s streams at most one wins',
    needs: 'atomic',
    run: async (store) => {
      const one = store.append(command('one', [write('case-1', 0, 'a'), write('case-2', 0)]));
      const two = store.append(command('two', [write('case-2', 0, 'b'), write('case-1', 0)]));
      const outcomes = await Promise.allSettled([one, two]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await readLog(store)).toHaveLength(1);
    },
  },
  {
    name: 'a conflicting append among concurrent ones fails alone',
    run: async (store) => {
      await store.append(command('first', [write('case-0', 0, 'first')]));
      const appends = range(0, 20).map((n) => store.append(command(`n ${n}`, [write(`case-${n}`, 0, `n ${n}`)])));
      const outcomes = await Promise.allSettled(appends);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...range(1, 20).map(() => 'fulfilled')]);
      expect(await readLog(store)).toHaveLength(21);
    },
  },
  {
    name: 'of appends side by side, each over several streams, every conflict names the write that stood in its way',
    needs: 'atomic',
    run: async (store) => {
      const stale = range(1, 12).filter((n) => n % 3 !== 0);
      for (const n of stale) await store.append(command(`taken ${n}`, [write(`taken-${n}`, 0, 'a', 'b')]));
      const appends = range(1, 12).map((n) =>
        // The third is wrong too, where the second is: what is named is the first that is.
        store.append(
          command(`n ${n}`, [write(`case-${n}`, 0, 'c'), write(`taken-${n}`, 0), write(`free-${n}`, n % 2)]),
        ),
      );
      const outcomes = await Promise.allSettled(appends);
      for (const [i, outcome] of outcomes.entries()) {
        const n = i + 1;
        const wrong = stale.includes(n) ? conflict(`taken-${n}`, 0, 2) : conflict(`free-${n}`, 1, 0);
        if (outcome.status === 'rejected') expect(outcome.reason).toEqual(wrong);
        expect(outcome.status).toBe(stale.includes(n) || n % 2 === 1 ? 'rejected' : 'fulfilled');
      }
    },
  },
  {
    name: 'losers consume no position',
    needs: 'contiguous',
    run: async (store) => {
      for (const n of range(0, 9)) {
        await store.append(command(`good ${n}`, [write('case-1', n, `good ${n}`)]));
        await expect(store.append(command(`bad ${n}`, [write('case-1', n, `bad ${n}`)]))).rejects.toBeInstanceOf(
          VersionConflict,
        );
      }
      expect((await readLog(store)).map(({ position }) => position)).toEqual(range(1, 10));
      expect((await store.head()).position).toBe(10);
    },
  },
];
