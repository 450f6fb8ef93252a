// domain.md section 6: acute-action, police-to-infohus, charter-renewal and decision, with the plan's hours and days.
import type { Concern } from './concern.js';
import { byTime, child, type Fact, instantOf, str } from './model.js';
import { finish, meet, type Obligation, type Running, running } from './obligations.js';
import { lapseMoved } from './obligations-case.js';
import { isOpen, nextOpenDay, type Plan, planOn } from './plan-file.js';
import { dayOf, endOfDay, HOUR, type Ms, plusMonths, workingDayAfter } from './time.js';

const calledFor = (concern: Concern, urgent: readonly Fact[]): Fact[] =>
  urgent.filter(({ data }) => Array.isArray(data.concernIds) && data.concernIds.includes(concern.id));

/** What lets acute-action and police-to-infohus lapse, overdue or not. */
const lapses = ({ type, data }: Fact): boolean =>
  type === 'DismissConcern' ||
  type === 'ForwardConcern' ||
  (type === 'QualifyConcern' && data.outcome === 'unsubstantiated') ||
  (type === 'AssessSeverity' && data.severity !== 'acute');

function settle(item: Running, met: readonly { at: Ms; order: number }[], lapsing: readonly Fact[]): void {
  const [first] = [...met].sort((a, b) => a.at - b.at || a.order - b.order);
  const [ended] = lapsing;
  const before = first && (!ended || first.at < ended.at || (first.at === ended.at && first.order < ended.order));
  if (first && before) meet(item, first.at);
  else if (ended) item.state = 'lapsed';
}

/**
 * AMBIGUOUS: only what comes after the assessment meets acute-action. Alternative: a meeting that was already called meets it.
 * AMBIGUOUS: a notice meets police-to-infohus by its notifiedAt, before the assessment too (not before receivedAt); an urgent
 * meeting only when called after it.
 */
export function acute(concern: Concern, urgent: readonly Fact[], now: Ms): Obligation[] {
  const calls = calledFor(concern, urgent);
  const handed = concern.facts.filter((fact) => fact.type === 'HandConcernToPolice');
  const notices = concern.facts
    .filter((fact) => fact.type === 'NotifyInfohus')
    .map((fact) => ({ at: instantOf(fact.data, 'notifiedAt'), order: fact.order }));
  let severity: unknown = null;
  return concern.facts.flatMap((fact) => {
    if (fact.type !== 'AssessSeverity') return [];
    const before = severity;
    severity = fact.data.severity;
    const plan = planOn(concern.infohus, dayOf(fact.at));
    if (severity !== 'acute' || before === 'acute' || !plan) return [];
    const later = (facts: readonly Fact[]) => facts.filter((other) => byTime(other, fact) > 0);
    const lapsing = later(concern.facts).filter(lapses);
    const action = running(fact.at + plan.acuteActionHours * HOUR);
    settle(action, later([...calls, ...handed]), lapsing);
    const rows = [finish('acute-action', fact.at, action, now)];
    if (!alone(concern, fact, plan)) return rows;
    const told = running(endOfDay(nextOpenDay(plan, fact.at)));
    settle(told, [...later(calls), ...notices], lapsing);
    return [...rows, finish('police-to-infohus', fact.at, told, now)];
  });
}

/**
 * Police assess it alone: outside opening hours, and nobody of a coordinating agency registered it.
 * AMBIGUOUS: the coordinating agencies of the plan in force on that day; one that forwarded it from elsewhere is none of them.
 */
function alone(concern: Concern, { at, actor }: Fact, plan: Plan): boolean {
  const byPolice = actor.policeOf.includes(concern.infohus);
  return byPolice && !isOpen(plan, at) && plan.agencies.get(concern.byAgency)?.coordinating !== true;
}

/**
 * Each charter is answered by the next one, by its signedOn, and is known of from its occurredAt on.
 * AMBIGUOUS: what a local date meets is met at the end of that day. Alternative: metAt is when it was written down.
 */
export function charterRenewals(infohus: string, partner: readonly Fact[], now: Ms): Obligation[] {
  const charters = partner.filter((fact) => fact.type === 'SignCharter');
  return charters.flatMap((fact, at) => {
    const signedOn = str(fact.data, 'signedOn');
    const plan = planOn(infohus, signedOn);
    if (!plan) return [];
    const item = running(endOfDay(plusMonths(signedOn, plan.charterRenewalMonths)));
    const next = charters[at + 1];
    if (next) meet(item, endOfDay(str(next.data, 'signedOn')));
    return [finish('charter-renewal', fact.at, item, now)];
  });
}

export interface Decision {
  readonly id: string;
  readonly infohus: string;
  readonly subject: { readonly concernId?: string; readonly caseId?: string };
  readonly item: Obligation;
}

/** The decisions of a meeting; one about a concern lapses when that ends, one about a case when it closes as moved. */
export function decisionsOf(
  meeting: readonly Fact[],
  now: Ms,
  ended: (subject: Decision['subject']) => { concernEnded: Ms | null; movedAt: readonly Ms[] },
): Decision[] {
  const infohus = String(meeting.find((fact) => fact.type === 'CallMeeting')?.data.infohus);
  return meeting.flatMap((fact) => {
    if (fact.type !== 'RecordDecision') return [];
    const day = dayOf(fact.at);
    const next = workingDayAfter(day, 1, planOn(infohus, day)?.extraHolidays);
    const item = running(endOfDay(typeof fact.data.startsBy === 'string' ? fact.data.startsBy : next));
    const done = meeting.find((other) => other.type === 'CompleteDecision' && other.data.decisionId === fact.eventId);
    const told = child(fact.data, 'subject');
    const subject = typeof told.caseId === 'string' ? { caseId: told.caseId } : { concernId: str(told, 'concernId') };
    const { concernEnded, movedAt } = ended(subject);
    const first = done?.at ?? null;
    if (concernEnded !== null && (first === null || concernEnded < first)) item.state = 'lapsed';
    else if (first !== null) meet(item, first);
    lapseMoved(item, fact.at, movedAt);
    return [{ id: fact.eventId, infohus, subject, item: finish('decision', fact.at, item, now) }];
  });
}
