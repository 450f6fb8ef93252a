import { describe, expect, it } from '@jest/globals';
import { phaseOf } from '../../../src/domain/case/phase.js';
import { type CaseState, type Course, caseAggregate, type Offer } from '../../../src/domain/case/state.js';

const at = '2026-01-01T10:00:00.000Z';
const open: CaseState = { ...caseAggregate.initial, status: 'open', openedAt: at };
const triaged: CaseState = { ...open, triagedAt: at };
const offer = (...what: readonly ('declined' | 'repeated' | 'accepted' | 'withdrawn')[]): Offer => ({
  ...{ personId: 'p', kind: 'mentor', offeredAt: at },
  steps: what.map((w) => (w === 'declined' ? { at, what: w, doNotContact: false } : { at, what: w })),
});
const course = (...what: readonly ('paused' | 'completed')[]): Course => ({
  ...{ offerId: 'o', personId: 'p', kind: 'mentor', startedAt: at },
  steps: what.map((w) => ({ at, what: w })),
});

describe('The phase of a case', () => {
  it('is said by what was recorded, from received to followed up', () => {
    const phases = [
      caseAggregate.initial,
      open,
      triaged,
      { ...triaged, offers: { o: offer() } },
      { ...triaged, offers: { o: offer('accepted') }, courses: { c: course('completed') } },
      { ...triaged, status: 'closed' as const },
    ].map(phaseOf);
    expect(phases).toEqual(['received', 'triage', 'assessment', 'effort', 'closing', 'follow-up']);
  });

  it('is effort while a declined offer may be offered again, a course is paused, or what was accepted has not begun', () => {
    expect(phaseOf({ ...triaged, offers: { o: offer('declined') } })).toBe('effort');
    expect(phaseOf({ ...triaged, offers: { o: offer('accepted') } })).toBe('effort');
    expect(phaseOf({ ...triaged, offers: { o: offer('accepted') }, courses: { c: course('paused') } })).toBe('effort');
    const another = { o: offer('accepted'), p: offer('accepted') };
    expect(phaseOf({ ...triaged, offers: another, courses: { c: course('completed') } })).toBe('effort');
  });

  it('is effort where help is given before anybody triaged, and closing where it was withdrawn', () => {
    expect(phaseOf({ ...open, offers: { o: offer('declined', 'repeated') } })).toBe('effort');
    expect(phaseOf({ ...triaged, offers: { o: offer('withdrawn') } })).toBe('closing');
  });
});
