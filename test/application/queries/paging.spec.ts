import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOf, sifted } from '../../../src/application/queries/paging.js';
import { inOrder, partOf } from '../../../src/projections/order.js';
import type { Cursor, PageRequest } from '../../../src/projections/scope.js';

interface Row {
  readonly n: number;
  readonly shown: boolean;
}
const placeOf = ({ n }: Row): Cursor => ({ at: String(n % 7), id: String(n).padStart(5, '0') });
/** A list of which the reader is shown some rows, in one of its two orders. */
const listOf = (all: readonly Row[], up: boolean) => {
  const rows = all.toSorted(inOrder(placeOf, up));
  const ask = async (part?: PageRequest) => partOf(rows, placeOf, part, up);
  return {
    expected: rows.filter(({ shown }) => shown),
    ...sifted({ rows: ask, placeOf }, (some) => some.filter(({ shown }) => shown)),
  };
};
/** Far more than are read at once, so that a page is filled from several readings; in long stretches nothing is shown. */
const many = fc
  .tuple(fc.integer({ min: 0, max: 1_700 }), fc.integer({ min: 1, max: 700 }), fc.boolean())
  .map(([length, every, up]) => ({ up, all: Array.from({ length }, (_, n): Row => ({ n, shown: n % every === 0 })) }));

describe('A list of which not every row is shown', () => {
  it('is walked page by page both ways with every row that is shown, once, and counts as many', async () => {
    const law = fc.asyncProperty(many, fc.integer({ min: 1, max: 60 }), async ({ all, up }, limit) => {
      const { rows, count, expected } = listOf(all, up);
      let page = await pageOf(rows, placeOf, { limit });
      const down = [page.rows];
      while (page.below && down.length < 2_000) {
        page = await pageOf(rows, placeOf, { limit, below: page.below });
        down.push(page.rows);
      }
      expect(down.flat()).toEqual(expected);
      const back = [page.rows];
      while (page.above && back.length < 2_000) {
        page = await pageOf(rows, placeOf, { limit, above: page.above });
        back.unshift(page.rows);
      }
      expect(back.flat()).toEqual(expected);
      expect(await count(40)).toBe(Math.min(40, expected.length));
      expect(await rows()).toEqual(expected);
    });
    await fc.assert(law, { numRuns: 25 });
  });
});
