import type { AggregateType } from '../kernel/decider.js';

/** Broken glass: one person sees one case for some hours, with a written reason (domain.md rule 11). */
export interface Glass {
  readonly caseId: string;
  readonly infohus: string;
  readonly userId: string;
  readonly agency: string;
  readonly usedAt: string;
  readonly until: string;
  readonly reviewedAt: string | null;
  /** As compliance found it; null: not reviewed, or by an old review that did not say. */
  readonly justified: boolean | null;
}
/**
 * Who looked at what: one stream a user and day (`access-{userId}-{day}`), and one for each time that glass was broken, by its own id.
 */
export interface AccessState {
  readonly count: number;
  readonly glass: Glass | null;
}
export const accessAggregate: AggregateType<AccessState, 'access'> = {
  aggregate: 'access',
  initial: { count: 0, glass: null },
};
export const counted = (s: AccessState): AccessState => ({ ...s, count: s.count + 1 });
