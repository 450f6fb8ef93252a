// commands.md, *What the best have*: the register of mentors, their loans, and who may start a course with whom.
import { coordinates } from './access.js';
import { type Answer, refusal } from './answer.js';
import { courseRuns } from './case-state.js';
import { type Fact, inOrder, str, strings } from './model.js';
import { INFOHUSE } from './plan.js';
import type { Command } from './reading.js';
import { ruled } from './ruled.js';
import type { Rule } from './rules-concern.js';
import { type Day, dayOf, type Ms } from './time.js';
import type { World } from './world.js';

interface Loan {
  readonly toInfohus: string;
  readonly from: Day;
  readonly to: Day;
  returnedAt: Ms | null;
}
interface Mentor {
  readonly infohus: string;
  readonly registeredAt: Ms;
  kinds: readonly string[];
  capacity: number;
  trainedOn: Day | null;
  certificateUntil: Day | null;
  ended: boolean;
  readonly loans: Loan[];
}

/** Not given back, and not over. */
const stands = (loan: Loan, day: Day): boolean => loan.returnedAt === null && loan.to >= day;

function change(mentor: Mentor, { data }: Fact): void {
  if (data.kinds !== undefined) mentor.kinds = strings(data, 'kinds');
  if (typeof data.capacity === 'number') mentor.capacity = data.capacity;
  if (typeof data.trainedOn === 'string') mentor.trainedOn = data.trainedOn as Day;
  if (typeof data.certificateUntil === 'string') mentor.certificateUntil = data.certificateUntil as Day;
}

function foldMentor(facts: readonly Fact[]): Mentor | undefined {
  const [first, ...rest] = inOrder(facts);
  if (!first) return undefined;
  const mentor: Mentor = {
    ...{ infohus: str(first.data, 'infohus'), registeredAt: first.at, kinds: [], capacity: 0 },
    ...{ trainedOn: null, certificateUntil: null, ended: false, loans: [] },
  };
  change(mentor, first);
  for (const fact of rest) {
    const { type, data, at } = fact;
    if (type === 'ChangeMentor') change(mentor, fact);
    if (type === 'EndMentor') mentor.ended = true;
    if (type === 'LendMentor')
      mentor.loans.push({
        ...{ toInfohus: str(data, 'toInfohus'), from: str(data, 'from') as Day },
        ...{ to: str(data, 'to') as Day, returnedAt: null },
      });
    const [loan] = mentor.loans.filter((one) => stands(one, dayOf(at)));
    if (type === 'ReturnMentor' && loan) loan.returnedAt = at;
  }
  return mentor;
}

/** Underway, paused too, wherever. */
function coursesOf(world: World, id: string): number {
  const running = [...world.log.cases].flatMap(([caseId, facts]) => {
    const state = world.case(caseId);
    const started = facts.filter((f) => !f.annulled && f.type === 'StartCourse' && f.data.mentorId === id);
    return started.flatMap((f) => state?.courses.get(str(f.data, 'courseId')) ?? []).filter(courseRuns);
  });
  return running.length;
}

/** StartCourse, after the rules of its row. */
export function mentorRules(world: World, { data, at }: Command, of: { infohus: string; kind: string }): Rule[] {
  if (typeof data.mentorId !== 'string') return [];
  const mentor = foldMentor(world.log.mentors.get(data.mentorId) ?? []);
  const day = dayOf(at);
  const lent = mentor?.loans.some(
    (l) => l.toInfohus === of.infohus && l.from <= day && day <= l.to && (l.returnedAt === null || at < l.returnedAt),
  );
  const here = mentor && !mentor.ended && (mentor.infohus === of.infohus || lent) && mentor.kinds.includes(of.kind);
  const untrained = !mentor?.trainedOn || mentor.trainedOn > day;
  const past = mentor !== undefined && mentor.certificateUntil !== null && mentor.certificateUntil < day;
  return [
    ['mentor-not-here', !here],
    ['mentor-not-cleared', untrained || past],
    ['mentor-at-capacity', coursesOf(world, data.mentorId) >= (mentor?.capacity ?? 0)],
  ];
}

/** AMBIGUOUS: a mentor is known to the agencies of the Infohuse that lend or have it; others get not-found. Alternative: not-permitted. */
export function onMentor(world: World, command: Command): Answer | null {
  const { actor, id, name, data, row, at } = command;
  const mentor = foldMentor(world.log.mentors.get(id) ?? []);
  if (row.creates) {
    if (!coordinates(actor, str(data, 'infohus'))) return refusal('not-permitted');
    if (world.log.mentors.has(id)) return refusal('already-exists');
    return kept(world, command, []);
  }
  const borrowers = mentor?.loans.filter((loan) => loan.returnedAt === null).map((loan) => loan.toInfohus) ?? [];
  if (!mentor || ![mentor.infohus, ...borrowers].some((one) => actor.infohuse.includes(one)))
    return refusal('not-found');
  const returns = name === 'ReturnMentor' && borrowers.some((one) => coordinates(actor, one));
  if (!coordinates(actor, mentor.infohus) && !returns) return refusal('not-permitted');
  const to = String(data.toInfohus);
  const overlaps = ({ from, to: until }: Loan) => from <= String(data.to) && String(data.from) <= until;
  const of: Readonly<Record<string, readonly Rule[]>> = {
    EndMentor: [['has-active-courses', coursesOf(world, id) > 0]],
    LendMentor: [
      ['already-lent', mentor.loans.some((loan) => loan.returnedAt === null && overlaps(loan))],
      ['own-infohus', to === mentor.infohus],
      ['not-found', !INFOHUSE.includes(to)],
      // AMBIGUOUS: a loan that ends before it begins is out of order. Alternative: taken.
      ['out-of-order', String(data.to) < String(data.from)],
    ],
    ReturnMentor: [['not-lent', !mentor.loans.some((loan) => stands(loan, dayOf(at)))]],
  };
  const ended: Rule = ['mentor-ended', mentor.ended];
  return kept(world, command, [ended, ...(of[name] ?? []), ['out-of-order', at < mentor.registeredAt]]);
}

function kept(world: World, command: Command, rules: readonly Rule[]): Answer | null {
  const answer = ruled(world, command, rules);
  if (answer === null) world.append(world.log.mentors, command.id, command);
  return answer;
}

/** Each case of the batch answers by itself, so the line is taken; no rule of a case looks at who has it. */
export function reassign(world: World, command: Command): Answer | null {
  const { actor, id } = command;
  if (actor.role !== 'leader' || actor.infohuse.length === 0) return refusal('not-permitted');
  if (world.log.batches.has(id)) return refusal('already-exists');
  const answer = ruled(world, command, []);
  if (answer === null) world.append(world.log.batches, id, command);
  return answer;
}
