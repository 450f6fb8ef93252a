import { describe, expect, it } from '@jest/globals';
import { events as assessments } from '../../../src/domain/case/assessment.js';
import { events as goals } from '../../../src/domain/case/goals.js';
import { events as life } from '../../../src/domain/case/life.js';
import { events as work } from '../../../src/domain/case/work.js';
import { events as concerns } from '../../../src/domain/concern/ending.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { eventOf, type Happened, on } from '../../support/specification.js';
import {
  accepted,
  BIF,
  CONCERN,
  COURSE,
  cleared,
  completed,
  declined,
  given,
  handoverAccepted,
  handoverOffered,
  heldBySecurity,
  measured,
  OPENED,
  offered,
  paused,
  referralAccepted,
  referred,
  repeated,
  SECOND,
  SON,
  started,
} from './family.js';

const follows = (type: string) => `${type} follows it: annul that first`;
/** What keeps the nth of them, and of them all, from being annulled. */
const each = (...happened: Happened[]) => happened.map((_, n) => given(happened).restsOn(n));
const GOAL = idFor('the goal');
const ofGoal = { goalId: GOAL, courseId: COURSE, personId: SON };
const goalSet = (when: string) => on(when, goals.GoalSet({ ...ofGoal, text: Sealed.of('Hen til håndbold') as never }));
const reviewed = (when: string) => on(when, goals.GoalReviewed({ ...ofGoal, state: 'reached' }));
const said = {
  dimension: 'school',
  nature: 'observation',
  shareable: true,
  text: Sealed.of('Opdigtet') as never,
} as const;
const [OWN, THEIRS] = [idFor('own words'), idFor('their words')];
const assessed = (when: string, statementId = OWN) =>
  on(
    when,
    assessments.AssessmentRecorded({
      ...{ personId: SON, needs: Sealed.of('x') as never, recommendedEfforts: [], followUpAgency: 'SOF' },
      statements: [{ ...said, statementId }],
    }),
  );

describe('An event of a case is annulled last first (commands.md, AnnulEvent):', () => {
  it('the opening not while an offer, course, referral or handover stands on it', () => {
    expect(given(OPENED).restsOn(0)).toBe(false);
    expect(given(OPENED, on('2024-01-09', work.ContactRecorded({ kind: 'call' }))).restsOn(0)).toBe(false);
    const standing = [
      [offered('2024-01-09'), 'SupportOffered'],
      [started('2024-01-09'), 'CourseStarted'],
      [referred('2024-01-09'), 'CaseReferred'],
      [handoverOffered('2024-01-09'), 'HandoverOffered'],
    ] as const;
    for (const [event, type] of standing)
      expect(given(OPENED, event).restsOn(0)).toBe(`${type} stands on it: annul that first`);
  });

  it('a step of an offer not while a later step of the same offer stands', () => {
    expect(each(OPENED, offered('2024-01-09'), declined('2024-01-10'), repeated('2024-02-01')).slice(1)).toEqual([
      follows('OfferDeclined'),
      follows('OfferRepeated'),
      false,
    ]);
    const other = { offerId: SECOND, personId: SON, kind: 'counselling' };
    expect(each(OPENED, offered('2024-01-09'), offered('2024-01-10', other)).slice(1)).toEqual([false, false]);
  });

  it('nor what was recorded before it and happened after', () => {
    expect(given(OPENED, declined('2024-01-12'), offered('2024-01-09')).restsOn(2)).toBe(follows('OfferDeclined'));
    expect(given(OPENED, declined('2024-01-12'), offered('2024-01-09')).restsOn(1)).toBe(false);
  });

  it('a course begins as a step of its offer, and its own steps follow it', () => {
    const all = [OPENED, offered('2024-01-09'), accepted('2024-01-10'), started('2024-01-11'), paused('2024-01-12')];
    expect(each(...all).slice(1)).toEqual([
      follows('OfferAccepted'),
      follows('CourseStarted'),
      follows('CoursePaused'),
      false,
    ]);
  });

  it('what was measured follows the course, and nothing follows from it', () => {
    const all = [OPENED, started('2024-01-11'), measured('2024-01-12'), completed('2024-02-01')];
    expect(each(...all).slice(1)).toEqual([follows('ProgressMeasured'), false, false]);
  });

  it('a handover and a referral by their answers, a hold by its clearing', () => {
    expect(each(handoverOffered('2024-01-10'), handoverAccepted('2024-01-11'))).toEqual([
      follows('HandoverAccepted'),
      false,
    ]);
    expect(each(referred('2024-01-10'), referralAccepted('2024-01-11'))).toEqual([follows('ReferralAccepted'), false]);
    expect(each(heldBySecurity('2024-01-10'), cleared('2024-01-11'))).toEqual([follows('ClearedForSupport'), false]);
    expect(given(handoverOffered('2024-01-10'), referralAccepted('2024-01-11'), cleared('2024-01-12')).restsOn(0)).toBe(
      false,
    );
  });

  it('a goal by its reviews; it is no step of its course that another would follow', () => {
    const all = [OPENED, started('2024-01-11'), goalSet('2024-01-12'), reviewed('2024-02-01'), completed('2024-03-01')];
    expect(each(...all).slice(2)).toEqual([follows('GoalReviewed'), false, false]);
    expect(given(goalSet('2024-01-12'), completed('2024-03-01')).restsOn(0)).toBe(false);
    expect(
      given(
        goalSet('2024-01-12'),
        on('2024-02-01', goals.GoalSet({ ...ofGoal, goalId: idFor('another') } as never)),
      ).restsOn(0),
    ).toBe(false);
  });

  it('an assessment by what others contributed to it, and a statement by dissent from it', () => {
    const contributed = on(
      '2024-01-20',
      assessments.AssessmentContributed({
        ...{ assessmentId: eventOf(1), personId: SON },
        statements: [{ ...said, statementId: THEIRS }],
      } as never),
    );
    const dissent = (statementId: string) =>
      on('2024-01-25', assessments.DissentRecorded({ assessmentId: eventOf(1), statementId, personId: SON } as never));
    expect(each(OPENED, assessed('2024-01-19'), contributed).slice(1)).toEqual([
      follows('AssessmentContributed'),
      false,
    ]);
    expect(given(OPENED, assessed('2024-01-19'), contributed, dissent(THEIRS)).restsOn(2)).toBe(
      follows('DissentRecorded'),
    );
    expect(given(OPENED, assessed('2024-01-19'), dissent(OWN)).restsOn(1)).toBe(follows('DissentRecorded'));
    expect(given(OPENED, assessed('2024-01-19'), dissent(OWN)).restsOn(2)).toBe(false);
    // A later assessment is one of its own.
    expect(given(OPENED, assessed('2024-01-19'), assessed('2024-01-20', THEIRS)).restsOn(1)).toBe(false);
  });
});

describe('A concern holds when its case was triaged', () => {
  const triaged = on(
    '2024-01-20',
    life.CaseTriaged({ toAgency: 'SOF', decision: Sealed.of('Ja') as never, concernIds: [] }),
    BIF,
  );
  const linked = (when: string) => on(when, life.ConcernLinked({ concernId: CONCERN }));

  it('where it was linked after that: the copy goes with the triage', () => {
    const copy = (n: number) => ({ given: eventOf(n), of: concerns.ConcernLinkedToCase, field: 'caseTriagedAt' });
    const reopened = on('2024-03-01', life.CaseReopened({ concernId: CONCERN, responsibleAgency: 'SOF' }));
    const all = given(OPENED, linked('2024-01-10'), triaged, linked('2024-01-21'), reopened, offered('2024-04-01'));
    expect(all.copies(2)).toEqual([copy(3), copy(4)]);
    expect([0, 1, 3, 4, 5].map(all.copies)).toEqual([[], [], [], [], []]);
  });
});
