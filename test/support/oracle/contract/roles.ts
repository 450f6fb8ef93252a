// Roles, Infohuse, who is only asked, broken glass.
import {
  CASE,
  CONCERN,
  D,
  id,
  inCase,
  L,
  onConcern,
  opened,
  qualify,
  REF,
  refer,
  register,
  type Scenario,
  SOF,
  SSP,
} from './scenario.js';

const R = (at: string) => register(at, {}, CONCERN, SOF);

export const ROLES: readonly Scenario[] = [
  {
    name: 'infohus: a command names an own infohus; unknown not-found',
    lines: [
      register(D('06', '03'), { infohus: 'koege' }, id(60), SOF),
      register(D('06', '03'), { infohus: 'nowhere' }, id(61), SOF),
      register(D('06', '03'), { infohus: 'koege' }, id(62), 'KRIM:caseworker'),
      L('RecordActivity', id(63), D('06', '03'), SOF, {
        infohus: 'koege',
        kind: 'theme-day',
        heldOn: '2024-06-01',
        targetGroup: 'society',
        participants: 3,
      }),
      L('RecordMeasurement', id(64), D('06', '03'), 'SOF:analyst', {
        infohus: 'koege',
        indicator: 'x',
        year: 2024,
        value: 3,
        source: 'Kilde',
      }),
      L('RecordHotlineContact', id(65), D('06', '03'), SOF, { infohus: 'koege', topic: 'Emne', from: 'citizen' }),
      L('AdoptPlan', id(66), D('06', '03'), 'SOF:administrator', {
        infohus: 'koege',
        planId: 'koege-2024',
        adoptedBy: 'Styregruppen',
        from: '2024-01-01',
      }),
    ],
    expect: {
      1: 'not-permitted',
      2: 'not-found',
      4: 'not-permitted',
      5: 'not-permitted',
      6: 'not-permitted',
      7: 'not-permitted',
    },
  },
  {
    name: 'who is only asked gives nothing but its answer',
    lines: [
      ...opened(),
      refer(D('06', '06')),
      inCase('RecordContact', D('06', '07'), { kind: 'call' }, SSP),
      inCase('AssignCaseworker', D('06', '07'), { userId: 'u1' }, SSP),
      inCase('WithdrawReferral', D('06', '07'), { referralId: REF }, SSP),
      inCase('WithdrawReferral', D('06', '07'), { referralId: REF }, SOF),
      inCase('AcceptReferral', D('06', '08'), { referralId: REF }, SSP),
    ],
    expect: { 5: 'not-permitted', 6: 'not-on-case', 7: 'not-the-receiver', 9: 'not-found' },
  },
  {
    name: 'roles: police of an agency that is no police, coordinator of one that does not coordinate',
    lines: [
      ...opened(),
      inCase('RecordContact', D('06', '06'), { kind: 'call' }, 'SOF:police'),
      inCase('RecordContact', D('06', '06'), { kind: 'call' }, 'SOF:coordinator'),
      inCase('TriageCase', D('06', '06'), { toAgency: 'SOF', decision: 'Ja' }, 'SOF:coordinator'),
      qualify(D('06', '06'), 'substantiated', CONCERN, 'SOF:police'),
    ],
    expect: {
      4: 'ok|not-permitted|not-found',
      5: 'ok|not-permitted|not-found',
      6: 'not-permitted|not-found',
      7: 'not-permitted|not-found',
    },
  },
  {
    name: 'break glass: needed, own, reviewed once, compliance of the Infohus',
    lines: [
      ...opened(),
      L('UseBreakGlass', id(95), D('06', '04'), SOF, { caseId: CASE, justification: 'Grund' }),
      L('UseBreakGlass', id(95), D('06', '04'), 'BUF:caseworker:u7', { caseId: id(994), justification: 'Grund' }),
      L('UseBreakGlass', id(95), D('06', '04'), 'SOC:caseworker', { caseId: CASE, justification: 'Grund' }),
      L('UseBreakGlass', id(95), D('06', '04'), 'BUF:analyst:u7', { caseId: CASE, justification: 'Grund' }),
      L('UseBreakGlass', id(95), D('06', '04'), 'BUF:caseworker:u7', { caseId: CASE, justification: 'Grund' }),
      L('ReviewBreakGlass', id(95), D('06', '05'), 'BUF:compliance:u7', {
        glassId: id(95),
        justified: true,
        assessment: 'Vurdering',
      }),
      L('ReviewBreakGlass', id(95), D('06', '05'), 'SOC:compliance:u8', {
        glassId: id(95),
        justified: true,
        assessment: 'Vurdering',
      }),
      L('ReviewBreakGlass', id(95), D('06', '05'), 'BIF:compliance:u8', { glassId: id(95), assessment: 'Vurdering' }),
      L('ReviewBreakGlass', id(95), D('06', '05'), 'BIF:compliance:u8', {
        glassId: id(95),
        justified: false,
        assessment: 'Vurdering',
      }),
      L('ReviewBreakGlass', id(95), D('06', '06'), 'BIF:compliance:u8', {
        glassId: id(95),
        justified: true,
        assessment: 'Vurdering',
      }),
    ],
    expect: {
      4: 'glass-not-needed',
      5: 'not-found',
      6: 'not-found',
      7: 'not-permitted',
      9: 'own-break-glass',
      10: 'not-found|not-permitted',
      11: 'validation-failed',
      13: 'already-reviewed',
    },
  },
  {
    name: 'NotifyPolice and the rest need a relation: an analyst, a leader',
    lines: [
      R(D('06', '03')),
      onConcern('NotifyPolice', D('06', '04'), { notifiedAt: D('06', '04') }, 'SOF:leader'),
      onConcern('NotifyPolice', D('06', '04'), { notifiedAt: D('06', '04') }, 'BIF:analyst'),
      onConcern('NotifyPolice', D('06', '04'), { notifiedAt: D('06', '04') }, 'BUF:caseworker'),
    ],
    expect: { 2: 'not-permitted', 3: 'not-found', 4: 'not-found' },
  },
];
