import { describe, expect, it } from '@jest/globals';
import { concern } from '../../../src/domain/concern/concern.js';
import { commands, events as endings } from '../../../src/domain/concern/ending.js';
import { events as intake } from '../../../src/domain/concern/intake.js';
import { events as qualification, commands as qualifying } from '../../../src/domain/concern/qualification.js';
import {
  advice,
  type ConcernState,
  ending,
  link,
  newestOutcome,
  policeKnowSince,
  qualifications,
  stepsOf,
} from '../../../src/domain/concern/state.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { eventOf, moment, on } from '../../support/specification.js';
import {
  ANOTHER,
  assessed,
  BIF,
  CONCERN,
  disclosure,
  dismissed,
  given,
  KP,
  linked,
  REGISTERED,
  SSP,
  THERE,
} from './enquiry.js';

type Facts = Parameters<typeof given>;
const CASE = idFor('the case');
const stands = (...more: Facts) => given(REGISTERED, ...more).state() as ConcernState;
const steps = (...more: Facts) => stepsOf(stands(...more));
const words = Sealed.of('Opdigtet') as never;
const found = (when: string, outcome: 'substantiated' | 'unsubstantiated' = 'substantiated', more: object = {}) =>
  on(
    when,
    qualification.ConcernQualified({
      ...{ outcome, method: 'discussion', participants: [], grounds: words },
      ...more,
    } as never),
  );
const forwarded = (when: string) =>
  on(when, endings.ConcernForwarded({ toInfohus: 'koege', newConcernId: THERE, toAgency: 'VEL' }));
const refused = (when: string) => on(when, endings.ForwardingRefused({ newConcernId: THERE, rule: 'already-exists' }));
const unlinked = (when: string) => on(when, endings.ConcernUnlinkedFromCase({ caseId: CASE }));
const receipt = { sentAt: '2024-06-03T07:00:00.000Z', by: 'letter' };

describe('A concern is registered', () => {
  const registered = {
    ...{ infohus: 'koebenhavn', channel: 'professional', receivedAt: moment('2024-06-03'), subjects: [] },
    description: 'Opdigtet',
  };

  it('not before it was received', () => {
    given()
      .when('RegisterConcern', registered, '2024-06-03', SSP)
      .then(['ConcernRegistered', { channel: 'professional' }]);
    given()
      .when('RegisterConcern', { ...registered, receivedAt: '2024-06-03T08:00:00.001Z' }, '2024-06-03', SSP)
      .refuses('occurred-in-future', 'receivedAt may not lie after at');
  });

  it('by an agency that answers for it, until another Infohus received it', () => {
    expect(concern.controller?.(stands(), '')).toBe('SSP');
    expect(concern.controller?.(concern.initial as ConcernState, '')).toBeUndefined();
    expect(concern.since(stands())).toBe(moment('2024-06-03'));
    expect(concern.since(concern.initial as ConcernState)).toBeNull();
  });

  it('with or without the name of who gave notice', () => {
    const nameless = on(
      '2024-06-03',
      intake.ConcernRegistered({ ...registered, description: words, anonymous: true }),
      SSP,
    );
    expect((given(nameless).state() as ConcernState).facts).toMatchObject({ anonymous: true });
    expect(stands().facts).not.toHaveProperty('anonymous');
    expect(stepsOf(concern.initial as ConcernState)).toEqual([]);
  });

  it('anew where another Infohus forwarded it', () => {
    given()
      .when('ReceiveForwardedConcern', { ...registered, originConcernId: ANOTHER, toAgency: 'VEL' }, '2024-06-03')
      .then(['ConcernRegistered', { originConcernId: ANOTHER, toAgency: 'VEL' }]);
  });

  it('and its subjects are those identified, each as they were last', () => {
    const [ONE, TWO] = ['one', 'two'].map(idFor) as [string, string];
    const is = (personId: string, role: 'focus' | 'sibling', when: string) =>
      on(when, intake.ConcernSubjectIdentified({ personId, role, ageGroup: 'minor' }));
    const state = stands(
      is(ONE, 'focus', '2024-06-04'),
      is(TWO, 'focus', '2024-06-05'),
      is(ONE, 'sibling', '2024-06-06'),
    );
    expect(state.subjects.map((s) => [s.personId, s.role])).toEqual([
      [TWO, 'focus'],
      [ONE, 'sibling'],
    ]);
    expect(state.facts?.infohus).toBe('koebenhavn');
    const who = { personId: ONE, role: 'focus', ageGroup: 'minor' };
    given(REGISTERED).when('IdentifySubject', who, '2024-06-04').then(['ConcernSubjectIdentified', who]);
  });
});

describe('What is done about a concern', () => {
  it('is written down, a receipt not before the concern was received (B-8)', () => {
    given(REGISTERED)
      .when('GiveAdvice', { to: 'citizen', topic: 'Råd' }, '2024-06-04')
      .then(['AdviceGiven', { to: 'citizen' }]);
    const send = (sentAt: string) => given(REGISTERED).when('SendReceipt', { ...receipt, sentAt }, '2024-06-04');
    send(receipt.sentAt).then(['ReceiptSent', receipt]);
    send('2024-06-03T06:59:59.999Z').then('out-of-order');
  });

  it('stands among its steps', () => {
    const told = [
      on('2024-06-04', intake.AdviceGiven({ to: 'citizen', topic: words })),
      on('2024-06-05', intake.ReceiptSent(receipt as never)),
      on('2024-06-06', intake.InfohusNotified({ notifiedAt: moment('2024-06-05') })),
      found('2024-06-07', 'unsubstantiated', { forms: ['hybrid'] }),
      found('2024-06-08'),
    ];
    expect(steps(...told)).toEqual([
      { at: moment('2024-06-04'), what: 'advised' },
      { at: moment('2024-06-05'), what: 'receipt-sent', sentAt: receipt.sentAt },
      { at: moment('2024-06-06'), what: 'infohus-notified', notifiedAt: moment('2024-06-05') },
      { at: moment('2024-06-07'), what: 'qualified', outcome: 'unsubstantiated', forms: ['hybrid'] },
      { at: moment('2024-06-08'), what: 'qualified', outcome: 'substantiated', forms: [] },
    ]);
    expect(advice(steps(...told))).toHaveLength(1);
    expect(qualifications(steps(...told))).toHaveLength(2);
    expect(newestOutcome(steps(...told))).toBe('substantiated');
    expect(newestOutcome(steps(dismissed('2024-06-09')))).toBeUndefined();
    expect(ending(steps(dismissed('2024-06-09')))).toBe('irrelevant');
    expect(ending(steps(found('2024-06-09')))).toBeUndefined();
  });

  it('says whether a person was found ready to act, where that was judged', () => {
    const ready = (readyToAct?: boolean) =>
      steps(
        on(
          '2024-06-04',
          qualification.SeverityAssessed({
            severity: 'low',
            finality: 'final',
            ...(readyToAct === undefined ? {} : { readyToAct }),
          }),
          KP,
        ),
      );
    expect(ready(true)).toMatchObject([{ readyToAct: true, byPolice: true }]);
    expect(ready(false)).toMatchObject([{ readyToAct: false }]);
    expect(ready()).toMatchObject([{ readyToAct: null }]);
  });

  it('that only police may, the command says', () => {
    expect(qualifying.AssessSeverity.reserved?.({ finality: 'final' })).toBe('police');
    expect(qualifying.AssessSeverity.reserved?.({ finality: 'preliminary' })).toBeUndefined();
    expect(commands.HandConcernToPolice.narrowed?.({ to: 'pet' })).toBe('infohus-police');
    expect(commands.HandConcernToPolice.narrowed?.({ to: 'police' })).toBeUndefined();
  });

  it('is final once one assessment of several was', () => {
    given(
      REGISTERED,
      assessed('2024-06-04', 'acute', 'final'),
      assessed('2024-06-05', 'low', 'final'),
      assessed('2024-06-06', 'low', 'preliminary'),
    )
      .when('AssessSeverity', { severity: 'low', finality: 'preliminary' }, '2024-06-07', KP)
      .then('final-severity-stands');
  });

  it('in a meeting is a disclosure too', () => {
    given(REGISTERED)
      .when('DiscloseInMeeting', { toAgency: 'SOF', disclosure: disclosure('LAB') }, '2024-06-04')
      .then(['InformationDisclosed', { toAgency: 'SOF' }]);
    const also = [{ toAgency: 'SUF', disclosure: disclosure('LAB') }];
    given(REGISTERED)
      .when('DiscloseInMeeting', { toAgency: 'SOF', disclosure: disclosure('LAB'), also }, '2024-06-04')
      .then(['InformationDisclosed', { toAgency: 'SOF' }], ['InformationDisclosed', { toAgency: 'SUF' }]);
  });
});

describe('The police know of a concern (KØ-1)', () => {
  it('since the first of what told them, in whatever order it was recorded', () => {
    const since = (...more: Facts) => {
      const { facts } = stands(...more);
      return facts ? policeKnowSince(facts) : 'none';
    };
    expect(since(on('2024-06-09', intake.InfohusNotified({ notifiedAt: moment('2024-06-08') }), KP))).toBe(
      moment('2024-06-09'),
    );
    expect(since(dismissed('2024-06-09'))).toBeUndefined();
    expect(
      since(
        assessed('2024-06-08', 'low', 'final'),
        on('2024-06-09', intake.PoliceNotified({ notifiedAt: moment('2024-06-05') })),
      ),
    ).toBe(moment('2024-06-05'));
  });
});

describe('A duplicate', () => {
  it('names its original', () => {
    const requires = (data: object) => commands.DismissConcern.requires?.(data as never);
    expect(requires({ reason: 'duplicate' })).toBe('duplicateOf');
    expect(requires({ reason: 'duplicate', duplicateOf: ANOTHER })).toBeUndefined();
    expect(requires({ reason: 'irrelevant' })).toBeUndefined();
  });
});

describe('A concern that is forwarded', () => {
  const forward = { toInfohus: 'koege', newConcernId: THERE, disclosure: disclosure('LAB') };

  it('is sent as it was registered, to who coordinates there', () => {
    given(REGISTERED)
      .when('ForwardConcern', forward, '2024-06-04', BIF)
      .sends([
        ...(['concern', THERE, 'ReceiveForwardedConcern'] as const),
        {
          ...{ infohus: 'koege', channel: 'infohus', receivedAt: moment('2024-06-04'), subjects: [] },
          ...{ description: expect.anything(), reportedByAgency: 'BIF', originConcernId: CONCERN, toAgency: 'VEL' },
        },
        { command: 'RefuseForwarding', data: { newConcernId: THERE } },
      ]);
  });

  it('has left the list, and stands on it again where it was not taken there', () => {
    expect(steps(forwarded('2024-06-04'))).toEqual([{ at: moment('2024-06-04'), what: 'ended', how: 'forwarded' }]);
    given(REGISTERED, forwarded('2024-06-04'))
      .when('RefuseForwarding', { newConcernId: THERE, rule: 'already-exists' }, '2024-06-05')
      .then(['ForwardingRefused', { newConcernId: THERE }]);
    const kept = [found('2024-06-03T09:00:00Z'), forwarded('2024-06-04'), refused('2024-06-05')];
    expect(steps(...kept).map((s) => s.what)).toEqual(['qualified']);
    expect(steps(dismissed('2024-06-04'), refused('2024-06-05')).map((s) => s.what)).toEqual(['ended']);
    expect(stands(...kept).facts?.infohus).toBe('koebenhavn');
    given(REGISTERED, ...kept)
      .when('DismissConcern', { reason: 'irrelevant' }, '2024-06-06')
      .then(['ConcernDismissed']);
  });

  it('was received there when it was sent: that goes with a correction', () => {
    const all = given(REGISTERED, forwarded('2024-06-04'));
    expect(all.copies(1)).toEqual([{ given: eventOf(1), of: intake.ConcernRegistered, field: 'receivedAt' }]);
    expect(all.copies(0)).toEqual([]);
  });
});

describe('A concern in a case', () => {
  const linking = { caseId: CASE };

  it('was found substantiated by then', () => {
    given(REGISTERED, found('2024-06-05'))
      .when('LinkConcernToCase', linking, '2024-06-05')
      .then(['ConcernLinkedToCase', linking]);
    given(REGISTERED, found('2024-06-05')).when('LinkConcernToCase', linking, '2024-06-04').then('out-of-order');
    const twice = [found('2024-06-05', 'unsubstantiated'), found('2024-06-08'), found('2024-06-10')];
    given(REGISTERED, ...twice)
      .when('LinkConcernToCase', linking, '2024-06-07')
      .then('out-of-order');
    given(REGISTERED, ...twice)
      .when('LinkConcernToCase', linking, '2024-06-08')
      .then(['ConcernLinkedToCase']);
  });

  it('is in it until it is unlinked, and holds when the case was triaged', () => {
    const triagedAt = moment('2024-06-01');
    const of = on('2024-06-05', endings.ConcernLinkedToCase({ caseId: CASE, caseTriagedAt: triagedAt }));
    expect(link(steps(of))).toEqual({
      at: moment('2024-06-05'),
      what: 'linked',
      caseId: CASE,
      caseTriagedAt: triagedAt,
    });
    expect(link(steps(linked('2024-06-05')))).not.toHaveProperty('caseTriagedAt');
    expect(link(steps(linked('2024-06-05'), assessed('2024-06-06', 'low', 'final')))).toMatchObject({ caseId: CASE });
    expect(link(steps(linked('2024-06-05'), unlinked('2024-06-06')))).toBeUndefined();
    expect(steps(unlinked('2024-06-06'))).toEqual([{ at: moment('2024-06-06'), what: 'unlinked' }]);
    expect(link(steps())).toBeUndefined();
  });

  it('keeps the registration and the finding that the case stands on from being annulled (commands.md, AnnulEvent)', () => {
    const because = 'a case stands on it: annul its opening or linking first';
    const each = (...more: Parameters<typeof on>[1][] | Facts) => {
      const happened = [REGISTERED, ...(more as Facts)].flat() as (typeof REGISTERED)[];
      return happened.map((_, n) => given(happened).restsOn(n));
    };
    const twice = [found('2024-06-04', 'unsubstantiated'), found('2024-06-05')] as const;
    expect(each(...twice)).toEqual([false, false, false]);
    expect(each(...twice, linked('2024-06-06'))).toEqual([because, false, because, false]);
    expect(each(...twice, linked('2024-06-06'), found('2024-06-07'))).toEqual([because, false, because, false, false]);
    expect(each(linked('2024-06-06'), ...twice)).toEqual([because, false, false, because]);
    expect(each(...twice, linked('2024-06-06'), unlinked('2024-06-07'))).toEqual([false, false, false, false, false]);
    expect(each(found('2024-06-04'), assessed('2024-06-05', 'low', 'final'), linked('2024-06-06'))).toEqual([
      because,
      because,
      false,
      false,
    ]);
  });
});
