import { onCase } from '../../domain/case/standing.js';
import { type CaseState, caseAggregate } from '../../domain/case/state.js';
import type { Actor } from '../../domain/kernel/event.js';
import type { Who } from '../../domain/kernel/vocabulary.js';
import { isCoordinator, isPolice, standingRole } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';

/** What the *who* column of commands.md is decided by: the actor, the plan, and the aggregate the command is for. */
export interface AuthorizationContext {
  readonly actor: Actor;
  /** The system itself acts: a process manager, never a person. */
  readonly system: boolean;
  /** In force for the aggregate's Infohus; undefined where it has none, or none that a plan names. */
  readonly plan: Plan | undefined;
  readonly plans: readonly Plan[];
  readonly aggregate: string;
  readonly state: unknown;
  readonly data: object;
  /** The agency that recorded the event a command names; undefined where there is none. */
  readonly recordedBy: string | undefined;
}

const WORKING = ['caseworker', 'coordinator', 'police'];
const caseOf = ({ aggregate, state }: AuthorizationContext): CaseState =>
  aggregate === caseAggregate.aggregate ? (state as CaseState) : caseAggregate.initial;

/** Caseworker, coordinator or police of an agency that some plan names and that may have the role. */
function working({ actor, plans }: AuthorizationContext): boolean {
  const own = plans.filter((p) => p.agencies.some((a) => a.code === actor.agency));
  return WORKING.includes(actor.role) && own.some((p) => standingRole(actor, p) === actor.role);
}
/** An aggregate of no Infohus (a person): whoever coordinates one. */
const coordinates = ({ actor, plan, plans, aggregate }: AuthorizationContext) =>
  aggregate === 'person' ? plans.some((p) => isCoordinator(actor, p)) : isCoordinator(actor, plan);

const TESTS: Readonly<Record<Who, (s: AuthorizationContext) => boolean>> = {
  any: working,
  worker: (s) => working(s) && onCase(caseOf(s), s.actor, s.plan),
  coordinator: coordinates,
  police: (s) => isPolice(s.actor, s.plan),
  'responsible-agency': (s) => working(s) && caseOf(s).responsible === s.actor.agency,
  // Which party it is, the rule says (`not-the-receiver`): where a rule names the condition of *who*, the rule is the answer.
  party: working,
  // Likewise `not-on-case`.
  assigner: (s) =>
    s.actor.role === 'leader' ||
    coordinates(s) ||
    (working(s) && (s.data as { userId?: string }).userId === s.actor.userId),
  recorder: (s) => working(s) && (s.recordedBy === undefined || s.recordedBy === s.actor.agency),
  analyst: (s) => s.actor.role === 'analyst',
  compliance: (s) => s.actor.role === 'compliance',
  administrator: (s) => s.actor.role === 'administrator',
  internal: (s) => s.system,
};

/** May this actor give this command? One of the declared ones must hold; nothing declared = nobody. */
export const mayGive = (who: readonly Who[], standing: AuthorizationContext): boolean =>
  who.some((w) => TESTS[w](standing));
