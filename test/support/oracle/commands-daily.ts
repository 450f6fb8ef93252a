// The fields of commands.md, *What the best have* (rows B): assessments, goals, the person's own view, mentors, receipts, moves.
import type { Row } from './row.js';
import { bool, type Check, code, date, instant, isObject, list, object, oneOf, text, uuid, whole } from './schema.js';

export const statement = object(
  {
    ...{ statementId: uuid, dimension: code, text },
    ...{ nature: oneOf('fact', 'observation', 'judgement'), shareable: bool },
  },
  { sourceAgency: code },
);

/** mentor, mentorId, or both: one of them is there. */
const startFields = object({ courseId: uuid, offerId: uuid }, { mentor: text, mentorId: uuid });
export const startCourse: Check = (value) =>
  startFields(value) && isObject(value) && (Object.hasOwn(value, 'mentor') || Object.hasOwn(value, 'mentorId'));

const inCase = (data: Check): Row => ({ aggregate: 'case', data });
const mentor = (data: Check): Row => ({ aggregate: 'mentor', data });
const more = { languages: list(code), trainedOn: date, certificateUntil: date };
/** AMBIGUOUS: "whole numbers" of places are 0 and more here. Alternative: a negative one is taken. */
const places: Check = (value) => whole(value) && Number(value) >= 0;

export const dailyRows: Readonly<Record<string, Row>> = {
  // AMBIGUOUS: a contribution says something: one statement at least. Alternative: the list may be empty.
  ContributeToAssessment: inCase(object({ assessmentId: uuid, statements: list(statement, 1) })),
  RecordDissent: inCase(object({ assessmentId: uuid, text }, { statementId: uuid })),
  SetGoal: inCase(object({ goalId: uuid, courseId: uuid, text })),
  ReviewGoal: inCase(object({ goalId: uuid, state: oneOf('on-the-way', 'reached', 'changed') }, { text })),
  DropGoal: inCase(object({ goalId: uuid }, { reason: text })),
  RecordOwnView: inCase(object({ courseId: uuid, text, givenOn: date })),
  RegisterMentor: {
    aggregate: 'mentor',
    creates: true,
    data: object({ infohus: code, name: text, kinds: list(code), capacity: places }, more),
  },
  // AMBIGUOUS: "the same" is read as the same fields with every one optional. Alternative: those with a star stay required.
  ChangeMentor: mentor(object({}, { infohus: code, name: text, kinds: list(code), capacity: places, ...more })),
  EndMentor: mentor(object({ reason: text })),
  LendMentor: mentor(object({ toInfohus: code, from: date, to: date })),
  ReturnMentor: mentor(object({})),
  ReassignCases: {
    aggregate: 'reassignment',
    creates: true,
    data: object({ fromUser: code, toUser: code }, { caseIds: list(uuid) }),
  },
  SendReceipt: { aggregate: 'concern', data: object({ sentAt: instant, by: oneOf('letter', 'mail', 'telephone') }) },
};
