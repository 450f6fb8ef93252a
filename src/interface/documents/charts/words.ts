import type { Language } from '../../words/words.js';
import { type ReportKey, sayReport } from '../words.js';

/** The words of the charts beside those that the report's other forms have already, Danish first, English second, by key. */
const WORDS = {
  'from.history': ['historisk', 'historical'],
  'from.log': ['registreret', 'recorded'],
  target: ['mål', 'target'],
  'target-met': ['nået', 'met'],
  'target-not-met': ['ikke nået', 'not met'],
  'no-figure': ['ikke opgjort', 'not recorded'],
  // Of an earlier year a published report does not say which of the two it is.
  'not-told': ['ikke oplyst', 'not told'],
  of: ['af', 'of'],
  or: ['eller', 'or'],
  'of-received': ['af de modtagne', 'of those received'],
  'of-target': ['af målet', 'of the target'],
  'col.share': ['Andel', 'Share'],
  'col.of-received': ['Andel af de modtagne', 'Share of those received'],
  'col.of-target': ['Andel af målet', 'Share of the target'],
  'head.timeliness': ['Til tiden', 'On time'],
  'head.activities': ['Aktiviteter og mål', 'Activities and targets'],
  'head.first-contact': ['Tid til første kontakt', 'Time to first contact'],
  'first-contact.from': [
    'Midterste antal dage (median) fra sagen er åbnet til den første kontakt. En udeblivelse er ingen kontakt',
    'Median days from the opening of the case to the first contact. A missed appointment is no contact',
  ],
  'first-contact.axis': ['median, dage fra sagen er åbnet', 'median, days from the opening of the case'],
  'first-contact.opened': ['sager', 'cases'],
  'first-contact.contacted': ['med kontakt', 'contacted'],
  'first-contact.waiting': ['uden endnu', 'not yet'],
  'first-contact.day': ['dag', 'day'],
  'first-contact.days': ['dage', 'days'],
  'col.opened': ['Sager åbnet', 'Cases opened'],
  'col.contacted': ['Med kontakt', 'With a contact'],
  'col.waiting': ['Uden kontakt endnu', 'Without contact so far'],
  'col.median-days': ['Dage (median)', 'Days (median)'],
  'none-due': ['ingen at opgøre', 'none to count'],
  'yes.triage-on-time': ['til tiden', 'on time'],
  'no.triage-on-time': ['ikke til tiden', 'not on time'],
  'unknown.triage-on-time': ['over fristen og uafklaret', 'past the limit, undecided'],
  'yes.reoffer-compliance': ['til tiden', 'on time'],
  'no.reoffer-compliance': ['ikke til tiden', 'not on time'],
  'unknown.reoffer-compliance': ['uafklaret', 'unknown'],
  'yes.progress-6-months': ['progression', 'progress'],
  'no.progress-6-months': ['ingen progression', 'no progress'],
  'unknown.progress-6-months': ['ikke målt', 'not measured'],
  'col.yes': ['Til tiden (eller progression)', 'On time (or progress)'],
  'col.no': ['Ikke til tiden (eller ingen progression)', 'Not on time (or no progress)'],
} as const satisfies Record<string, readonly [string, string]>;

export type ChartKey = keyof typeof WORDS | ReportKey;
export type Say = (key: ChartKey) => string;

const own = (key: ChartKey): key is keyof typeof WORDS => Object.hasOwn(WORDS, key);
export const sayChart = (language: Language): Say => {
  const report = sayReport(language);
  return (key) => (own(key) ? WORDS[key][language === 'da' ? 0 : 1] : report(key));
};
