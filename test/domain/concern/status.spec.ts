import { describe, expect, it } from '@jest/globals';
import { beginsOn, CONCERN_STATUSES } from '../../../src/domain/concern/status.js';

const needs = 'case-needs-substantiated-concern';

describe('What begins with a concern', () => {
  const offered = (status: (typeof CONCERN_STATUSES)[number], who: object) =>
    beginsOn(status, { coordinates: false, isPolice: false, ...who }).map(({ command, against }) => [command, against]);

  it('is a case for its coordinators, once it was found substantiated and until it is over', () => {
    const cases = CONCERN_STATUSES.map((status) => [
      status,
      offered(status, { coordinates: true }).find(([command]) => command === 'OpenCase')?.[1],
    ]);
    expect(Object.fromEntries(cases)).toEqual({
      ...{ undecided: needs, substantiated: null, unsubstantiated: needs },
      ...{ 'in-a-case': undefined, ended: undefined },
    });
  });

  it('is a meeting for its coordinators and its police, and nothing for anybody else', () => {
    for (const status of CONCERN_STATUSES) {
      expect(offered(status, { isPolice: true })).toEqual([['CallMeeting', null]]);
      expect(offered(status, { coordinates: true })).toContainEqual(['CallMeeting', null]);
      expect(offered(status, {})).toEqual([]);
    }
  });
});
