import { isOfCompliance } from '../../domain/obligations/alerts.js';
import { EVER, type Obligation, type ObligationState, standingAt } from '../../domain/obligations/index.js';
import type { Plan } from '../../domain/plan/schema.js';
import type {
  Load,
  ObligationCursor,
  ObligationPage,
  ObligationQuery,
} from '../../projections/obligations/obligation-query.js';
import type { ObligationRow } from '../../projections/obligations/obligations.js';
import { orderOf, orders } from '../../projections/order.js';
import { factsIn, survivorsIn } from '../../projections/persons/persons.js';
import type { RegisterRow } from '../../projections/registers/registers.js';
import type { Scope, VisibilityScope } from '../../projections/scope.js';
import type { DeadlineFacts } from './deadlines.js';
import { rowsOfCase, rowsOfConcern, rowsOfMeeting, rowsOfPerson, rowsOfRegister } from './rows.js';

export const stateOf = ({ facts }: ObligationRow, now: string): ObligationState => standingAt(facts, now).state;

/** Those states in which something is still to be done. */
export const OWED = ['overdue', 'due-soon', 'upcoming'] as const satisfies readonly ObligationState[];

/** What a reader's relations are called in a row's `viewers`. */
export const viewersOf = ({ agency, by }: VisibilityScope): readonly string[] => [
  ...by.map((relation) => (relation === 'infohus-police' ? relation : `${relation}:${agency}`)),
  `owes:${agency}`,
];

/** The query as a test of one row: what the table is asked in SQL. */
export const isAmongObligations =
  ({ infohus, reach, work, now, states, names, caseId, from, before, whom, notWhom, ...more }: ObligationQuery) =>
  (row: ObligationRow): boolean =>
    row.infohus === infohus &&
    !(work && isOfCompliance(row.facts)) &&
    (reach === undefined || viewersOf(reach).some((viewer) => row.viewers.includes(viewer))) &&
    (states === undefined || states.includes(stateOf(row, now))) &&
    (names === undefined || names.includes(row.facts.obligation)) &&
    (caseId === undefined || row.caseId === caseId) &&
    (from === undefined || row.dueAt >= from) &&
    (before === undefined || row.dueAt < before) &&
    (whom === undefined || row.whom === whom) &&
    (notWhom === undefined || row.whom !== notWhom) &&
    isAmongMore(more, row);

/** What the work lists ask besides. */
const isAmongMore = ({ open, caseIds, assigned }: Partial<ObligationQuery>, row: ObligationRow): boolean =>
  (open === undefined || (row.standing === 'open' && (open === 'all' || !row.held))) &&
  (caseIds === undefined || caseIds.includes(row.caseId ?? '')) &&
  (assigned === undefined || row.assigned[assigned.agency] === assigned.userId);

/** The obligation as this reader is shown it: of a concern in a case that the reader's agency is not on, no step of that case. */
export function shownTo(reach: VisibilityScope | undefined, row: ObligationRow, now: string): Obligation {
  const standing = standingAt(row.facts, now);
  const apart = row.source.startsWith('concern-') && reach !== undefined && !isOn(reach, row);
  if (!apart) return standing;
  const { caseId: _, ...rest } = standing;
  return rest;
}
const isOn = ({ agency, by }: VisibilityScope, { agencies }: ObligationRow) =>
  by.includes('on-case') && agencies.includes(agency);

/** How many of these stand how, by the worker of that agency who has the case. */
export function loadsOf(owed: readonly ObligationRow[], now: string, agency: string): readonly Load[] {
  const loads = new Map<string, Load>();
  for (const row of owed) {
    const userId = row.assigned[agency] ?? null;
    const state = stateOf(row, now);
    const key = `${state} ${userId ?? ''}`;
    loads.set(key, { userId, state, n: 1 + (loads.get(key)?.n ?? 0) });
  }
  return [...loads.values()];
}

/** A list of what is owed begins with what is due first, or with what is due last. */
export const WORK_ORDERS = orders({ id: 'place', by: { due: 'dueAt' }, first: 'due' });
export const isFromBehind = ({ sort }: Scope): boolean => !orderOf(WORK_ORDERS, sort).up;

export const byDue = (a: ObligationCursor, b: ObligationCursor): number =>
  a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.place < b.place ? -1 : a.place > b.place ? 1 : 0;

/** The part of rows that stand in order: what the table is asked in SQL. */
export function partOf(
  all: readonly ObligationRow[],
  part: ObligationPage | undefined,
  query: Scope,
): readonly ObligationRow[] {
  const isBack = isFromBehind(query);
  const rows = isBack ? all.toReversed() : all;
  const beyond = (row: ObligationRow, at: ObligationCursor) => (isBack ? byDue(at, row) : byDue(row, at));
  if (!part) return rows;
  const { after, upTo, limit } = part;
  if (upTo) return rows.filter((row) => beyond(row, upTo) < 0).slice(-limit);
  return (after ? rows.filter((row) => beyond(row, after) > 0) : rows).slice(0, limit);
}

/**
 * All rows that a scope's facts give: what the tables are held against, and what is asked where there are none, or where the clock stands before
 * what is known (`at`).
 */
export function rowsFrom(facts: DeadlineFacts, plans: readonly Plan[], at = EVER): readonly ObligationRow[] {
  const { people, persons, registers, meetings } = facts;
  const survivor = survivorsIn(people);
  const told = factsIn(people);
  const cases = new Map(facts.cases.map((c) => [c.caseId, c]));
  const concerns = new Map([...facts.decidedOn, ...facts.concerns].map((c) => [c.concernId, c]));
  const asked = new Map<string, RegisterRow<'person'>[]>();
  for (const row of persons) asked.set(survivor(row.id), [...(asked.get(survivor(row.id)) ?? []), row]);
  return [
    ...facts.concerns.flatMap((c) => rowsOfConcern(c, cases.get(c.caseId ?? ''), plans, at)),
    ...facts.cases.flatMap((c) => rowsOfCase(c, survivor, told, plans, at)),
    ...meetings.flatMap((m) => rowsOfMeeting(m, { concerns, cases }, plans, at)),
    ...[...asked].flatMap(([id, rows]) => rowsOfPerson(id, rows, plans, at)),
    ...registers.flatMap((row) => rowsOfRegister(row, plans, at)),
  ].sort(byDue);
}
