import { type ConcernStep, ending, link, newestOutcome } from './state.js';

export const CONCERN_STATUSES = ['undecided', 'substantiated', 'unsubstantiated', 'in-a-case', 'ended'] as const;
/** Where a concern stands; `in-a-case` whatever was found of it. It follows from what happened alone, never from the clock. */
export type ConcernStatus = (typeof CONCERN_STATUSES)[number];

export function concernStatusOf(steps: readonly ConcernStep[]): ConcernStatus {
  if (ending(steps)) return 'ended';
  return link(steps) ? 'in-a-case' : (newestOutcome(steps) ?? 'undecided');
}

/** A command of another aggregate that begins with a concern, and the rule of state that stands against it; null: none. */
export interface Beginning {
  readonly command: 'OpenCase' | 'CallMeeting';
  readonly against: 'case-needs-substantiated-concern' | null;
}
/** By the *who* column of OpenCase and CallMeeting, and the rule of state of OpenCase (commands.md). */
export function beginsOn(
  status: ConcernStatus,
  who: { readonly coordinates: boolean; readonly isPolice: boolean },
): readonly Beginning[] {
  const isOver = status === 'in-a-case' || status === 'ended';
  const against = status === 'substantiated' ? null : 'case-needs-substantiated-concern';
  return [
    ...(who.coordinates && !isOver ? [{ command: 'OpenCase', against } as const] : []),
    ...(who.coordinates || who.isPolice ? [{ command: 'CallMeeting', against: null } as const] : []),
  ];
}
