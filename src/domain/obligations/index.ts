import { objectionsOf } from '../case/objection.js';
import type { CaseState } from '../case/state.js';
import type { Plan } from '../plan/schema.js';
import { obligationOfHandover, obligationOfReferral, obligationsOfTransfers } from './answer.js';
import { obligationsOfCourse } from './course.js';
import type { Obligation, ObligationName } from './obligation.js';
import { obligationsOfReleases } from './release.js';
import { obligationsOfOffer } from './reoffer.js';

/**
 * Obligations as a pure function of facts, plans and an instant (domain.md section 6): the same for a decision, for the worklist and for
 * the report. `now` may be any instant; only what had occurred by then is looked at.
 */
export { ACUTE, acuteObligations } from './acute.js';
export { obligationsOfTransfers } from './answer.js';
export { obligationsOfBreach } from './breach.js';
export { obligationsOfMentor } from './certificate.js';
export { obligationsOfPartner } from './charter.js';
export { type CourseFacts, obligationsOfCourse, pausesOf, progressDay } from './course.js';
export { type EndOfSubject, obligationsOfMeeting, openDecisions, type SubjectEnd } from './decision.js';
export { dormantReviews, type Touch } from './dormant.js';
export { obligationsOfPerson, openInsights } from './insight.js';
export {
  EVER,
  longestLead,
  OBLIGATIONS,
  type Obligation,
  type ObligationName,
  type ObligationState,
  standingAt,
} from './obligation.js';
export { obligationsToPersons } from './person.js';
export { receiptOf } from './receipt.js';
export { type OfferFacts, obligationsOfOffer } from './reoffer.js';
export { triageOf } from './triage.js';

/** Open ones of these stand in the way of closing a case; a handover that waits does so by a rule of its own (domain.md rule 9). */
export const inTheWayOfClosing = ({ obligation }: Pick<Obligation, 'obligation'>): boolean => OF_CASE.has(obligation);
const OF_CASE: ReadonlySet<ObligationName> = new Set([
  ...(['reoffer-1', 'reoffer-2', 'progress', 'status-follow-up', 'risk-follow-up'] as const),
  ...(['release', 'referral-answer', 'decision'] as const),
]);

/**
 * What is owed in a case; persons who were merged are to be one in it (`under`). A case does not close before all but the answer to a handover is
 * met, lapsed or carried on (domain.md rule 9).
 */
export function obligationsOfCase(
  caseId: string,
  s: CaseState,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const of = { caseId, infohus: s.infohus };
  return [
    ...Object.entries(s.offers).flatMap(([offerId, o]) =>
      obligationsOfOffer({ ...o, ...of, offerId, objections: objectionsOf(s.objections, o.personId) }, plans, now),
    ),
    ...Object.entries(s.courses).flatMap(([courseId, c]) => obligationsOfCourse({ ...c, ...of, courseId }, plans, now)),
    ...obligationsOfReleases(caseId, s, plans, now),
    ...Object.entries(s.referrals).flatMap(
      ([referralId, r]) => obligationOfReferral({ ...r, ...of, referralId }, plans, now) ?? [],
    ),
    ...Object.entries(s.handovers).flatMap(
      ([handoverId, h]) => obligationOfHandover({ ...h, ...of, handoverId }, plans, now) ?? [],
    ),
    ...obligationsOfTransfers(s.transfers, of, plans, now),
  ];
}
