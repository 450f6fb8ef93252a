// The acute flow: what starts, meets and ends acute-action and police-to-infohus.
import { BIF, CONCERN, D, disclosure, id, KP, onConcern, qualify, register, type Scenario, SOF } from './scenario.js';

const R = (at: string) => register(at, {}, CONCERN, SOF);
const sev = (at: string, severity: string, who = KP, finality = 'final') =>
  onConcern('AssessSeverity', at, { severity, finality }, who);

export const ACUTE: readonly Scenario[] = [
  {
    name: 'acute-action starts only where the concern was not acute; lapses by a newer severity that is not acute',
    lines: [R(D('06', '03')), sev(D('06', '03', '11:00'), 'acute'), sev(D('06', '03', '11:30'), 'acute')],
    due: [{ of: 'acute-action', rows: ['2024-06-03T13:00:00.000Z overdue'] }],
  },
  {
    name: 'acute-action and police-to-infohus lapse by a newer severity that is not acute',
    lines: [R('2024-06-03T18:00:00Z'), sev('2024-06-03T19:00:00Z', 'acute'), sev('2024-06-05T19:30:00Z', 'high')],
    due: [
      { of: 'acute-action', short: true, rows: ['lapsed'] },
      { of: 'police-to-infohus', short: true, rows: ['lapsed'] },
    ],
  },
  {
    name: 'acute-action and police-to-infohus lapse when found unsubstantiated',
    lines: [
      R('2024-06-03T18:00:00Z'),
      sev('2024-06-03T19:00:00Z', 'acute'),
      qualify('2024-06-05T19:30:00Z', 'unsubstantiated'),
    ],
    due: [
      { of: 'acute-action', short: true, rows: ['lapsed'] },
      { of: 'police-to-infohus', short: true, rows: ['lapsed'] },
    ],
  },
  {
    name: 'acute-action and police-to-infohus lapse when dismissed',
    lines: [
      R('2024-06-03T18:00:00Z'),
      sev('2024-06-03T19:00:00Z', 'acute'),
      onConcern('DismissConcern', '2024-06-05T19:30:00Z', { reason: 'irrelevant' }),
    ],
    due: [
      { of: 'acute-action', short: true, rows: ['lapsed'] },
      { of: 'police-to-infohus', short: true, rows: ['lapsed'] },
    ],
  },
  {
    name: 'police-to-infohus only where police assess',
    lines: [R('2024-06-03T18:00:00Z'), sev('2024-06-03T19:00:00Z', 'acute', BIF, 'preliminary')],
    due: [
      { of: 'acute-action', short: true, rows: ['overdue'] },
      { of: 'police-to-infohus', short: true, rows: [] },
    ],
  },
  {
    name: 'police-to-infohus not where a coordinating agency registered it',
    lines: [register('2024-06-03T18:00:00Z'), sev('2024-06-03T19:00:00Z', 'acute')],
    due: [{ of: 'police-to-infohus', short: true, rows: [] }],
  },
  {
    name: 'police-to-infohus: assessed before opening on a working day ends that day',
    lines: [R('2024-06-03T04:00:00Z'), sev('2024-06-03T05:00:00Z', 'acute')],
    due: [{ of: 'police-to-infohus', rows: ['2024-06-03T21:59:59.999Z overdue'] }],
  },
  {
    name: 'police-to-infohus is met by InfohusNotified, by its notifiedAt',
    lines: [
      R('2024-06-03T18:00:00Z'),
      sev('2024-06-03T19:00:00Z', 'acute'),
      onConcern('NotifyInfohus', '2024-06-06T10:00:00Z', { notifiedAt: '2024-06-04T10:00:00Z' }, KP),
    ],
    due: [
      { of: 'police-to-infohus', rows: ['2024-06-04T21:59:59.999Z met met 2024-06-04T10:00:00'] },
      { of: 'police-to-infohus', at: '2024-06-05T10:00:00Z', short: true, rows: ['overdue'] },
    ],
  },
  {
    name: 'handed to police meets acute-action, not police-to-infohus',
    lines: [
      R('2024-06-03T18:00:00Z'),
      sev('2024-06-03T19:00:00Z', 'acute'),
      onConcern('HandConcernToPolice', '2024-06-03T19:30:00Z', { to: 'police', reason: 'Trussel' }, KP),
    ],
    due: [
      { of: 'acute-action', short: true, rows: ['met'] },
      { of: 'police-to-infohus', short: true, rows: ['overdue'] },
    ],
  },
  {
    name: 'acute-action and police-to-infohus lapse when forwarded',
    lines: [
      R('2024-06-03T18:00:00Z'),
      sev('2024-06-03T19:00:00Z', 'acute'),
      onConcern('ForwardConcern', '2024-06-05T19:30:00Z', {
        toInfohus: 'koege',
        newConcernId: id(50),
        disclosure: disclosure('GDPR-DBL', 'none'),
      }),
    ],
    due: [
      { of: 'acute-action', short: true, rows: ['lapsed'] },
      { of: 'police-to-infohus', short: true, rows: ['lapsed'] },
    ],
  },
];
