import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import type { AlertRow } from '../../projections/deadline-alerts/deadline-alerts.js';
import type { FigureRow } from '../../projections/figures/figures.js';
import type { Holding } from '../../projections/handover-chain/handover-chain.js';
import type { Register, RegisterRow } from '../../projections/registers/registers.js';

/** Which rows an actor may see: those of cases whose agencies include this one; undefined = every row of the Infohus. */
export interface Scope {
  readonly infohus: string;
  readonly agency?: string;
}

/** What queries read, whether from the tables (live) or from a fold of the log (as of a moment): the same rows either way. */
export interface ReadModels {
  concerns(scope: Scope): Promise<readonly ConcernRow[]>;
  concern(concernId: string): Promise<ConcernRow | undefined>;
  cases(scope: Scope): Promise<readonly CaseRow[]>;
  holdings(caseId: string): Promise<readonly Holding[]>;
  /** Newest first; without an Infohus those of all. */
  register<A extends Register>(aggregate: A, infohus?: string): Promise<readonly RegisterRow<A>[]>;
  /** Newest first; without an Infohus those of all. */
  alerts(infohus?: string): Promise<readonly AlertRow[]>;
  figures(infohus: string): Promise<readonly FigureRow[]>;
}
