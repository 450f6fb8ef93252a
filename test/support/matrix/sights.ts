import type { Actor } from '../../../src/domain/kernel/event.js';
import { coordinates, fits, isOf, isPoliceOf, works } from './actors.js';
import {
  CASES,
  type CaseFacts,
  type CaseName,
  CONCERNS,
  type ConcernFacts,
  MEETINGS,
  type MeetingFacts,
  PERSONS,
} from './world.js';

/** How much of a record somebody is shown. `apart`: a concern without its case. `own`: the events one's agency recorded itself. */
export type Sight = 'whole' | 'apart' | 'disclosed' | 'items' | 'decision' | 'own' | 'none';
/** A row of the table: the contract's sentence, and whom it is about. The first row that holds answers; none: `none`. */
interface Row<F> {
  readonly sight: Sight;
  readonly says: string;
  holds(who: Actor, facts: F): boolean;
}
const first = <F>(rows: readonly Row<F>[], who: Actor, facts: F): Sight =>
  rows.find((row) => row.holds(who, facts))?.sight ?? 'none';
const compliance = <F extends { readonly infohus: string }>(): Row<F> => ({
  sight: 'whole',
  says: '(compliance) … of one agency and so of its Infohuse; stays readable in replay, for compliance',
  holds: (who, { infohus }) => who.role === 'compliance' && isOf(who, infohus),
});

// biome-ignore format: one row a line, so that the table can be read as one
export const OF_CASE: readonly Row<CaseFacts>[] = [
  { sight: 'whole', says: 'On a case are: the responsible agency (a closed case keeps its last one)', holds: (who, k) => works(who) && who.agency === k.responsible },
  { sight: 'whole', says: 'agencies with a referral accepted and not completed', holds: (who, k) => works(who) && (k.referredTo ?? []).includes(who.agency) },
  { sight: 'whole', says: 'the coordinators of its Infohus', holds: (who, k) => works(who) && coordinates(who, k.infohus) },
  { sight: 'whole', says: 'HandCaseToSecurity: its agency is on the case until the hold is cleared', holds: (who, k) => works(who) && who.agency === k.holder },
  { sight: 'whole', says: 'UseBreakGlass: opens the case to that user; `justified: false` ends the access at once', holds: (who, k) => works(who) && (k.glass ?? []).includes(who.userId) },
  { sight: 'disclosed', says: 'for what was disclosed to it only, the receiver of a pending handover or referral', holds: (who, k) => works(who) && (k.asked ?? []).includes(who.agency) },
  { sight: 'own', says: 'An agency may read, correct and annul the events that it recorded itself also after its relation has ended', holds: (who, k) => works(who) && k.recorded.includes(who.agency) },
  compliance(),
];
// biome-ignore format: one row a line
export const OF_CONCERN: readonly Row<ConcernFacts>[] = [
  { sight: 'whole', says: 'On a concern: the coordinators … of the Infohus; of its commands … coordinators all', holds: (who, c) => works(who) && coordinates(who, c.infohus) },
  { sight: 'whole', says: 'workers on the case read its concerns', holds: (who, c) => works(who) && c.linkedTo !== undefined && ofItsCase(who, c.linkedTo) },
  { sight: 'apart', says: 'after it is linked to a case, the registering agency keep(s) reading its own events and severity, without the case\'s id', holds: (who, c) => works(who) && who.agency === c.registrar && c.linkedTo !== undefined },
  { sight: 'apart', says: 'and police', holds: (who, c) => works(who) && isPoliceOf(who, c.infohus) && c.linkedTo !== undefined },
  { sight: 'whole', says: 'On a concern: the agency that registered it', holds: (who, c) => works(who) && who.agency === c.registrar },
  { sight: 'whole', says: 'and the police of the Infohus', holds: (who, c) => works(who) && isPoliceOf(who, c.infohus) },
  { sight: 'own', says: 'An agency may read … the events that it recorded itself', holds: (who, c) => works(who) && c.recorded.includes(who.agency) },
  compliance(),
];
/** By being on it: broken glass is for the case, not for its concerns. */
const ofItsCase = (who: Actor, name: CaseName): boolean => {
  const { glass: _, ...facts } = CASES[name];
  return first(OF_CASE.slice(0, -1), who, facts) === 'whole';
};
const HERE = 'koebenhavn';
// biome-ignore format: one row a line
export const OF_MEETING: readonly Row<MeetingFacts>[] = [
  { sight: 'whole', says: 'meeting: CallMeeting, AddAgendaItem … coordinator', holds: (who) => works(who) && coordinates(who, HERE) },
  { sight: 'items', says: 'An invitation to a meeting shows the items one is invited to, until the meeting is closed', holds: (who, m) => works(who) && m.open && m.invited.includes(who.agency) },
  { sight: 'decision', says: 'the responsible agency of a decision sees that decision, of the meeting nothing else, until it is completed', holds: (who, m) => works(who) && m.owing.includes(who.agency) },
  { sight: 'own', says: 'An agency may read … the events that it recorded itself', holds: (who, m) => works(who) && m.recorded.includes(who.agency) },
];

export const sightOfCase = (who: Actor, name: string): Sight => {
  const facts = CASES[name as CaseName];
  return facts ? first(OF_CASE, who, facts) : 'none';
};
export const sightOfConcern = (who: Actor, name: string): Sight => {
  const facts = CONCERNS[name];
  return facts ? first(OF_CONCERN, who, facts) : 'none';
};
export const sightOfMeeting = (who: Actor, name: string): Sight => {
  const facts = MEETINGS[name];
  return facts ? first(OF_MEETING, who, facts) : 'none';
};

/** "whoever registered the person, agencies on a case or concern with the person, its coordinators; else `not-found`" */
export function knowsPerson(who: Actor, name: string): boolean {
  const facts = PERSONS[name];
  if (!facts || !works(who)) return false;
  const concerns = facts.inCases.map((of) => sightOfConcern(who, `of ${of}`));
  const cases = facts.inCases.map((of) => (who.userId === 'kff-caseworker' ? 'none' : sightOfCase(who, of)));
  return who.agency === facts.registrar || [...concerns, ...cases].some((s) => s === 'whole' || s === 'apart');
}

/**
 * "A role must fit its agency, else the actor has the rights of a caseworker or none": either is right. What an actor whose role does not fit
 * is taken for, each with what it would have.
 */
export const takenFor = (who: Actor): readonly Actor[] =>
  fits(who)
    ? [who]
    : [
        { ...who, role: 'caseworker' },
        { ...who, role: 'system', agency: 'NOWHERE' },
      ];
