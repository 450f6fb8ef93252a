// commands.md, Roles: who sees a stream (404) and who may do what with it (403).
import type { CaseState } from './case-state.js';
import type { Concern } from './concern.js';
import type { Actor } from './model.js';
import { coordinatingOf, INFOHUS, kindOf } from './plan.js';

export const coordinates = (actor: Actor, infohus: string): boolean =>
  actor.role === 'coordinator' && coordinatingOf(infohus).includes(actor.agency);

export const coordinatesAnywhere = (actor: Actor): boolean =>
  Object.keys(INFOHUS).some((infohus) => coordinates(actor, infohus));

export const isPoliceOf = (actor: Actor, infohus: string): boolean =>
  actor.role === 'police' && INFOHUS[infohus]?.agencies[actor.agency] === 'police';

/**
 * caseworker, coordinator or police, where the agency carries the role.
 * AMBIGUOUS: a role that the agency does not carry (police of BIF, coordinator of SOF) is not-permitted.
 * Alternatives: a fault of the schema, or not-authenticated.
 */
export function isAny(actor: Actor): boolean {
  if (actor.role === 'caseworker') return true;
  if (actor.role === 'police') return kindOf(actor.agency) === 'police';
  return coordinatesAnywhere(actor);
}

/** The roles that can stand in a relation to a case or concern at all: analysts see figures, never cases. */
const SEEING = new Set(['caseworker', 'leader', 'coordinator', 'police']);

export type Sight = 'full' | 'pending' | 'none';

/**
 * AMBIGUOUS: "the coordinators of its Infohus" are persons with that role; their colleagues (police of KP, caseworkers
 * of BIF) are on the case only through responsibility or a referral. Alternative: the coordinating agencies are on every case.
 * AMBIGUOUS: a completed referral ends the relation. Alternative: "an accepted referral" stays accepted.
 * AMBIGUOUS: on a closed case the last responsible agency stays on the case.
 */
export function sightOfCase(actor: Actor, state: CaseState): Sight {
  if (!SEEING.has(actor.role)) return 'none';
  if (coordinates(actor, state.infohus) || agencyOnCase(actor.agency, state)) return 'full';
  const pending = [...state.handovers.values(), ...state.referrals.values()].some(
    (item) => item.status === 'pending' && item.toAgency === actor.agency,
  );
  return pending ? 'pending' : 'none';
}

export const agencyOnCase = (agency: string, state: CaseState): boolean =>
  state.responsible === agency ||
  state.holders.has(agency) ||
  [...state.referrals.values()].some((item) => item.status === 'accepted' && item.toAgency === agency);

/**
 * AMBIGUOUS: "on a concern before its case" is taken at its word: once linked, those on the case see it and the
 * registering agency and the police no longer do. Alternative: they keep their sight.
 */
export function seesConcern(actor: Actor, concern: Concern, itsCase: CaseState | undefined): boolean {
  if (!SEEING.has(actor.role)) return false;
  if (itsCase) return sightOfCase(actor, itsCase) === 'full';
  return concern.byAgency === actor.agency || coordinates(actor, concern.infohus) || isPoliceOf(actor, concern.infohus);
}

export type Who = (actor: Actor, state: CaseState, data: Readonly<Record<string, unknown>>) => boolean;

/** AMBIGUOUS: the receiver of what is still pending sees the case but does no worker's command on it (403). Alternative: 404. */
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
