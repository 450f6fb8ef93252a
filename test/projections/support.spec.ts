import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseList } from '../../src/projections/case-list/case-list.js';
import { fold, type Projection } from '../../src/projections/projection.js';
import { support } from '../../src/projections/support/support.js';
import { generate, IMPORTED_AT } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';
import { asRead, histories, record } from './histories.js';

type Known = {
  caseId: string;
  infohus: string;
  openedAt: string;
  closedAt: string | null;
  state: { offers: object; courses: object };
};
const rows = <R>(p: unknown, log: Parameters<typeof fold>[1]) =>
  [...fold(p as Projection, log).values()].flatMap((g) => g.rows) as R[];

/** A narrower table may not know less than the list from which reports were counted before. */
function agrees(log: Parameters<typeof fold>[1]): number {
  const narrow = new Map(rows<{ caseId: string }>(support, log).map((row) => [row.caseId, row]));
  const opened = rows<Known>(caseList, log).filter((row) => row.infohus !== '');
  for (const { caseId, infohus, openedAt, closedAt, state } of opened)
    expect(narrow.get(caseId)).toEqual({
      ...{ caseId, infohus, openedAt, closedAt },
      support: { offers: state.offers, courses: state.courses },
    });
  return opened.length;
}

describe('The offers and courses that reports count', () => {
  it('are those of the case list, for any history', () => {
    fc.assert(
      fc.property(histories, (entries) => void agrees(asRead(record(entries)))),
      { numRuns: 200 },
    );
  });

  it('are those of the case list after an import', async () => {
    const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
    await product.import(generate(3, 40));
    expect(agrees(await product.log())).toBeGreaterThan(10);
  });
});
