import { link } from '../concern/state.js';
import type { Facts } from './facts.js';
import { received, substantiated, undecided } from './received.js';

/** How far a concern came: decided = qualified or ended, substantiated by its newest qualification, in a case, and that case closed. */
export const STAGES = ['received', 'decided', 'substantiated', 'in-case', 'case-closed'] as const;
export interface Stage {
  readonly stage: (typeof STAGES)[number];
  readonly count: number;
}

/** The concerns received in the year (duplicates left out), and how far they have come by now; each stage is part of the one before. */
export function funnel(facts: Facts, year: number): readonly Stage[] {
  const closed = new Set(facts.cases.filter((c) => c.closedAt !== null).map((c) => c.caseId));
  const all = received({ facts, year });
  const decided = all.filter((c) => !undecided(c));
  const founded = decided.filter(substantiated);
  const cases = founded.flatMap(({ steps }) => link(steps)?.caseId ?? []);
  const reached: Record<Stage['stage'], number> = {
    received: all.length,
    decided: decided.length,
    substantiated: founded.length,
    'in-case': cases.length,
    'case-closed': cases.filter((id) => closed.has(id)).length,
  };
  return STAGES.map((stage) => ({ stage, count: reached[stage] }));
}
