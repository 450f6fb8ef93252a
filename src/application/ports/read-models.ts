import type { ConcernStatus } from '../../domain/concern/status.js';
import type { Facts } from '../../domain/indicators/facts.js';
import type { Survivor } from '../../domain/person/survivor.js';
import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import type { ListQuery } from '../../projections/condition.js';
import type { AlertRow } from '../../projections/deadline-alerts/deadline-alerts.js';
import type { FigureRow } from '../../projections/figures/figures.js';
import type { Holding } from '../../projections/handover-chain/handover-chain.js';
import type { LateRow } from '../../projections/late-registrations/late-registrations.js';
import type { LookRow, LookWay } from '../../projections/looks/looks.js';
import type { CountedRecord, Series } from '../../projections/numbers/numbers.js';
import type { Orders } from '../../projections/order.js';
import type { PersonRow } from '../../projections/persons/persons.js';
import type { Projection } from '../../projections/projection.js';
import type { Register, RegisterRow } from '../../projections/registers/registers.js';
import type { ObligationRows } from './obligation-rows.js';
import type { Cursor, PageRequest, Scope, VisibilityScope } from './scope.js';
import type { RowWallContext } from './standing.js';

export type { Cursor, PageRequest, RowRelation, Scope, VisibilityScope } from './scope.js';

/** What stands in a list: one object behind its pages, its count and its export, so that they cannot differ. */
export interface CaseQuery extends Scope {
  readonly status?: string | undefined;
  readonly responsible?: string | undefined;
  readonly caseType?: string | undefined;
  /** Opened at this instant or later. */
  readonly from?: string | undefined;
  /** Opened before this instant. */
  readonly before?: string | undefined;
  /** No others than these. */
  readonly caseIds?: readonly string[] | undefined;
  /** Closed, and before this instant. */
  readonly closedBefore?: string | undefined;
  /** Not triaged, or a handover waits: for the agenda of whoever sees the whole Infohus. */
  readonly waits?: boolean | undefined;
  /** A handover waits for its answer. */
  readonly pending?: boolean | undefined;
  /** This user of this agency works on it. */
  readonly worker?: { readonly agency: string; readonly userId: string } | undefined;
  /** Nobody of the responsible agency works on it. */
  readonly unassigned?: boolean | undefined;
  /** An offer waits for its answer. */
  readonly offering?: boolean | undefined;
  /** Something was recorded since, last by another than this user. */
  readonly news?: Pick<NewsQuery, 'since' | 'notBy'> | undefined;
}
/** Cases of which something was recorded by others, the newest first. */
export interface NewsQuery extends Scope {
  readonly since: string;
  /** Not by this user. */
  readonly notBy: string;
}
export interface ConcernQuery extends Scope {
  /** No others than these. */
  readonly concernIds?: readonly string[] | undefined;
  readonly standing?: ConcernStatus | undefined;
  /** Kept by this rule of retention, since before this instant. */
  readonly kept?: { readonly as: string; readonly before: string } | undefined;
  /** Police have not assessed it finally. */
  readonly unassessed?: boolean | undefined;
  /** Received at this instant or later. */
  readonly from?: string | undefined;
  /** Received before this instant. */
  readonly before?: string | undefined;
}

/** What was passed on: newest first, then by id. */
export interface DisclosureQuery extends Scope {
  readonly fromAgency?: string | undefined;
  readonly toAgency?: string | undefined;
  readonly basis?: string | undefined;
  readonly category?: string | undefined;
  /** Of cases, or of concerns. */
  readonly kind?: 'case' | 'concern' | undefined;
  readonly caseId?: string | undefined;
  readonly concernId?: string | undefined;
  /** Told at this instant or later. */
  readonly from?: string | undefined;
  /** Told before this instant. */
  readonly before?: string | undefined;
}

export type GlassQuery = { readonly caseId: string } | { readonly userId: string };

/** Which looks are asked for; days are local, both in the list. */
export interface LooksQuery {
  readonly recordIds?: readonly string[] | undefined;
  readonly userId?: string | undefined;
  readonly agency?: string | undefined;
  readonly way?: LookWay | undefined;
  /** The kind of record, the list or the export. */
  readonly record?: string | undefined;
  readonly from?: string | undefined;
  /** The first day that is not asked for. */
  readonly before?: string | undefined;
}

/** How many cases a worker of an agency has open. */
export interface Workload {
  readonly userId: string;
  readonly open: number;
}

/** How many of what there are in an Infohus. */
export interface Tally {
  readonly cases: Counts;
  readonly openByType: Counts;
  readonly openByLevel: Counts;
  readonly openByAgency: Counts;
  readonly concerns: Counts;
  /** As assessed, over all concerns (K24-6). */
  readonly forms: Counts;
}
export type Counts = Readonly<Record<string, number>>;

/** A list of a read model: one question, which the read store asks of its table and a fold of its rows. What is listed is what is counted. */
export interface RowList<Row extends object, Query extends Scope> {
  readonly of: Projection;
  listed(query: Query): ListQuery;
  readonly orders: Orders;
  placeOf(row: Row, sort?: string): Cursor;
}

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

/** Years that are counted, and what of earlier ones may still count in them. Instants; undefined = without end. */
export interface CountedYears {
  /** Something happened at this instant or later to what was begun earlier: a follow-up or a re-offer of it may fall in the years. */
  readonly since?: string | undefined;
  /** The years themselves. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** What is counted in them; without it everything. */
  readonly counted?: CountedKinds | undefined;
}
export interface CountedKinds {
  /** Advice in these years on concerns of earlier ones. */
  readonly advice: boolean;
  /** Kinds of course. */
  readonly courses: readonly string[];
  readonly activities: boolean;
  readonly agreements: boolean;
}
