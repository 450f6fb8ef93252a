import type { Facts } from '../domain/indicators/facts.js';
import type { Survivor } from '../domain/person/survivor.js';
import type { CaseRow } from './case-list/case-list.js';
import type { CaseQuery } from './case-list/case-query.js';
import type { ConcernRow } from './concern-facts/concern-facts.js';
import type { ConcernQuery } from './concern-facts/concern-query.js';
import type { AlertRow } from './deadline-alerts/deadline-alerts.js';
import type { FigureRow } from './figures/figures.js';
import type { Holding } from './handover-chain/handover-chain.js';
import type { LateRow } from './late-registrations/late-registrations.js';
import type { LooksQuery } from './looks/look-query.js';
import type { LookRow } from './looks/looks.js';
import type { CountedRecord, Series } from './numbers/numbers.js';
import type { ObligationRows } from './obligations/obligation-query.js';
import type { PersonRow } from './persons/persons.js';
import type { GlassQuery } from './registers/register-query.js';
import type { Register, RegisterRow } from './registers/registers.js';
import type { CountedYears } from './report-facts.js';
import type { RowList } from './row-list.js';
import type { PageRequest, Scope, VisibilityScope } from './scope.js';
import type { Tally, Workload } from './tally.js';
import type { RowWallContext } from './wall-context.js';

/** What queries read, whether from the tables (live) or from a fold of the log (as of a moment): the same rows either way. */
export interface ReadModels {
  /** The position that every read model has reached. */
  position(): Promise<number>;
  /** A list by its question, or a part of it. */
  listRows<R extends object, Q extends Scope>(list: RowList<R, Q>, query: Q, part?: PageRequest): Promise<readonly R[]>;
  /** Counts no further than `cap`. */
  countRows<R extends object, Q extends Scope>(list: RowList<R, Q>, query: Q, cap: number): Promise<number>;
  concerns(query: ConcernQuery, part?: PageRequest): Promise<readonly ConcernRow[]>;
  /** Counts no further than `cap`. */
  countConcerns(query: ConcernQuery, cap: number): Promise<number>;
  concern(concernId: string): Promise<ConcernRow | undefined>;
  cases(query: CaseQuery, part?: PageRequest): Promise<readonly CaseRow[]>;
  /** Counts no further than `cap`. */
  countCases(query: CaseQuery, cap: number): Promise<number>;
  /** These, in no order; whoever asks may know of them already. */
  casesOf(caseIds: readonly string[]): Promise<readonly CaseRow[]>;
  /** Which of these cases lie within the reach. */
  casesWithin(reach: VisibilityScope, caseIds: readonly string[]): Promise<ReadonlySet<string>>;
  tally(infohus: string): Promise<Tally>;
  /** Those of an agency who work on something open that it is on, in the order of their names. */
  workloads(infohus: string, agency: string): Promise<readonly Workload[]>;
  holdings(caseId: string): Promise<readonly Holding[]>;
  /** Newest first; without an Infohus those of all. */
  register<A extends Register>(aggregate: A, infohus?: string): Promise<readonly RegisterRow<A>[]>;
  /** Of these registers the rows of these records, of whatever Infohus. */
  registered<A extends Register>(aggregates: readonly A[], ids: readonly string[]): Promise<readonly RegisterRow<A>[]>;
  /** The broken glass of a case, or that a user broke. */
  glasses(of: GlassQuery): Promise<readonly RegisterRow<'access'>[]>;
  /** Those that start at this instant or later, the next one first. */
  meetingsFrom(infohus: string, from: string): Promise<readonly RegisterRow<'meeting'>[]>;
  /** Newest first; without an Infohus those of all. */
  alerts(infohus?: string): Promise<readonly AlertRow[]>;
  figures(infohus: string): Promise<readonly FigureRow[]>;
  /** Of whatever Infohus: the persons of whom there is something to tell, and of `also` those that are registered. */
  persons(also?: readonly string[]): Promise<readonly PersonRow[]>;
  /** Who each person is now. */
  survivors(): Promise<Survivor>;
  /** Cases and concerns of which something was recorded late. */
  lateRegistrations(infohus: string): Promise<readonly LateRow[]>;
  /** The streams whose events name an id: a person's concerns and cases, the meetings that decided about a case. */
  streamsNaming(id: string): Promise<readonly string[]>;
  /** Who looked at what, a row each user, record and day; the newest first. */
  looks(query: LooksQuery): Promise<readonly LookRow[]>;
  /** Which of its Infohus, kind and year each of these records is; one that has never been recorded is left out. */
  counted(ids: readonly string[]): Promise<readonly CountedRecord[]>;
  /** The record that is this one of its series, from 1. */
  countedAs(series: Series, count: number): Promise<string | undefined>;
  /** What reports count: at least all that a span can see, of an Infohus. */
  facts(infohus: string, span?: CountedYears): Promise<Facts>;
  /** What is owed, in rows of its own; undefined where nothing is kept in tables: then it is computed from the others. */
  readonly obligations?: ObligationRows;
  /** The same read models behind the wall of a reader's standing: whatever is asked of them, no other row is found. */
  as(standing: RowWallContext): ReadModels;
  /**
   * Past the wall, for the few questions whose answer stands in rows of others and is narrowed by what they hold (test/application/walls.spec.ts
   * lists them). Where there is no wall, the same.
   */
  readonly beyond: ReadModels;
  /** All questions that the work asks see the read models as they stand at one position. */
  snapshot<T>(work: (models: ReadModels) => Promise<T>): Promise<T>;
}
