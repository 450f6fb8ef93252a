import type { Context } from './decider.js';
import type { Recorded } from './event.js';
import { stateBefore } from './past.js';

/** The rules of time of an aggregate, asked of events that its commands gave. */
export interface OrderOfTime<S> {
  readonly initial: S;
  evolve(state: S, event: Recorded): S;
  /** Dated before what it follows, in the state in which it was given. */
  isLate(state: S, given: Recorded, context: Context): boolean;
  /** What the command says of a field that lies after the event; undefined where none does. */
  ahead(state: S, given: Recorded, context: Context): string | undefined;
}

/**
 * Whether an event may lie where a correction puts it: not before what it follows, nor after what follows it (commands.md, `out-of-order`). The
 * commands' own rules say so, asked again of it and of each event that was recorded since, with the correction and without: what was out of order
 * before is no fault of a correction that moves something else.
 */
export function outOfOrder<S>(
  order: OrderOfTime<S>,
  standing: readonly Recorded[],
  corrected: ReadonlyMap<string, Recorded>,
  context: Context,
): boolean {
  const after = standing.map((event) => corrected.get(event.eventId) ?? event);
  const first = Math.min(...[...corrected.values()].map((e) => e.version));
  const before = late(order, standing, first, context);
  const isMoved = (e: Recorded) =>
    corrected.has(e.eventId) && !standing.some((s) => s.eventId === e.eventId && s.occurredAt === e.occurredAt);
  return late(order, after, first, context).some((e) => isMoved(e) || !before.some((b) => b.eventId === e.eventId));
}

/** Events from a version on that lie before what they follow. */
function late<S>(
  order: OrderOfTime<S>,
  events: readonly Recorded[],
  from: number,
  context: Context,
): readonly Recorded[] {
  const found: Recorded[] = [];
  for (const [event, state] of stateBefore(order.initial, (s: S, e) => order.evolve(s, e), events))
    if (event.version >= from && order.isLate(state, event, context)) found.push(event);
  return found;
}
