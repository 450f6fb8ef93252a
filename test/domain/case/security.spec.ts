import { describe, expect, it } from '@jest/globals';
import { agenciesOn } from '../../../src/domain/case/standing.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { accepted, COURSE, cleared, given, heldBySecurity, KP, OPENED, offered, paused, started } from './family.js';

const hand = { to: 'police', reason: 'Trussel' };

describe('A handover to security (K16-15, domain.md rule 8)', () => {
  it('pauses what runs, and nothing that is paused already', () => {
    const begun = [OPENED, offered('2024-01-10'), accepted('2024-01-11'), started('2024-01-12')];
    given(OPENED)
      .when('HandCaseToSecurity', hand, '2024-02-01', KP)
      .then(['CaseHandedToSecurity', { to: 'police', byAgency: 'KP' }]);
    given(begun)
      .when('HandCaseToSecurity', hand, '2024-02-01', KP)
      .then(['CaseHandedToSecurity'], ['CoursePaused', { courseId: COURSE }]);
    given(begun, paused('2024-01-20'))
      .when('HandCaseToSecurity', hand, '2024-02-01', KP)
      .then(['CaseHandedToSecurity']);
    given(begun).when('HandCaseToSecurity', hand, '2024-01-11', KP).then(['CaseHandedToSecurity']);
  });

  it('keeps its agency on the case until it is cleared', () => {
    const on = (...more: Parameters<typeof given>) => agenciesOn(given(OPENED, ...more).state() as CaseState);
    expect(on()).toEqual(['SOF']);
    expect(on(heldBySecurity('2024-02-01'))).toEqual(['SOF', 'KP']);
    expect(on(heldBySecurity('2024-02-01'), cleared('2024-02-02'))).toEqual(['SOF']);
  });

  it('is cleared once, not before it was made, and clearing resumes nothing', () => {
    given(OPENED).when('ClearForSupport', {}, '2024-02-02', KP).then('no-security-hold');
    given(OPENED, heldBySecurity('2024-02-01')).when('ClearForSupport', {}, '2024-01-31', KP).then('out-of-order');
    given(OPENED, heldBySecurity('2024-02-01'), paused('2024-02-01'))
      .when('ClearForSupport', {}, '2024-02-02', KP)
      .then(['ClearedForSupport']);
  });
});
