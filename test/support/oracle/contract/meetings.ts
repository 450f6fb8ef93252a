// Meetings, decisions, the hotline, what data names elsewhere.
import {
  BIF,
  CASE,
  CONCERN,
  call,
  D,
  decided,
  disclosure,
  id,
  inCase,
  KP,
  L,
  MEETING,
  onConcern,
  opened,
  REF,
  refer,
  register,
  type Scenario,
  SOF,
  SSP,
  the,
} from './scenario.js';

const R = (at: string) => register(at, {}, CONCERN, SOF);

export const MEETINGS: readonly Scenario[] = [
  {
    name: 'agenda: one disclosure for each of several that are invited to one item',
    lines: [
      ...opened(),
      call(D('06', '04')),
      L('AddAgendaItem', MEETING, D('06', '05'), BIF, {
        ...{ subject: { caseId: CASE }, invited: ['SUF', 'BUF', 'SUF'] },
        disclosures: ['SUF', 'BUF', 'SUF'].map((toAgency) => ({ toAgency, disclosure: disclosure('LAB', 'none') })),
      }),
    ],
  },
  {
    name: 'schema: offers of a decision may be a list',
    lines: [
      call(D('06', '03')),
      register(D('06', '03')),
      decided(D('06', '04'), { offers: ['mentor', 'coach'] }),
      decided(D('06', '04'), { offers: 'mentor' }),
    ],
  },
  {
    name: 'closing: release, referral-answer, decisions stand in the way; triage does not',
    lines: [
      ...opened(),
      refer(D('06', '06')),
      inCase('CloseCase', D('06', '07'), { reason: 'other' }),
      inCase('DeclineReferral', D('06', '07'), { referralId: REF, reason: 'Nej' }, SSP),
      inCase('CloseCase', D('06', '08'), { reason: 'other' }),
    ],
    expect: { 5: 'open-obligations' },
  },
  {
    name: 'closing: decision stands in the way',
    lines: [
      ...opened(),
      call(D('06', '04')),
      decided(D('06', '05'), { subject: { caseId: CASE }, startsBy: '2024-07-01' }),
      inCase('CloseCase', D('06', '07'), { reason: 'other' }),
      L('CompleteDecision', MEETING, D('06', '08'), SOF, { decisionId: the(5) }),
      inCase('CloseCase', D('06', '09'), { reason: 'other' }),
    ],
    expect: { 6: 'open-obligations' },
  },
  {
    name: 'data: a concern one may not see is not-found in hotline and meeting',
    lines: [
      register(D('06', '03'), {}, CONCERN, SSP),
      L('RecordHotlineContact', id(70), D('06', '04'), SOF, {
        infohus: 'koebenhavn',
        topic: 'Emne',
        from: 'citizen',
        concernId: CONCERN,
      }),
      L('RecordHotlineContact', id(71), D('06', '04'), SOF, {
        infohus: 'koebenhavn',
        topic: 'Emne',
        from: 'citizen',
        concernId: id(999),
      }),
      call(D('06', '04'), { invited: ['BIF'], concernIds: [id(999)] }),
      call(D('06', '04'), { invited: ['BIF'], concernIds: [CONCERN] }),
      L('AddAgendaItem', MEETING, D('06', '04'), BIF, { subject: { caseId: id(998) } }),
      L('RecordDecision', MEETING, D('06', '04'), BIF, {
        subject: { concernId: id(998) },
        decision: 'Ja',
        responsibleAgency: 'SOF',
      }),
    ],
    expect: { 2: 'not-found', 3: 'not-found', 4: 'not-found', 6: 'not-found', 7: 'not-found' },
  },
  {
    name: 'hotline: TakeHotlineContact',
    lines: [
      L('RecordHotlineContact', id(70), D('06', '04'), SOF, {
        infohus: 'koebenhavn',
        topic: 'Emne',
        from: 'citizen',
        forwardedTo: 'koege',
      }),
      L('TakeHotlineContact', id(70), D('06', '05'), BIF, {}),
      L('TakeHotlineContact', id(70), D('06', '05'), SOF, {}),
      L('TakeHotlineContact', id(70), D('06', '05'), 'KFF:caseworker', {}),
      L('TakeHotlineContact', id(70), D('06', '03'), 'VEL:coordinator', {}),
      L('TakeHotlineContact', id(70), D('06', '05'), 'VEL:coordinator', { concernId: id(997) }),
      L('TakeHotlineContact', id(70), D('06', '05'), 'VEL:coordinator', {}),
      L('TakeHotlineContact', id(70), D('06', '06'), 'VEL:coordinator', {}),
    ],
    expect: {
      2: 'not-permitted',
      3: 'not-permitted',
      4: 'not-found',
      5: 'out-of-order',
      6: 'not-found',
      8: 'already-taken',
    },
  },
  {
    name: 'meeting: an item for one who is not on it needs a disclosure',
    lines: [
      register(D('06', '03')),
      call(D('06', '04'), { invited: ['BIF', 'SSP'], concernIds: [CONCERN] }),
      L('AddAgendaItem', MEETING, D('06', '04'), BIF, { subject: { concernId: CONCERN }, invited: ['SSP'] }),
      L('AddAgendaItem', MEETING, D('06', '04'), BIF, {
        subject: { concernId: CONCERN },
        invited: ['SSP'],
        disclosures: [{ toAgency: 'SSP', disclosure: disclosure('LAB', 'none') }],
      }),
      L('AddAgendaItem', MEETING, D('06', '04'), BIF, {
        subject: { concernId: CONCERN },
        invited: ['SSP'],
        disclosures: [{ toAgency: 'SSP', disclosure: disclosure() }],
      }),
      L('AddAgendaItem', MEETING, D('06', '04'), BIF, { subject: { concernId: CONCERN }, invited: ['BIF', 'KP'] }),
      L('AddAgendaItem', MEETING, D('06', '04'), BIF, { subject: { concernId: CONCERN } }),
    ],
    expect: { 3: 'disclosure-missing', 4: 'basis-not-for-these-agencies' },
  },
  {
    name: 'meeting: CompleteDecision',
    lines: [
      register(D('06', '03')),
      call(D('06', '04')),
      decided(D('06', '05')),
      L('CompleteDecision', MEETING, D('06', '06'), SSP, { decisionId: the(3) }),
      L('CompleteDecision', MEETING, D('06', '06'), BIF, { decisionId: id(996) }),
      L('CompleteDecision', MEETING, D('06', '04'), BIF, { decisionId: the(3) }),
      L('CloseMeeting', MEETING, D('06', '06'), BIF, {}),
      L('CompleteDecision', MEETING, D('06', '07'), SOF, { decisionId: the(3), outcome: 'Gjort' }),
      L('CompleteDecision', MEETING, D('06', '08'), BIF, { decisionId: the(3) }),
    ],
    expect: { 4: 'not-found|not-permitted', 5: 'no-such-decision', 6: 'out-of-order', 9: 'already-completed' },
    due: [
      { of: 'decision', at: '2024-06-06T00:00:00Z', short: true, rows: ['due-soon|upcoming'] },
      { of: 'decision', short: true, rows: ['met-late|met'] },
    ],
  },
  {
    name: 'decision: due by startsBy or the next working day; lapses when its concern ends',
    lines: [
      R(D('06', '03')),
      call(D('06', '04')),
      decided(D('06', '07')),
      decided(D('06', '07'), { startsBy: '2024-06-20' }),
    ],
    due: [{ of: 'decision', rows: ['2024-06-10T21:59:59.999Z overdue', '2024-06-20T21:59:59.999Z overdue'] }],
  },
  {
    name: 'decision lapses when its concern ends',
    lines: [
      R(D('06', '03')),
      call(D('06', '04')),
      decided(D('06', '07')),
      onConcern('DismissConcern', D('06', '08'), { reason: 'irrelevant' }),
    ],
    due: [{ of: 'decision', short: true, rows: ['lapsed'] }],
  },
  {
    name: 'the responsible agency of a decision: only it and coordinators complete it',
    lines: [
      R(D('06', '03')),
      call(D('06', '04'), { invited: ['BIF', 'SSP'] }),
      decided(D('06', '07')),
      L('CompleteDecision', MEETING, D('06', '08'), KP, { decisionId: the(3) }),
      L('CompleteDecision', MEETING, D('06', '08'), 'SOF:leader', { decisionId: the(3) }),
      L('CompleteDecision', MEETING, D('06', '08'), SOF, { decisionId: the(3) }),
    ],
    expect: { 4: 'not-permitted|no-such-decision|not-found', 5: 'not-permitted' },
  },
];
