import type { Obligation, ObligationName } from '../../domain/obligations/index.js';
import type { Row } from '../projection.js';

/**
 * What is owed, a row each, as it stands after every fact (`EVER`): the clock alone decides between upcoming, due soon and overdue, so a question
 * at an instant is a range of an index, and nothing is ticked (design.md, Deadlines).
 */
export const table = {
  /** The stream whose facts it is computed from. */
  source: 'text',
  n: 'int',
  deadlineId: 'uuid',
  infohus: 'text',
  obligation: 'text',
  /** open, or how it ended: met, met-late, lapsed, missed. */
  standing: 'text',
  dueAt: 'instant',
  /** Since when it is due soon; when it has ended, its due instant. */
  soonAt: 'instant',
  /** A pause runs: it waits, and is not overdue. */
  held: 'bool',
  /** Among those due at one instant: ascending, as text of the collation "C". */
  place: 'text',
  caseId: 'uuid?',
  concernId: 'uuid?',
  /** Who has to act; null: those who coordinate. */
  whom: 'text?',
  /** Who may know of it, and by which relation (`viewersOf`). */
  viewers: 'texts',
  /** On its case, in its own Infohus: whoever is not is not told of that case. */
  agencies: 'texts',
  /** The caseworker of each agency that has one on the case. */
  assigned: 'json',
  /** The obligation itself, at `EVER`. */
  facts: 'json',
} as const;
export type ObligationRow = Row<typeof table> & {
  readonly obligation: ObligationName;
  readonly assigned: Readonly<Record<string, string>>;
  readonly facts: Obligation;
};

/** When a plan has the next thing told of an obligation; none: nothing more. What is ended and untold is told at once. */
export const alertTable = {
  deadlineId: 'uuid',
  planId: 'text',
  source: 'text',
  infohus: 'text',
  at: 'instant',
} as const;
export type NextAlert = Row<typeof alertTable>;

/**
 * What is still owed, once for each that may know of it: by this an agency's rows are read in their order, however many others there are, and those of
 * one kind however many of other kinds.
 */
export const viewerTable = {
  source: 'text',
  n: 'int',
  infohus: 'text',
  viewer: 'text',
  obligation: 'text',
  dueAt: 'instant',
  place: 'text',
} as const;

export const OBLIGATIONS_MODEL = {
  name: 'obligations',
  viewers: 'obligation_viewers',
  alerts: 'obligation_alerts',
  plans: 'obligation_plans',
  version: 4,
} as const;
