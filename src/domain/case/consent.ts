import { z } from 'zod';
import { addMonths } from '../kernel/calendar.js';
import { type Context, type Ref, typed } from '../kernel/decider.js';
import { ids, localDate, text } from '../kernel/schema.js';
import type { Sealed } from '../kernel/sealed.js';
import { survivors, withSurvivors } from '../person/merged.js';
import { type PersonState, personAggregate } from '../person/state.js';
import type { Plan } from '../plan/schema.js';
import { personsIn, under } from './persons.js';
import type { AgeGroup, CaseState } from './state.js';

/**
 * Who consents: the person, and beside someone under age a guardian (domain.md rule 6; commands.md, *Age* and the paragraph on consent of a
 * minor). Ages are plan data, taken on the day of the consent, from the birth date where one is registered. Birth date and guardians are sealed:
 * what they come to stands in the open part of the event.
 */
export const consent = z.strictObject({ by: ids, scope: text, givenOn: localDate });
export type Consent = z.output<typeof consent>;
export const CONSENT_REFUSALS = ['age-group-contradicts', 'guardian-consent-missing'] as const;

interface Consenting {
  readonly offerId: string;
  readonly consent: Consent;
}
type Looking = Pick<Context, 'read' | 'open'>;

/** Everything that the case or the command calls the person by. */
const idsOf = (s: CaseState, personId: string, context: Looking): readonly string[] => {
  const survivor = survivors(context);
  const same = personsIn(s).filter((other) => survivor(other) === survivor(personId));
  return [...new Set([survivor(personId), personId, ...same])];
};
/** A detail of the person: the survivor's, else what is registered under another of its ids. */
const detail = <T>(
  s: CaseState,
  personId: string,
  context: Looking,
  of: (person: PersonState) => Sealed<T> | null,
): Sealed<T> | undefined =>
  idsOf(s, personId, context).flatMap((known) => of(context.read(personAggregate, known)) ?? [])[0];

const birthDateOf = (s: CaseState, personId: string, context: Looking) =>
  detail(s, personId, context, (p) => p.birthDate);
const guardiansOf = (s: CaseState, personId: string, context: Looking) =>
  detail(s, personId, context, (p) => p.guardians);
const opened = <T>(sealed: Sealed<T> | undefined, { open }: Looking): T | undefined =>
  sealed === undefined ? undefined : open(sealed);

/** By the birth date where one is registered, else undefined. */
function groupByBirth(s: CaseState, personId: string, on: string, context: Context): AgeGroup | undefined {
  const born = opened(birthDateOf(s, personId, context), context);
  if (born === undefined || !context.plan) return undefined;
  return ageGroupOf(born, context.plan, on);
}
/** On the birthday itself one is of age. */
export const ageGroupOf = (born: string, { consentAge }: Pick<Plan, 'consentAge'>, on: string): AgeGroup =>
  addMonths(born, 12 * consentAge.years) <= on ? 'adult' : 'minor';
const groupInCase = (s: CaseState, personId: string, context: Looking): AgeGroup | undefined => {
  const survivor = survivors(context);
  return under(s, survivor).subjects[survivor(personId)]?.ageGroup;
};

/** What a decision about ages reads and opens. */
export const agesRead = (s: CaseState, context: Context): readonly Ref[] => withSurvivors(personsIn(s), context);
export const agesOpened = (s: CaseState, personIds: readonly string[], context: Context): readonly Sealed[] =>
  personIds.flatMap((personId) => birthDateOf(s, personId, context) ?? []);
/** Whether somebody is adult on a local date: by the birth date where one is registered, else by the age group in the case. */
export const isAdult = (s: CaseState, personId: string, on: string, context: Context): boolean =>
  (groupByBirth(s, personId, on, context) ?? groupInCase(s, personId, context)) !== 'minor';

const personOf = (s: CaseState, offerId: string) => s.offers[offerId]?.personId;

/** What a command with a consent reads and opens; guardians stand under the ids that they had when they were registered. */
export const consenting = {
  reads(s: CaseState, { offerId, consent: { by } }: Consenting, context: Context): readonly Ref[] {
    const personId = personOf(s, offerId);
    if (personId === undefined) return [];
    const guardians = opened(guardiansOf(s, personId, context), context) ?? [];
    return withSurvivors([...personsIn(s), ...by, ...guardians], context);
  },
  opens(s: CaseState, { offerId }: Consenting, context: Context): readonly Sealed[] {
    const personId = personOf(s, offerId);
    if (personId === undefined) return [];
    const guardians = guardiansOf(s, personId, context);
    return [...agesOpened(s, [personId], context), ...(guardians ? [guardians] : [])];
  },
};

export const consentRules = {
  'age-group-contradicts': typed((s: CaseState, { offerId, consent: { givenOn } }: Consenting, context): boolean => {
    const personId = personOf(s, offerId) ?? '';
    const byBirth = groupByBirth(s, personId, givenOn, context);
    const told = groupInCase(s, personId, context);
    return byBirth !== undefined && told !== undefined && byBirth !== told;
  }),
  'guardian-consent-missing': typed((s: CaseState, data: Consenting, context): boolean => {
    if (!needsGuardian(s, data, context)) return false;
    const survivor = survivors(context);
    const personId = survivor(personOf(s, data.offerId) ?? '');
    const by = data.consent.by.map(survivor);
    const others = by.filter((other) => other !== personId);
    const guardians = (opened(guardiansOf(s, personId, context), context) ?? []).map(survivor);
    const asked = guardians.length > 0 ? others.filter((other) => guardians.includes(other)) : others;
    return !by.includes(personId) || asked.length === 0;
  }),
};

/** The result of the ages, for the open part: a guardian was asked for beside the young person. */
export const needsGuardian = (s: CaseState, { offerId, consent: { givenOn } }: Consenting, context: Context): boolean =>
  !isAdult(s, personOf(s, offerId) ?? '', givenOn, context);
