import type { Actor, Role } from '../../../src/domain/kernel/event.js';

type Infohus = 'koebenhavn' | 'koege';
/** domain.md section 2, and which of them coordinate: the municipal and the police coordinator; Køge's four together (KØ 1.6). */
const AGENCIES: Readonly<Record<Infohus, Readonly<Record<string, string>>>> = {
  koebenhavn: {
    ...{ BIF: 'municipal coordinating', SOF: 'municipal', BUF: 'municipal', KFF: 'municipal', SUF: 'municipal' },
    ...{ TMF: 'municipal', OEKF: 'municipal', SSP: 'school', KP: 'police coordinating', PET: 'security' },
    ...{ KRIM: 'probation', RHP: 'health' },
  },
  koege: {
    ...{ VEL: 'municipal coordinating', SOC: 'municipal coordinating', FAM: 'municipal coordinating' },
    ...{ SSPK: 'school coordinating', MVSJ: 'police', PET: 'security', KRIM: 'probation', RSJ: 'health' },
  },
};
export const INFOHUSE = ['koebenhavn', 'koege'] as const;
const ROLES: readonly Role[] = [
  ...(['caseworker', 'leader', 'coordinator', 'police', 'analyst', 'compliance', 'administrator'] as const),
];
const CODES = [...new Set(INFOHUSE.flatMap((infohus) => Object.keys(AGENCIES[infohus]))), 'NOWHERE'];

/** Every agency in every role, those that do not fit among them, and an agency that no plan names. */
export const ACTORS: readonly Actor[] = CODES.flatMap((agency) =>
  ROLES.map((role) => ({ userId: `${agency}-${role}`.toLowerCase(), agency, role })),
);

export const isOf = ({ agency }: Actor, infohus: string): boolean =>
  AGENCIES[infohus as Infohus]?.[agency] !== undefined;
const is = ({ agency }: Actor, infohus: string, what: string) =>
  (AGENCIES[infohus as Infohus]?.[agency] ?? '').split(' ').includes(what);
export const coordinates = (who: Actor, infohus: string) =>
  who.role === 'coordinator' && is(who, infohus, 'coordinating');
export const isPoliceOf = (who: Actor, infohus: string) => who.role === 'police' && is(who, infohus, 'police');
export const coordinatesAny = (who: Actor) => INFOHUSE.some((infohus) => coordinates(who, infohus));
/** "A role must fit its agency, else the actor has the rights of a caseworker or none." */
export const fits = (who: Actor): boolean =>
  (who.role !== 'coordinator' || coordinatesAny(who)) &&
  (who.role !== 'police' || INFOHUSE.some((infohus) => isPoliceOf(who, infohus)));
export const hasInfohus = (who: Actor) => INFOHUSE.some((infohus) => isOf(who, infohus));
/** "any = caseworker, coordinator, police", of an agency that a plan in force names. */
export const isAny = (who: Actor) =>
  ['caseworker', 'coordinator', 'police'].includes(who.role) && fits(who) && hasInfohus(who);
/** Who may stand in a relation at all: analysts see figures, never cases; administrators operate the machine. */
export const works = (who: Actor) => (isAny(who) || who.role === 'leader') && hasInfohus(who);
