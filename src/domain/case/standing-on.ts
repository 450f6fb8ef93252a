import { events as concernEnding } from '../concern/ending.js';
import type { Copy } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { inOrder } from '../kernel/history.js';
import type { Past } from '../kernel/past.js';
import type { EventInfo } from '../kernel/vocabulary.js';
import { events as courses } from './courses.js';
import { events as handover } from './handover.js';
import { events as life } from './life.js';
import { events as offers } from './offers.js';
import { events as referral } from './referral.js';
import { events as security } from './security.js';
import type { CaseState } from './state.js';

const among = (...events: readonly EventInfo[]) => {
  const types = new Set(events.map((e) => e.type));
  return ({ type }: Recorded): boolean => types.has(type);
};
const isOpening = among(life.CaseOpened);
const isTriage = among(life.CaseTriaged);
const links = among(life.ConcernLinked, life.CaseReopened);
const stands = among(offers.SupportOffered, courses.CourseStarted, referral.CaseReferred, handover.HandoverOffered);
const startsCourse = among(courses.CourseStarted);
const isOfHold = among(security.CaseHandedToSecurity, security.ClearedForSupport);
/** Facts beside a course's steps: they follow, and nothing follows from them. */
const isFact = among(courses.ProgressMeasured, courses.StatusFollowUpRecorded, courses.RiskFollowUpRecorded);

/** The offer, course, referral, handover or hold of which an event is a step; a course begins as a step of its offer too. */
function threadsOf(event: Recorded): readonly string[] {
  if (isOfHold(event)) return ['hold'];
  const { handoverId, referralId, courseId, offerId } = event.data as Readonly<Record<string, string | undefined>>;
  const own = handoverId ?? referralId ?? courseId ?? offerId;
  return [own, startsCourse(event) ? offerId : undefined].filter((id) => id !== undefined);
}

/**
 * What keeps an event of a case from being annulled (commands.md, AnnulEvent): an offer, course, referral or handover on its opening, and whatever
 * later step of the same offer, course, referral, handover or hold follows it.
 */
export function standsOn(event: Recorded, _: CaseState, { standing }: Past): boolean | string {
  if (isOpening(event)) {
    const first = standing.find(stands);
    return first ? `${first.type} stands on it: annul that first` : false;
  }
  const threads = isFact(event) ? [] : threadsOf(event);
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
