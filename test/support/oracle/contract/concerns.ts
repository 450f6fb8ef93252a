// Concerns: who keeps what after the linking, dates, texts.
import {
  BIF,
  CONCERN,
  D,
  disclosure,
  id,
  inCase,
  KP,
  L,
  onConcern,
  opened,
  qualify,
  register,
  type Scenario,
  SOF,
  SSP,
} from './scenario.js';

const R = (at: string) => register(at, {}, CONCERN, SOF);

export const CONCERNS: readonly Scenario[] = [
  {
    name: 'concern: QualifyConcern on an ended concern',
    lines: [
      register(D('06', '03')),
      onConcern('DismissConcern', D('06', '04'), { reason: 'irrelevant' }),
      qualify(D('06', '05')),
    ],
    expect: { 3: 'concern-ended' },
  },
  {
    name: 'concern: own-infohus',
    lines: [
      register(D('06', '03')),
      onConcern('ForwardConcern', D('06', '04'), {
        toInfohus: 'koebenhavn',
        newConcernId: id(50),
        disclosure: disclosure(),
      }),
    ],
    expect: { 2: 'own-infohus' },
  },
  {
    name: 'concern: NotifyInfohus by police only',
    lines: [
      register(D('06', '03')),
      onConcern('NotifyInfohus', D('06', '04'), { notifiedAt: D('06', '04') }, KP),
      onConcern('NotifyInfohus', D('06', '04'), { notifiedAt: D('06', '04') }, BIF),
    ],
    expect: { 3: 'not-permitted' },
  },
  {
    name: 'concern: NotifyInfohus before receivedAt',
    lines: [register(D('06', '03')), onConcern('NotifyInfohus', D('06', '04'), { notifiedAt: D('06', '01') }, KP)],
    expect: { 2: 'out-of-order' },
  },
  {
    name: 'dates: notifiedAt after at',
    lines: [
      register(D('06', '03')),
      onConcern('NotifyPolice', D('06', '04'), { notifiedAt: D('06', '05') }),
      onConcern('NotifyInfohus', D('06', '04'), { notifiedAt: D('06', '05') }, KP),
    ],
    expect: { 2: 'occurred-in-future', 3: 'occurred-in-future' },
  },
  {
    name: 'concern linked: police keep AssessSeverity and NotifyInfohus only; registrar none; coordinators all',
    lines: [
      ...opened('2024-06-03', {}, SSP),
      onConcern('AssessSeverity', D('06', '05'), { severity: 'low', finality: 'final' }, KP),
      onConcern('NotifyInfohus', D('06', '05'), { notifiedAt: D('06', '05') }, KP),
      onConcern('GiveAdvice', D('06', '05'), { to: 'citizen', topic: 'Emne' }, KP),
      qualify(D('06', '05'), 'substantiated', CONCERN, KP),
      onConcern('GiveAdvice', D('06', '05'), { to: 'citizen', topic: 'Emne' }, SSP),
      onConcern('GiveAdvice', D('06', '05'), { to: 'citizen', topic: 'Emne' }, SOF),
      onConcern('GiveAdvice', D('06', '05'), { to: 'citizen', topic: 'Emne' }, BIF),
      onConcern('GiveAdvice', D('06', '05'), { to: 'citizen', topic: 'Emne' }, 'BUF:caseworker'),
    ],
    expect: { 6: 'not-permitted', 7: 'not-permitted', 8: 'not-permitted', 9: 'not-permitted', 11: 'not-found' },
  },
  {
    name: 'schema: free text needs a letter or digit',
    lines: [
      register(D('06', '03'), { description: '...' }),
      register(D('06', '03'), { description: ' – ' }, id(70)),
      register(D('06', '03'), { description: '7' }, id(71)),
    ],
    expect: { 1: 'validation-failed', 2: 'validation-failed' },
  },
  {
    name: 'schema: userId of AssignCaseworker is a code',
    lines: [
      ...opened(),
      inCase('AssignCaseworker', D('06', '05'), { userId: 'not a code' }, 'SOF:leader'),
      inCase('AssignCaseworker', D('06', '05'), { userId: 'u2' }, 'SOF:leader'),
    ],
    expect: { 4: 'validation-failed' },
  },
  {
    name: 'dates: signedOn, heldOn after at',
    lines: [
      L('SignAgreement', id(20), D('01', '02'), BIF, { name: 'Forening', signedOn: '2024-01-03' }),
      L('RecordActivity', id(21), D('01', '02'), SOF, {
        infohus: 'koebenhavn',
        kind: 'theme-day',
        heldOn: '2024-01-03',
        targetGroup: 'society',
        participants: 3,
      }),
      L('RecordActivity', id(21), '2024-01-02T23:30:00Z', SOF, {
        infohus: 'koebenhavn',
        kind: 'theme-day',
        heldOn: '2024-01-03',
        targetGroup: 'society',
        participants: 3,
      }),
      L('CorrectActivity', id(21), D('01', '03'), SOF, { changes: { heldOn: '2024-01-04' }, reason: 'Fejl' }),
    ],
    expect: { 1: 'occurred-in-future', 2: 'occurred-in-future', 4: 'occurred-in-future' },
  },
  {
    name: 'HandConcernToPolice to pet by a coordinator',
    lines: [R(D('06', '03')), onConcern('HandConcernToPolice', D('06', '04'), { to: 'pet', reason: 'Trussel' }, BIF)],
    expect: { 2: 'not-permitted' },
  },
];
