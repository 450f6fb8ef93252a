// domain.md section 6: what is owed to a person: insight, the own consent, being informed.
import { foldCase } from './case.js';
import { courseRuns } from './case-state.js';
import { byTime, type Fact, inOrder, type Log, objects, str } from './model.js';
import { finish, meet, type Obligation, running } from './obligations.js';
import type { Resolve } from './persons.js';
import { planOn } from './plan-file.js';
import { dayOf, endOfDay, type Ms, plusMonths } from './time.js';

export interface Owed {
  readonly personId: string;
  readonly item: Obligation;
}

/** AMBIGUOUS: a delivery answers every request before it. Alternative: the oldest alone. */
export function insights(person: readonly Fact[], now: Ms): Obligation[] {
  return person.flatMap((fact) => {
    if (fact.type !== 'RequestInsight') return [];
    const item = running(endOfDay(plusMonths(str(fact.data, 'receivedOn'), 1)));
    const done = person.find((other) => other.type === 'DeliverInsight' && byTime(other, fact) > 0);
    if (done) meet(item, endOfDay(str(done.data, 'deliveredOn')));
    return [finish('insight', fact.at, item, now)];
  });
}

/**
 * A person comes of age with a course underway that a guardian consented to.
 * AMBIGUOUS: one obligation for all such courses of a case, met by the first renewal or withdrawal. Alternative: one a course.
 */
export function ownConsents(log: Log, caseId: string, now: Ms, resolve: Resolve): Owed[] {
  const facts = inOrder(log.cases.get(caseId) ?? [], now);
  const aged = [...log.persons].flatMap(([id, stream]) =>
    inOrder(stream, now)
      .filter((fact) => fact.type === 'CameOfAge')
      .map((fact) => ({ personId: resolve(id), fact })),
  );
  return aged.flatMap(({ personId, fact }) => {
    const then = foldCase(
      caseId,
      facts.filter((other) => byTime(other, fact) < 0),
      resolve,
    );
    const courses = [...(then?.courses.values() ?? [])].filter((course) => {
      const offer = then?.offers.get(course.offerId);
      return courseRuns(course) && offer?.personId === personId && (offer.consent ?? []).some((by) => by !== personId);
    });
    const months = planOn(then?.infohus ?? '', dayOf(fact.at))?.ownConsentMonths;
    if (courses.length === 0 || months === undefined) return [];
    const item = running(endOfDay(plusMonths(dayOf(fact.at), months)));
    for (const later of facts.filter((other) => byTime(other, fact) > 0)) {
      const course = courses.find(({ id, offerId }) => later.data.offerId === offerId || later.data.courseId === id);
      if (!course || item.state !== 'open') continue;
      const by = later.type === 'RenewConsent' ? consenting(later, resolve) : [];
      if (later.type === 'WithdrawConsent' || (by.length > 0 && by.every((id) => id === personId)))
        meet(item, later.at);
      else if (later.type === 'CompleteCourse' || later.type === 'AbortCourse') item.state = 'lapsed';
    }
    return [{ personId, item: finish('own-consent', fact.at, item, now) }];
  });
}

const consenting = (fact: Fact, resolve: Resolve): string[] => {
  const { by } = Object(fact.data.consent) as { by?: unknown };
  return Array.isArray(by) ? by.map((id) => resolve(String(id))) : [];
};

/** Each registered subject of an opened case is told of it, or why not; none of the four plans sets the months. */
export function informings(log: Log, caseId: string, now: Ms, resolve: Resolve): Owed[] {
  const state = foldCase(caseId, inOrder(log.cases.get(caseId) ?? [], now), resolve);
  const months = state && planOn(state.infohus, dayOf(state.openedAt))?.informWithinMonths;
  const opening = state?.facts.find((fact) => fact.type === 'OpenCase');
  if (!state || !opening || months === null || months === undefined) return [];
  const named = objects(opening.data, 'subjects').map((subject) => str(subject, 'personId'));
  const registered = named.filter((id) => log.persons.has(id));
  return [...new Set(registered.map(resolve))].map((personId) => {
    const told = [...log.persons]
      .filter(([id]) => resolve(id) === personId)
      .flatMap(([, facts]) => inOrder(facts, now))
      .filter(({ type, data }) => type === 'RecordInformation' && data.caseId === caseId);
    const item = running(endOfDay(plusMonths(dayOf(state.openedAt), months)));
    const [first] = told.sort(byTime);
    if (first) meet(item, first.at);
    return { personId, item: finish('informing', state.openedAt, item, now) };
  });
}
