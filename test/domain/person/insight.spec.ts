import { describe, expect, it } from '@jest/globals';
import { type CaseState, caseAggregate } from '../../../src/domain/case/state.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { obligationsOfPerson } from '../../../src/domain/obligations/index.js';
import { events as identity } from '../../../src/domain/person/identity.js';
import { events as insight } from '../../../src/domain/person/insight.js';
import { person } from '../../../src/domain/person/person.js';
import { joined, type PersonRights } from '../../../src/domain/person/rights.js';
import { type PersonState, personAggregate } from '../../../src/domain/person/state.js';
import { idFor } from '../../support/given.js';
import { eventOf, type Other, on, plans, specify } from '../../support/specification.js';

const [SELF, SURVIVOR, CASE] = ['self', 'survivor', 'the case'].map(idFor) as [string, string, string];
const COMPLIANCE = 'BIF:compliance';
const given = specify(person as unknown as Decider<unknown, string>, SELF, COMPLIANCE);
const REGISTERED = on(
  '2024-06-03',
  identity.PersonRegistered({ name: Sealed.of('Opdigtet Person') }),
  'SOF:caseworker',
);
const asked = (when: string, receivedOn: string) =>
  on(when, insight.InsightRequested({ infohus: 'koebenhavn', receivedOn }));
const delivered = (when: string, deliveredOn: string) => on(when, insight.InsightDelivered({ deliveredOn }));

describe('A person asks what is held about them (GDPR art. 15)', () => {
  it('of the Infohus whose compliance takes it, from the day it was received', () => {
    given(REGISTERED)
      .when('RequestInsight', { receivedOn: '2024-06-01' }, '2024-06-04')
      .then(['InsightRequested', { infohus: 'koebenhavn', receivedOn: '2024-06-01' }]);
    given(REGISTERED).when('RequestInsight', { receivedOn: '2024-06-05' }, '2024-06-04').then('occurred-in-future');
  });

  it('and is answered after that', () => {
    const request = given(REGISTERED, asked('2024-06-04', '2024-06-01'));
    request.when('DeliverInsight', { deliveredOn: '2024-06-20' }, '2024-06-21').then(['InsightDelivered']);
    request.when('DeliverInsight', { deliveredOn: '2024-05-31' }, '2024-06-21').then('out-of-order');
    request.when('DeliverInsight', { deliveredOn: '2024-06-22' }, '2024-06-21').then('occurred-in-future');
    request.when('DeliverInsight', { deliveredOn: '2024-06-02' }, '2024-06-03').then('out-of-order');
  });

  const due = (now: string, ...happened: Parameters<typeof given>) => {
    const { rights } = given(REGISTERED, ...happened).state() as PersonState;
    return owed(rights, now);
  };
  const owed = (rights: PersonRights, now: string) =>
    obligationsOfPerson(SELF, rights, plans, `${now}T12:00:00.000Z`).map(
      (o) => `${o.state} ${o.dueAt} ${o.metAt ?? ''}`,
    );
  const DUE = '2024-07-01T21:59:59.999Z';

  it('within a month of the day it was received', () => {
    const request = asked('2024-06-04', '2024-06-01');
    expect(due('2024-06-03', request)).toEqual([]);
    expect(due('2024-06-05', request)).toEqual([`upcoming ${DUE} `]);
    expect(due('2024-07-02', request)).toEqual([`overdue ${DUE} `]);
  });

  it('by the day on which it was delivered, whenever that is written down', () => {
    const request = asked('2024-06-04', '2024-06-01');
    expect(due('2024-08-01', request, delivered('2024-07-20', '2024-07-01'))).toEqual([`met ${DUE} ${DUE}`]);
    expect(due('2024-08-01', request, delivered('2024-07-20', '2024-07-02'))).toEqual([
      `met-late ${DUE} 2024-07-02T21:59:59.999Z`,
    ]);
    expect(due('2024-08-01', request, delivered('2024-06-20', '2024-06-20'))).toEqual([
      `met ${DUE} 2024-06-20T08:00:00.000Z`,
    ]);
  });

  it('each time anew: what was delivered before answers nothing later', () => {
    const first = [asked('2024-06-04', '2024-06-01'), delivered('2024-06-20', '2024-06-20')];
    expect(due('2024-08-05', ...first, asked('2024-07-01', '2024-07-01'))).toEqual([
      `met ${DUE} 2024-06-20T08:00:00.000Z`,
      'overdue 2024-08-01T21:59:59.999Z ',
    ]);
  });

  it('under any of the ids of a person who was merged', () => {
    const before = given(REGISTERED, asked('2024-06-04', '2024-06-01')).state() as PersonState;
    const after = given(REGISTERED, delivered('2024-06-20', '2024-06-20')).state() as PersonState;
    expect(owed(joined(before.rights, after.rights), '2024-08-01')).toEqual([`met ${DUE} 2024-06-20T08:00:00.000Z`]);
  });

  it('is told apart by the event it starts with', () => {
    const { rights } = given(REGISTERED, asked('2024-06-04', '2024-06-01')).state() as PersonState;
    expect(obligationsOfPerson(SELF, rights, plans, '2024-06-05T12:00:00.000Z')).toMatchObject([
      { obligation: 'insight', personId: SELF, key: eventOf(1), infohus: 'koebenhavn' },
    ]);
  });
});

describe('The processing of a person’s data (GDPR art. 18)', () => {
  it('is restricted, and lifted after that', () => {
    const restricted = on('2024-06-04', insight.ProcessingRestricted({ ground: Sealed.of('Uenig') }));
    given(REGISTERED).when('RestrictProcessing', { ground: 'Uenig' }, '2024-06-04').then(['ProcessingRestricted']);
    given(REGISTERED, restricted)
      .when('LiftRestriction', { reason: 'Afklaret' }, '2024-06-05')
      .then(['RestrictionLifted']);
    given(REGISTERED, restricted).when('LiftRestriction', { reason: 'Afklaret' }, '2024-06-03').then('out-of-order');
    expect((given(REGISTERED, restricted).state() as PersonState).rights.restrictedSince).toBe(
      '2024-06-04T08:00:00.000Z',
    );
  });
});

describe('A person is informed of a case', () => {
  const theCase = (more: Partial<CaseState> = {}): Other<CaseState> => ({
    of: caseAggregate,
    id: CASE,
    state: {
      ...caseAggregate.initial,
      ...{ status: 'open', infohus: 'koebenhavn', openedAt: '2024-06-03T08:00:00.000Z', responsible: 'SOF' },
      subjects: { [SELF]: { role: 'focus', ageGroup: 'adult' } },
      ...more,
    },
  });
  const informed = (data: object, other: Other<unknown>, by = 'SOF:caseworker', when = '2024-06-05') =>
    given(REGISTERED)
      .and(other)
      .when('RecordInformation', { caseId: CASE, ...data }, when, by);

  it('or it is withheld with a ground, by a worker of the case', () => {
    informed({ given: true }, theCase()).then(['InformationGiven', { caseId: CASE }]);
    informed({ given: false, ground: 'Endnu ikke' }, theCase()).then(['InformationWithheld', { caseId: CASE }]);
    informed({ given: true }, theCase(), 'BIF:coordinator').then(['InformationGiven']);
  });

  it('not by an agency that is only asked, nor of a case that one may not see', () => {
    informed({ given: true }, theCase(), 'BUF:caseworker').then('not-permitted');
    given(REGISTERED)
      .when('RecordInformation', { caseId: CASE, given: true }, '2024-06-05', 'SOF:caseworker')
      .then('not-found');
  });

  it('of which the person is a subject, under whatever merged id, and never before it was opened', () => {
    informed({ given: true }, theCase({ subjects: {} })).then('not-in-case');
    informed({ given: true }, theCase(), undefined, '2024-06-02').then('out-of-order');
    const old = idFor('an older id');
    given(REGISTERED)
      .and(theCase({ subjects: { [old]: { role: 'focus', ageGroup: 'adult' } } }), {
        of: personAggregate,
        id: old,
        state: { ...personAggregate.initial, exists: true, mergedInto: SELF },
      })
      .when('RecordInformation', { caseId: CASE, given: true }, '2024-06-05', 'SOF:caseworker')
      .then(['InformationGiven']);
    expect(SURVIVOR).not.toBe(SELF);
  });
});
