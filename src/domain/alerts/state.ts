import type { AggregateType } from '../kernel/decider.js';

/** What people were told of one obligation, and who said that it was seen. */
export interface DeadlineState {
  readonly infohus: string;
  readonly caseId: string | null;
  readonly concernId: string | null;
  readonly breachId: string | null;
  readonly alerts: readonly { readonly at: string; readonly state: string; readonly dueAt: string }[];
  readonly acknowledgedAt: string | null;
}
export const deadlineAggregate: AggregateType<DeadlineState, 'deadline'> = {
  aggregate: 'deadline',
  initial: { infohus: '', caseId: null, concernId: null, breachId: null, alerts: [], acknowledgedAt: null },
};
