import { under } from '../../domain/case/persons.js';
import {
  acuteObligations,
  dormantReviews,
  type Obligation,
  obligationsOfCase,
  obligationsOfMeeting,
  obligationsOfPerson,
  obligationsOfTransfers,
  obligationsToPersons,
  receiptOf,
  triageOf,
} from '../../domain/obligations/index.js';
import { joined, NO_RIGHTS, type PersonRights } from '../../domain/person/rights.js';
import type { Survivor } from '../../domain/person/survivor.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import { factsIn, type PersonRow, survivorsIn } from '../../projections/persons/persons.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { RegisterRow } from '../../projections/registers/registers.js';
import type { Scope } from '../../projections/scope.js';
import { answersOf, apartFromCase, type Narrowed, narrowedTo } from '../authorization/narrowed.js';
import { endIn, OWING_REGISTERS, type OwingRow, owedBy, WORKED_REGISTERS } from './rows.js';

/** What obligations are computed from: every row that a scope may see. */
export interface DeadlineFacts {
  readonly infohus: string;
  readonly concerns: readonly ConcernRow[];
  readonly cases: readonly CaseRow[];
  /** Of the registers whose records owe by themselves. */
  readonly registers: readonly OwingRow[];
  /** Whom persons were merged into, when they came of age, what they were told. */
  readonly people: readonly PersonRow[];
  readonly meetings: readonly RegisterRow<'meeting'>[];
  readonly persons: readonly RegisterRow<'person'>[];
  /** Concerns that a decision is about and that are not among those above. */
  readonly decidedOn: readonly ConcernRow[];
  /** For an agency: what it is not shown; undefined: all is shown. */
  readonly narrowed?: Narrowed | undefined;
}

export async function deadlineFacts(models: ReadModels, scope: Scope, plans: readonly Plan[]): Promise<DeadlineFacts> {
  const { infohus, reach } = scope;
  const registers: OwingRow[] = [];
  // They belong to the Infohus: charters, certificates and breaches are no agency's work.
  if (reach === undefined)
    for (const register of scope.work ? WORKED_REGISTERS : OWING_REGISTERS)
      registers.push(...((await models.register(register, infohus)) as readonly OwingRow[]));
  const persons = reach === undefined ? await models.register('person', infohus) : [];
  const [cases, concerns] = [await models.cases(scope), await models.concerns(scope)];
  const people = await models.persons(toBeInformed(cases, plans));
  const meetings = (await models.register('meeting', infohus)).map((row) => ofDecider(reach?.agency, row));
  const known = new Set(concerns.map((c) => c.concernId));
  const others = new Set(meetings.flatMap((m) => m.state.decisions.flatMap((d) => d.subject.concernId ?? [])));
  const decidedOn: ConcernRow[] = [];
  for (const id of others) if (!known.has(id)) decidedOn.push(...listed(await models.beyond.concern(id)));
  const narrowed = reach && narrowedTo(reach, cases, concerns);
  return { infohus, concerns, cases, registers, meetings, persons, decidedOn, people, narrowed };
}

/** Of a meeting the responsible agency of a decision sees that decision, and nothing else (commands.md, Roles). */
const ofDecider = (agency: string | undefined, row: RegisterRow<'meeting'>): RegisterRow<'meeting'> =>
  agency === undefined
    ? row
    : { ...row, state: { ...row.state, decisions: row.state.decisions.filter((d) => d.responsibleAgency === agency) } };

/** Merged persons are one: what was asked under any of their ids is answered under the others. */
function rightsOf(persons: readonly RegisterRow<'person'>[], survivor: Survivor): ReadonlyMap<string, PersonRights> {
  const all = new Map<string, PersonRights>();
  for (const { id, state } of persons) {
    const one = survivor(id);
    all.set(one, joined(all.get(one) ?? NO_RIGHTS, state));
  }
  return all;
}

const endOfSubject = ({ concerns, cases, decidedOn }: DeadlineFacts) =>
  endIn({
    concerns: new Map([...decidedOn, ...concerns].map((c) => [c.concernId, c])),
    cases: new Map(cases.map((c) => [c.caseId, c])),
  });

/**
 * The obligations of an Infohus and their states at an instant, from what had occurred by then (domain.md section 6). The facts hold when
 * each thing happened, so any instant is answered from the live rows. Earliest due first.
 */
export function obligationsAt(facts: DeadlineFacts, plans: readonly Plan[], now: string): readonly Obligation[] {
  const { concerns, cases, registers, meetings, persons, people, narrowed } = facts;
  const survivor = survivorsIn(people);
  const told = factsIn(people);
  const ended = endOfSubject(facts);
  const all = [
    ...concerns.flatMap(({ concernId, infohus, facts: known }) => {
      const own = [
        ...listed(triageOf(concernId, known, plans, now)),
        ...acuteObligations(concernId, known, plans, now),
        ...listed(receiptOf(concernId, known, plans, now)),
        ...obligationsOfTransfers(known.transfers, { concernId, infohus }, plans, now),
      ];
      return narrowed?.apart.has(concernId) ? apartFromCase(own) : own;
    }),
    ...cases.flatMap(({ caseId, infohus, state, touches }) => {
      const one = under(state, survivor);
      const own = [
        ...obligationsOfCase(caseId, one, plans, now),
        ...obligationsToPersons(caseId, one, told, plans, now),
        ...dormantReviews(caseId, { infohus, touches }, plans, now),
      ];
      return narrowed?.askedTo.has(caseId) ? answersOf(narrowed.agency, state, own) : own;
    }),
    ...meetings.flatMap(({ state }) => obligationsOfMeeting(state, ended, plans, now)),
    ...[...rightsOf(persons, survivor)].flatMap(([id, rights]) => obligationsOfPerson(id, rights, plans, now)),
    ...registers.flatMap((row) => owedBy(row, plans, now)),
  ];
  return all.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

export const deadlines = async (
  models: ReadModels,
  plans: readonly Plan[],
  scope: Scope,
  now: string,
): Promise<readonly Obligation[]> => obligationsAt(await deadlineFacts(models, scope, plans), plans, now);

/** Subjects of cases whose plan asks to inform them: whether they are registered decides. */
const toBeInformed = (cases: readonly CaseRow[], plans: readonly Plan[]): readonly string[] =>
  plans.some((p) => p.informWithinMonths !== null)
    ? cases.flatMap(({ state }) => state.openedFor.map((one) => one.personId))
    : [];

const listed = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one]);

/** As commands.md gives it: without what the product adds for itself. */
export const asContract = ({ infohus: _, open: __, changes: ___, key: ____, agency: _____, ...rest }: Obligation) =>
  rest;
