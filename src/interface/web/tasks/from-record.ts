import { codeName } from '../../words/labels.js';
import type { Choice } from '../choices.js';
import { codes } from './from-plan.js';
import { mayBegin } from './may-begin.js';
import { ownUser, type ShownPerson, type Situation, type ThingKind, valueIn } from './situation.js';
import type { ChoicesOf } from './task.js';

/** Things in the record, by what its own page calls them. */
const things =
  (kind: ThingKind): ChoicesOf =>
  ({ record }) =>
    record?.things[kind] ?? [];
export const offers = things('offers');
export const courses = things('courses');
export const handovers = things('handovers');
export const disclosures = things('disclosures');
export const referrals = things('referrals');
export const events = things('events');
export const concerns = things('concerns');
export const cases = things('cases');
export const decisions = things('decisions');
export const assessments = things('assessments');
export const goals = things('goals');
export const documents = things('documents');
/** Those of the assessment that was chosen. */
export const statementsOf: ChoicesOf = (s) => {
  const of = valueIn(s, 'assessmentId');
  return things('statements')(s).filter((choice) => of === '' || choice.about === of);
};
/** What an assessment says and may pass on. */
export const shareable: ChoicesOf = things('shareable');
/** What a meeting can be about. */
export const subjectsOfMeeting = things('subjects');

const told = (s: Situation, { personId, name, role, ageGroup }: ShownPerson): Choice => {
  const { language } = s.page;
  const what = [role, ageGroup].filter(Boolean).map((code) => codeName(code, language));
  return { code: personId, name: what.length > 0 ? `${name} (${what.join(', ')})` : name };
};
export const persons: ChoicesOf = (s) => (s.record?.persons ?? []).map((p) => told(s, p));
export const personsOr =
  (nobody: readonly [da: string, en: string]): ChoicesOf =>
  (s) => [{ code: '', name: nobody[s.page.language === 'da' ? 0 : 1] }, ...persons(s)];

/** Exactly whom the rule asks (commands.md, AcceptOffer): the person, and for a minor also a guardian, by name. */
export const personsOfOffer: ChoicesOf = (s) => {
  const of = offerOf(s)?.about ?? '';
  const all = s.record?.persons ?? [];
  const own = all.filter((p) => p.personId === of).map((p) => told(s, p));
  if (s.consent && !s.consent.isMinor) return own;
  const guardians = s.consent?.guardians ?? [];
  const known = guardians.map(({ personId, name }) => {
    const here = all.find((p) => p.personId === personId);
    return here ? told(s, here) : { code: personId, name: name ?? s.page.say('person.unnamed') };
  });
  const adults = all.filter((p) => p.personId !== of && p.ageGroup === 'adult').map((p) => told(s, p));
  return [...own, ...(known.length > 0 ? known : adults)];
};
export const personOfOffer = (s: Situation): readonly string[] => {
  const of = offerOf(s)?.about;
  return of ? [of] : [];
};
const offerOf = (s: Situation) => s.record?.things.offers.find(({ code }) => code === valueIn(s, 'offerId'));

/** Of one's own agency: who is let in or works on something, those who wrote in this record, and oneself. */
export const colleagues: ChoicesOf = (s) => s.colleagues ?? s.record?.users ?? [{ code: ownUser(s), name: ownUser(s) }];
/** For whom the command may be given: who may give it for himself alone has nobody else to choose. */
export const forWhom: ChoicesOf = (s) =>
  colleagues(s).filter(({ code }) => mayBegin(s.page, s.command, { userId: code }));
/** The open cases of whose cases are moved. */
export const theirCases: ChoicesOf = (s) => s.theirCases ?? [];

/** The national tool of progression (K24-4); a plan may come to name others. */
export const tools = codes('national-progression');
const FACTORS = {
  risk: ['peer-influence', 'isolation', 'grievance'],
  protective: ['family-ties', 'network', 'school-work'],
};
/** What is measured, each with whether it is a risk or protects: what was measured in the course before, then the tool's own. */
export const factors: ChoicesOf = (s) => {
  const { language } = s.page;
  const named = (code: string, about: string): Choice => ({ code, name: codeName(code, language), about });
  const own = Object.entries(FACTORS).flatMap(([kind, all]) => all.map((code) => named(code, kind)));
  const before = (newest(s)?.factors ?? []).filter((f) => !own.some((o) => o.code === f.factor));
  return [...own, ...before.map((f) => named(f.factor, f.kind))];
};
const newest = (s: Situation) => s.record?.measured?.findLast((m) => m.courseId === valueIn(s, 'courseId'));
/** What it was last time in this very course: two levels of two persons are never side by side (domain.md rule 13). */
export function levelBefore(s: Situation, factor: string): string | undefined {
  const last = newest(s);
  const level = last?.factors.find((f) => f.factor === factor)?.level;
  return last && level ? `${s.page.say('measure.last')} ${LEVELS[s.page.language][level - 1]} (${last.at})` : undefined;
}
export const factorLevels: ChoicesOf = ({ page: { language } }) =>
  ['1', '2', '3', '4', '5'].map((code) => ({ code, name: LEVELS[language][Number(code) - 1] ?? code }));
const LEVELS = {
  da: ['1: meget lidt', '2: lidt', '3: noget', '4: meget', '5: i høj grad'],
  en: ['1: very little', '2: little', '3: some', '4: much', '5: very much'],
} as const;

export const transfers = things('transfers');
/** Those that the configuration knows. */
export const installations: ChoicesOf = ({ record }) => record?.installations ?? [];
export const mentors: ChoicesOf = ({ record }) => record?.mentors ?? [];

/** Everybody called in to the meeting, to be named. */
export const invitedRows = ({ record }: Situation): readonly Readonly<Record<string, string>>[] =>
  (record?.invited ?? []).map((agency) => ({ userId: '', agency }));
/** What its own list has, of the kind that was chosen in the row; what the address has named stands there already. */
export const listed: ChoicesOf = (s) => {
  const kind = valueIn(s, 'kind');
  return (s.listed ?? []).filter(({ about }) => kind === '' || about === undefined || about === kind);
};
