import { z } from 'zod';
import type { Part } from '../kernel/decider.js';
import { fixed, id, localDate, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { notUnderway } from './courses.js';
import { type CaseState, change, eachCourse, type Goal, type GoalStep } from './state.js';

/** In the person's own words, and what became of it. Never a score, never compared across persons (B-4, domain.md rule 13). */
const text = textAbout('personId');
const state = z.enum(['on-the-way', 'reached', 'changed']);
const set = { goalId: id, courseId: id, text };
const reviewed = { goalId: id, state, text: text.optional() };
const dropped = { goalId: id, reason: text.optional() };
const view = { courseId: id, text, givenOn: localDate };

/** The course and the person are the goal's. */
const of = { courseId: id, personId: id };
export const events = defineEvents('case', {
  GoalSet: by('SetGoal', { ...set, personId: id }),
  GoalReviewed: by('ReviewGoal', { ...reviewed, ...of }),
  GoalDropped: by('DropGoal', { ...dropped, ...of }),
  OwnViewRecorded: by('RecordOwnView', { ...view, personId: fixed(id) }),
});
export const commands = defineCommands({
  SetGoal: {
    who: ['worker'],
    fields: set,
    refusals: ['no-such-course', 'course-not-active'],
    whenClosed: 'obligations-kept',
  },
  ReviewGoal: {
    who: ['worker'],
    fields: reviewed,
    refusals: ['no-such-goal', 'goal-ended'],
    whenClosed: 'obligations-kept',
  },
  DropGoal: {
    who: ['worker'],
    fields: dropped,
    refusals: ['no-such-goal', 'goal-ended'],
    whenClosed: 'obligations-kept',
  },
  /** A record of its own, whatever the professionals write beside it. */
  RecordOwnView: { who: ['worker'], fields: view, refusals: ['no-such-course'], whenClosed: 'obligations-kept' },
});
const vocabulary = { events, commands };

type GoalParams = { readonly goalId: string };
type OnCourse = { readonly courseId: string };
const eachGoal = (s: CaseState) => Object.keys(s.goals).map((goalId) => ({ goalId }));
const noSuchCourse = (s: CaseState, { courseId }: OnCourse) => !(courseId in s.courses);
const noSuchGoal = (s: CaseState, { goalId }: GoalParams) => !(goalId in s.goals);
/** Reached or dropped: what comes after is a goal of its own. */
const goalEnded = ({ steps }: Goal): boolean =>
  steps.some((t) => t.what === 'dropped' || (t.what === 'reviewed' && t.state === 'reached'));
const ended = (s: CaseState, { goalId }: GoalParams) => s.goals[goalId] !== undefined && goalEnded(s.goals[goalId]);
const started = (s: CaseState, { courseId }: OnCourse) => s.courses[courseId]?.startedAt;
const whenSet = (s: CaseState, { goalId }: GoalParams) => s.goals[goalId]?.setAt;
const personOf = (s: CaseState, courseId: string) => s.courses[courseId]?.personId ?? '';
const named = (s: CaseState, goalId: string) => {
  const { courseId = '', personId = '' } = s.goals[goalId] ?? {};
  return { courseId, personId };
};
/** How each goal stands by its newest review. */
export const goalsOf = (s: CaseState) =>
  Object.entries(s.goals).map(([goalId, { steps, ...goal }]) => {
    const last = steps.at(-1);
    return { goalId, ...goal, state: standingBy(last), reviewedAt: last?.at ?? null };
  });
const standingBy = (last: GoalStep | undefined): 'set' | 'on-the-way' | 'reached' | 'changed' | 'dropped' =>
  last === undefined ? 'set' : last.what === 'dropped' ? last.what : last.state;

const take = (s: CaseState, goalId: string, step: GoalStep): CaseState => ({
  ...s,
  goals: change(s.goals, goalId, (g) => ({ ...g, steps: [...g.steps, step] })),
});

/** Goals of a course in the person's own words, and the person's own view (B-4): help is measured by what the person wants. */
export const goals: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    GoalSet: (s, { data: { goalId, courseId, personId }, occurredAt: setAt }) => ({
      ...s,
      goals: { ...s.goals, [goalId]: { courseId, personId, setAt, steps: [] } },
    }),
    GoalReviewed: (s, { data, occurredAt: at }) => take(s, data.goalId, { at, what: 'reviewed', state: data.state }),
    GoalDropped: (s, { data, occurredAt: at }) => take(s, data.goalId, { at, what: 'dropped' }),
    OwnViewRecorded: (s) => s,
  },
  decide: {
    SetGoal: {
      about: eachCourse,
      refuse: {
        'no-such-course': noSuchCourse,
        'course-not-active': notUnderway,
      },
      introduces: (s, { goalId }) => goalId in s.goals,
      notBefore: started,
      events: (s, data) => [events.GoalSet({ ...data, personId: personOf(s, data.courseId) })],
    },
    ReviewGoal: {
      about: eachGoal,
      refuse: { 'no-such-goal': noSuchGoal, 'goal-ended': ended },
      notBefore: whenSet,
      events: (s, data) => [events.GoalReviewed({ ...data, ...named(s, data.goalId) })],
    },
    DropGoal: {
      about: eachGoal,
      refuse: { 'no-such-goal': noSuchGoal, 'goal-ended': ended },
      notBefore: whenSet,
      events: (s, data) => [events.GoalDropped({ ...data, ...named(s, data.goalId) })],
    },
    RecordOwnView: {
      about: eachCourse,
      refuse: { 'no-such-course': noSuchCourse },
      notBefore: started,
      events: (s, data) => [events.OwnViewRecorded({ ...data, personId: personOf(s, data.courseId) })],
    },
  },
};
