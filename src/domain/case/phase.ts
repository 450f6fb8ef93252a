import { underway } from './course-status.js';
import { offerStatus } from './offer-status.js';
import type { CaseState } from './state.js';

/** The phases of a case, in their order (screens.md section 3, Case). */
export const PHASES = ['received', 'triage', 'assessment', 'effort', 'closing', 'follow-up'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Where a case is: said by what was recorded, and set by nobody. What was offered decides before what was not triaged: help that is given
 * is an effort, whatever was skipped before it. A declined offer is offered again (K16-8), so the effort has not ended with it.
 */
export function phaseOf(s: CaseState): Phase {
  if (s.status === 'none') return 'received';
  if (s.status === 'closed') return 'follow-up';
  const offers = Object.values(s.offers).map(offerStatus);
  const goesOn = offers.some((o) => o === 'open' || o === 'declined') || Object.values(s.courses).some(underway);
  if (goesOn) return 'effort';
  const ended = Object.keys(s.courses).length > 0 || offers.includes('withdrawn');
  if (ended && !hasToBegin(s)) return 'closing';
  if (offers.includes('accepted')) return 'effort';
  return s.triagedAt === null ? 'triage' : 'assessment';
}

/** Accepted, and its course not begun. */
const hasToBegin = (s: CaseState): boolean =>
  Object.entries(s.offers).some(
    ([id, o]) => offerStatus(o) === 'accepted' && !Object.values(s.courses).some((c) => c.offerId === id),
  );
