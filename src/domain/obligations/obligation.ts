import { addHours, endOfDay } from '../kernel/calendar.js';
import { CERTIFICATE_LEAD_DAYS } from '../mentor/standing.js';
import type { Plan } from '../plan/schema.js';

/** Every obligation of domain.md section 6. */
export const OBLIGATIONS = [
  'triage',
  'acute-action',
  'police-to-infohus',
  'reoffer-1',
  'reoffer-2',
  'progress',
  'status-follow-up',
  'risk-follow-up',
  'handover-answer',
  'referral-answer',
  'transfer-answer',
  'decision',
  'insight',
  'own-consent',
  'informing',
  'charter-renewal',
  'release',
  'receipt',
  'dormant-review',
  'certificate',
  'breach-notice',
] as const;
export type ObligationName = (typeof OBLIGATIONS)[number];

export type ObligationState = 'upcoming' | 'due-soon' | 'overdue' | 'met' | 'met-late' | 'lapsed' | 'missed';

/** Something that is to be done by an instant, and how it stands at another: computed from facts, never stored or ticked. */
export interface Obligation {
  readonly obligation: ObligationName;
  readonly infohus: string;
  readonly caseId?: string;
  readonly concernId?: string;
  readonly offerId?: string;
  readonly courseId?: string;
  readonly handoverId?: string;
  readonly referralId?: string;
  readonly transferId?: string;
  readonly decisionId?: string;
  readonly partnerId?: string;
  readonly personId?: string;
  readonly mentorId?: string;
  readonly breachId?: string;
  /** Which of several it is, where what it is about does not say so. */
  readonly key?: string;
  /** Who owes it, where that is not the agency that holds the case. */
  readonly agency?: string;
  readonly startedAt: string;
  readonly dueAt: string;
  /** Where it was moved or extended since: when it was due at first. */
  readonly originalDueAt?: string;
  /** What moved, extended or suspended it, in order. */
  readonly changes?: readonly Change[];
  readonly state: ObligationState;
  readonly metAt?: string;
  /** Still to be answered: upcoming, due soon or overdue. */
  readonly open: boolean;
  /** Of one that was asked for at `EVER` and is open: since when it is due soon, and whether it waits while a course pauses. */
  readonly soonAt?: string;
  readonly held?: true;
}

/**
 * After everything that can have happened. An obligation as it stands then, with `soonAt`, says how it stands at any instant from the newest fact
 * on: the clock alone moves it from upcoming to due soon to overdue (`standingAt`). So rows of it can be kept, and nothing need be ticked.
 */
export const EVER = '9999-12-31T23:59:59.999Z';

/** `dueAt`: since then; unchanged where it was only suspended. */
export interface Change {
  readonly at: string;
  readonly why: 'severity' | 'paused' | 'resumed';
  readonly dueAt: string;
}

/** How an obligation ended, if it has: what is met stays met, and nothing ends twice (domain.md section 6). */
export type End =
  | { readonly how: 'met'; readonly at: string; readonly late: boolean }
  | { readonly how: 'lapsed' | 'missed' };

/** The last instant of a local day: a limit in months, days or working days ends there. */
export const dueOn = (date: string): string => endOfDay(date);

/** What is met after the instant it was due is met late. */
export const met = (at: string, dueAt: string): End => ({ how: 'met', at, late: at > dueAt });

/** Ends what is not yet due as `lapsed`; what is past its due instant as `past` says (undefined: it stays overdue). */
export const lapse = (at: string, dueAt: string, past: End | undefined): End | undefined =>
  at <= dueAt ? { how: 'lapsed' } : past;

export function stateAt(dueAt: string, end: End | undefined, now: string, lead: Lead): ObligationState {
  if (end) return end.how === 'met' ? (end.late ? 'met-late' : 'met') : end.how;
  if (now > dueAt) return 'overdue';
  return now >= lead(dueAt) ? 'due-soon' : 'upcoming';
}

/** From when on an obligation is shown as due soon. */
export type Lead = (dueAt: string) => string;
export const hoursBefore =
  ({ dueSoon }: Plan): Lead =>
  (dueAt) =>
    addHours(dueAt, -dueSoon.hours);
export const daysBefore =
  ({ dueSoon }: Plan): Lead =>
  (dueAt) =>
    addHours(dueAt, -24 * dueSoon.days);

/** No obligation is shown as due soon earlier than this before it is due, under any of these plans. Hours. */
export const longestLead = (plans: readonly Plan[]): number =>
  Math.max(24 * CERTIFICATE_LEAD_DAYS, ...plans.map(({ dueSoon }) => Math.max(dueSoon.hours, 24 * dueSoon.days)));

type ObligationFacts = Pick<Obligation, 'obligation' | 'infohus' | 'startedAt' | 'dueAt'> &
  Partial<Omit<Obligation, 'state' | 'metAt' | 'open'>>;

export function obligation(given: ObligationFacts, end: End | undefined, now: string, lead: Lead): Obligation {
  const state = stateAt(given.dueAt, end, now, lead);
  const open = end === undefined;
  const soonAt = open && now === EVER ? { soonAt: lead(given.dueAt) } : {};
  return { ...given, state, ...(end?.how === 'met' ? { metAt: end.at } : {}), open, ...soonAt };
}

/** One that was asked for at `EVER`, as it stands at an instant that no fact of it is later than. */
export function standingAt({ soonAt, held, ...o }: Obligation, now: string): Obligation {
  if (!o.open || soonAt === undefined) return o;
  const asked = held && now > o.dueAt ? o.dueAt : now;
  return { ...o, state: stateAt(o.dueAt, undefined, asked, () => soonAt) };
}

/** What had happened by then: a state at an instant is computed from that alone. */
export const by = <T extends { readonly at: string }>(steps: readonly T[], now: string): readonly T[] =>
  steps.filter((s) => s.at <= now);
