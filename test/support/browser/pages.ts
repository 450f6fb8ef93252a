import type { servedCity } from './city.js';

type City = Awaited<ReturnType<typeof servedCity>>;
export const USERS = ['bif-tovholder', 'bif-analytiker', 'bif-compliance'] as const;
export type User = (typeof USERS)[number];
/** Each tab of a case, each state of a concern, and what is opened more seldom: a few of them, drawn; all where the whole is asked for. */
export function statesOf(user: User, { paths }: City): readonly string[] {
  const tabs = ['timeline', 'assessment', 'support', 'responsibility', 'meetings', 'access', 'replay'];
  const sharing = ['OfferHandover', 'ReferCase', 'DiscloseInformation'].map((act) => `${paths.case}/do/${act}`);
  const ofCase = tabs.map((tab) => `${paths.case}/${tab}`);
  const officer = ['access-log', 'broken-glass', 'breaches', 'integrity', 'retention', 'person-requests'];
  return {
    'bif-tovholder': [...ofCase, ...paths.concerns, ...sharing, `${paths.meeting}/mode`, '/drafts', '/sessions'],
    'bif-analytiker': ['/reports', '/was', '/privatliv', '/hjaelp'],
    'bif-compliance': [...ofCase, ...paths.concerns, ...officer.map((page) => `/${page}`)],
  }[user];
}

/** What those begin with who are not among the users above. */
export const othersPages = ({ paths }: City) =>
  [
    ...[['sof-sagsbehandler', '/'] as const, ['sof-sagsbehandler', paths.case] as const],
    ...[['kp-politi', '/'] as const, ['kp-politi', paths.concern] as const],
    ...[['sof-leder', '/'] as const, ['sof-leder', '/team'] as const],
    ...[['bif-administrator', '/'] as const, ['bif-administrator', '/users'] as const],
  ] as const;

/** Forms that are refused where nothing is filled in. */
export const refusedForms = ({ paths }: City): readonly string[] => [
  '/do/RegisterConcern',
  ...['RecordContact', 'AddSubject', 'RequestInformation'].map((act) => `${paths.case}/do/${act}`),
];

/** What each reads most, and every page of the yearly report. */
export function pagesOf(user: User, { paths }: City): readonly string[] {
  const figures = ['/', paths.report, paths.edition, '/reports', paths.diff, '/data-quality', '/overview', '/plans'];
  const cases = ['/cases', paths.case, '/concerns', paths.concern, '/meetings', paths.meeting];
  const sharing = ['/responsibility', '/do/DiscloseInformation?toAgency=SOF'].map((tab) => paths.case + tab);
  return {
    'bif-tovholder': [...figures, ...cases, '/work?list=now', ...sharing, paths.publish, '/do/RegisterConcern'],
    'bif-analytiker': [...figures, paths.publish, '/do/RecordMeasurement'],
    'bif-compliance': [...figures, ...cases, '/read-models'],
  }[user];
}
