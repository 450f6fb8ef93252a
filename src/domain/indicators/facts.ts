import type { ActivityState } from '../activity/activity.js';
import type { Goal } from '../case/state.js';
import { type ConcernEnding, type ConcernFacts, ending, newestOutcome, type Outcome } from '../concern/state.js';
import type { CourseFacts, OfferFacts } from '../obligations/index.js';
import type { Signature } from '../partner/state.js';

/** A figure recorded from outside: a measurement of the year, or history before the log. */
export interface Figure {
  readonly indicator: string;
  readonly year: number;
  readonly value: number;
  readonly source: string;
  readonly historical: boolean;
  readonly occurredAt: string;
  readonly position: number;
}

/** A concern with what its steps came to: of most concerns a report looks at nothing else. */
export interface ConcernFact extends ConcernFacts {
  readonly concernId: string;
  /** Of the newest qualification; null: not qualified. */
  readonly outcome: Outcome | null;
  /** null: not ended. */
  readonly ending: ConcernEnding | null;
}
export const concernFact = (concernId: string, facts: ConcernFacts): ConcernFact => ({
  ...facts,
  concernId,
  outcome: newestOutcome(facts.steps) ?? null,
  ending: ending(facts.steps) ?? null,
});

/** A course with its goals: when each was set, reviewed and dropped, never which it is. None where it has no goal. */
export type CountedCourse = CourseFacts & { readonly goals?: readonly Pick<Goal, 'setAt' | 'steps'>[] };

/** What a report counts: one fact a countable thing, the open part only, so that erasing a person never changes a figure. */
export interface Facts {
  readonly concerns: readonly ConcernFact[];
  readonly cases: readonly {
    readonly caseId: string;
    readonly openedAt: string;
    /** null: open, or opened again. */
    readonly closedAt: string | null;
    /** An appointment that was missed is no contact; null: none yet. No definition counts it, so the facts these are frozen by have none. */
    readonly firstContactAt?: string | null;
  }[];
  readonly offers: readonly OfferFacts[];
  readonly courses: readonly CountedCourse[];
  readonly activities: readonly Pick<ActivityState, 'kind' | 'heldOn' | 'participants' | 'schoolType'>[];
  readonly agreements: readonly Pick<Signature, 'signedOn'>[];
  readonly figures: readonly Figure[];
}
