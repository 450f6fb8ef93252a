import type { CaseState } from '../case/state.js';
import { type ConcernFacts, ending, link, newestOutcome } from '../concern/state.js';
import { addMonths, localDateOf } from '../kernel/calendar.js';
import { planInForce } from './in-force.js';
import type { Plan } from './schema.js';

/** What is kept no longer than the plan says after it ended; then compliance is asked to erase what is personal in it (domain.md rule 12). */
export interface Retention {
  /** The rule of the plan: `concern-dismissed`, `concern-unsubstantiated`, `case`. */
  readonly of: string;
  readonly endedOn: string;
  /** The last local day of its retention. */
  readonly until: string;
}

/** A concern that came to nothing is kept shorter than a case (KØ-6); one that is in a case is kept with it. */
export function retentionOfConcern({ infohus, steps }: ConcernFacts, plans: readonly Plan[]): Retention | undefined {
  if (link(steps)) return undefined;
  const ended = ending(steps);
  if (ended === 'handed-to-police' || ended === 'forwarded') return undefined; // kept by whoever holds it now
  const last = steps.findLast((s) => (ended ? s.what === 'ended' : s.what === 'qualified'));
  if (!last || (!ended && newestOutcome(steps) !== 'unsubstantiated')) return undefined;
  return retention(ended ? 'concern-dismissed' : 'concern-unsubstantiated', infohus, last.at, plans);
}

export const retentionOfCase = ({ infohus, closedAt }: CaseState, plans: readonly Plan[]): Retention | undefined =>
  closedAt === null ? undefined : retention('case', infohus, closedAt, plans);

function retention(of: string, infohus: string, endedAt: string, plans: readonly Plan[]): Retention | undefined {
  const endedOn = localDateOf(endedAt);
  const rule = planInForce(plans, infohus, endedOn)?.retention.find((r) => r.of === of);
  return rule && { of, endedOn, until: addMonths(endedOn, rule.months) };
}
