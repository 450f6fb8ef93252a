// The refusals of rows B on a case: assessments made of statements, goals in the person's own words, the person's own view.
import { courseRuns } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { type Fact, inOrder, objects, str } from './model.js';
import type { Rule } from './rules-concern.js';
import type { Ms } from './time.js';

const factsOf = ({ state }: CaseWorld, ...types: string[]): Fact[] =>
  inOrder(state.facts).filter((fact) => types.includes(fact.type));

/** An assessment is named by the id of its event. */
const assessmentOf = (world: CaseWorld): Fact | undefined =>
  factsOf(world, 'RecordAssessment').find((fact) => fact.eventId === world.data.assessmentId);
const statementsOf = ({ data }: Pick<Fact, 'data'>): string[] =>
  data.statements === undefined ? [] : objects(data, 'statements').map((one) => str(one, 'statementId'));
/** Its own statements, and what others contributed to it. */
const statedIn = (world: CaseWorld, assessment: Fact): string[] => [
  ...statementsOf(assessment),
  ...factsOf(world, 'ContributeToAssessment')
    .filter((fact) => fact.data.assessmentId === assessment.eventId)
    .flatMap(statementsOf),
];

/** AMBIGUOUS: an id of a statement stands once in a case, for a disclosure names it alone. Alternative: once in an assessment. */
const duplicate = (world: CaseWorld): Rule => {
  const said = statementsOf(world);
  const before = factsOf(world, 'RecordAssessment', 'ContributeToAssessment').flatMap(statementsOf);
  return ['duplicate-statement', new Set(said).size < said.length || said.some((one) => before.includes(one))];
};

const goalOf = (world: CaseWorld): Fact | undefined =>
  factsOf(world, 'SetGoal').find((fact) => fact.data.goalId === world.data.goalId);
/** Reached or dropped. */
const goalEnded = (world: CaseWorld): boolean =>
  factsOf(world, 'ReviewGoal', 'DropGoal').some(
    ({ type, data }) => data.goalId === world.data.goalId && (type === 'DropGoal' || data.state === 'reached'),
  );
const onGoal = (world: CaseWorld): Rule[] => [
  ['no-such-goal', goalOf(world) === undefined],
  ['goal-ended', goalEnded(world)],
];
const noSuchCourse = ({ state, data }: CaseWorld): Rule => [
  'no-such-course',
  !state.courses.has(str(data, 'courseId')),
];

export const DAILY_RULES: Readonly<Record<string, (world: CaseWorld) => readonly Rule[]>> = {
  RecordAssessment: (world) => [duplicate(world)],
  ContributeToAssessment: (world) => {
    const assessment = assessmentOf(world);
    return [
      ['no-such-assessment', assessment === undefined],
      ['own-assessment', assessment?.actor.agency === world.actor.agency],
      duplicate(world),
    ];
  },
  RecordDissent: (world) => {
    const assessment = assessmentOf(world);
    const { statementId } = world.data;
    const unknown = assessment !== undefined && !statedIn(world, assessment).includes(String(statementId));
    return [
      ['no-such-assessment', assessment === undefined],
      ['no-such-statement', statementId !== undefined && unknown],
    ];
  },
  SetGoal: (world) => {
    const course = world.state.courses.get(str(world.data, 'courseId'));
    // AMBIGUOUS: a paused course is an active one here, as for completing it. Alternative: it is not.
    return [noSuchCourse(world), ['course-not-active', course === undefined || !courseRuns(course)]];
  },
  ReviewGoal: onGoal,
  DropGoal: onGoal,
  RecordOwnView: (world) => [noSuchCourse(world)],
};

/** What they follow, beside the course: the assessment, the goal. */
export const followedDaily = (world: CaseWorld): (Ms | undefined)[] => [
  typeof world.data.assessmentId === 'string' ? assessmentOf(world)?.at : undefined,
  typeof world.data.goalId === 'string' ? goalOf(world)?.at : undefined,
];
export const goalExists = (command: string, world: CaseWorld): boolean =>
  command === 'SetGoal' && goalOf(world) !== undefined;
