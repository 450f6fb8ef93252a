import { type ConcernFacts, ending, newestOutcome } from '../concern/state.js';
import { triageOf } from '../obligations/index.js';
import { by } from '../obligations/obligation.js';
import type { Plan } from '../plan/schema.js';
import { daysSince } from './case.js';
import type { Finding } from './finding.js';

export interface ConcernRecord {
  readonly concernId: string;
  readonly registeredBy: string;
  readonly facts: ConcernFacts;
}

/** A concern that nobody has decided on in time. */
export function findingsOfConcern(
  { concernId, registeredBy, facts }: ConcernRecord,
  plans: readonly Plan[],
  now: string,
): readonly Finding[] {
  const steps = by(facts.steps, now);
  const since = triageOf(concernId, facts, plans, now)?.dueAt;
  const decided = newestOutcome(steps) !== undefined || ending(steps) !== undefined;
  if (since === undefined || now <= since || decided) return [];
  return [{ kind: 'concern-undecided', agency: registeredBy, concernId, since, days: daysSince(since, now) }];
}
