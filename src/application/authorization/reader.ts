import type { Actor } from '../../domain/kernel/event.js';
import type { Purpose } from './policy.js';

/** Who asks, and what for. */
export interface Reader {
  readonly actor: Actor;
  readonly purpose: Purpose;
}
