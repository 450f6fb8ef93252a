import type { AggregateType } from '../kernel/decider.js';

/** What ends by itself and is kept for a time of its own. */
export const RETAINED = ['concern', 'case', 'meeting', 'hotline', 'incident', 'transfer'] as const;
export type Retained = (typeof RETAINED)[number];
/** A document is kept as long as what it hangs on, and can go alone. */
export const DISPOSABLE = [...RETAINED, 'document'] as const;
export type Disposable = (typeof DISPOSABLE)[number];

export interface DisposalState {
  readonly infohus: string;
  readonly proposedAt: string | null;
  readonly proposedBy: string;
  readonly records: readonly { readonly kind: Disposable; readonly recordId: string }[];
  /** The DisposalAuthorised; null: it waits for the second user. */
  readonly authorised: { readonly eventId: string; readonly at: string; readonly by: string } | null;
  readonly disposed: readonly string[];
}
export const disposalAggregate: AggregateType<DisposalState, 'disposal'> = {
  aggregate: 'disposal',
  initial: { infohus: '', proposedAt: null, proposedBy: '', records: [], authorised: null, disposed: [] },
};
