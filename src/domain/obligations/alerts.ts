import { addHours } from '../kernel/calendar.js';
import type { Plan } from '../plan/schema.js';
import { certificateLead } from './certificate.js';
import { daysBefore, hoursBefore, type Lead, type Obligation } from './obligation.js';

/** What is to be told of an obligation, whom and since when. Each is raised once: `key` says which it is, whatever the clock does. */
export type Alert = {
  readonly key: string;
  /** When the state began to hold; never after the instant it was asked for. */
  readonly at: string;
} & (
  | ({ readonly what: 'raise'; readonly state: 'due-soon' | 'overdue'; readonly step: number } & Recipient)
  | { readonly what: 'missed' }
  | { readonly what: 'met'; readonly metAt: string; readonly late: boolean }
);
export type AlertRole = Plan['escalation']['overdue'][number]['to'];
/** Who is told: a role of an agency. */
export interface Recipient {
  readonly to: AlertRole | 'compliance';
  readonly agency: string;
}

/** What was told of it before, as far as it decides what is told next. */
export interface ToldAlert {
  readonly keys: ReadonlySet<string>;
  readonly acknowledged: boolean;
}

/**
 * The alerts of an obligation as it stands at `now`: for the state that holds, not for those that have passed unseen. That it was met is
 * told where it was alerted before. `next`: when the clock alone will ask for another.
 */
export function alertsOf(
  o: Obligation,
  plan: Plan,
  told: ToldAlert,
  now: string,
  recipient: (to: AlertRole) => Recipient,
) {
  const { escalation } = plan;
  const lead = leadOf(o, plan)(o.dueAt);
  const all = due(o, escalation, told, now, lead, recipient);
  const instants = o.open
    ? [lead, justAfter(o.dueAt), ...escalation.overdue.map((s) => addHours(justAfter(o.dueAt), s.afterHours))]
    : [];
  const next = instants.filter((i) => i > now).sort()[0];
  return { alerts: all.filter(({ key }) => !told.keys.has(key)), next };
}

type Find = (to: AlertRole) => Recipient;
function due(
  o: Obligation,
  escalation: Plan['escalation'],
  told: ToldAlert,
  now: string,
  lead: string,
  find: Find,
): readonly Alert[] {
  switch (o.state) {
    case 'due-soon':
      return steps(o, 'due-soon', escalation.dueSoon, lead > o.startedAt ? lead : o.startedAt, told, now, find);
    case 'overdue':
      return steps(o, 'overdue', escalation.overdue, justAfter(o.dueAt), told, now, find);
    case 'missed':
      return [{ key: 'missed', what: 'missed', at: now }];
    case 'met':
    case 'met-late': {
      if (told.keys.size === 0 || o.metAt === undefined) return [];
      return [{ key: 'met', what: 'met', at: o.metAt, metAt: o.metAt, late: o.state === 'met-late' }];
    }
    default:
      return [];
  }
}

/** A step's time has come; once a person has said that it was seen, nobody further is told. A moved due instant is told anew. */
function steps(
  o: Obligation,
  state: 'due-soon' | 'overdue',
  chain: Plan['escalation']['overdue'],
  since: string,
  { acknowledged }: ToldAlert,
  now: string,
  find: Find,
): readonly Alert[] {
  const people = chain.map((s) => find(s.to)).map(({ to, agency }) => `${to} of ${agency}`);
  return chain.flatMap(({ afterHours, to }, step): readonly Alert[] => {
    const at = addHours(since, afterHours);
    const toldBefore = people.indexOf(people[step] ?? '') < step;
    if (at > now || toldBefore || (afterHours > 0 && acknowledged)) return [];
    return [{ key: `${state}/${step}/${o.dueAt}`, what: 'raise', state, step, at, ...find(to) }];
  });
}

/** Overdue begins a millisecond after the due instant, which still counts. */
export const justAfter = (instant: string) => addHours(instant, 1 / 3_600_000);
const leadOf = ({ obligation }: Obligation, plan: Plan): Lead =>
  obligation === 'certificate' ? certificateLead : (HOURLY.has(obligation) ? hoursBefore : daysBefore)(plan);
/** Hour limits are soon due by hours, the others by days (plan data). */
const HOURLY = new Set<Obligation['obligation']>(['triage', 'acute-action', 'breach-notice']);

/** Owed by compliance, which nobody works a case with: it is told, whatever role the plan's steps name. */
export const OF_COMPLIANCE: ReadonlySet<Obligation['obligation']> = new Set(['breach-notice']);
export const isOfCompliance = ({ obligation }: Pick<Obligation, 'obligation'>): boolean =>
  OF_COMPLIANCE.has(obligation);
