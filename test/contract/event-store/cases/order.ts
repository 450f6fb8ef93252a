import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { after, type ContractCase, command, hex, NOON, range, readLog, write, writer } from '../fixtures.js';

const WRITERS = range(1, 12).map((n) => `w${n}`);
const EACH = 15;

/** As the port states it, independently of the store's own code. */
function leaf(position: number, recordedAt: string, bytes: Uint8Array): string {
  const numbers = [position, Date.parse(recordedAt)].map((value) => value.toString(16).padStart(16, '0'));
  return createHash('sha256')
    .update(Buffer.from(`00${numbers.join('')}${hex(bytes)}`, 'hex'))
    .digest('hex');
}

export const orderCases: readonly ContractCase[] = [
  {
    name: 'an empty log has its head at position 0',
    run: async (store) => {
      expect(await store.head()).toEqual({ position: 0, recordedAt: '1970-01-01T00:00:00.000Z' });
      expect(await readLog(store)).toEqual([]);
    },
  },
  {
    name: 'positions under concurrent writers are 1, 2, 3 … without a gap',
    needs: 'contiguous',
    run: async (store) => {
      await Promise.all(WRITERS.map((name) => writer(store, name, EACH)));
      const log = await readLog(store, { batch: 7 });
      expect(log.map(({ position }) => position)).toEqual(range(1, WRITERS.length * EACH));
    },
  },
  {
    name: 'under concurrent writers positions rise and the versions of each stream are without a gap',
    run: async (store) => {
      await Promise.all(WRITERS.map((name) => writer(store, name, EACH)));
      const log = await readLog(store);
      const positions = log.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      for (const name of WRITERS) {
        const own = log.filter(({ stream }) => stream === `case-${name}`).map(({ version }) => version);
        expect(own).toEqual(range(1, EACH));
      }
      expect(await store.head()).toEqual({
        position: log.at(-1)?.position,
        recordedAt: log.at(-1)?.recordedAt,
      });
    },
  },
  {
    name: 'what was acknowledged is there for the next read',
    run: async (store) => {
      for (const n of range(0, 9)) {
        const { events } = await store.append(command(`n ${n}`, [write('case-1', n, `n ${n}`)]));
        expect((await store.readStream('case-1')).at(-1)?.position).toBe(events[0]?.position);
      }
    },
  },
  {
    name: 'recordedAt never decreases when the clock goes back',
    run: async (store) => {
      const clocks = [0, 5, -3_600_000, 4, 6, 1].map(after);
      for (const [n, clock] of clocks.entries())
        await store.append(command(`n ${n}`, [write('case-1', n, `n ${n}`)], clock));
      const recorded = (await readLog(store)).map(({ recordedAt }) => recordedAt);
      expect(recorded).toEqual([0, 5, 5, 5, 6, 6].map(after));
      expect((await store.head()).recordedAt).toBe(after(6));
    },
  },
  {
    name: 'recordedAt never decreases among concurrent appends with clocks apart',
    run: async (store) => {
      const clocks = range(1, 30).map((n) => after((n * 7919) % 1000));
      await Promise.all(
        clocks.map((clock, n) => store.append(command(`n ${n}`, [write(`case-${n}`, 0, `n ${n}`)], clock))),
      );
      const recorded = (await readLog(store)).map(({ recordedAt }) => recordedAt);
      expect(recorded).toEqual([...recorded].sort());
      expect(recorded.at(-1)).toBe([...clocks].sort().at(-1));
      expect((await store.head()).recordedAt).toBe(recorded.at(-1));
    },
  },
  {
    name: 'every instant is a prefix of the log',
    run: async (store) => {
      const offsets = [0, 10, 10, 10, 25, 40, 40];
      const given: number[] = [];
      for (const [n, offset] of offsets.entries()) {
        const { events } = await store.append(command(`n ${n}`, [write('case-1', n, `n ${n}`)], after(offset)));
        given.push(events[0]?.position ?? 0);
      }
      const at = (offset: number) => store.positionAt(after(offset));
      expect(await at(-1)).toBe(0);
      expect(await at(0)).toBe(given[0]);
      expect(await at(9)).toBe(given[0]);
      expect(await at(10)).toBe(given[3]);
      expect(await at(24)).toBe(given[3]);
      expect(await at(39)).toBe(given[4]);
      expect(await at(40)).toBe(given[6]);
      expect(await at(86_400_000)).toBe(given[6]);
    },
  },
  {
    name: 'an empty log has no position at any instant',
    run: async (store) => {
      expect(await store.positionAt(NOON)).toBe(0);
    },
  },
  {
    name: 'every leaf is the hash of position, instant and bytes as they are read',
    run: async (store) => {
      const clocks = [0, 1, 999, 3_600_000, 500].map(after);
      for (const [n, clock] of clocks.entries())
        await store.append(command(`n ${n}`, [write('case-1', n * 2, `a ${n}`, `b ${n}`)], clock));
      await store.append(command('lone', [write('case-2', 0, 'lone')], after(3_600_001)));
      await store.append(command('lone again', [write('case-2', 1, 'lone again')], after(7)));
      const log = await readLog(store);
      expect(log).toHaveLength(12);
      for (const event of log) expect(hex(event.leaf)).toBe(leaf(event.position, event.recordedAt, event.bytes));
      expect(new Set(log.map((event) => hex(event.leaf))).size).toBe(12);
    },
  },
];
