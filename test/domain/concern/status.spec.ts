import { describe, expect, it } from '@jest/globals';
import { beginsOn, CONCERN_STATUSES, concernStatusOf } from '../../../src/domain/concern/status.js';

const needs = 'case-needs-substantiated-concern';

describe('Where a concern stands', () => {
  const at = '2024-06-04T08:00:00.000Z';
  const found = (outcome: 'substantiated' | 'unsubstantiated') =>
    ({ at, what: 'qualified', outcome, forms: [] }) as const;
  const linked = { at, what: 'linked', caseId: 'k' } as const;

  it('follows from what was found of it, its case and its end, in turn', () => {
    expect(concernStatusOf([])).toBe('undecided');
    expect(concernStatusOf([found('unsubstantiated')])).toBe('unsubstantiated');
    expect(concernStatusOf([found('unsubstantiated'), found('substantiated')])).toBe('substantiated');
    expect(concernStatusOf([found('substantiated'), linked])).toBe('in-a-case');
    expect(concernStatusOf([linked, { at, what: 'ended', how: 'irrelevant' }])).toBe('ended');
  });
});

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
