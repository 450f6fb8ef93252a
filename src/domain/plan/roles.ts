import type { Actor } from '../kernel/event.js';
import type { Plan } from './schema.js';

const agency = (plan: Plan | undefined, code: string) => plan?.agencies.find((a) => a.code === code);

/** A coordinator (tovholder) of an Infohus: of an agency that its plan names as coordinating. */
export const isCoordinator = (actor: Actor, plan: Plan | undefined): boolean =>
  actor.role === 'coordinator' && (agency(plan, actor.agency)?.coordinating ?? false);

/** The role of police belongs to an agency of kind police only. */
export const isPolice = (actor: Actor, plan: Plan | undefined): boolean =>
  actor.role === 'police' && agency(plan, actor.agency)?.kind === 'police';

/** The role as the plan lets this agency have it; undefined where it may not. */
export function standingRole(actor: Actor, plan: Plan | undefined): Actor['role'] | undefined {
  if (actor.role === 'coordinator') return isCoordinator(actor, plan) ? 'coordinator' : undefined;
  if (actor.role === 'police') return isPolice(actor, plan) ? 'police' : undefined;
  return actor.role;
}
