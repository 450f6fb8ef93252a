import { onCase } from '../../domain/case/standing.js';
import { type CaseState, caseAggregate } from '../../domain/case/state.js';
import { type ConcernState, concernAggregate, caseOf as linkedTo } from '../../domain/concern/state.js';
import { type Documented, documentOn } from '../../domain/document/state.js';
import { type HotlineState, hotlineAggregate, takerOf } from '../../domain/hotline/hotline.js';
import type { Actor } from '../../domain/kernel/event.js';
import type { Who } from '../../domain/kernel/vocabulary.js';
import { decisionOf, type MeetingState, meetingAggregate } from '../../domain/meeting/state.js';
import { lentTo, mentorAggregate } from '../../domain/mentor/state.js';
import { isCoordinator, isPolice, ofPlan, standingRole } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';

/** What the *who* column of commands.md is decided by: the actor, the plans in force now, and the aggregate the command is for. */
export interface AuthorizationContext {
  readonly actor: Actor;
  /** The system itself acts: a process manager, never a person. */
  readonly system: boolean;
  /** In force now for the aggregate's Infohus; undefined where it has none, or none that a plan names. */
  readonly plan: Plan | undefined;
  /** In force now, one an Infohus: permission is by the rights of now, whatever `at` says. */
  readonly plans: readonly Plan[];
  readonly aggregate: string;
  readonly state: unknown;
  readonly data: object;
  /** The event that a command amends; undefined where there is none. */
  readonly amends?: Amends | undefined;
}

export interface Amends {
  /** The agency that recorded it. */
  readonly recordedBy: string;
  /** Who may have given it: as it stands, and as a correction would have it. */
  readonly givers: readonly (readonly Who[])[];
  readonly how: 'annulled' | 'corrected';
}

const WORKING = ['caseworker', 'coordinator', 'police'];
const stateOf = <S>(of: { readonly aggregate: string; readonly initial: S }, s: AuthorizationContext): S =>
  s.aggregate === of.aggregate ? (s.state as S) : of.initial;
const theCase = (s: AuthorizationContext): CaseState => stateOf(caseAggregate, s);
const theConcern = (s: AuthorizationContext): ConcernState => stateOf(concernAggregate, s);
const linked = (s: AuthorizationContext) => linkedTo(theConcern(s)) !== undefined;

/** Caseworker, coordinator or police of an agency that a plan in force names and that may have the role. */
function working({ actor, plans }: AuthorizationContext): boolean {
  return WORKING.includes(actor.role) && plans.some((p) => ofPlan(actor.agency, p) && standingRole(actor, p));
}
/** An aggregate of no Infohus (a person): whoever coordinates one. */
const coordinates = ({ actor, plan, plans, aggregate }: AuthorizationContext) =>
  aggregate === 'person' ? plans.some((p) => isCoordinator(actor, p)) : isCoordinator(actor, plan);
const ofThePolice = ({ actor, plan, plans, aggregate }: AuthorizationContext) =>
  aggregate === 'person' ? plans.some((p) => isPolice(actor, p)) : isPolice(actor, plan);
/** Leaders, analysts, compliance and administrators are of one agency and so of its Infohuse. */
const ofTheInfohus = ({ actor, plan, plans }: AuthorizationContext) =>
  plan ? ofPlan(actor.agency, plan) : plans.some((p) => ofPlan(actor.agency, p));

const holdsDecision = (s: AuthorizationContext) => {
  const { decisionId = '' } = s.data as { decisionId?: string };
  const meeting: MeetingState = stateOf(meetingAggregate, s);
  return decisionOf(meeting, decisionId)?.responsibleAgency === s.actor.agency;
};
const takesHotline = (s: AuthorizationContext) => {
  const contact: HotlineState = stateOf(hotlineAggregate, s);
  return isCoordinator(
    s.actor,
    s.plans.find((p) => p.infohus === takerOf(contact)),
  );
};

/** A coordinator of an Infohus that a mentor is lent to. */
const borrows = (s: AuthorizationContext): boolean =>
  lentTo(stateOf(mentorAggregate, s)).some((infohus) =>
    isCoordinator(
      s.actor,
      s.plans.find((p) => p.infohus === infohus),
    ),
  );

const TESTS: Readonly<Record<Who, (s: AuthorizationContext) => boolean>> = {
  any: working,
  worker: (s) => working(s) && onCase(theCase(s), s.actor, s.plan),
  coordinator: coordinates,
  police: ofThePolice,
  'infohus-police': (s) => isPolice(s.actor, s.plan) && !linked(s),
  registrar: (s) => working(s) && theConcern(s).registeredBy === s.actor.agency && !linked(s),
  'responsible-agency': (s) => working(s) && theCase(s).responsible === s.actor.agency,
  // Which party it is, the rule says (`not-the-receiver`): where a rule names the condition of *who*, the rule is the answer.
  party: working,
  // Likewise `not-on-case`.
  assigner: (s) =>
    s.actor.role === 'leader' ||
    coordinates(s) ||
    (working(s) && (s.data as { userId?: string }).userId === s.actor.userId),
  leader: ({ actor, plans }) => actor.role === 'leader' && plans.some((p) => ofPlan(actor.agency, p)),
  'decision-holder': (s) => working(s) && holdsDecision(s),
  'hotline-taker': takesHotline,
  // Who attached it; of one that is not there the rule says so.
  attacher: (s) => {
    const on = documentOn(s.state as Documented, (s.data as { documentId?: string }).documentId ?? '');
    return working(s) && (on === undefined || on.by.userId === s.actor.userId);
  },
  'loan-party': (s) => coordinates(s) || borrows(s),
  // A correction is an act of its giver, an annulment of the agency.
  recorder: (s) => {
    if (!s.amends) return working(s);
    const { recordedBy, givers, how } = s.amends;
    if (recordedBy !== s.actor.agency) return false;
    return how === 'annulled' && working(s) ? true : givers.every((who) => mayGive(who, s));
  },
  analyst: (s) => s.actor.role === 'analyst',
  compliance: (s) => s.actor.role === 'compliance' && ofTheInfohus(s),
  administrator: (s) => s.actor.role === 'administrator',
  system: (s) => s.system || s.actor.role === 'system',
  internal: (s) => s.system,
};

/** May this actor give this command? One of the declared ones must hold; nothing declared = nobody. */
export const mayGive = (who: readonly Who[], standing: AuthorizationContext): boolean =>
  who.some((w) => TESTS[w](standing));
