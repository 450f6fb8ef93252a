// What the rules of a case look at.
import type { CaseState } from './case-state.js';
import type { Concern } from './concern.js';
import type { Registered } from './consent.js';
import type { Actor, Data } from './model.js';
import type { Obligation } from './obligations.js';
import type { Rule } from './rules-concern.js';
import type { Day, Ms } from './time.js';

export interface CaseWorld extends Registered {
  readonly state: CaseState;
  readonly actor: Actor;
  readonly data: Data;
  readonly at: Ms;
  readonly day: Day;
  /** A concern as far as the actor may see it. */
  readonly concern: (id: string) => Concern | undefined;
  /** What stands against the mentor that is named, for an offer of that kind. */
  readonly mentors: (kind: string) => readonly Rule[];
  /** The decisions of meetings about the case, as obligations at `at`. */
  readonly decisions: readonly Obligation[];
}
