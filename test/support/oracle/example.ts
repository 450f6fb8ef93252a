// Short command files for the examples of the specs beside this file.
import { consult, deadlines, type Oracle, parseInstant, report } from './index.js';

export const T = '2027-01-01T00:00:00Z';
export const id = (n: number): string => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const [CONCERN, CASE, SON, FATHER, MEETING, OFFER, COURSE] = [1, 2, 3, 4, 5, 6, 7].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
export const BIF = 'BIF:coordinator';
export const SOF = 'SOF:caseworker';
export const KP = 'KP:police';

export type Line = [command: string, id: string, at: string, who: string, data: object];

export const importing = (...lines: Line[]): Oracle =>
  consult(
    [
      lines
        .map(([command, of, at, who, data]) => {
          const [agency, role] = who.split(':');
          return JSON.stringify({ command, id: of, at, actor: { userId: 'u1', agency, role }, data });
        })
        .join('\n'),
    ],
    T,
  );
export const instant = (text: string): number => parseInstant(text) ?? Number.NaN;
export const rules = (oracle: Oracle) => oracle.importResult.refused.map(({ code, rule }) => rule ?? code);
export const states = (oracle: Oracle, obligation: string, infohus = 'koebenhavn', now = T) =>
  deadlines(oracle, infohus, instant(now), { whole: true })
    .filter((row) => row.obligation === obligation)
    .map(({ state, dueAt }) => [state, dueAt]);
export const figure = (oracle: Oracle, plan: string, indicator: string, year: number) =>
  report(oracle, plan.split('-')[0] ?? '', year, instant(T), { plan }).find((row) => row.id === indicator);

export const register = (at: string, of = CONCERN, infohus = 'koebenhavn', who = BIF): Line => [
  'RegisterConcern',
  of,
  at,
  who,
  { infohus, channel: 'police', receivedAt: at, subjects: [], description: 'Bekymring' },
];
export const acute = (at: string): Line => [
  'AssessSeverity',
  CONCERN,
  at,
  KP,
  { severity: 'acute', finality: 'final' },
];
export const call = (at: string, kind = 'urgent', concernIds = [CONCERN], of = MEETING): Line => [
  'CallMeeting',
  of,
  at,
  'KP:police',
  { infohus: 'koebenhavn', kind, startsAt: at, invited: ['BIF'], concernIds },
];
export const opened: Line[] = [
  register('2023-01-02T10:00:00+01:00'),
  [
    'QualifyConcern',
    CONCERN,
    '2023-01-02T11:00:00+01:00',
    BIF,
    { outcome: 'substantiated', method: 'discussion', participants: ['BIF'], grounds: 'Grundlag' },
  ],
  [
    'OpenCase',
    CASE,
    '2023-01-02T12:00:00+01:00',
    BIF,
    {
      infohus: 'koebenhavn',
      concernIds: [CONCERN],
      caseType: 'adult',
      level: 'specific',
      responsibleAgency: 'SOF',
      subjects: [SON, FATHER].map((personId) => ({ personId, role: 'focus', ageGroup: 'adult' })),
    },
  ],
];
export const inCase = (command: string, at: string, data: object): Line => [command, CASE, at, BIF, data];
export const activity = (n: number, heldOn: string, data: object, at = `${heldOn}T12:00:00Z`, who = SOF): Line => [
  'RecordActivity',
  id(n),
  at,
  who,
  { infohus: 'koebenhavn', kind: 'school-workshop', heldOn, targetGroup: 'society', participants: 10, ...data },
];
