import type { IndicatorDefinition } from '../plan/schema.js';
import type { Counting, IndicatorCount } from './counting.js';

/** What an indicator says of itself, in one language: what is counted, of what, and what would still decide. A count has no `of`. */
export interface Wording {
  readonly counts: string;
  readonly of?: string;
  readonly unknown?: string;
}

/**
 * How one kind of indicator is counted (domain.md section 6). What an earlier version counted otherwise stays: a report that was frozen by it is
 * computed by it again, and compared with the newer one.
 */
export interface Definition {
  readonly kind: IndicatorDefinition['kind'];
  readonly version: number;
  readonly wording: { readonly da: Wording; readonly en: Wording };
  count(counting: Counting): IndicatorCount;
}
