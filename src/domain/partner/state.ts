import type { AggregateType } from '../kernel/decider.js';

/** `at`: when the system's world knew of it (occurredAt); `signedOn`: the day on the paper. */
export interface Signature {
  readonly at: string;
  readonly signedOn: string;
}
export interface PartnerState {
  /** The Infohus of the coordinator who signed first; empty: not known. */
  readonly infohus: string;
  readonly since: string | null;
  readonly agreements: readonly (Signature & { readonly endsOn: string | null })[];
  /** The Charter for democratic values, every second year (K24-9). */
  readonly charters: readonly Signature[];
}
export const partnerAggregate: AggregateType<PartnerState, 'partner'> = {
  aggregate: 'partner',
  initial: { infohus: '', since: null, agreements: [], charters: [] },
};
