import type { Actor } from '../kernel/event.js';
import { isCoordinator } from '../plan/roles.js';
import type { Plan } from '../plan/schema.js';
import type { CaseState } from './state.js';

/**
 * Who is on a case (commands.md, Roles): the responsible agency, agencies with an accepted referral, the coordinators of its Infohus.
 * The agency that handed it to security stays until it has cleared it, or nobody could.
 */
export function agenciesOn(s: CaseState): readonly string[] {
  const referred = Object.values(s.referrals).filter((r) => r.status === 'accepted');
  return [...new Set([s.responsible, ...referred.map((r) => r.to), ...(s.hold ? [s.hold.by] : [])])].filter(Boolean);
}

/** Agencies that were asked and have not answered: they see what was disclosed to them, and nothing else. */
export function agenciesAsked(s: CaseState): readonly string[] {
  const referred = Object.values(s.referrals).filter((r) => r.status === 'pending');
  const offered = Object.values(s.handovers).filter((h) => h.answer === null);
  return [...new Set([...referred, ...offered].map((asked) => asked.to))];
}

export const onCase = (s: CaseState, actor: Actor, plan: Plan | undefined): boolean =>
  agenciesOn(s).includes(actor.agency) || isCoordinator(actor, plan);
