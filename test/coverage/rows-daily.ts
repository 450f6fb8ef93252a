import type { CoverageRow } from './row.js';

const ASSESSMENT = 'test/domain/case/assessment.spec.ts';
const GOALS = 'test/domain/case/goals.spec.ts';

/** The rows B of domain.md section 8: what the best systems have, and what none has. */
export const DAILY_COVERAGE: readonly CoverageRow[] = [
  {
    row: 'B-2',
    asks: 'an assessment made of statements: what rests on what, and what may be passed on',
    commands: ['RecordAssessment', 'DiscloseInformation'],
    queries: ['CaseAsOf'],
    shown: [
      `${ASSESSMENT}: says of each what it rests on and whether it may be passed on`,
      `${ASSESSMENT}: a disclosure names what goes`,
    ],
  },
  {
    row: 'B-3',
    asks: 'contributions under their own controllers; dissent is written down',
    commands: ['ContributeToAssessment', 'RecordDissent'],
    shown: [
      `${ASSESSMENT}: another agency on the case contributes under its own controller`,
      `${ASSESSMENT}: who disagrees writes it down`,
    ],
  },
  {
    row: 'B-4',
    asks: 'goals in the person’s own words, reviewed; the person’s own view',
    commands: ['SetGoal', 'ReviewGoal', 'DropGoal', 'RecordOwnView'],
    queries: ['CaseAsOf'],
    shown: [
      `${GOALS}: are reviewed until they are reached or dropped`,
      `${GOALS}: is a record of its own, of a course`,
    ],
  },
];
