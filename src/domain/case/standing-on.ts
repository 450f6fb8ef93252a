import { events as concernEnding } from '../concern/ending.js';
import type { Copy } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { inOrder } from '../kernel/history.js';
import type { Past } from '../kernel/past.js';
import type { EventInfo } from '../kernel/vocabulary.js';
import { events as assessments } from './assessment.js';
import { events as courses } from './courses.js';
import { events as goals } from './goals.js';
import { events as handover } from './handover.js';
import { events as life } from './life.js';
import { events as offers } from './offers.js';
import { events as referral } from './referral.js';
import { events as security } from './security.js';
import type { CaseState } from './state.js';
import { events as transfer } from './transfer.js';

const among = (...events: readonly EventInfo[]) => {
  const types = new Set(events.map((e) => e.type));
  return ({ type }: Recorded): boolean => types.has(type);
};
const isOpening = among(life.CaseOpened);
const isTriage = among(life.CaseTriaged);
const links = among(life.ConcernLinked, life.CaseReopened);
const stands = among(
  offers.SupportOffered,
  courses.CourseStarted,
  referral.CaseReferred,
  handover.HandoverOffered,
  transfer.TransferSent,
);
const startsCourse = among(courses.CourseStarted);
const isOfHold = among(security.CaseHandedToSecurity, security.ClearedForSupport);
/** Facts beside a course's steps, or an assessment's: they follow, and nothing follows from them. */
const isFact = among(
  courses.ProgressMeasured,
  courses.StatusFollowUpRecorded,
  courses.RiskFollowUpRecorded,
  goals.OwnViewRecorded,
  assessments.DissentRecorded,
);
const isAssessment = among(assessments.AssessmentRecorded);
const ofGoal = among(goals.GoalSet, goals.GoalReviewed, goals.GoalDropped);

type NamedIds = Readonly<Record<string, string | undefined>>;
/** The offer, course, referral, handover, hold, assessment or goal of which an event is a step; a course begins as a step of its offer too. */
function threadsOf(event: Recorded): readonly string[] {
  if (isOfHold(event)) return ['hold'];
  const { handoverId, referralId, transferId, courseId, offerId, goalId, assessmentId, statementId } =
    event.data as NamedIds;
  const own = handoverId ?? referralId ?? transferId ?? courseId ?? offerId;
  const all = [own, startsCourse(event) ? offerId : undefined, goalId, assessmentId, statementId];
  return all.filter((id) => id !== undefined);
}
/** Those of them that a later step follows it in: a goal is no step of its course that another would follow. */
function followedIn(event: Recorded): readonly string[] {
  if (isFact(event)) return [];
  const { goalId } = event.data as NamedIds;
  if (ofGoal(event)) return goalId === undefined ? [] : [goalId];
  const { statements = [] } = event.data as { readonly statements?: readonly { readonly statementId: string }[] };
  const said = statements.map((s) => s.statementId);
  if (isAssessment(event)) return [event.eventId, ...said];
  return said.length > 0 ? said : threadsOf(event);
}

/**
 * What keeps an event of a case from being annulled (commands.md, AnnulEvent): an offer, course, referral or handover on its opening, and whatever
 * later step of the same offer, course, referral, handover or hold follows it; so it is with an assessment that others contributed to, and a goal.
 */
export function standsOn(event: Recorded, _: CaseState, { standing }: Past): boolean | string {
  if (isOpening(event)) {
    const first = standing.find(stands);
    return first ? `${first.type} stands on it: annul that first` : false;
  }
  const threads = followedIn(event);
  const later = standing.find(
    (e) =>
      e.commandId !== event.commandId &&
      inOrder(event, e) < 0 &&
      threadsOf(e).some((thread) => threads.includes(thread)),
  );
  return later ? `${later.type} follows it: annul that first` : false;
}

/** A concern that was linked after the triage holds when that was. */
export const triageCopies = (event: Recorded, { standing }: Past): readonly Copy[] =>
  isTriage(event)
    ? standing
        .filter((e) => links(e) && e.version > event.version)
        .map((e) => ({ given: e.eventId, of: concernEnding.ConcernLinkedToCase, field: 'caseTriagedAt' }))
    : [];
