import type { Actor } from '../../domain/kernel/event.js';
import type { Purpose } from './policy.js';

/** Who asks, and what for. */
export interface Reader {
  readonly actor: Actor;
  readonly purpose: Purpose;
  /** Logged in not long ago and at the level that acts declared with `stepUp` ask for. Left out: no. */
  readonly steppedUp?: boolean;
}
