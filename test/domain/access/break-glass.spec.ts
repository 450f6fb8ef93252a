import { describe, expect, it } from '@jest/globals';
import { access } from '../../../src/domain/access/access.js';
import { events } from '../../../src/domain/access/break-glass.js';
import type { AccessState } from '../../../src/domain/access/state.js';
import { type CaseState, caseAggregate } from '../../../src/domain/case/state.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { type Other, on, specify } from '../../support/specification.js';

const [GLASS, CASE] = ['the glass', 'the case'].map(idFor) as [string, string];
const given = specify(access as unknown as Decider<unknown, string>, GLASS, 'BUF:caseworker');
const theCase: Other<CaseState> = {
  of: caseAggregate,
  id: CASE,
  state: { ...caseAggregate.initial, status: 'open', infohus: 'koebenhavn', responsible: 'SOF' },
};
const use = { caseId: CASE, justification: 'Akut fare' };
const USED = on(
  '2024-06-03',
  events.BreakGlassUsed({
    caseId: CASE,
    justification: Sealed.of('Akut fare'),
    infohus: 'koebenhavn',
    until: '2024-06-03T16:00:00.000Z',
  }),
);
const review = (justified: boolean, glassId = GLASS) => ({ glassId, justified, assessment: 'Gennemgået' });
const reviewed = (when: string, justified: boolean) =>
  on(
    when,
    events.BreakGlassReviewed({ caseId: CASE, glassId: GLASS, justified, assessment: Sealed.of('x1') }),
    'BIF:compliance:c',
  );

describe('Breaking the glass (domain.md rule 11)', () => {
  it('opens one case for some hours from now, whatever the command is dated', () => {
    // The clock of these specifications stands at 2030-01-01T00:00.
    given()
      .and(theCase)
      .when('UseBreakGlass', use, '2024-06-03')
      .then(['BreakGlassUsed', { until: '2030-01-01T08:00:00.000Z' }]);
  });

  it('is for a case of one’s own Infohuse', () => {
    given().when('UseBreakGlass', use, '2024-06-03').then('not-found');
    const none = { ...theCase, state: { ...theCase.state, status: 'none' as const } };
    given().and(none).when('UseBreakGlass', use, '2024-06-03').then('not-found');
    given().and(theCase).when('UseBreakGlass', use, '2024-06-03', 'SOC:caseworker').then('not-found');
  });

  it('is not for who sees the case anyway', () => {
    given().and(theCase).when('UseBreakGlass', use, '2024-06-03', 'SOF:caseworker').then('glass-not-needed');
    given().and(theCase).when('UseBreakGlass', use, '2024-06-03', 'BIF:coordinator').then('glass-not-needed');
  });
});

describe('A glass that was broken', () => {
  it('is reviewed once, by somebody else, after it was broken', () => {
    given(USED)
      .when('ReviewBreakGlass', review(true), '2024-06-04', 'BIF:compliance:c')
      .then(['BreakGlassReviewed', { caseId: CASE, glassId: GLASS, justified: true }]);
    given().when('ReviewBreakGlass', review(true), '2024-06-04', 'BIF:compliance:c').then('not-found');
    given(USED)
      .when('ReviewBreakGlass', review(true), '2024-06-04', 'BUF:compliance:buf-caseworker')
      .then('own-break-glass');
    given(USED, reviewed('2024-06-04', true))
      .when('ReviewBreakGlass', review(true), '2024-06-05', 'BIF:compliance:c')
      .then('already-reviewed');
    given(USED).when('ReviewBreakGlass', review(true), '2024-06-02', 'BIF:compliance:c').then('out-of-order');
    given(USED).when('ReviewBreakGlass', review(true, CASE), '2024-06-04', 'BIF:compliance:c').then('not-found');
  });

  it('is closed at once where it was not justified; a justified one ends when its hours do', () => {
    const until = (when: string, justified: boolean) =>
      (given(USED, reviewed(when, justified)).state() as AccessState).glass?.until;
    expect(until('2024-06-03T10:00:00.000Z', false)).toBe('2024-06-03T10:00:00.000Z');
    expect(until('2024-06-03T10:00:00.000Z', true)).toBe('2024-06-03T16:00:00.000Z');
    expect(until('2024-06-04', false)).toBe('2024-06-03T16:00:00.000Z');
    expect(given(USED, reviewed('2024-06-04', false), reviewed('2024-06-05', true)).state()).toMatchObject({
      glass: { reviewedAt: '2024-06-04T08:00:00.000Z' },
    });
  });

  it('of an older log was found well, or not, in fewer words', () => {
    const shape = events.BreakGlassReviewed.shape.read({ caseId: CASE, justified: true, finding: 'ord' }, 1);
    expect(shape).toEqual({ caseId: CASE, justified: true, assessment: 'ord' });
  });
});
