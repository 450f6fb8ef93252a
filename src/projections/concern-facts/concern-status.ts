import { type ConcernStep, ending, link, newestOutcome } from '../../domain/concern/state.js';

export const CONCERN_STATUSES = ['undecided', 'substantiated', 'unsubstantiated', 'in-a-case', 'ended'] as const;
/** Where a concern stands; `in-a-case` whatever was found of it. It follows from what happened alone, never from the clock. */
export type ConcernStatus = (typeof CONCERN_STATUSES)[number];

export function concernStatusOf(steps: readonly ConcernStep[]): ConcernStatus {
  if (ending(steps)) return 'ended';
  return link(steps) ? 'in-a-case' : (newestOutcome(steps) ?? 'undecided');
}
