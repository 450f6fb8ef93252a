import { describe, expect, it } from '@jest/globals';
import { events, goalsOf } from '../../../src/domain/case/goals.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { eventOf, on } from '../../support/specification.js';
import { accepted, COURSE, closed, completed, given, OPENED, offered, paused, SON, started } from './family.js';

const GOAL = idFor('the goal');
const RUNNING = [OPENED, offered('2024-02-01'), accepted('2024-02-02'), started('2024-02-05')];
const words = Sealed.of('Jeg vil have en læreplads', 'personId');
const goal = { goalId: GOAL, courseId: COURSE, personId: SON };
const set = (when: string) => on(when, events.GoalSet({ ...goal, text: words }));
const reviewed = (when: string, state: 'on-the-way' | 'reached' | 'changed') =>
  on(when, events.GoalReviewed({ ...goal, state }));
const dropped = (when: string) => on(when, events.GoalDropped(goal));
const goals = (...happened: Parameters<typeof given>) => goalsOf(given(...happened).state() as CaseState);

describe('The goals of a course, in the person’s own words (B-4)', () => {
  const setting = (more: object, when = '2024-02-10', ...after: Parameters<typeof given>) =>
    given(...RUNNING, ...after).when(
      'SetGoal',
      { goalId: GOAL, courseId: COURSE, text: 'En læreplads', ...more },
      when,
    );

  it('are set while the course runs, paused too', () => {
    setting({}).then(['GoalSet', { goalId: GOAL, courseId: COURSE, personId: SON }]);
    setting({}, '2024-03-10', paused('2024-03-01')).then(['GoalSet']);
    setting({ courseId: idFor('no course') }).then('no-such-course');
    setting({}, '2024-08-20', completed('2024-08-01')).then('course-not-active');
    setting({}, '2024-02-10', set('2024-02-09')).then('already-exists');
    setting({}, '2024-02-03').then('out-of-order');
  });

  it('are reviewed until they are reached or dropped, also after the course', () => {
    const review = (state: string, ...before: Parameters<typeof given>) =>
      given(...RUNNING, set('2024-02-10'), ...before).when(
        'ReviewGoal',
        { goalId: GOAL, state, text: 'En læreplads i Køge' },
        '2024-09-01',
      );
    review('on-the-way').then(['GoalReviewed', { ...goal, state: 'on-the-way' }]);
    review('reached', completed('2024-08-01')).then(['GoalReviewed', { state: 'reached' }]);
    review('changed', reviewed('2024-03-01', 'changed')).then(['GoalReviewed', { state: 'changed' }]);
    review('on-the-way', reviewed('2024-03-01', 'reached')).then('goal-ended');
    review('on-the-way', dropped('2024-03-01')).then('goal-ended');
    given(...RUNNING)
      .when('ReviewGoal', { goalId: GOAL, state: 'reached' }, '2024-03-01')
      .then('no-such-goal');
    given(...RUNNING, set('2024-02-10'))
      .when('ReviewGoal', { goalId: GOAL, state: 'reached' }, '2024-02-09')
      .then('out-of-order');
  });

  it('are dropped once, with or without a reason', () => {
    const drop = (...before: Parameters<typeof given>) =>
      given(...RUNNING, ...before).when('DropGoal', { goalId: GOAL }, '2024-04-01');
    drop(set('2024-02-10')).then(['GoalDropped', goal]);
    drop().then('no-such-goal');
    drop(set('2024-02-10'), dropped('2024-03-01')).then('goal-ended');
  });

  it('stand by their newest review, and are no score', () => {
    expect(goals(...RUNNING, set('2024-02-10'))).toMatchObject([{ goalId: GOAL, state: 'set', reviewedAt: null }]);
    expect(goals(...RUNNING, set('2024-02-10'), reviewed('2024-03-01', 'on-the-way'))).toMatchObject([
      { state: 'on-the-way' },
    ]);
    expect(goals(...RUNNING, set('2024-02-10'), dropped('2024-03-01'))).toMatchObject([{ state: 'dropped' }]);
  });

  it('a goal that was reviewed is not annulled before the review, nor a course before its goal', () => {
    const all = [...RUNNING, set('2024-02-10'), reviewed('2024-03-01', 'on-the-way')];
    const annul = (eventId: string) =>
      given(...all).when('AnnulEvent', { eventId, reason: 'Forkert forløb' }, '2024-03-05');
    annul(eventOf(3)).then('not-annullable');
    annul(eventOf(4)).then('not-annullable');
    annul(eventOf(5)).then(['EventAnnulled']);
  });

  it('are not set on a closed case where nothing was carried on', () => {
    given(...RUNNING, set('2024-02-10'), completed('2024-08-01'), closed('2024-09-01'))
      .when('ReviewGoal', { goalId: GOAL, state: 'reached' }, '2024-10-01')
      .then('case-closed');
    given(...RUNNING, set('2024-02-10'), completed('2024-08-01'), closed('2024-09-01', 'risk-over', true))
      .when('ReviewGoal', { goalId: GOAL, state: 'reached' }, '2024-10-01')
      .then(['GoalReviewed']);
  });
});

describe('The person’s own view (B-4)', () => {
  const view = (more: object) =>
    given(...RUNNING).when(
      'RecordOwnView',
      { courseId: COURSE, text: 'Jeg synes, det går godt', givenOn: '2024-03-01', ...more },
      '2024-03-02',
    );
  it('is a record of its own, of a course', () => {
    view({}).then(['OwnViewRecorded', { courseId: COURSE, personId: SON, givenOn: '2024-03-01' }]);
    view({ courseId: idFor('no course') }).then('no-such-course');
    view({ givenOn: '2024-03-03' }).then('occurred-in-future');
  });
});
