import { describe, expect, it } from '@jest/globals';
import { type CaseState, caseAggregate } from '../../../src/domain/case/state.js';
import { type ConcernState, concernAggregate } from '../../../src/domain/concern/state.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { events as agenda } from '../../../src/domain/meeting/agenda.js';
import { events as decisions } from '../../../src/domain/meeting/decisions.js';
import { meeting } from '../../../src/domain/meeting/meeting.js';
import { type MeetingState, present } from '../../../src/domain/meeting/state.js';
import { type EndOfSubject, obligationsOfMeeting, openDecisions } from '../../../src/domain/obligations/index.js';
import { idFor } from '../../support/given.js';
import { eventOf, type Other, on, plans, specify } from '../../support/specification.js';
import { disclosure } from '../concern/enquiry.js';

const [MEETING, CONCERN, CASE] = ['the meeting', 'the concern', 'the case'].map(idFor) as [string, string, string];
const given = specify(meeting as unknown as Decider<unknown, string>, MEETING);
const CALLED = on(
  '2024-06-03',
  agenda.MeetingCalled({
    infohus: 'koebenhavn',
    kind: 'ordinary',
    startsAt: '2024-06-05T07:00:00.000Z',
    invited: ['SOF', 'SSP'],
  }),
);
const closed = (when: string) => on(when, agenda.MeetingClosed({}));
const decided = (when: string, startsBy?: string, subject: object = { concernId: CONCERN }) =>
  on(
    when,
    decisions.DecisionRecorded({
      subject: subject as { concernId: string },
      decision: Sealed.of('Beslutning'),
      responsibleAgency: 'SOF',
      startsBy,
    }),
  );
const completed = (when: string) => on(when, decisions.DecisionCompleted({ decisionId: eventOf(1) }));

const concern = (registeredBy = 'BUF'): Other<ConcernState> => ({
  of: concernAggregate,
  id: CONCERN,
  state: {
    ...concernAggregate.initial,
    registeredBy,
    facts: { infohus: 'koebenhavn', registeredAt: '', receivedAt: '', steps: [] },
  },
});
const theCase: Other<CaseState> = {
  of: caseAggregate,
  id: CASE,
  state: { ...caseAggregate.initial, status: 'open', infohus: 'koebenhavn', responsible: 'SOF' },
};

const LINKED = {
  ...{ infohus: 'koebenhavn', registeredAt: '', receivedAt: '' },
  steps: [{ at: '2024-06-03T08:00:00.000Z', what: 'linked' as const, caseId: CASE }],
};

describe('A meeting is about concerns and cases that are there', () => {
  it('and that the one who names them may see', () => {
    const call = {
      infohus: 'koebenhavn',
      kind: 'urgent',
      startsAt: '2024-06-05T07:00:00Z',
      invited: [],
      concernIds: [CONCERN],
    };
    given().when('CallMeeting', call, '2024-06-03').then('not-found');
    given()
      .and(concern())
      .when('CallMeeting', call, '2024-06-03')
      .then(['MeetingCalled', { concernIds: [CONCERN] }]);
    // One of several is enough.
    const two = { ...call, concernIds: [CONCERN, CASE] };
    given().and(concern()).when('CallMeeting', two, '2024-06-03').then('not-found');
    given(CALLED)
      .when('AddAgendaItem', { subject: { caseId: CASE } }, '2024-06-04')
      .then('not-found');
    given(CALLED)
      .when('RecordDecision', { subject: { caseId: CASE }, decision: 'Ja', responsibleAgency: 'SOF' }, '2024-06-04')
      .then('not-found');
  });
});

describe('An agency that is asked in for an item', () => {
  const item = (invited: readonly string[], disclosures: readonly object[] = [], by?: string) =>
    given(CALLED)
      .and(concern())
      .when('AddAgendaItem', { subject: { concernId: CONCERN }, invited, disclosures }, '2024-06-04', by);
  const to = (toAgency: string, legalBasis: string, constellation = 'none') => ({
    toAgency,
    disclosure: disclosure(legalBasis, constellation),
  });

  it('and is not on it is told with a disclosure (domain.md rule 5)', () => {
    item(['SSP']).then('disclosure-missing');
    item(['SSP'], [to('SOF', 'LAB')]).then('disclosure-missing');
    item(['SSP'], [to('SSP', 'LAB')]).then('basis-not-for-these-agencies');
    item(['SSP'], [to('SSP', 'NONE')]).then('disclosure-needs-basis');
    item(['SSP'], [to('SSP', 'RPL115_1_1', 'SSP')]).then(['AgendaItemAdded', { invited: ['SSP'] }]);
    item(['SSP', 'SOF'], [to('SSP', 'RPL115_1_1', 'SSP')]).then('disclosure-missing');
  });

  it('and is on it knows already: who registered it, who coordinates, and the police', () => {
    for (const agency of ['BUF', 'BIF', 'KP']) item([agency]).then(['AgendaItemAdded']);
    item([]).then(['AgendaItemAdded']);
    item(['EKI']).then('disclosure-missing');
  });

  it('knows a concern that has a case by working on that; who works on another case does not', () => {
    const linked = { ...concern(), state: { ...concern().state, facts: LINKED } };
    const about = (invited: string) =>
      given(CALLED)
        .and(linked, theCase)
        .when('AddAgendaItem', { subject: { concernId: CONCERN }, invited: [invited] }, '2024-06-04');
    about('SOF').then(['AgendaItemAdded']);
    about('SSP').then('disclosure-missing');
    item(['SOF']).then('disclosure-missing');
  });

  it('is told of the concern or case itself, in its own stream', () => {
    const data = { toAgency: 'SSP', disclosure: disclosure('RPL115_1_1', 'SSP') };
    const add = (subject: object) =>
      given(CALLED)
        .and(concern(), theCase)
        .when('AddAgendaItem', { subject, invited: ['SSP'], disclosures: [data] }, '2024-06-04');
    const told = [
      'DiscloseInMeeting',
      {
        toAgency: 'SSP',
        disclosure: expect.objectContaining({ legalBasis: 'RPL115_1_1', constellation: 'SSP' }),
        also: [],
      },
    ] as const;
    add({ concernId: CONCERN }).sends(['concern', CONCERN, ...told]);
    add({ caseId: CASE }).sends(['case', CASE, ...told]);
    given(CALLED)
      .and(concern())
      .when('AddAgendaItem', { subject: { concernId: CONCERN } }, '2024-06-04')
      .sends();
  });

  it('is told beside others by one command: two to one record would write its stream twice', () => {
    const both = [to('SSP', 'RPL115_1_1', 'SSP'), to('SUF', 'LAB')];
    given(CALLED)
      .and(concern(), theCase)
      .when('AddAgendaItem', { subject: { caseId: CASE }, invited: ['SSP', 'SUF'], disclosures: both }, '2024-06-04')
      .sends([
        ...(['case', CASE, 'DiscloseInMeeting'] as const),
        expect.objectContaining({ toAgency: 'SSP', also: [expect.objectContaining({ toAgency: 'SUF' })] }),
      ]);
  });

  it('is given documents of the concern or case that it is about, and of no other', () => {
    const hanging = { detachedAt: null } as never;
    const add = (subject: object, ...others: Other[]) =>
      given(CALLED)
        .and(...others)
        .when(
          'AddAgendaItem',
          {
            subject,
            invited: ['SSP'],
            disclosures: [{ toAgency: 'SSP', disclosure: disclosure('RPL115_1_1', 'SSP', { documents: [MEETING] }) }],
          },
          '2024-06-04',
        );
    const having = <S extends object>(other: Other<S>): Other => ({
      ...other,
      state: { ...other.state, documents: { [MEETING]: hanging } },
    });
    add({ concernId: CONCERN }, concern()).then('no-such-document');
    add({ concernId: CONCERN }, having(concern())).then(['AgendaItemAdded']);
    add({ caseId: CASE }, theCase).then('no-such-document');
    add({ caseId: CASE }, having(theCase)).then(['AgendaItemAdded']);
  });

  it('is on a case where it holds it or was referred to it; the police of the Infohus are not, by that alone', () => {
    const about = (invited: readonly string[]) =>
      given(CALLED)
        .and(theCase)
        .when('AddAgendaItem', { subject: { caseId: CASE }, invited }, '2024-06-04');
    about(['SOF']).then(['AgendaItemAdded']);
    about(['SSP']).then('disclosure-missing');
  });
});

describe('A meeting that is closed', () => {
  it('takes no items and decisions, but those from before; a decision is completed after it', () => {
    const over = given(CALLED, decided('2024-06-05'), closed('2024-06-06')).and(concern());
    const item = { subject: { concernId: CONCERN } };
    over.when('AddAgendaItem', item, '2024-06-06').then('meeting-closed');
    over.when('AddAgendaItem', item, '2024-06-05').then(['AgendaItemAdded']);
    over
      .when('RecordDecision', { ...item, decision: 'Ja', responsibleAgency: 'SOF' }, '2024-06-07')
      .then('meeting-closed');
    over
      .when('CompleteDecision', { decisionId: eventOf(1), outcome: 'Gjort' }, '2024-06-10', 'SOF:caseworker')
      .then(['DecisionCompleted', { decisionId: eventOf(1) }]);
    over.when('CloseMeeting', {}, '2024-06-10').then('meeting-closed');
    over.when('HoldMeeting', { attendees: [] }, '2024-06-07').then('meeting-closed');
  });

  it('was open before: it is held and closed', () => {
    const attendees = [
      { userId: 'a', agency: 'SOF' },
      { userId: 'b', agency: 'SSP' },
    ];
    given(CALLED).when('HoldMeeting', { attendees }, '2024-06-05').then(['MeetingHeld', { attendees }]);
    given(CALLED).when('CloseMeeting', {}, '2024-06-05').then(['MeetingClosed']);
    given(CALLED).when('CloseMeeting', {}, '2024-06-02').then('out-of-order');
    const held = given(CALLED, on('2024-06-05', agenda.MeetingHeld({ attendees }))).state() as MeetingState;
    // Of an item that agencies were asked in for, those of them who were there; else everybody.
    const there = (invited: readonly string[]) =>
      present(held, { subject: { concernId: CONCERN }, invited }).map(({ userId }) => userId);
    expect([there([]), there(['SSP'])]).toEqual([['a', 'b'], ['b']]);
    expect([meeting.exists(held), meeting.exists(given().state() as MeetingState)]).toEqual([true, false]);
    expect([meeting.infohus(held), meeting.infohus(given().state() as MeetingState)]).toEqual([
      'koebenhavn',
      undefined,
    ]);
  });
});

describe('A decision (KØ-5)', () => {
  const complete = (when: string, ...more: Parameters<typeof given>) =>
    given(CALLED, decided('2024-06-05'), ...more).when('CompleteDecision', { decisionId: eventOf(1) }, when);

  it('is completed once, and not before it was taken', () => {
    given(CALLED)
      .and(concern())
      .when(
        'RecordDecision',
        { subject: { concernId: CONCERN }, decision: 'Ja', responsibleAgency: 'SOF' },
        '2024-06-05',
      )
      .then(['DecisionRecorded', { subject: { concernId: CONCERN } }]);
    complete('2024-06-06').then(['DecisionCompleted']);
    // One of two: the other is still owed, and can be completed.
    const two = given(CALLED, decided('2024-06-05'), decided('2024-06-05'), completed('2024-06-06'));
    two.when('CompleteDecision', { decisionId: eventOf(2) }, '2024-06-07').then(['DecisionCompleted']);
    two.when('CompleteDecision', { decisionId: eventOf(1) }, '2024-06-07').then('already-completed');
    expect(two.choices('CompleteDecision')).toEqual([{ decisionId: eventOf(1) }, { decisionId: eventOf(2) }]);
    const late = given(CALLED, decided('2024-06-04'), decided('2024-06-08'));
    late.when('CompleteDecision', { decisionId: eventOf(2) }, '2024-06-06').then('out-of-order');
    // Told twice, by two installations that did not know of each other: the first time counts.
    const twice = given(CALLED, decided('2024-06-05'), completed('2024-06-06'), completed('2024-06-09')).state();
    expect((twice as MeetingState).decisions[0]?.completedAt).toBe('2024-06-06T08:00:00.000Z');
    complete('2024-06-07', completed('2024-06-06')).then('already-completed');
    complete('2024-06-04').then('out-of-order');
    given(CALLED)
      .when('CompleteDecision', { decisionId: eventOf(1) }, '2024-06-06')
      .then('no-such-decision');
  });

  const nothing: EndOfSubject = () => undefined;
  const owed = (now: string, end: EndOfSubject, ...happened: Parameters<typeof given>) =>
    obligationsOfMeeting(given(CALLED, ...happened).state() as MeetingState, end, plans, `${now}T12:00:00.000Z`).map(
      ({ state, dueAt }) => `${state} ${dueAt}`,
    );

  it('is owed by the end of the next working day', () => {
    // 7 June 2024 is a Friday.
    expect(owed('2024-06-07', nothing, decided('2024-06-07'))).toEqual(['due-soon 2024-06-10T21:59:59.999Z']);
    expect(owed('2024-06-06', nothing, decided('2024-06-07'))).toEqual([]);
    expect(owed('2024-06-11', nothing, decided('2024-06-07'))).toEqual(['overdue 2024-06-10T21:59:59.999Z']);
  });

  it('or of the day by which it starts, whatever day that is', () => {
    expect(owed('2024-06-07', nothing, decided('2024-06-07', '2024-06-30'))).toEqual([
      'upcoming 2024-06-30T21:59:59.999Z',
    ]);
  });

  it('until it is completed', () => {
    expect(owed('2024-07-01', nothing, decided('2024-06-05'), completed('2024-06-06'))).toEqual([
      'met 2024-06-06T21:59:59.999Z',
    ]);
    expect(owed('2024-07-01', nothing, decided('2024-06-05'), completed('2024-06-07'))).toEqual([
      'met-late 2024-06-06T21:59:59.999Z',
    ]);
  });

  it('or its concern has ended, due or not; what was completed before stays met', () => {
    const ended =
      (at: string): EndOfSubject =>
      () => ({ at, how: 'ended' });
    expect(owed('2024-07-01', ended('2024-06-20T08:00:00.000Z'), decided('2024-06-05'))).toEqual([
      'lapsed 2024-06-06T21:59:59.999Z',
    ]);
    expect(owed('2024-06-10', ended('2024-06-20T08:00:00.000Z'), decided('2024-06-05'))).toEqual([
      'overdue 2024-06-06T21:59:59.999Z',
    ]);
    const done = [decided('2024-06-05'), completed('2024-06-06')];
    expect(owed('2024-07-01', ended('2024-06-20T08:00:00.000Z'), ...done)).toEqual(['met 2024-06-06T21:59:59.999Z']);
    expect(owed('2024-07-01', ended('2024-06-05T09:00:00.000Z'), ...done)).toEqual(['lapsed 2024-06-06T21:59:59.999Z']);
  });

  it('or the person of its case moved or died before it was due', () => {
    const left =
      (at: string): EndOfSubject =>
      () => ({ at, how: 'left' });
    const about = decided('2024-06-05', '2024-06-30', { caseId: CASE });
    expect(owed('2024-08-01', left('2024-06-20T08:00:00.000Z'), about)).toEqual(['lapsed 2024-06-30T21:59:59.999Z']);
    expect(owed('2024-08-01', left('2024-07-20T08:00:00.000Z'), about)).toEqual(['overdue 2024-06-30T21:59:59.999Z']);
  });

  it('stands in the way of closing the case that it is about, and of no other', () => {
    const about = given(CALLED, decided('2024-06-05', '2024-06-30', { caseId: CASE })).state() as MeetingState;
    const open = (caseId: string) => openDecisions(caseId, [about], plans, '2024-06-06T12:00:00.000Z').length;
    expect([open(CASE), open(CONCERN)]).toEqual([1, 0]);
  });
});
