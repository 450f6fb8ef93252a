import { localDateOf, localTimeOf } from '../../../domain/kernel/calendar.js';
import type { ObligationName } from '../../../domain/obligations/index.js';
import type { AlertRow } from '../../../projections/deadline-alerts/deadline-alerts.js';
import { RETENTION } from '../../queries/rights/retention.js';

/** What each obligation is called in a letter: Danish, English. */
const NAMES: Readonly<Record<ObligationName | typeof RETENTION, readonly [string, string]>> = {
  triage: ['Visitation', 'Triage'],
  'acute-action': ['Akut handling', 'Acute action'],
  'police-to-infohus': ['Politiets besked til Infohuset', 'Police tell the Infohus'],
  'reoffer-1': ['Genudbud inden 3 måneder', 'Re-offer within 3 months'],
  'reoffer-2': ['Genudbud inden 6 måneder', 'Re-offer within 6 months'],
  progress: ['Progressionsmåling', 'Progress measurement'],
  'status-follow-up': ['Opfølgning: uddannelse og job', 'Follow-up: education and work'],
  'risk-follow-up': ['Opfølgning: risiko', 'Follow-up: risk'],
  'handover-answer': ['Svar på overdragelse', 'Answer to a handover'],
  'referral-answer': ['Svar på henvisning', 'Answer to a referral'],
  'transfer-answer': ['Svar fra en anden installation', 'Answer from another installation'],
  'own-consent': ['Eget samtykke som voksen', 'Own consent of age'],
  informing: ['Underretning af den registrerede', 'Informing the person'],
  'charter-renewal': ['Fornyelse af charter', 'Renewal of the charter'],
  receipt: ['Kvittering til henvender', 'Receipt to who gave notice'],
  'dormant-review': ['Gennemgang af hvilende sag', 'Review of a dormant case'],
  certificate: ['Mentors certifikat udløber', 'A mentor’s certificate runs out'],
  release: ['Før løsladelse', 'Before a release'],
  decision: ['Beslutning fra et møde', 'Decision of a meeting'],
  insight: ['Svar på anmodning om indsigt', 'Answer to a request for insight'],
  'breach-notice': ['Anmeldelse af brud til Datatilsynet', 'Notice of a breach to the authority'],
  retention: ['Opbevaringsfristen er udløbet', 'Kept as long as the plan allows'],
};
const STATES: Readonly<Record<string, readonly [string, string]>> = {
  'due-soon': ['forfalder', 'is due'],
  overdue: ['forfaldt', 'was due'],
  missed: ['er forpasset, forfaldt', 'was missed, due'],
};
const WORDS = {
  subject: ['Frister i Sagsspor', 'deadlines in Sagsspor'],
  greeting: ['Disse frister venter på jer i Infohus', 'These deadlines wait for you in the Infohus'],
  look: ['Se dem i Sagsspor', 'See them in Sagsspor'],
  why: [
    'Brevet indeholder ingen personoplysninger. Svar ikke på det.',
    'This letter holds no personal data. Do not answer it.',
  ],
} as const;

export type LetterAlert = Pick<AlertRow, 'obligation' | 'state' | 'dueAt' | 'infohus'> & {
  /** Of the case or concern; it says nothing to whoever may not look it up. */
  readonly number?: string | undefined;
};

/**
 * One letter about some alerts to one address: which kinds of deadline, the number of what each is about, when they are due, and where to look.
 * No id, name or text of a case, concern or person, so that whoever reads it on the way learns nothing about anybody.
 */
export function letterAbout(
  alerts: readonly LetterAlert[],
  baseUrl: string,
): { readonly subject: string; readonly text: string } {
  const subject = `${WORDS.subject[0]} / ${WORDS.subject[1]} (${alerts.length})`;
  const text = ([0, 1] as const).map((language) => body(alerts, baseUrl, language)).join('\n\n--\n\n');
  return { subject, text };
}

function body(alerts: readonly LetterAlert[], baseUrl: string, language: 0 | 1): string {
  const infohuse = [...new Set(alerts.map((a) => a.infohus))].sort().join(', ');
  // Of what is to be disposed of there may be hundreds on one day: how many is enough, they stand on one page.
  const over = alerts.filter(({ obligation }) => obligation === RETENTION).length;
  const owed = alerts.filter(({ obligation }) => obligation !== RETENTION);
  const lines = owed.map(({ obligation, state, dueAt, number }) => {
    const name = [NAMES[obligation as ObligationName]?.[language] ?? obligation, ...(number ? [number] : [])].join(' ');
    return `- ${name} ${STATES[state]?.[language] ?? state} ${localDateOf(dueAt)} ${localTimeOf(dueAt)}`;
  });
  return [
    `${WORDS.greeting[language]} ${infohuse}:`,
    '',
    ...lines.sort(),
    ...(over > 0 ? [`- ${NAMES[RETENTION][language]}: ${over}`] : []),
    '',
    `${WORDS.look[language]}: ${baseUrl}/`,
    '',
    WORDS.why[language],
  ].join('\n');
}
