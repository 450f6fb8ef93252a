import type { CoverageRow } from './row.js';

const ASSESSMENT = 'test/domain/case/assessment.spec.ts';
const OWED = 'test/domain/obligations/daily.spec.ts';
const MENTORS = 'test/domain/mentor/mentor.spec.ts';
const GOALS = 'test/domain/case/goals.spec.ts';

/** The rows B of domain.md section 8: what the best systems have, and what none has. */
export const DAILY_COVERAGE: readonly CoverageRow[] = [
  {
    row: 'B-1',
    asks: 'documents: sealed, checked, disclosed one by one, erased with their keys',
    commands: ['AttachDocument', 'DetachDocument'],
    queries: ['DocumentDetails'],
    shown: [
      'test/application/documents.spec.ts: hangs on a case once it is attached, and opens for who may read the case',
      'test/infrastructure/documents/sealed-parts.spec.ts: notices a part that is left out, swapped, repeated or cut off',
    ],
  },
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
    indicators: ['goals-reviewed'],
    plan: ['goalReviewMonths'],
    queries: ['CaseAsOf'],
    shown: [
      `${GOALS}: are reviewed until they are reached or dropped`,
      `${GOALS}: is a record of its own, of a course`,
    ],
  },
  {
    row: 'B-5',
    asks: 'a register of mentors: trained, certified, with room, lent between Infohuse',
    commands: ['RegisterMentor', 'ChangeMentor', 'EndMentor', 'LendMentor', 'ReturnMentor', 'StartCourse'],
    obligations: ['certificate'],
    queries: ['Mentors'],
    shown: [
      `${MENTORS}: takes no more courses than there is room for`,
      'test/domain/case/mentoring.spec.ts: starts with the one who is here, cleared and free',
      `${OWED}: is told 30 days before it runs out`,
    ],
  },
  {
    row: 'B-6',
    asks: 'all of a worker’s cases moved at once, with a result for each',
    commands: ['ReassignCases'],
    queries: ['Team', 'Colleagues', 'Reassigned'],
    shown: [
      'test/application/daily.spec.ts: are given to a colleague at once, and each answers by itself',
      'test/application/team.spec.ts: is told what became of each case that was moved, and of no other',
    ],
  },
  {
    row: 'B-7',
    asks: 'a concern or case handed to an Infohus with an installation of its own',
    commands: ['HandToInstallation', 'WithdrawTransfer', 'TakeTransfer', 'RefuseTransfer'],
    obligations: ['transfer-answer'],
    queries: ['Installations', 'IncomingTransfers', 'IncomingTransfer', 'IncomingTransferAnswer'],
    shown: [
      'test/application/transfers.spec.ts: stays where it is until the other side has taken it',
      'test/application/transfers.spec.ts: arrives with what was disclosed and nothing else',
      'test/application/transfers.spec.ts: is taken once, whatever is lost on the way',
    ],
  },
  {
    row: 'B-8',
    asks: 'a receipt to the professional who gave notice',
    commands: ['SendReceipt'],
    obligations: ['receipt'],
    plan: ['receiptWithinWorkingDays'],
    shown: [`${OWED}: is owed where the plan sets a time, and nowhere else`],
  },
  {
    row: 'B-9',
    asks: 'a case without an event for 90 days asks for a review',
    obligations: ['dormant-review'],
    plan: ['dormantReview'],
    shown: [`${OWED}: asks for a review, counted from its newest event`],
  },
  {
    row: 'B-10',
    asks: 'who can see more than before, for a change of role, plan or agency',
    queries: ['Widenings'],
    shown: [
      'test/application/widenings.spec.ts: are the agencies that a plan lets coordinate',
      'test/application/widenings.spec.ts: are the roles that the file of rights gives since another content of it',
    ],
  },
];
