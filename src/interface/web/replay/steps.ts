import type { Answer } from '../answer.js';

export type Clock = 'recorded' | 'occurred';
type Event = Answer<'CaseAsOf'>['timeline'][number];

/** One event of a case at a time, in the order of the clock. */
export interface Steps {
  readonly clock: Clock;
  readonly events: readonly Event[];
}

export function stepsOf(timeline: readonly Event[], clock: Clock): Steps {
  const by = (e: Event) => (clock === 'recorded' ? e.position : e.occurredAt);
  const events = [...timeline].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a.position - b.position));
  return { clock, events };
}

/** The moment just after the event, as a query takes it. */
export const momentOf = ({ clock }: Steps, event: Event): { readonly at: string; readonly clock: Clock } => ({
  at: clock === 'recorded' ? String(event.position) : event.occurredAt,
  clock,
});

/** The last event at or before an instant; undefined: it lies before the case. */
export function stepAt({ clock, events }: Steps, instant: string): number | undefined {
  const found = events.findLastIndex((e) => (clock === 'recorded' ? e.recordedAt : e.occurredAt) <= instant);
  return found < 0 ? undefined : found;
}

/** What somebody who replays looks for. */
export const JUMPS = {
  handover: /^(Handover|CaseReferred|Referral)/,
  disclosure: /^(InformationDisclosed|HandoverOffered|CaseReferred)/,
  consent: /^(Support|Offer|Consent)/,
  amended: /^Event(Corrected|Annulled)$/,
} as const;
export type Jump = keyof typeof JUMPS;

/** The next one of that kind after this step, or the first of all. */
export function jumpFrom({ events }: Steps, step: number, jump: Jump): number | undefined {
  const all = events.flatMap((e, i) => (JUMPS[jump].test(e.type) ? [i] : []));
  return all.find((i) => i > step) ?? all[0];
}
