// commands.md, Roles: who sees a stream (404) and who may do what with it (403), by the rights of now.
import type { CaseState } from './case-state.js';
import type { Concern } from './concern.js';
import type { Actor } from './model.js';
import { agencyOf, infohuseOf } from './plan.js';
import type { Day } from './time.js';

/**
 * The actor with the rights of a day. A role fits its agency or gives nothing of its own.
 * AMBIGUOUS: police of no police agency, and coordinators of one that does not coordinate, have no rights but to be there.
 * Alternative: those of a caseworker.
 */
export function withRights(actor: { userId: string; agency: string; role: string }, today: Day): Actor {
  const infohuse = infohuseOf(actor.agency, today);
  const where = (fits: (infohus: string) => boolean) => infohuse.filter(fits);
  const coordinates = where((infohus) => agencyOf(infohus, actor.agency, today)?.coordinating === true);
  const policeOf = where((infohus) => agencyOf(infohus, actor.agency, today)?.kind === 'police');
  return {
    ...actor,
    infohuse,
    coordinates: actor.role === 'coordinator' ? coordinates : [],
    policeOf: actor.role === 'police' ? policeOf : [],
  };
}

export const coordinates = (actor: Actor, infohus: string): boolean => actor.coordinates.includes(infohus);
export const coordinatesAnywhere = (actor: Actor): boolean => actor.coordinates.length > 0;
export const isPoliceOf = (actor: Actor, infohus: string): boolean => actor.policeOf.includes(infohus);

/** caseworker, coordinator or police, where the agency carries the role. */
export const isAny = (actor: Actor): boolean =>
  actor.role === 'caseworker' || actor.coordinates.length > 0 || actor.policeOf.length > 0;

/** The roles that can stand in a relation to a case or concern at all: analysts see figures, never cases. */
const SEEING = new Set(['caseworker', 'leader', 'coordinator', 'police']);
export const mayStand = (actor: Actor): boolean => SEEING.has(actor.role);

export type Sight = 'full' | 'pending' | 'none';

/**
 * AMBIGUOUS: "the coordinators of its Infohus" are persons with that role; their colleagues (police of KP, caseworkers
 * of BIF) are on the case only through responsibility or a referral. Alternative: the coordinating agencies are on every case.
 */
export function sightOfCase(actor: Actor, state: CaseState): Sight {
  if (!mayStand(actor)) return 'none';
  if (coordinates(actor, state.infohus) || agencyOnCase(actor.agency, state)) return 'full';
  const pending = [...state.handovers.values(), ...state.referrals.values()].some(
    (item) => item.status === 'pending' && item.toAgency === actor.agency,
  );
  return pending ? 'pending' : 'none';
}

/** The responsible agency, those with a referral accepted and not completed, and police while their hold stands. */
export const agencyOnCase = (agency: string, state: CaseState): boolean =>
  state.responsible === agency ||
  state.holders.has(agency) ||
  [...state.referrals.values()].some((item) => item.status === 'accepted' && item.toAgency === agency);

/**
 * Who registered it, the coordinators and the police of its Infohus keep sight of it when it is linked to a case; then
 * those on the case read it too. Who forwarded it here sees its own concern only.
 */
export function seesConcern(actor: Actor, concern: Concern, itsCase: CaseState | undefined): boolean {
  if (!mayStand(actor)) return false;
  if (isRegistrar(actor, concern) || coordinates(actor, concern.infohus) || isPoliceOf(actor, concern.infohus))
    return true;
  return itsCase !== undefined && sightOfCase(actor, itsCase) === 'full';
}

export const isRegistrar = (actor: Actor, concern: Concern): boolean =>
  !concern.forwardedHere && concern.byAgency === actor.agency;

export type Who = (actor: Actor, state: CaseState, data: Readonly<Record<string, unknown>>) => boolean;

/** Who is only asked gives nothing but its answer (403). */
export const worker: Who = (actor, state) => isAny(actor) && sightOfCase(actor, state) === 'full';
export const coordinator: Who = (actor, state) => coordinates(actor, state.infohus);
export const police: Who = (actor, state) => isPoliceOf(actor, state.infohus);
export const coordinatorOrPolice: Who = (actor, state) => coordinator(actor, state, {}) || police(actor, state, {});
export const responsible: Who = (actor, state) => isAny(actor) && actor.agency === state.responsible;
export const responsibleOrCoordinator: Who = (actor, state) =>
  responsible(actor, state, {}) || coordinator(actor, state, {});
/** Who receives or sent is a rule of its own (not-the-receiver); before it only the role counts. */
export const anyRole: Who = (actor) => isAny(actor);
export const assigner: Who = (actor, state, data) =>
  actor.role === 'leader' ||
  coordinator(actor, state, {}) ||
  (isAny(actor) && String(data.userId).toLowerCase() === actor.userId.toLowerCase());
