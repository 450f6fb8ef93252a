import type { Actor } from '../kernel/event.js';
import { planInForce } from './in-force.js';
import type { Plan } from './schema.js';

const agency = (plan: Plan | undefined, code: string) => plan?.agencies.find((a) => a.code === code);

/** The agency that coordinates where one must be named: the municipal one, else the first. */
export const leadCoordinator = (plan: Plan | undefined): Plan['agencies'][number] | undefined => {
  const coordinating = plan?.agencies.filter((a) => a.coordinating) ?? [];
  return coordinating.find((a) => a.kind === 'municipal') ?? coordinating[0];
};

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

/** Whether a plan names the agency: only then is it of that Infohus. */
export const ofPlan = (agencyCode: string, plan: Plan | undefined): boolean => agency(plan, agencyCode) !== undefined;

/** The Infohuse whose plan in force on a local date names the agency: those it is of. */
export const infohuseOf = (plans: readonly Plan[], agencyCode: string, on: string): readonly string[] =>
  [...new Set(plans.map((p) => p.infohus))].filter((infohus) => ofPlan(agencyCode, planInForce(plans, infohus, on)));

/** The plans in force on a local date, one an Infohus. */
export const plansInForce = (plans: readonly Plan[], on: string): readonly Plan[] =>
  [...new Set(plans.map((p) => p.infohus))].flatMap((infohus) => planInForce(plans, infohus, on) ?? []);
