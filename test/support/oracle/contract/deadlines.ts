// Obligations of a case and of a partner.
import {
  accept,
  BIF,
  D,
  FATHER,
  hand,
  id,
  inCase,
  L,
  type Line,
  offer,
  onCourse,
  opened,
  qualify,
  REF,
  refer,
  register,
  type Scenario,
  SON,
  SSP,
  start,
} from './scenario.js';

const course = (...more: Line[]): Line[] => [
  ...opened('2024-01-08'),
  offer(D('01', '09')),
  accept(D('01', '10')),
  start('2024-01-31T11:00:00Z'),
  ...more,
];

export const DEADLINES: readonly Scenario[] = [
  {
    name: 'closing: release stands in the way',
    lines: [
      ...opened(),
      inCase('RegisterRelease', D('06', '06'), { personId: SON, releaseDate: '2025-06-01' }),
      inCase('CloseCase', D('06', '07'), { reason: 'other' }),
      inCase('CloseCase', D('06', '07'), { reason: 'moved' }),
    ],
    expect: { 5: 'open-obligations' },
  },
  {
    name: 'referral-answer obligation',
    lines: [...opened(), refer(D('06', '06'))],
    due: [
      { of: 'referral-answer', at: '2024-06-07T00:00:00Z', short: true, rows: ['due-soon|upcoming'] },
      { of: 'referral-answer', rows: ['2024-06-11T21:59:59.999Z overdue'] },
    ],
  },
  {
    name: 'progress: a pause that began by the due day as moved counts too',
    lines: course(
      onCourse('PauseCourse', D('07', '01')),
      onCourse('ResumeCourse', D('07', '31')),
      onCourse('PauseCourse', D('08', '15')),
      onCourse('ResumeCourse', D('08', '25')),
    ),
    due: [{ of: 'progress', rows: ['2024-09-09T21:59:59.999Z overdue'] }],
  },
  {
    name: 'progress: while such a pause runs it is not overdue',
    lines: course(
      onCourse('PauseCourse', D('07', '01')),
      onCourse('ResumeCourse', D('07', '31')),
      onCourse('PauseCourse', D('08', '15')),
    ),
    due: [{ of: 'progress', short: true, rows: ['upcoming|due-soon'] }],
  },
  {
    name: 'release: a missed appointment does not meet it; nobody named does',
    lines: [
      ...opened('2024-01-08'),
      inCase('RegisterRelease', D('01', '10'), { personId: SON, releaseDate: '2024-12-01' }),
      inCase('RecordContact', D('01', '11'), { kind: 'missed-appointment', personId: SON }),
      inCase('RecordContact', D('01', '12'), { kind: 'call', personId: FATHER }),
    ],
    due: [{ of: 'release', short: true, rows: ['overdue'] }],
  },
  {
    name: 'release lapses when the subject is removed',
    lines: [
      ...opened('2024-01-08'),
      inCase('RegisterRelease', D('01', '10'), { personId: SON, releaseDate: '2024-12-01' }),
      inCase('RemoveSubject', D('01', '12'), { personId: SON, reason: 'Fejl' }),
    ],
    due: [{ of: 'release', short: true, rows: ['lapsed'] }],
  },
  {
    name: 'charter-renewal is met by signedOn',
    lines: [
      L('SignAgreement', id(20), D('01', '02'), BIF, { name: 'Forening', signedOn: '2022-01-10' }),
      L('SignCharter', id(20), '2022-01-12T10:00:00Z', BIF, { signedOn: '2022-01-10' }),
      L('SignCharter', id(20), '2024-01-20T10:00:00Z', BIF, { signedOn: '2024-01-10' }),
    ].map((l, i) => (i ? l : { ...l, at: '2022-01-10T10:00:00Z' })),
    due: [{ of: 'charter-renewal', short: true, rows: ['met', 'overdue'] }],
  },
  {
    name: 'triage of a substantiated concern linked to a case already triaged is met by the linking',
    lines: [
      ...opened(),
      inCase('TriageCase', D('06', '03', '11:00'), { toAgency: 'SOF', decision: 'Ja' }, BIF),
      register(D('06', '04'), {}, id(30)),
      qualify(D('06', '04', '11:00'), 'substantiated', id(30)),
      inCase('LinkConcern', D('06', '04', '12:00'), { concernId: id(30) }, BIF),
    ],
    due: [
      {
        of: 'triage',
        rows: [
          '2024-06-04T08:00:00.000Z met met 2024-06-03T11:00',
          '2024-06-05T10:00:00.000Z met met 2024-06-04T12:00',
        ],
      },
    ],
  },
  {
    name: 'handover-answer over an Infohus’s holidays and referral-answer carried on',
    lines: [...opened('2024-03-25'), hand(D('03', '26'))],
    due: [{ of: 'handover-answer', rows: ['2024-04-03T21:59:59.999Z overdue'] }],
  },
  {
    name: 'referral-answer met by declining; lapses when moved',
    lines: [
      ...opened(),
      refer(D('06', '06')),
      refer(D('06', '06'), 'BUF', id(81)),
      inCase('DeclineReferral', D('06', '07'), { referralId: REF, reason: 'Nej' }, SSP),
      inCase('CloseCase', D('06', '08'), { reason: 'moved' }),
    ],
    due: [{ of: 'referral-answer', short: true, rows: ['met', 'lapsed'] }],
  },
];
