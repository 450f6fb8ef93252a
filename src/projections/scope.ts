/** The relations of authorization/standing.ts that can be seen in a row: those of an agency to a case, or to a concern that has none. */
export type RowRelation = 'on-case' | 'asked' | 'registrar' | 'infohus-police';
/** Rows to which the agency has one of these relations; none: no row. */
export interface VisibilityScope {
  readonly agency: string;
  readonly by: readonly RowRelation[];
}
/** Which rows a reader may know of, decided before any is read, counted or paged; without `reach` every row of the Infohus. */
export interface Scope {
  readonly infohus: string;
  readonly reach?: VisibilityScope | undefined;
  /** For who works: nothing that compliance alone owes, for a breach may be about whoever works (GDPR art. 33). */
  readonly work?: boolean | undefined;
  /** In which of the list's orders; without one in its first. It changes nothing of what is listed, but for what it would tell of a row. */
  readonly sort?: string | undefined;
}

/** Where a row stands in its list: by what the list is ordered by, an instant or a code, then by its id. It need not exist any more. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}
/** A part of a list: the first rows of it, those below a place, or those next above it; always in the order of the list. */
export interface PageRequest {
  readonly limit: number;
  readonly below?: Cursor | undefined;
  readonly above?: Cursor | undefined;
}
