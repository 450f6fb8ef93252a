import { courseStatus } from '../case/course-status.js';
import { awaitingSince, offerStatus } from '../case/offer-status.js';
import { type CaseState, closed, held, pendingHandover } from '../case/state.js';
import { daysBetween, localDateOf } from '../kernel/calendar.js';
import { type Obligation, type ObligationName, obligationsOfCase } from '../obligations/index.js';
import { DEFAULTS } from '../plan/defaults.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { faultsOfCourse } from './course.js';
import type { Finding } from './finding.js';

/** When a person is asked to look: no obligation and no figure follows from it. */
type Limits = Plan['quality'];

export interface CaseRecord {
  readonly caseId: string;
  /** When its newest event happened. */
  readonly lastAt: string;
  readonly state: CaseState;
}

/** What the record of a case lacks at an instant. */
export function findingsOfCase(
  { caseId, lastAt, state }: CaseRecord,
  plans: readonly Plan[],
  now: string,
): readonly Finding[] {
  const { infohus, responsible } = state;
  const found = (fault: Omit<Finding, 'agency' | 'caseId' | 'days'>): Finding => ({
    ...fault,
    agency: responsible,
    caseId,
    days: daysSince(fault.since, now),
  });
  const limits = planInForce(plans, infohus, localDateOf(now))?.quality ?? DEFAULTS.quality;
  const obligations = obligationsOfCase(caseId, state, plans, now);
  const courses = Object.entries(state.courses).flatMap(([courseId, course]) =>
    faultsOfCourse({ ...course, courseId, caseId, infohus }, plans, now).map((fault) => found({ ...fault, courseId })),
  );
  if (closed(state)) return [...courses, ...owing(obligations, now).map((o) => found(o))];
  return [
    ...courses,
    ...unanswered(state, limits, now).map((o) => found(o)),
    ...(lingers(state, lastAt, obligations, limits, now) ? [found({ kind: 'no-next-step', since: lastAt })] : []),
  ];
}

export const daysSince = (since: string, now: string): number => daysBetween(localDateOf(since), localDateOf(now));

/** While police hold the case nobody can answer an offer (K16-15). */
function unanswered(state: CaseState, { unansweredDays }: Limits, now: string) {
  if (held(state)) return [];
  return Object.entries(state.offers).flatMap(([offerId, offer]) => {
    const since = awaitingSince(offer);
    const long = offerStatus(offer) === 'open' && daysSince(since, now) > unansweredDays;
    return long ? [{ kind: 'offer-unanswered', since, offerId } as const] : [];
  });
}

/** A case that is not triaged owes its triage, so it has a next step. */
function lingers(
  state: CaseState,
  lastAt: string,
  obligations: readonly Obligation[],
  limits: Limits,
  now: string,
): boolean {
  const some = <T>(all: Readonly<Record<string, T>>, is: (one: T) => boolean) => Object.values(all).some(is);
  const next =
    state.triagedAt === null ||
    obligations.some((o) => o.open) ||
    pendingHandover(state) !== undefined ||
    some(state.courses, (c) => courseStatus(c) === 'active') ||
    some(state.offers, (o) => offerStatus(o) === 'open') ||
    some(state.referrals, ({ status }) => status === 'pending' || status === 'accepted');
  return !next && daysSince(lastAt, now) >= limits.lingeringDays;
}

/** What a course owes is found with the course. */
const OWED: ReadonlySet<ObligationName> = new Set(['reoffer-1', 'reoffer-2', 'release', 'referral-answer']);
/** A case is one finding, since the first that it owes. */
function owing(obligations: readonly Obligation[], now: string) {
  const dues = obligations.filter((o) => OWED.has(o.obligation) && o.open && o.dueAt < now).map((o) => o.dueAt);
  const since = dues.sort()[0];
  return since === undefined ? [] : [{ kind: 'closed-owing', since } as const];
}
