import { type ConcernStep, ending, link, newestOutcome } from '../../domain/concern/state.js';

export const STANDINGS = ['undecided', 'substantiated', 'unsubstantiated', 'in-a-case', 'ended'] as const;
/** Where a concern stands; `in-a-case` whatever was found of it. It follows from what happened alone, never from the clock. */
export type Standing = (typeof STANDINGS)[number];

export function standingOf(steps: readonly ConcernStep[]): Standing {
  if (ending(steps)) return 'ended';
  return link(steps) ? 'in-a-case' : (newestOutcome(steps) ?? 'undecided');
}
