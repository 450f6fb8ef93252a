import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { foldSlice } from '../../src/projections/folding/fold-slice.js';
import { slicesOf } from '../../src/projections/folding/slices.js';
import { numbers, projections } from '../../src/projections/index.js';
import { BLOCK } from '../../src/projections/numbers/numbers.js';
import { type Projection } from '../../src/projections/projection.js';
import { asRead, CONCERNS, type Entry, histories, record, uuid } from './histories.js';

const opening = (n: number, { at = 0, infohus = 'KBH', year = 2025, position = n + 1 } = {}) =>
  ({
    ...(record([
      {
        stream: `concern-${uuid(2, n)}`,
        type: 'ConcernRegistered',
        minute: at,
        data: { infohus, channel: 'phone', receivedAt: '2025-01-01T00:00:00.000Z', subjects: [] },
      },
    ])[0] as Recorded),
    position,
    recordedAt: `${year}-06-01T10:00:00.000Z`,
  }) as Recorded;
const countOf = async (log: readonly Recorded[], n: number, until?: string) =>
  (await FoldedModels.of(log, until).counted([uuid(2, n)]))[0]?.count;

describe('the count behind a number', () => {
  it('is the place in the order of recording, whatever is said to have happened first', async () => {
    const log = [opening(1, { at: 30 }), opening(2, { at: 20 }), opening(3, { at: 10 })];
    expect(await Promise.all([1, 2, 3].map((n) => countOf(log, n)))).toEqual([1, 2, 3]);
  });

  it('begins anew for each Infohus, kind and local year of recording', async () => {
    const newYear = { ...opening(4), recordedAt: '2025-12-31T23:30:00.000Z' };
    const log = [opening(1), opening(2, { infohus: 'KOEGE' }), opening(3), newYear];
    const found = await FoldedModels.of(log).counted([1, 2, 3, 4].map((n) => uuid(2, n)));
    expect(found.map(({ infohus, year, count }) => [infohus, year, count])).toEqual([
      ['KBH', 2025, 1],
      ['KBH', 2025, 2],
      ['KOEGE', 2025, 1],
      ['KBH', 2026, 1],
    ]);
  });

  it('is kept by a record whose registration was annulled, and given to no other', async () => {
    const annulled = asRead(record([...told(CONCERNS[0]), { of: 0, to: undefined }, ...told(CONCERNS[1])]));
    const found = await FoldedModels.of(annulled).counted([...CONCERNS]);
    expect(found.map(({ id, count }) => [id, count])).toEqual([
      [CONCERNS[0], 1],
      [CONCERNS[1], 2],
    ]);
  });

  it('goes on over the blocks of the log', async () => {
    const log = [0, 1, 2].map((n) => opening(n, { position: n * BLOCK + 5 }));
    expect(await Promise.all([0, 1, 2].map((n) => countOf(log, n)))).toEqual([1, 2, 3]);
    const series = { infohus: 'KBH', kind: 'concern', year: 2025 } as const;
    const models = FoldedModels.of(log);
    expect(await Promise.all([1, 2, 3, 4].map((count) => models.countedAs(series, count)))).toEqual([
      uuid(2, 0),
      uuid(2, 1),
      uuid(2, 2),
      undefined,
    ]);
  });

  it('is the same by the occurred clock as by the recorded one, and as of any moment', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(400), async (entries, cut) => {
        const log = asRead(record(entries));
        const now = await FoldedModels.of(log).counted([...CONCERNS]);
        const then = await FoldedModels.of(log.slice(0, cut)).counted([...CONCERNS]);
        expect(now.slice(0, then.length)).toEqual(then);
        expect(await FoldedModels.of(log, '2025-01-01T00:30:00.000Z').counted([...CONCERNS])).toEqual(now);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on how the log is cut into slices', async () => {
    const log = Array.from({ length: 40 }, (_, n) => opening(n, { position: n * 60 + 1 }));
    const raws = log.map((e) => ({ ...e, bytes: new Uint8Array(), recorded: Date.parse(e.recordedAt) }));
    const models = [projections.find((p) => p.name === numbers.name) as Projection];
    const byPosition = new Map(log.map((e) => [e.position, e]));
    const rows: object[] = [];
    for (const slice of slicesOf(7)) {
      const source = async function* () {
        yield [...raws].reverse();
      };
      const parse = ({ position }: { position: number }) => byPosition.get(position) as Recorded;
      await foldSlice(models, { source, parse }, { slice, to: 1e9 }, (_, group) => void rows.push(...group.rows));
    }
    const folded = await new FoldedModels(1e9, async () => rows).counted(log.map((_, n) => uuid(2, n)));
    expect(new Map(folded.map(({ id, count }) => [id, count]))).toEqual(
      new Map(log.map((_, n) => [uuid(2, n), n + 1])),
    );
  });
});

function told(concernId: string): Entry[] {
  const data = { infohus: 'KBH', channel: 'phone', receivedAt: '2025-01-01T00:00:00.000Z', subjects: [] };
  return [{ stream: `concern-${concernId}`, type: 'ConcernRegistered', minute: 1, data }];
}
