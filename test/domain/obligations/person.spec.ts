import { describe, expect, it } from '@jest/globals';
import { under } from '../../../src/domain/case/persons.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { obligationsToPersons } from '../../../src/domain/obligations/index.js';
import { KNOWN_OF_NOBODY, type PersonFacts } from '../../../src/domain/person/facts.js';
import { eachAlone } from '../../../src/domain/person/survivor.js';
import { moment, plans } from '../../support/specification.js';
import {
  accepted,
  CASE,
  COACH,
  completed,
  consentWithdrawn,
  FATHER,
  GIRL,
  given,
  MOTHER,
  OPENED,
  offered,
  renewed,
  SECOND,
  SON,
  STRANGER,
  started,
} from '../case/family.js';

type Facts = Parameters<typeof given>;
const knows = (facts: Partial<PersonFacts>, personId = GIRL) =>
  new Map([[personId, { ...KNOWN_OF_NOBODY, registered: true, ...facts }]]);
const owed = (now: string, facts: Facts, persons: ReadonlyMap<string, PersonFacts>, by = plans, survivor = eachAlone) =>
  obligationsToPersons(
    CASE,
    under(given(OPENED, ...facts).state() as CaseState, survivor),
    persons,
    by,
    moment(now),
  ).map((o) => `${o.obligation} ${o.dueAt.slice(0, 10)} ${o.state}${o.metAt ? ` ${o.metAt.slice(0, 10)}` : ''}`);

describe('The own consent of a person who comes of age', () => {
  const girl = { personId: GIRL };
  const both = [GIRL, MOTHER];
  const begun = [offered('2024-01-09', girl), accepted('2024-01-10', girl, both), started('2024-01-11', girl)];
  const ofAge = knows({ cameOfAge: [{ at: moment('2024-06-10'), eventId: 'e' }] });
  const own = (...more: Facts) => owed('2025-01-01', [begun, ...more], ofAge);

  it('is owed a month after, for a course under way that a guardian consented to', () => {
    expect(own()).toEqual(['own-consent 2024-07-10 overdue']);
    expect(owed('2024-06-09', [begun], ofAge)).toEqual([]);
    expect(own(completed('2024-06-01', girl))).toEqual([]);
    expect(owed('2025-01-01', [begun.slice(0, 2)], ofAge)).toEqual([]);
    expect(owed('2025-01-01', [begun], knows({}))).toEqual([]);
    const alone = [offered('2024-01-09', girl), accepted('2024-01-10', girl), started('2024-01-11', girl)];
    expect(owed('2025-01-01', alone, ofAge)).toEqual([]);
    expect(own(renewed('2024-06-01', girl))).toEqual([]);
  });

  it('is of the course that runs on that consent, and of nobody else', () => {
    const wholly = { offerId: SECOND, personId: GIRL, kind: 'counselling' };
    const of = (...facts: Facts) => owed('2025-01-01', facts, ofAge);
    expect(of(offered('2024-01-09', girl))).toEqual([]);
    expect(owed('2025-01-01', [begun], knows({}, STRANGER))).toEqual([]);
    // The brother's course, which the mother consented to.
    const his = { offerId: SECOND, personId: SON };
    const brothers = [
      offered('2024-01-09', his),
      accepted('2024-01-10', his, [SON, MOTHER]),
      started('2024-01-11', his),
    ];
    expect(of(offered('2024-01-09', girl), brothers)).toEqual([]);
    // Her own consent carries the course that runs; what her mother consented to has not begun.
    const own = [offered('2024-01-09', wholly), accepted('2024-01-10', wholly), started('2024-01-11', wholly, COACH)];
    expect(of(begun.slice(0, 2), own)).toEqual([]);
    expect(of(begun, consentWithdrawn('2024-06-01', girl))).toEqual([]);
  });

  it('is met by a consent of the person alone, or by withdrawing it', () => {
    expect(own(renewed('2024-05-01', girl), renewed('2024-06-01', girl, both))).toEqual([
      'own-consent 2024-07-10 overdue',
    ]);
    expect(own(renewed('2024-06-20', girl, both))).toEqual(['own-consent 2024-07-10 overdue']);
    expect(own(renewed('2024-06-20', girl))).toEqual(['own-consent 2024-07-10 met 2024-06-20']);
    expect(own(renewed('2024-07-11', girl))).toEqual(['own-consent 2024-07-10 met-late 2024-07-11']);
    expect(own(consentWithdrawn('2024-06-20', girl), completed('2024-06-20', girl))).toEqual([
      'own-consent 2024-07-10 met 2024-06-20',
    ]);
  });

  it('lapses when the course ends, overdue or not', () => {
    expect(own(completed('2024-06-20', girl))).toEqual(['own-consent 2024-07-10 lapsed']);
    expect(own(completed('2024-08-20', girl))).toEqual(['own-consent 2024-07-10 lapsed']);
    expect(own(renewed('2024-06-20', girl), completed('2024-08-20', girl))).toEqual([
      'own-consent 2024-07-10 met 2024-06-20',
    ]);
  });

  it('is open until the day of the end, asked as of a day before it', () => {
    const ending = [begun, completed('2024-06-20', girl)];
    expect(owed('2024-06-19', ending, ofAge)).toEqual(['own-consent 2024-07-10 upcoming']);
    expect(owed('2024-06-20', ending, ofAge)).toEqual(['own-consent 2024-07-10 lapsed']);
  });

  it('is one for the courses of a case, met when each of them is', () => {
    const second = { offerId: SECOND, personId: GIRL, kind: 'counselling' };
    const two = [
      offered('2024-01-09', second),
      accepted('2024-01-10', second, both),
      started('2024-01-11', second, COACH),
    ];
    expect(own(two, renewed('2024-06-20', girl))).toEqual(['own-consent 2024-07-10 overdue']);
    expect(own(two, renewed('2024-06-20', girl), renewed('2024-06-25', second))).toEqual([
      'own-consent 2024-07-10 met 2024-06-25',
    ]);
    expect(own(two, renewed('2024-06-25', girl), renewed('2024-06-20', second))).toEqual([
      'own-consent 2024-07-10 met 2024-06-25',
    ]);
    // Where one has ended, the answer for the other is the answer.
    const met = ['own-consent 2024-07-10 met 2024-06-25'];
    expect(own(two, completed('2024-06-20', girl), renewed('2024-06-25', second))).toEqual(met);
    expect(own(two, completed('2024-06-20', second, COACH), renewed('2024-06-25', girl))).toEqual(met);
  });

  it('is that of the person under whatever merged id', () => {
    const merged = (id: string) => (id === GIRL ? STRANGER : id);
    const known = knows({ cameOfAge: [{ at: moment('2024-06-10'), eventId: 'e' }] }, STRANGER);
    expect(owed('2025-01-01', [begun], known, plans, merged)).toEqual(['own-consent 2024-07-10 overdue']);
    expect(owed('2025-01-01', [begun, renewed('2024-06-20', girl, [STRANGER])], known, plans, merged)).toEqual([
      'own-consent 2024-07-10 met 2024-06-20',
    ]);
  });
});

describe('Informing the subjects of a case', () => {
  const informing = plans.map((p) => ({ ...p, informWithinMonths: { months: 1, source: 'a test' } }));
  const told = (at: string, caseId = CASE) => knows({ informed: [{ at: moment(at), caseId }] });

  it('is owed where the plan sets the months, to each subject who is registered', () => {
    expect(owed('2024-03-01', [], knows({}))).toEqual([]);
    expect(owed('2024-03-01', [], knows({}), informing)).toEqual(['informing 2024-02-08 overdue']);
    expect(owed('2024-03-01', [], knows({ registered: false }), informing)).toEqual([]);
    expect(owed('2024-03-01', [], knows({}, STRANGER), informing)).toEqual([]);
    expect(owed('2024-01-07', [], knows({}), informing)).toEqual([]);
    expect(owed('2024-01-08', [], knows({}), informing)).toEqual(['informing 2024-02-08 upcoming']);
    const two = new Map([...knows({}), ...knows({}, FATHER)]);
    expect(owed('2024-03-01', [], two, informing)).toEqual([
      'informing 2024-02-08 overdue',
      'informing 2024-02-08 overdue',
    ]);
  });

  it('is met when it was given or withheld, of this case', () => {
    expect(owed('2024-03-01', [], told('2024-02-08'), informing)).toEqual(['informing 2024-02-08 met 2024-02-08']);
    expect(owed('2024-03-01', [], told('2024-02-09'), informing)).toEqual(['informing 2024-02-08 met-late 2024-02-09']);
    expect(owed('2024-03-01', [], told('2024-02-08', SECOND), informing)).toEqual(['informing 2024-02-08 overdue']);
    const twice = ['2024-02-05', '2024-02-01'].map((day) => ({ at: moment(day), caseId: CASE }));
    expect(owed('2024-03-01', [], knows({ informed: twice }), informing)).toEqual([
      'informing 2024-02-08 met 2024-02-01',
    ]);
  });

  it('is one for a person who was named twice', () => {
    const one = (id: string) => (id === SON ? GIRL : id);
    expect(owed('2024-03-01', [], knows({}), informing, one)).toEqual(['informing 2024-02-08 overdue']);
  });
});
