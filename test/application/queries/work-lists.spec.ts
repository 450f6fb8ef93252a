import { describe, expect, it } from '@jest/globals';
import { isAmongObligations } from '../../../src/application/obligations/query.js';
import type { Asking } from '../../../src/application/queries/asking.js';
import { workQuery } from '../../../src/application/queries/work/work-lists.js';
import type { ObligationRow } from '../../../src/projections/obligations/obligations.js';
import { readerOf } from '../../support/given.js';

const NOW = '2024-06-01T08:00:00.000Z';
const asking = {
  now: NOW,
  reader: readerOf('SOF:caseworker'),
  owedScope: () => ({ infohus: 'koebenhavn', reach: undefined }),
};
const row = (more: object) =>
  ({
    ...{ infohus: 'koebenhavn', standing: 'open', held: false, dueAt: '2024-06-01T21:59:59.999Z', assigned: {} },
    ...{ soonAt: '2024-05-18T21:59:59.999Z', viewers: [], facts: { obligation: 'progress' }, whom: 'SOF', ...more },
  }) as unknown as ObligationRow;
const stands = (list: 'now', more: object) =>
  isAmongObligations(workQuery({ list, infohus: 'koebenhavn' } as never, asking as unknown as Asking))(row(more));

describe('What is to be done now', () => {
  it('is not what waits while a course is paused', () => {
    expect(stands('now', {})).toBe(true);
    expect(stands('now', { held: true })).toBe(false);
    expect(stands('now', { standing: 'met' })).toBe(false);
  });
});
