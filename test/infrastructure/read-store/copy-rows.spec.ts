import { describe, expect, it } from '@jest/globals';
import { lines } from '../../../src/infrastructure/read-store/rebuild/copy-rows.js';

describe('A row on its way into a read model that is built anew', () => {
  it('holds no instant that the database does not have: an old log may tell of the year 0', () => {
    const line = lines([
      ['dueAt', 'instant'],
      ['acknowledgedAt', 'instant?'],
      ['state', 'text'],
    ]);
    expect(line({ dueAt: '0000-10-03T22:59:59.999Z', acknowledgedAt: null, state: '0000-10-03' })).toBe(
      '0001-01-01T00:00:00.000Z\t\\N\t0000-10-03\n',
    );
    expect(line({ dueAt: '2024-10-03T22:59:59.999Z', acknowledgedAt: '2024-10-04T08:00:00.000Z', state: 'a\tb' })).toBe(
      '2024-10-03T22:59:59.999Z\t2024-10-04T08:00:00.000Z\ta\\tb\n',
    );
  });
});
