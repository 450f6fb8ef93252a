// Offers, objections, consent and age.
import {
  accept,
  BIF,
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
  type Line,
  OFFER,
  offer,
  onCourse,
  opened,
  person,
  refer,
  type Scenario,
  SOF,
  SON,
  start,
} from './scenario.js';

const course = (...more: Line[]): Line[] => [
  ...opened('2024-01-08'),
  offer(D('01', '09')),
  accept(D('01', '10')),
  start('2024-01-31T11:00:00Z'),
  ...more,
];

export const SUPPORT: readonly Scenario[] = [
  {
    name: 'already-exists inside the aggregate: offerId, referralId, handoverId',
    lines: [
      ...opened(),
      offer(D('06', '04')),
      offer(D('06', '05'), { kind: 'counselling' }),
      refer(D('06', '05')),
      refer(D('06', '05')),
      hand(D('06', '05')),
      inCase('DeclineHandover', D('06', '06'), { handoverId: HAND, reason: 'Nej' }, 'BUF:caseworker'),
      hand(D('06', '07')),
    ],
    expect: { 5: 'already-exists', 7: 'already-exists', 10: 'already-exists' },
  },
  {
    name: 'objection ends the other offer’s re-offers',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10')),
      offer(D('02', '01'), { offerId: id(80), kind: 'counselling' }),
      inCase('DeclineOffer', D('05', '01'), { offerId: id(80), doNotContact: true }),
    ],
    due: [
      { of: 'reoffer-1', short: true, rows: ['missed'] },
      { of: 'reoffer-2', short: true, rows: ['lapsed'] },
    ],
  },
  {
    name: 'lifting an objection starts no obligation anew; a later decline neither',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10'), { doNotContact: true }),
      inCase('LiftDoNotContact', D('01', '20'), { personId: SON, reason: 'Kom selv' }),
      inCase('RepeatOffer', D('01', '21'), { offerId: OFFER }),
      decline(D('01', '22')),
    ],
    due: [
      { of: 'reoffer-1', rows: [] },
      { of: 'reoffer-2', rows: [] },
    ],
  },
  {
    name: 'consent: age-group-contradicts; birth date decides',
    lines: [
      person(SON, D('06', '03', '07:00'), SOF, { birthDate: '2010-06-10' }),
      ...opened(),
      offer(D('06', '04')),
      accept(D('06', '05')),
      inCase('ChangeSubject', D('06', '06'), { personId: SON, ageGroup: 'minor' }),
      accept(D('06', '07')),
      accept(D('06', '07'), { consent: consent('2024-06-07', SON, FATHER) }),
    ],
    expect: { 6: 'age-group-contradicts', 8: 'guardian-consent-missing' },
  },
  {
    name: 'consent: givenOn after at',
    lines: [...opened(), offer(D('06', '04')), accept(D('06', '05'), { consent: consent('2024-06-06') })],
    expect: { 5: 'occurred-in-future' },
  },
  {
    name: 'consent: the birthday itself is adult',
    lines: [
      person(SON, D('06', '03', '07:00'), SOF, { birthDate: '2006-06-05' }),
      ...opened(),
      offer(D('06', '04')),
      accept(D('06', '05')),
    ],
  },
  {
    name: 'RenewConsent',
    lines: [
      ...opened(),
      offer(D('06', '04')),
      inCase('RenewConsent', D('06', '05'), { offerId: OFFER, consent: consent('2024-06-05') }),
      accept(D('06', '06')),
      inCase('RenewConsent', D('06', '07'), { offerId: OFFER, consent: consent('2024-06-07') }),
      inCase('RenewConsent', D('06', '07'), { offerId: OFFER, consent: consent('2024-06-08') }),
      inCase('WithdrawConsent', D('06', '08'), { offerId: OFFER }),
      inCase('RenewConsent', D('06', '09'), { offerId: OFFER, consent: consent('2024-06-09') }),
    ],
    expect: { 5: 'no-consent', 8: 'occurred-in-future', 10: 'no-consent' },
  },
  {
    name: 'closing: overdue re-offer refuses moved too',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10')),
      inCase('CloseCase', D('05', '01'), { reason: 'moved' }),
      inCase('CloseCase', D('05', '01'), { reason: 'moved', keepObligations: true }),
    ],
    expect: { 6: 'open-obligations' },
  },
  {
    name: 'report: reoffer-compliance leaves lapsed out and counts missed',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10')),
      inCase('LapseReoffer', D('05', '01'), { offerId: OFFER, reason: 'moved' }, BIF),
    ],
    figures: [{ id: 'reoffer-compliance', plan: 'koebenhavn-2024', year: 2024, is: [0, 0, 1, 0] }],
  },
  {
    name: 'security handover lapses re-offers overdue too, pauses courses, agency on the case until cleared',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10')),
      inCase('HandCaseToSecurity', D('05', '01'), { to: 'police', reason: 'Trussel' }, KP),
    ],
    due: [
      { of: 'reoffer-1', short: true, rows: ['lapsed'] },
      { of: 'reoffer-2', short: true, rows: ['lapsed'] },
    ],
  },
  {
    name: 'withdrawn offer frees the kind, obligations stay',
    lines: [
      ...opened('2024-01-08'),
      offer(D('01', '09')),
      decline(D('01', '10')),
      inCase('RepeatOffer', D('02', '10'), { offerId: OFFER }),
      inCase('WithdrawOffer', D('02', '11'), { offerId: OFFER, reason: 'Grund' }),
      offer(D('02', '12'), { offerId: id(80) }),
    ],
    due: [
      { of: 'reoffer-1', short: true, rows: ['met'] },
      { of: 'reoffer-2', short: true, rows: ['overdue'] },
    ],
  },
  {
    name: 'closed with kept obligations: follow-up, re-offer, course step taken; other things not',
    lines: [
      ...course(
        onCourse('CompleteCourse', D('03', '01')),
        inCase('CloseCase', D('03', '02'), { reason: 'other', keepObligations: true }),
        inCase('RecordRiskFollowUp', D('08', '15'), { courseId: COURSE, result: 'not-at-risk' }),
        inCase('RecordContact', D('08', '16'), { kind: 'call' }),
        offer(D('08', '16'), { offerId: id(80) }),
        hand(D('08', '16')),
      ),
    ],
    expect: { 10: 'case-closed', 11: 'case-closed', 12: 'case-closed' },
  },
];
