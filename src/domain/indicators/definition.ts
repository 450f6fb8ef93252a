import type { IndicatorDefinition } from '../plan/schema.js';
import type { Counting, IndicatorCount } from './counting.js';

/** What an indicator says of itself, in one language: what is counted, of what, and what would still decide. A count has no `of`. */
export interface Wording {
  readonly counts: string;
  readonly of?: string;
  readonly unknown?: string;
}

/** Counts of one family are published together: one of them may tell what another withholds. */
// biome-ignore format: one line
export const FAMILIES = ['concerns', 'offers', 'reoffers', 'follow-ups', 'progress', 'goals', 'activities', 'measurements'] as const;

/**
 * How one kind of indicator is counted (domain.md section 6). What an earlier version counted otherwise stays: a report that was frozen by it is
 * computed by it again, and compared with the newer one.
 */
export interface Definition {
  readonly kind: IndicatorDefinition['kind'];
  readonly version: number;
  /** Which counts its own are joined with, by what they count, and how early of them it is told: wholes first, and what later ones would narrow. */
  readonly told: { readonly family: (typeof FAMILIES)[number]; readonly place: number };
  readonly wording: { readonly da: Wording; readonly en: Wording };
  count(counting: Counting): IndicatorCount;
}
