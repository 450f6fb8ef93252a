import type { Obligation } from '../../domain/obligations/index.js';
import type { Plan } from '../../domain/plan/schema.js';
import type {
  Load,
  ObligationPage,
  ObligationPageQuery,
  ObligationQuery,
  ObligationRows,
} from '../../projections/obligations/obligation-query.js';
import type { ObligationRow } from '../../projections/obligations/obligations.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { Scope } from '../../projections/scope.js';
import { deadlineIdOf } from './deadline-id.js';
import { deadlineFacts, obligationsAt } from './deadlines.js';
import { isAmongObligations, loadsOf, OWED, partOf, rowsFrom, shownTo } from './query.js';

/**
 * The read model, where it can answer for that instant: it is as far as the others, and nothing that it knows of is later. Else the facts are
 * asked, by the same rules: the same answer, for the price of all there is.
 */
export async function kept(models: ReadModels, now: string): Promise<ObligationRows | undefined> {
  const known = ofOneQuestion.get(models) ?? models.beyond.obligations?.since();
  // Those behind a wall are made for one question, which is of one moment.
  if (models !== models.beyond) ofOneQuestion.set(models, known);
  const since = await known;
  return since !== undefined && since <= now ? models.obligations : undefined;
}
const ofOneQuestion = new WeakMap<ReadModels, Promise<string | undefined> | undefined>();
/** Models behind a wall, for one page that has asked already where they stand. */
export function keptSince(models: ReadModels, since: string): ReadModels {
  ofOneQuestion.set(models, Promise.resolve(since));
  return models;
}

/** The obligations that a scope shows as they stand at an instant, earliest due first (domain.md section 6). */
export async function obligationsNow(
  models: ReadModels,
  plans: readonly Plan[],
  scope: Scope,
  now: string,
): Promise<readonly Obligation[]> {
  const rows = await kept(models, now);
  if (!rows) return obligationsAt(await deadlineFacts(models, scope, plans), plans, now);
  return (await rows.find({ ...scope, now })).map((row) => shownTo(scope.reach, row, now));
}

/** Rows of a query, from the table or from the facts. */
export const obligationRows = async (
  models: ReadModels,
  plans: readonly Plan[],
  query: ObligationQuery,
  part?: ObligationPage,
): Promise<readonly ObligationRow[]> => (await obligationsEach(models, plans, query.now, [{ query, part }]))[0] ?? [];

/** Rows of several queries about one instant, asked together. */
export async function obligationsEach(
  models: ReadModels,
  plans: readonly Plan[],
  now: string,
  asked: readonly ObligationPageQuery[],
): Promise<readonly (readonly ObligationRow[])[]> {
  const rows = await kept(models, now);
  if (rows) return rows.findEach(asked);
  // Of the scope alone: when something is due says nothing of when its case was opened.
  const facts = new Map<string, Promise<readonly ObligationRow[]>>();
  const within = ({ infohus, reach }: Scope) => {
    const key = JSON.stringify([infohus, reach]);
    const found =
      facts.get(key) ?? deadlineFacts(models, { infohus, reach }, plans).then((all) => rowsFrom(all, plans, now));
    facts.set(key, found);
    return found;
  };
  return Promise.all(
    asked.map(async ({ query, part }) => partOf((await within(query)).filter(isAmongObligations(query)), part, query)),
  );
}

/** How many rows a query has, counted no further than `cap`. */
export const countObligations = async (
  models: ReadModels,
  plans: readonly Plan[],
  query: ObligationQuery,
  cap: number,
): Promise<number> => (await countEach(models, plans, query.now, [query], cap))[0] ?? 0;

/** How many rows each of several queries about one instant has, none counted further than `cap`. */
export async function countEach(
  models: ReadModels,
  plans: readonly Plan[],
  now: string,
  queries: readonly ObligationQuery[],
  cap: number,
): Promise<readonly number[]> {
  const rows = await kept(models, now);
  if (rows) return rows.countEach(queries, cap);
  const asked = queries.map((query) => ({ query }));
  return (await obligationsEach(models, plans, now, asked)).map(({ length }) => Math.min(cap, length));
}

/** What is still owed of a query, by the worker of that agency who has the case. */
export async function loadsNow(
  models: ReadModels,
  plans: readonly Plan[],
  q: ObligationQuery,
  agency: string,
): Promise<readonly Load[]> {
  const rows = await kept(models, q.now);
  if (rows) return rows.loads(q, agency);
  return loadsOf(await obligationRows(models, plans, { ...q, states: OWED }), q.now, agency);
}

/** What is owed to be acted on, with who of each agency has the case. */
export interface OwedWork {
  readonly obligation: Obligation;
  readonly deadlineId: string;
  readonly assigned: Readonly<Record<string, string>>;
}

/** What may have been told of and still holds. `met`: with what was answered in time. */
export async function owedNow(
  models: ReadModels,
  plans: readonly Plan[],
  scope: Scope,
  now: string,
  met: boolean,
): Promise<readonly OwedWork[]> {
  const rows = await kept(models, now);
  if (rows) {
    const states = ['due-soon', 'overdue', 'missed', ...(met ? (['met'] as const) : [])] as const;
    return (await rows.find({ ...scope, now, states })).map((row) => ({
      obligation: shownTo(scope.reach, row, now),
      deadlineId: row.deadlineId,
      assigned: row.assigned,
    }));
  }
  const facts = await deadlineFacts(models, scope, plans);
  const assigned = new Map(facts.cases.map((c) => [c.caseId, c.state.assigned]));
  return obligationsAt(facts, plans, now).map((obligation) => ({
    obligation,
    deadlineId: deadlineIdOf(obligation),
    assigned: assigned.get(obligation.caseId ?? '') ?? {},
  }));
}
