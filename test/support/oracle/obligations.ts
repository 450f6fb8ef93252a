// domain.md section 6: obligations and their states at an instant, from facts up to that instant in (occurredAt, position).
import type { CaseState, Course, Offer } from './case-state.js';
import type { Concern } from './concern.js';
import { byTime, type Fact, str } from './model.js';
import { type Day, dayOf, daysBetween, endOfDay, HOUR, type Ms, plusDays, plusMonths } from './time.js';

/** upcoming and due-soon are one state here (`open`): the lead time is plan data outside the contract. */
export type ObligationState = 'open' | 'overdue' | 'met' | 'met-late' | 'lapsed' | 'missed';

export interface Obligation {
  readonly obligation: string;
  readonly startedAt: Ms;
  readonly dueAt: Ms;
  readonly dueDay: Day;
  readonly state: ObligationState;
  readonly metAt: Ms | null;
}

/** One obligation while its history is read. */
export interface Running {
  dueAt: Ms;
  state: 'open' | 'met' | 'met-late' | 'lapsed' | 'missed';
  metAt: Ms | null;
}

export const running = (dueAt: Ms): Running => ({ dueAt, state: 'open', metAt: null });

export function meet(item: Running, at: Ms): void {
  item.state = at <= item.dueAt ? 'met' : 'met-late';
  item.metAt = at;
}

export function finish(obligation: string, startedAt: Ms, item: Running, now: Ms, mayBeOverdue = true): Obligation {
  const state = item.state === 'open' && mayBeOverdue && now > item.dueAt ? 'overdue' : item.state;
  return { obligation, startedAt, dueAt: item.dueAt, dueDay: dayOf(item.dueAt), state, metAt: item.metAt };
}

const LIMIT: Readonly<Record<string, number>> = { acute: 24, high: 24, medium: 48, low: 72 };

/**
 * AMBIGUOUS: `startedAt` is the occurredAt of ConcernRegistered (the table's "starts"). Alternative: receivedAt.
 * AMBIGUOUS: "with its old limit": a severity set while the obligation is lapsed does not move it. Alternative: it does.
 */
export function triage(concern: Concern, itsCase: CaseState | undefined, now: Ms): Obligation {
  const item = running(concern.receivedAt + 24 * HOUR);
  let lapsed = false;
  let triagedWhileLapsed: Ms | null = null;
  const link = concern.facts.find((fact) => fact.type === 'Linked');
  const decision = itsCase?.facts.find((fact) => fact.type === 'TriageCase');
  const met: Fact[] = [];
  if (link && decision) met.push({ ...(byTime(link, decision) > 0 ? link : decision), type: 'met' });
  for (const fact of [...concern.facts, ...met].sort(byTime)) {
    if (fact.type === 'AssessSeverity' && !lapsed && fact.at <= item.dueAt)
      item.dueAt = concern.receivedAt + (LIMIT[str(fact.data, 'severity')] ?? 24) * HOUR;
    if (fact.type === 'QualifyConcern')
      lapsed = concern.ended !== null && concern.ended.at <= fact.at ? lapsed : fact.data.outcome === 'unsubstantiated';
    if (fact.type === 'DismissConcern' || fact.type === 'HandConcernToPolice' || fact.type === 'ForwardConcern')
      lapsed = true;
    if (fact.type === 'met') triagedWhileLapsed = fact.at;
    if (!lapsed && triagedWhileLapsed !== null) {
      meet(item, triagedWhileLapsed);
      break;
    }
  }
  if (item.state === 'open' && lapsed) item.state = 'lapsed';
  return finish('triage', concern.registeredAt, item, now);
}

/** The two re-offer obligations of an offer; none before its first decline or where that one says "do not contact". */
export function reoffers(offer: Offer, now: Ms): Obligation[] {
  const first = offer.steps.find((step) => step.what === 'declined' || step.what === 'declined-for-good');
  if (first?.what !== 'declined') return [];
  const day = dayOf(first.at);
  const items = [running(endOfDay(plusMonths(day, 3))), running(endOfDay(plusMonths(day, 6)))];
  let repeats = 0;
  for (const step of offer.steps) {
    const open = items.filter((item) => item.state === 'open');
    if (step.what === 'repeated') {
      const answered = items[repeats];
      repeats += 1;
      if (answered?.state === 'open') meet(answered, step.at);
    }
    for (const item of open) {
      const late = step.at > item.dueAt;
      if (step.what === 'accepted') {
        if (late) meet(item, step.at);
        else item.state = 'lapsed';
      }
      if (step.what === 'lapsed' || step.what === 'declined-for-good' || step.what === 'objected')
        item.state = late ? 'missed' : 'lapsed';
      if (step.what === 'security') item.state = 'lapsed';
      if (step.what === 'closed-moved' && !late) item.state = 'lapsed';
    }
  }
  return items.map((item, at) => finish(`reoffer-${at + 1}`, first.at, item, now));
}

/**
 * Six active months: a pause that began by the due day as moved so far moves it on when it has ended.
 * AMBIGUOUS: what was met keeps the due day it was met against. Alternative: later pauses still move the due day shown.
 */
export function progress(course: Course, now: Ms): Obligation {
  let due = plusMonths(dayOf(course.startedAt), 6);
  let pausedOn: Day | null = null;
  const item = running(endOfDay(due));
  for (const step of course.steps) {
    if (item.state !== 'open') break;
    const day = dayOf(step.at);
    const ends = step.what === 'completed' || step.what === 'aborted';
    if (step.what === 'paused') pausedOn = day;
    if ((step.what === 'resumed' || ends) && pausedOn !== null) {
      if (pausedOn <= due) due = plusDays(due, daysBetween(pausedOn, day));
      pausedOn = null;
      item.dueAt = endOfDay(due);
    }
    if (step.what === 'measured' && day >= plusMonths(due, -1)) meet(item, step.at);
    if (ends && day < due) item.state = 'lapsed';
    if (step.what === 'closed-moved' && step.at <= item.dueAt) item.state = 'lapsed';
  }
  return finish('progress', course.startedAt, item, now, pausedOn === null || pausedOn > due);
}

/** The follow-ups of a completed mentor course. */
export function followUps(course: Course, now: Ms): Obligation[] {
  if (course.kind !== 'mentor' || course.completedAt === null) return [];
  const done = course.completedAt;
  const riskDue = plusMonths(dayOf(done), 6);
  const status = running(endOfDay(plusMonths(dayOf(done), 12)));
  const risk = running(endOfDay(riskDue));
  const from = plusMonths(riskDue, -1);
  let ended = false;
  for (const step of course.steps) {
    if (step.what === 'completed') ended = true;
    if (!ended) continue;
    if (step.what === 'status' && status.state === 'open') meet(status, step.at);
    if (step.what === 'risk' && risk.state === 'open' && dayOf(step.at) >= from) meet(risk, step.at);
    if (step.what === 'closed-moved')
      for (const item of [status, risk]) if (item.state === 'open' && step.at <= item.dueAt) item.state = 'lapsed';
  }
  return [finish('status-follow-up', done, status, now), finish('risk-follow-up', done, risk, now)];
}
