import type { ObligationName, ObligationState } from '../../domain/obligations/index.js';
import type { AlertRow } from '../deadline-alerts/deadline-alerts.js';
import type { Scope } from '../scope.js';
import type { ObligationRow } from './obligations.js';

/** Which obligations, as they stand at an instant: one object behind a list, its pages, its count and its export. Earliest due first. */
export interface ObligationQuery extends Scope {
  readonly now: string;
  readonly states?: readonly ObligationState[] | undefined;
  readonly names?: readonly ObligationName[] | undefined;
  /** Of this case. */
  readonly caseId?: string | undefined;
  /** Due at this instant or later. */
  readonly from?: string | undefined;
  /** Due before this instant. */
  readonly before?: string | undefined;
  /** Who has to act. */
  readonly whom?: string | undefined;
  /** Whoever else has to act. */
  readonly notWhom?: string | undefined;
  /** Still owed, whatever the clock says; `not-waiting`: without what waits while a course pauses. */
  readonly open?: 'all' | 'not-waiting' | undefined;
  /** Of these cases. */
  readonly caseIds?: readonly string[] | undefined;
  /** Of a case that this user of this agency works on. */
  readonly assigned?: { readonly agency: string; readonly userId: string } | undefined;
}
/** How many that are still owed stand so with one worker; null: nobody of the agency has the case. */
export interface Load {
  readonly userId: string | null;
  readonly state: ObligationState;
  readonly n: number;
}
/** Where a row stands: nothing before it is shown again. */
export interface ObligationCursor {
  readonly dueAt: string;
  readonly place: string;
}
export interface ObligationPage {
  readonly limit: number;
  readonly after?: ObligationCursor | undefined;
  /** Those next before this place, earliest due first as always. */
  readonly upTo?: ObligationCursor | undefined;
}

export interface ObligationPageQuery {
  readonly query: ObligationQuery;
  readonly part?: ObligationPage | undefined;
}

/** The read model of obligations. Its rows answer for instants from `since` on: what had occurred by an
 * earlier one is a question to the facts. Undefined: they are behind what they are computed from. */
export interface ObligationRows {
  since(): Promise<string | undefined>;
  find(query: ObligationQuery, part?: ObligationPage): Promise<readonly ObligationRow[]>;
  /** Several questions at once, each with its own rows. */
  findEach(asked: readonly ObligationPageQuery[]): Promise<readonly (readonly ObligationRow[])[]>;
  /** Several counts at once, each no further than `cap`. */
  countEach(queries: readonly ObligationQuery[], cap: number): Promise<readonly number[]>;
  /** Counts no further than `cap`. */
  count(query: ObligationQuery, cap: number): Promise<number>;
  /** What is still owed of a query, by the worker of that agency who has the case. */
  loads(query: ObligationQuery, agency: string): Promise<readonly Load[]>;
  /** Those of which something new is to be told by then, and what was told of each. */
  toTell(
    infohus: string,
    planId: string,
    now: string,
  ): Promise<readonly { row: ObligationRow; told: readonly AlertRow[] }[]>;
  /** When the clock alone will ask for more. */
  nextToTell(infohus: string, planId: string, now: string): Promise<string | undefined>;
  /** What was told of these, newest first. */
  toldOf(deadlineIds: readonly string[]): Promise<readonly AlertRow[]>;
}
