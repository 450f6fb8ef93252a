import type { QueryName } from '../../src/application/queries/catalogue.js';

/** What makes each row of domain.md section 3 work. Names are of things that exist, or `coverage.spec.ts` fails. */
export interface CoverageRow {
  readonly row: string;
  /** The row's demand, in short. */
  readonly asks: string;
  readonly commands?: readonly string[];
  readonly obligations?: readonly string[];
  /** Kinds of indicator that a plan may name. */
  readonly indicators?: readonly string[];
  /** Fields of a plan file. */
  readonly plan?: readonly string[];
  /** Queries (src/application/queries/catalogue.ts). */
  readonly queries?: readonly QueryName[];
  /** Sentences that show it, as `file: sentence`. */
  readonly shown: readonly string[];
}
