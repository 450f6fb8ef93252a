import { agenciesAsked, agenciesOn } from '../../domain/case/standing.js';
import type { CaseState } from '../../domain/case/state.js';
import type { ConcernState } from '../../domain/concern/state.js';
import type { Actor, Recorded } from '../../domain/kernel/event.js';
import { isCoordinator, isPolice, ofPlan } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';

/**
 * How an actor stands to an object: what the policy table decides by (commands.md, Roles). An agency that has no relation does not know
 * that the object exists.
 */
export const RELATIONS = [
  'on-case',
  'asked',
  'coordinating',
  'infohus-police',
  'registrar',
  'knows-person',
  'broke-glass',
  'invited',
  'owes',
  'recorded',
  'of-infohus',
] as const;
export type Relation = (typeof RELATIONS)[number];

export function toCase(s: CaseState, actor: Actor, plan: Plan | undefined): readonly Relation[] {
  return [
    ...(agenciesOn(s).includes(actor.agency) ? (['on-case'] as const) : []),
    ...(agenciesAsked(s).includes(actor.agency) ? (['asked'] as const) : []),
    ...(isCoordinator(actor, plan) ? (['coordinating'] as const) : []),
    ...ofInfohus(actor, plan),
  ];
}

/** Who registered it, the coordinators and the police of the Infohus; once it has a case also who is on that. */
export function toConcern(
  s: ConcernState,
  actor: Actor,
  plan: Plan | undefined,
  itsCase: CaseState | undefined,
): readonly Relation[] {
  return [
    ...(isCoordinator(actor, plan) ? (['coordinating'] as const) : []),
    ...(isPolice(actor, plan) ? (['infohus-police'] as const) : []),
    ...(s.registeredBy === actor.agency ? (['registrar'] as const) : []),
    ...(itsCase && agenciesOn(itsCase).includes(actor.agency) ? (['on-case'] as const) : []),
    ...ofInfohus(actor, plan),
  ];
}

/** What an agency recorded itself it goes on reading, whatever became of its relation. */
export const recordedBy = (events: readonly Recording[], { agency }: Actor): readonly Relation[] =>
  events.some((e) => e.actor.agency === agency && !isSentOn(e)) ? ['recorded'] : [];
type Recording = Pick<Recorded, 'actor' | 'data'>;
/** The sender of a forwarded concern keeps its own concern, not the receiver's (commands.md, Roles). */
const isSentOn = ({ data }: Recording): boolean => 'originConcernId' in data;

const ofInfohus = (actor: Actor, plan: Plan | undefined): readonly Relation[] =>
  ofPlan(actor.agency, plan) ? ['of-infohus'] : [];

/** To what an Infohus does in common: its meetings and registers. */
export function toInfohus(actor: Actor, plan: Plan | undefined, invited: readonly string[] = []): readonly Relation[] {
  return [
    ...ofInfohus(actor, plan),
    ...(isCoordinator(actor, plan) ? (['coordinating'] as const) : []),
    ...(isPolice(actor, plan) ? (['infohus-police'] as const) : []),
    ...(invited.includes(actor.agency) ? (['invited'] as const) : []),
  ];
}
