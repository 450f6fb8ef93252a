// Read sentence by sentence: the answers are predicted from the two documents alone.
import {
  accept,
  BIF,
  CASE,
  CONCERN,
  COURSE,
  consent,
  D,
  decline,
  FATHER,
  HAND,
  hand,
  id,
  inCase,
  KP,
  L,
  OFFER,
  offer,
  onCourse,
  opened,
  qualify,
  register,
  type Scenario,
  SOF,
  SON,
  start,
} from './scenario.js';

const VEL = 'VEL:coordinator';
const MVSJ = 'MVSJ:police';
const course = [...opened('2024-01-08'), offer(D('01', '09')), accept(D('01', '10')), start('2024-01-31T11:00:00Z')];
const koege = (at: string, of: string, who = VEL, more: object = {}) =>
  register(at, { infohus: 'koege', ...more }, of, who);
const sev = (at: string, severity: string, who = KP, more: object = {}, of = CONCERN) =>
  L('AssessSeverity', of, at, who, {
    severity,
    finality: who === KP || who.startsWith('MVSJ') ? 'final' : 'preliminary',
    ...more,
  });

export const SENTENCES_DUE: readonly Scenario[] = [
  {
    name: 'by sentence: triage limit moved by severities, not once passed',
    lines: [
      register('2024-06-03T08:00:00Z'),
      sev('2024-06-03T20:00:00Z', 'low'),
      sev('2024-06-05T20:00:00Z', 'medium'),
      sev('2024-06-06T09:00:00Z', 'acute'),
    ],
    due: [
      { of: 'triage', at: '2024-06-03T19:00:00Z', rows: ['2024-06-04T08:00:00.000Z open'] },
      { of: 'triage', at: '2024-06-03T21:00:00Z', rows: ['2024-06-06T08:00:00.000Z open'] },
      { of: 'triage', at: '2024-06-05T21:00:00Z', rows: ['2024-06-05T08:00:00.000Z overdue'] },
      { of: 'triage', at: '2024-06-06T10:00:00Z', rows: ['2024-06-05T08:00:00.000Z overdue'] },
    ],
  },
  {
    name: 'by sentence: triage: limit passed then a low severity does not move it',
    lines: [register('2024-06-03T08:00:00Z'), sev('2024-06-04T09:00:00Z', 'low')],
    due: [{ of: 'triage', at: '2024-06-04T10:00:00Z', rows: ['2024-06-04T08:00:00.000Z overdue'] }],
  },
  {
    name: 'by sentence: triage lapses when unsubstantiated, revives with its old limit',
    lines: [
      register('2024-06-03T08:00:00Z'),
      sev('2024-06-03T09:00:00Z', 'medium'),
      qualify('2024-06-03T10:00:00Z', 'unsubstantiated'),
      qualify('2024-06-10T10:00:00Z', 'substantiated'),
    ],
    due: [
      { of: 'triage', at: '2024-06-04T10:00:00Z', short: true, rows: ['lapsed'] },
      { of: 'triage', at: '2024-06-11T10:00:00Z', rows: ['2024-06-05T08:00:00.000Z overdue'] },
    ],
  },
  {
    name: 'by sentence: acute by registering: no acute-action for a concern registered; only assess acute of not acute',
    lines: [
      koege('2024-06-03T08:00:00Z', CONCERN),
      sev('2024-06-03T09:00:00Z', 'acute', MVSJ),
      sev('2024-06-03T10:00:00Z', 'acute', MVSJ),
    ],
    due: [
      { of: 'acute-action', infohus: 'koege', at: '2024-06-03T09:30:00Z', rows: ['2024-06-03T11:00:00.000Z open'] },
      { of: 'acute-action', infohus: 'koege', at: '2024-06-03T12:30:00Z', rows: ['2024-06-03T11:00:00.000Z overdue'] },
    ],
  },
  {
    name: 'by sentence: police-to-infohus over the Easter days',
    lines: [
      // Maundy Thursday 28 March 2024; the first working day is Tuesday 2 April
      koege('2024-03-27T20:00:00Z', CONCERN, MVSJ),
      sev('2024-03-27T21:00:00Z', 'acute', MVSJ, { readyToAct: false }, CONCERN),
      L('NotifyInfohus', CONCERN, '2024-04-02T12:00:00Z', MVSJ, { notifiedAt: '2024-04-02T10:00:00Z' }),
    ],
    due: [
      {
        of: 'police-to-infohus',
        infohus: 'koege',
        at: '2024-03-30T00:00:00Z',
        rows: ['2024-04-02T21:59:59.999Z open'],
      },
      {
        of: 'police-to-infohus',
        infohus: 'koege',
        rows: ['2024-04-02T21:59:59.999Z met met 2024-04-02T10:00:00.000Z'],
      },
    ],
  },
  {
    name: 'by sentence: reoffer clipping: declined 30 Nov',
    lines: [
      ...opened('2023-11-20'),
      L('OfferSupport', CASE, '2023-11-21T10:00:00Z', SOF, { offerId: OFFER, personId: SON, kind: 'mentor' }),
      L('DeclineOffer', CASE, '2023-11-30T22:59:00Z', SOF, { offerId: OFFER }),
    ],
    due: [
      { of: 'reoffer-1', at: '2023-12-01T00:00:00Z', rows: ['2024-02-29T22:59:59.999Z open'] },
      { of: 'reoffer-2', at: '2023-12-01T00:00:00Z', rows: ['2024-05-30T21:59:59.999Z open'] },
    ],
  },
  {
    name: 'by sentence: reoffer: second repeated meets the second, first late',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline('2024-01-31T10:00:00Z'),
      inCase('RepeatOffer', D('05', '10'), { offerId: OFFER }),
      decline(D('05', '11')),
      inCase('RepeatOffer', D('05', '20'), { offerId: OFFER }),
    ],
    due: [
      { of: 'reoffer-1', rows: ['2024-04-30T21:59:59.999Z met-late met 2024-05-10'] },
      { of: 'reoffer-2', rows: ['2024-07-31T21:59:59.999Z met met 2024-05-20'] },
    ],
  },
  {
    name: 'by sentence: reoffer: acceptance answers those that remain',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline('2024-01-31T10:00:00Z'),
      inCase('RepeatOffer', D('02', '10'), { offerId: OFFER }),
      accept(D('02', '11')),
    ],
    due: [
      { of: 'reoffer-1', short: true, rows: ['met'] },
      { of: 'reoffer-2', short: true, rows: ['lapsed'] },
    ],
  },
  {
    name: 'by sentence: reoffer: lapse with one past due',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline('2024-01-31T10:00:00Z'),
      inCase('LapseReoffer', D('05', '10'), { offerId: OFFER, reason: 'not-relevant' }, BIF),
      inCase('LapseReoffer', D('05', '11'), { offerId: OFFER, reason: 'not-relevant' }, BIF),
      inCase('CloseCase', D('05', '12'), { reason: 'other' }),
    ],
    expect: { 7: 'no-open-reoffer' },
    due: [
      { of: 'reoffer-1', short: true, rows: ['missed'] },
      { of: 'reoffer-2', short: true, rows: ['lapsed'] },
    ],
    figures: [{ id: 'reoffer-compliance', plan: 'koebenhavn-2024', year: 2024, is: [0, 0, 1, 0] }],
  },
  {
    name: 'by sentence: progress with pauses',
    lines: [
      ...course,
      onCourse('PauseCourse', D('03', '01')),
      onCourse('ResumeCourse', D('03', '11')),
      onCourse('MeasureProgress', D('02', '01'), { tool: 't', factors: [{ factor: 'a', kind: 'risk', level: 4 }] }),
      onCourse('MeasureProgress', D('07', '10'), { tool: 't', factors: [{ factor: 'a', kind: 'risk', level: 3 }] }),
    ],
    due: [
      { of: 'progress', at: '2024-03-05T00:00:00Z', rows: ['2024-07-31T21:59:59.999Z open'] },
      { of: 'progress', at: '2024-04-05T00:00:00Z', rows: ['2024-08-10T21:59:59.999Z open'] },
      { of: 'progress', rows: ['2024-08-10T21:59:59.999Z met met 2024-07-10'] },
    ],
    figures: [{ id: 'progress-6-months', plan: 'koebenhavn-2024', year: 2024, is: [1, 1, 1, 0] }],
  },
  {
    name: 'by sentence: progress: too early a measurement does not meet it',
    lines: [
      ...course,
      onCourse('MeasureProgress', D('06', '29'), { tool: 't', factors: [{ factor: 'a', kind: 'risk', level: 4 }] }),
    ],
    due: [{ of: 'progress', rows: ['2024-07-31T21:59:59.999Z overdue'] }],
  },
  {
    name: 'by sentence: progress lapses when the course ends before',
    lines: [...course, onCourse('CompleteCourse', D('07', '30'))],
    due: [{ of: 'progress', rows: ['2024-07-31T21:59:59.999Z lapsed'] }],
  },
  {
    name: 'by sentence: follow-ups in 2016',
    lines: [
      ...opened('2016-01-08'),
      L('OfferSupport', CASE, '2016-01-09T10:00:00Z', SOF, { offerId: OFFER, personId: SON, kind: 'mentor' }),
      L('AcceptOffer', CASE, '2016-01-10T10:00:00Z', SOF, { offerId: OFFER, consent: consent('2016-01-10') }),
      L('StartCourse', CASE, '2016-01-11T10:00:00Z', SOF, { courseId: COURSE, offerId: OFFER, mentor: 'Testmentor' }),
      L('CompleteCourse', CASE, '2016-03-31T10:00:00Z', SOF, { courseId: COURSE }),
      L('RecordRiskFollowUp', CASE, '2016-08-29T10:00:00Z', SOF, { courseId: COURSE, result: 'at-risk' }),
      L('RecordRiskFollowUp', CASE, '2016-10-30T10:00:00Z', SOF, { courseId: COURSE, result: 'not-at-risk' }),
      L('RecordStatusFollowUp', CASE, '2016-05-01T10:00:00Z', SOF, { courseId: COURSE, status: 'neither' }),
      L('RecordStatusFollowUp', CASE, '2017-03-31T20:00:00Z', SOF, { courseId: COURSE, status: 'education' }),
    ],
    due: [
      { of: 'risk-follow-up', rows: ['2016-09-30T21:59:59.999Z met-late met 2016-10-30'] },
      { of: 'status-follow-up', rows: ['2017-03-31T21:59:59.999Z met met 2016-05-01'] },
    ],
    figures: [
      { id: 'not-at-risk', plan: 'koebenhavn-2016', year: 2016, is: [1, 1, 1, 0] },
      { id: 'education-employment', plan: 'koebenhavn-2016', year: 2017, is: [1, 1, 1, 0] },
    ],
  },
  {
    name: 'by sentence: offer-acceptance counts',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10')),
      offer(D('01', '11'), { offerId: id(80), personId: FATHER, kind: 'parent-coach' }),
      offer(D('01', '12'), { offerId: id(81), kind: 'counselling' }),
      inCase('RepeatOffer', D('01', '20'), { offerId: OFFER }),
      accept(D('01', '21')),
      inCase('WithdrawConsent', D('01', '22'), { offerId: OFFER }),
      inCase('WithdrawOffer', D('01', '23'), { offerId: id(80), reason: 'Grund' }),
    ],
    figures: [{ id: 'offer-acceptance', plan: 'koebenhavn-2016', year: 2024, is: [0.5, 1, 2, 0] }],
  },
  {
    name: 'by sentence: handover-answer over working days',
    lines: [
      // Thursday 16 May 2024; Monday 20 May is Whit Monday: 17, 21, 22
      ...opened('2024-05-08'),
      hand('2024-05-16T22:30:00Z'),
    ],
    due: [{ of: 'handover-answer', at: '2024-05-17T00:00:00Z', rows: ['2024-05-23T21:59:59.999Z open'] }],
  },
  {
    name: 'by sentence: handover-answer declined late',
    lines: [
      ...opened('2024-05-08'),
      hand('2024-05-13T10:00:00Z'),
      inCase('DeclineHandover', D('05', '20'), { handoverId: HAND, reason: 'Nej' }, 'BUF:caseworker'),
    ],
    due: [{ of: 'handover-answer', rows: ['2024-05-16T21:59:59.999Z met-late met 2024-05-20'] }],
  },
];
