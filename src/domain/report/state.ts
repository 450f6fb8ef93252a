import type { z } from 'zod';
import type { AggregateType } from '../kernel/decider.js';
import type { frozen, published } from './fields.js';

export type FrozenReport = z.output<z.ZodObject<typeof frozen>>;
export type PublishedReport = z.output<z.ZodObject<typeof published>>;

/** What happened to a report: frozen for the house, or published for everybody; by whom and when. */
export interface KeptReport<R> {
  readonly eventId: string;
  /** Recorded at this instant. */
  readonly at: string;
  readonly by: { readonly userId: string; readonly agency: string };
  readonly report: R;
}
/** The yearly reports of an Infohus that are not computed anew any more, oldest first. */
export interface ReportsState {
  readonly frozen: readonly KeptReport<FrozenReport>[];
  readonly published: readonly KeptReport<PublishedReport>[];
}
export const reportAggregate: AggregateType<ReportsState, 'report'> = {
  aggregate: 'report',
  initial: { frozen: [], published: [] },
};
