/** What every process that builds needs to know; the rest it finds in the database. */
export interface Task {
  /** Which rebuild: one that lost its lock must not fill the tables of the next. */
  readonly id: string;
  readonly position: number;
  readonly slices: number;
  /** Parts in which the log is read before slices are folded; 0 where each slice reads it itself. */
  readonly ranges: number;
}
