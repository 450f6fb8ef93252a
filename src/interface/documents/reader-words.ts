import { filled, type Values } from '../words/filled.js';
import type { Language } from '../words/words.js';

/** What the PDF and the page of a report say to who reads it from the top, Danish first, English second, by key; `{n}` stands for a figure. What every form says is in words.ts. */
const WORDS = {
  'page.of': ['Side {n} af {of}', 'Page {n} of {of}'],
  position: ['Position {n}', 'Position {n}'],
  content: ['rapportens hash {n}…', 'hash of the report {n}…'],
  'figures-of': ['Tallene er opgjort pr. {n}', 'The figures are as of {n}'],
  'head.short': ['Kort fortalt', 'In short'],
  'head.goals': ['Planens mål', 'The goals of the plan'],
  'head.goals.note': ['Mærket gælder målet, aldrig en person.', 'The mark is about the goal, never about a person.'],
  'head.course': ['Årets forløb', 'The year'],
  'goal.met': ['Nået', 'Met'],
  'goal.missed': ['Ikke nået', 'Not met'],
  'goal.unknown': ['Kan ikke opgøres', 'Cannot be told'],
  'goal.withheld': ['Skjult', 'Withheld'],
  'col.fact': ['Oplysning', 'Item'],
  'col.goal': ['Mål', 'Goal'],
  'col.asked': ['Planen siger', 'The plan says'],
  'col.reached': ['Resultat', 'Result'],
  'col.last-year': ['Året før', 'Year before'],
  'goals.some': ['{n} af {of} mål er nået', '{n} of {of} goals met'],
  'goals.missed': ['{n} er ikke nået', '{n} not met'],
  'goals.unknown': ['{n} kan ikke opgøres', '{n} cannot be told'],
  'goals.told': ['{n} af {of} mål kan oplyses', '{n} of {of} goals may be told'],
  'goals.met': ['{n} er nået', '{n} met'],
  'goals.all-withheld': ['Ingen af planens mål kan oplyses.', 'None of the goals of the plan may be told.'],
  and: ['og', 'and'],
  'goals.none': ['Planen har ingen mål for {n}.', 'The plan has no goals for {n}.'],
  'concerns.one': ['1 bekymringshenvendelse kom ind i {year}', '1 concern came in in {year}'],
  'concerns.many': ['{n} bekymringshenvendelser kom ind i {year}', '{n} concerns came in in {year}'],
  'concerns.substantiated': ['{n} af {of} er vurderet som begrundede', '{n} of {of} are assessed as substantiated'],
  'share.offer-acceptance': [
    '{n} af {of} tilbud om mentor eller coach er taget imod.',
    '{n} of {of} offers of a mentor or coach have been accepted.',
  ],
  'share.education-employment': [
    'Efter {n} af {of} mentorforløb er borgeren registreret i uddannelse eller beskæftigelse inden for 12 måneder.',
    'After {n} of {of} mentor courses the citizen is recorded in education or employment within 12 months.',
  ],
  'share.not-at-risk': [
    'Efter {n} af {of} mentorforløb er borgeren 6 måneder senere vurderet som ikke radikaliseringstruet.',
    'After {n} of {of} mentor courses the citizen is assessed as not at risk 6 months later.',
  ],
  'share.progress-6-months': [
    'I {n} af {of} forløb er der målt progression efter 6 måneder.',
    'In {n} of {of} courses progress has been measured after 6 months.',
  ],
  'share.goals-reviewed': [
    'I {n} af {of} forløb er mindst ét af borgerens egne mål drøftet inden for planens frist.',
    'In {n} of {of} courses at least one of the citizen’s own goals was reviewed within the plan’s limit.',
  ],
  'share.triage-on-time': [
    '{n} af {of} begrundede bekymringer er visiteret inden for fristen.',
    '{n} of {of} substantiated concerns were triaged on time.',
  ],
  'share.reoffer-compliance': [
    '{n} af {of} genudbud er givet inden for fristen.',
    '{n} of {of} re-offers were made on time.',
  ],
  counted: ['Tælles', 'Counted'],
  'counted.of': ['Ud af', 'Out of'],
  'counted.unknown': ['Uafklaret', 'Unknown'],
  'counted.version': ['Version', 'Version'],
  'counted.plan': ['Kilde i planen', 'Source in the plan'],
  'counted.plan-of': ['Kilde i planen, {n}', 'Source in the plan, {n}'],
  'check.head': ['Sådan kontrolleres rapporten', 'How to check the report'],
  'check.how': [
    'Rapporten kan dannes igen af enhver med adgang til loggen: sagsspor report reproduce FIL, hvor FIL er rapportens JSON-fil. Samme position, plan og definitioner giver de samme tal og de samme bytes.',
    'Whoever has access to the log can make the report again: sagsspor report reproduce FILE, where FILE is its JSON file. The same position, plan and definitions give the same figures and the same bytes.',
  ],
  'no-budget': ['Planen har ingen budgetlinjer for {n}.', 'The plan has no budget lines for {n}.'],
  total: ['I alt', 'Total'],
  about: ['ca.', 'about'],
  milestone: ['Planen vil desuden inden udgangen af {n}: {t}.', 'By the end of {n} the plan also wants: {t}.'],
  told: ['Fortalt af planen selv: {t}: {v} ({n}).', 'Told by the plan itself: {t}: {v} ({n}).'],
} as const satisfies Record<string, readonly [string, string]>;

export type ReaderKey = keyof typeof WORDS;
export type SayReader = (key: ReaderKey, fill?: Values) => string;

export const sayReader =
  (language: Language): SayReader =>
  (key, fill = {}) =>
    filled(WORDS[key][language === 'da' ? 0 : 1], fill);
export const isReaderKey = (key: string): key is ReaderKey => Object.hasOwn(WORDS, key);
