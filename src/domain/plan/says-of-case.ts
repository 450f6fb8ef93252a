import { addHours } from '../kernel/calendar.js';
import type { Plan } from './schema.js';

export interface Proposal {
  readonly agency: string;
  readonly unit: string | null;
  /** For the whole case, by its type; or for the children in a case about an adult. */
  readonly about: 'case' | 'children';
  readonly source: string;
}

/**
 * Whom the plan proposes for a case of a type about these persons (K24-10): a proposal, never a decision. BBU has the children of affected
 * parents too (BEG), in whatever type of case they stand: so a child among the persons is enough.
 */
export function proposals(
  plan: Plan,
  caseType: string,
  subjects: readonly { readonly ageGroup: string }[],
): readonly Proposal[] {
  const type = plan.caseTypes.find(({ code }) => code === caseType);
  const children = subjects.some(({ ageGroup }) => ageGroup === 'minor') ? type?.proposesForChildren : null;
  return [
    ...(type?.proposes ? [{ ...type.proposes, about: 'case' as const }] : []),
    ...(children ? [{ ...children, about: 'children' as const }] : []),
  ];
}

export interface Reaction {
  readonly hours: number;
  /** Elapsed hours after the case was opened on its level. */
  readonly by: string;
  readonly source: string;
}

/** Within what time the plan asks for a reaction on a level (KØ-10); null where it says none. It is told, and no obligation follows from it. */
export function reaction(plan: Plan, level: string, openedAt: string): Reaction | null {
  const found = plan.levels.find((l) => l.level === level);
  if (!found || found.reactionHours === null) return null;
  return { hours: found.reactionHours, by: addHours(openedAt, found.reactionHours), source: found.source };
}
