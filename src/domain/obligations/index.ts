import type { CaseState } from '../case/state.js';
import type { Plan } from '../plan/schema.js';
import { obligationsOfCourse } from './course.js';
import type { Obligation } from './obligation.js';
import { obligationsOfReleases } from './release.js';
import { obligationsOfOffer } from './reoffer.js';

/**
 * Obligations as a pure function of facts, plans and an instant (domain.md section 6): the same for a decision, for the worklist and for
 * the report. `now` may be any instant; only what had occurred by then is looked at.
 */
export { acuteObligations } from './acute.js';
export { obligationsOfPartner } from './charter.js';
export { type CourseFacts, obligationsOfCourse, progressDay } from './course.js';
export { type HandoverFacts, obligationOfHandover } from './handover.js';
export { OBLIGATIONS, type Obligation, type ObligationName, type ObligationState } from './obligation.js';
export { type OfferFacts, obligationsOfOffer } from './reoffer.js';
export { triageOf } from './triage.js';

/** The obligations that a case must answer for before it closes (domain.md rule 9): re-offers, progress, follow-ups, releases. */
export function obligationsOfCase(
  caseId: string,
  s: CaseState,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const { infohus } = s;
  return [
    ...Object.entries(s.offers).flatMap(([offerId, o]) =>
      obligationsOfOffer({ ...o, offerId, caseId, infohus }, plans, now),
    ),
    ...Object.entries(s.courses).flatMap(([courseId, c]) =>
      obligationsOfCourse({ ...c, courseId, caseId, infohus }, plans, now),
    ),
    ...obligationsOfReleases(caseId, s, plans, now),
  ];
}
