import { endOf } from '../case/course-status.js';
import type { CaseState, Course, GivenConsent, Offer } from '../case/state.js';
import { addMonths, localDateOf } from '../kernel/calendar.js';
import { compare } from '../kernel/order.js';
import type { PersonFacts } from '../person/facts.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, daysBefore, dueOn, type End, met, type Obligation, obligation } from './obligation.js';

/** Of persons by their survivors; in the case merged persons are one too (`under`). */
type KnownPersons = ReadonlyMap<string, PersonFacts>;

/** What is owed to the persons of a case: their own consent when they come of age, and to be told of the case. */
export function obligationsToPersons(
  caseId: string,
  s: CaseState,
  persons: KnownPersons,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  return [...ownConsents(caseId, s, persons, plans, now), ...informings(caseId, s, persons, plans, now)];
}

/**
 * A person who comes of age with a course under way that a guardian consented to consents alone, or withdraws, within a month (plan data). One
 * obligation for the courses of a case: it is met when each of them is, and lapses when they have ended.
 */
function ownConsents(caseId: string, s: CaseState, persons: KnownPersons, plans: readonly Plan[], now: string) {
  const { infohus } = s;
  return [...new Set(Object.values(s.offers).map((o) => o.personId))].flatMap((personId) =>
    by(persons.get(personId)?.cameOfAge ?? [], now).flatMap(({ at, eventId }): readonly Obligation[] => {
      const plan = planInForce(plans, infohus, localDateOf(at));
      const offers = Object.entries(s.offers).filter(([id, o]) => o.personId === personId && guarded(s, id, o, at));
      if (!plan || offers.length === 0) return [];
      const dueAt = dueOn(addMonths(localDateOf(at), plan.ownConsent.months));
      const given = {
        obligation: 'own-consent',
        infohus,
        caseId,
        personId,
        key: eventId,
        startedAt: at,
        dueAt,
      } as const;
      const ends = offers.map(([id, offer]) => consentEnd(s, id, offer, { at, dueAt, now }));
      return [obligation(given, together(ends), now, daysBefore(plan))];
    }),
  );
}

const coursesOf = (s: CaseState, offerId: string): readonly Course[] =>
  Object.values(s.courses).filter((c) => c.offerId === offerId);
const runsAt = (course: Course, at: string): boolean => {
  const end = endOf(course)?.at;
  return course.startedAt <= at && (end === undefined || end > at);
};
/** A course of it runs at that instant, on a consent that a guardian gave too. */
function guarded(s: CaseState, offerId: string, { steps }: Offer, at: string): boolean {
  const consent = by(steps, at).reduce<GivenConsent | undefined>(
    (stands, step) => ('consent' in step ? step.consent : step.what === 'consent-withdrawn' ? undefined : stands),
    undefined,
  );
  return consent?.guardian === true && coursesOf(s, offerId).some((c) => runsAt(c, at));
}

interface Span {
  readonly at: string;
  readonly dueAt: string;
  readonly now: string;
}
/** Answered by the person alone, or by withdrawing; else it lapses when the course ends. */
function consentEnd(
  s: CaseState,
  offerId: string,
  { personId, steps }: Offer,
  { at, dueAt, now }: Span,
): End | undefined {
  const answer = by(steps, now).find(
    (step) =>
      step.at >= at &&
      (step.what === 'consent-withdrawn' || (step.what === 'renewed' && alone(step.consent?.by ?? [], personId))),
  );
  const ended = coursesOf(s, offerId)
    .filter((c) => runsAt(c, at))
    .map((c) => endOf(c)?.at);
  const last = ended.every((end) => end !== undefined && end <= now) ? ended.sort().at(-1) : undefined;
  // A consent that is withdrawn aborts the course with it: that is an answer.
  if (answer && (last === undefined || answer.at <= last)) return met(answer.at, dueAt);
  return last === undefined ? undefined : { how: 'lapsed' };
}
const alone = (consenting: readonly string[], personId: string) =>
  consenting.length > 0 && consenting.every((id) => id === personId);

/** Open while one is; met by the last that was. */
function together(ends: readonly (End | undefined)[]): End | undefined {
  if (ends.includes(undefined)) return undefined;
  const answered = ends.filter((e): e is Extract<End, { how: 'met' }> => e?.how === 'met');
  return answered.sort((one, other) => compare(one.at, other.at)).at(-1) ?? { how: 'lapsed' };
}

/** From the plan that sets the months, each registered subject is told of the case, or why not is written down (GDPR art. 14). */
function informings(caseId: string, s: CaseState, persons: KnownPersons, plans: readonly Plan[], now: string) {
  const { infohus, openedAt, openedFor } = s;
  const plan = openedAt === null ? undefined : planInForce(plans, infohus, localDateOf(openedAt));
  if (openedAt === null || openedAt > now || !plan?.informWithinMonths) return [];
  const dueAt = dueOn(addMonths(localDateOf(openedAt), plan.informWithinMonths.months));
  const each = openedFor.filter(({ personId }, i) => openedFor.findIndex((o) => o.personId === personId) === i);
  return each.flatMap(({ personId, namedAs }): readonly Obligation[] => {
    const known = persons.get(personId);
    if (!known?.registered) return [];
    const told = by(known.informed, now)
      .filter((i) => i.caseId === caseId)
      .map(({ at }) => at)
      .sort()[0];
    const given = {
      obligation: 'informing',
      infohus,
      caseId,
      personId,
      key: namedAs,
      startedAt: openedAt,
      dueAt,
    } as const;
    return [obligation(given, told === undefined ? undefined : met(told, dueAt), now, daysBefore(plan))];
  });
}
