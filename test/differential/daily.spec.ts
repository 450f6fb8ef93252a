import { describe, expect, it } from '@jest/globals';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { importNamed } from '../support/contract-product.js';
import { commandIdOf, T } from '../support/oracle/contract/index.js';
import {
  accept,
  BIF,
  CASE,
  CONCERN,
  COURSE,
  id,
  inCase,
  KP,
  L,
  type Line,
  OFFER,
  offer,
  onConcern,
  opened,
  SOF,
  start,
  the,
} from '../support/oracle/contract/scenario.js';
import { consult } from '../support/oracle/index.js';

const [OFFERS, COURSES, GOALS, MENTORS] = [
  [OFFER, id(80)],
  [COURSE, id(81)],
  [id(60), id(61)],
  [id(90), id(91)],
] as const;
const STATEMENTS = [70, 71, 72, 73, 74].map(id);
const [VEL, AGENCIES] = ['VEL:coordinator', [SOF, SOF, SOF, BIF, BIF, KP, 'BUF:caseworker', 'SOF:leader']];

/** Two courses and two mentors, and then what may come of it: rows B in any order, at times that go back and forth. */
function history(seed: number): readonly Line[] {
  const random = new Random(seed);
  const lines: Line[] = [
    ...opened('2024-01-08'),
    ...[offer('2024-01-09T10:00:00Z'), offer('2024-01-09T10:00:00Z', { offerId: OFFERS[1], kind: 'parent-coach' })],
    ...OFFERS.map((offerId) => accept('2024-01-10T10:00:00Z', { offerId })),
    mentor(MENTORS[0], '2024-01-02T10:00:00Z', 'koebenhavn', BIF),
    mentor(MENTORS[1], '2024-01-02T10:00:00Z', 'koege', VEL),
    start('2024-01-11T10:00:00Z'),
  ];
  for (let n = 0; n < 45; n++) lines.push(next(random, lines));
  return lines;
}
const mentor = (of: string, at: string, infohus: string, who: string): Line =>
  L('RegisterMentor', of, at, who, {
    ...{ infohus, name: 'Testmentor', kinds: ['mentor', 'parent-coach'], capacity: 1, trainedOn: '2024-01-01' },
  });

function next(random: Random, before: readonly Line[]): Line {
  const day = (from = 9) => `2024-01-${String(random.whole(from, 28)).padStart(2, '0')}`;
  const at = `${day()}T${String(random.whole(8, 17)).padStart(2, '0')}:00:00Z`;
  const [who, courseId, goalId] = [random.one(AGENCIES), random.one(COURSES), random.one(GOALS)];
  const assessments = before.flatMap(({ command }, i) => (command === 'RecordAssessment' ? [the(i + 1)] : []));
  const assessmentId = random.one([...assessments, id(99)]);
  const statements = Array.from({ length: random.whole(1, 2) }, () => ({
    ...{ statementId: random.one(STATEMENTS), dimension: 'family', text: 'Udsagn', nature: 'fact', shareable: true },
  }));
  const ofMentor = (command: string, data: object) =>
    L(command, random.one(MENTORS), at, random.one([BIF, VEL, VEL, SOF]), data);
  const make: (() => Line)[] = [
    () => inCase('SetGoal', at, { goalId, courseId, text: 'Mål' }, who),
    () => inCase('ReviewGoal', at, { goalId, state: random.one(['on-the-way', 'reached', 'changed']) }, who),
    () => inCase('DropGoal', at, { goalId }, who),
    () => inCase('RecordOwnView', at, { courseId, text: 'Syn', givenOn: day() }, who),
    () =>
      inCase(
        'RecordAssessment',
        at,
        {
          ...{ personId: id(3), needs: 'Behov', recommendedEfforts: [], followUpAgency: 'SOF', statements },
        },
        who,
      ),
    () => inCase('ContributeToAssessment', at, { assessmentId, statements }, who),
    () =>
      inCase(
        'RecordDissent',
        at,
        { assessmentId, text: 'Uenig', ...(random.chance(0.6) ? { statementId: random.one(STATEMENTS) } : {}) },
        who,
      ),
    () =>
      inCase(
        'StartCourse',
        at,
        { courseId, offerId: random.one(OFFERS), mentorId: random.one([...MENTORS, id(98)]) },
        who,
      ),
    () => inCase(random.one(['PauseCourse', 'ResumeCourse', 'CompleteCourse']), at, { courseId }, who),
    () => inCase('WithdrawConsent', at, { offerId: random.one(OFFERS) }, who),
    () =>
      inCase(
        'AcceptOffer',
        at,
        { offerId: random.one(OFFERS), consent: { by: [id(3)], scope: 'Ja', givenOn: at.slice(0, 10) } },
        who,
      ),
    () => inCase('HandCaseToSecurity', at, { to: 'police', reason: 'Grund' }, KP),
    () => inCase('ClearForSupport', at, {}, KP),
    () => inCase('CloseCase', at, { reason: 'moved', keepObligations: random.chance(0.7) }, BIF),
    () => onConcern('SendReceipt', at, { sentAt: `${day(7)}T12:00:00Z`, by: 'mail' }, who),
    () =>
      ofMentor(
        'ChangeMentor',
        random.one([{ capacity: random.whole(0, 2) }, { certificateUntil: day() }, { kinds: ['mentor'] }]),
      ),
    () => ofMentor('EndMentor', { reason: 'Rejst' }),
    () => ofMentor('LendMentor', { toInfohus: random.one(['koebenhavn', 'koege', 'nowhere']), from: day(), to: day() }),
    () => ofMentor('ReturnMentor', {}),
    () =>
      L('ReassignCases', id(random.whole(60, 63)), at, who, { fromUser: 'u1', toUser: 'u2', caseIds: [CASE, CONCERN] }),
  ];
  // What ends much comes seldom.
  const seldom = new Set([9, 11, 13, 16]);
  const which = random.whole(0, make.length - 1);
  return (seldom.has(which) && random.chance(0.6) ? make[random.whole(0, 8)] : make[which])?.() as Line;
}

/** Rows B against the second reading of the two documents: every answer, and of each rule at least one. */
describe('What the best have', () => {
  it('is answered as the contract does, in whatever order it comes', async () => {
    const wrong: string[] = [];
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const lines = history(seed).map((line, i) => JSON.stringify({ commandId: commandIdOf(i + 1), ...line }));
      const oracle = consult([lines.join('\n')], T);
      const { result } = await importNamed(lines, T);
      const said = (all: readonly { line: number; code: string; rule: string | null }[]) =>
        new Map(all.map(({ line, code, rule }) => [line, rule ?? code]));
      const [ours, theirs] = [said(result.refused), said(oracle.importResult.refused)];
      for (const [i, line] of lines.entries()) {
        const [we, they] = [ours.get(i + 1) ?? 'ok', theirs.get(i + 1) ?? 'ok'];
        seen.set(`${JSON.parse(line).command} ${they}`, 1);
        if (we === they) continue;
        // Whether an offer has another course once its first has ended, the contract leaves open (oracle/README.md, 30).
        if (they === 'course-exists') break;
        wrong.push(`seed ${seed} line ${i + 1}: product ${we}, contract ${they}: ${line}`);
        break; // what follows may only follow from it
      }
    }
    expect(wrong).toEqual([]);
    const answers = new Set([...seen.keys()].map((key) => key.split(' ')[1]));
    expect(RULES.filter((rule) => !answers.has(rule))).toEqual([]);
  });
});
const SEEDS = 14;
/** The others are in histories by hand (oracle/contract/daily.ts). */
const RULES =
  `duplicate-statement no-such-assessment own-assessment no-such-course course-not-active no-such-goal goal-ended mentor-not-here
  mentor-ended not-lent own-infohus already-exists out-of-order security-hold not-found not-permitted`.split(/\s+/);
