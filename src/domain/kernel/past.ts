import type { Recorded } from './event.js';
import { ANNULLED, history, inOrder, isAmendment } from './history.js';

/** An event of another stream, or of the same, that a command gave beside its own. */
export interface Companion {
  readonly aggregate: string;
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
}
/** What the command that gave an event gave besides. */
export interface Together {
  /** It was given beside another one, and goes with that. */
  readonly goesWith: boolean;
  /** What goes with it, wherever it stands; none where it is itself given beside another. */
  readonly brings: readonly Companion[];
}

/** A stream as decisions about its events see it. */
export interface Past {
  /** An event as it stands, corrections applied; an annulled one as it stood. */
  find(eventId: string): (Recorded & { readonly annulled: boolean }) | undefined;
  /** Corrections applied, annulled events left out, in the order in which they were recorded. */
  readonly standing: readonly Recorded[];
  /** Position of what was corrected or annulled last; 0: nothing was. */
  readonly newestAmendment: number;
  /** Of an event for which the command asked (`together` of its handler). */
  together(eventId: string): Together;
}

const ALONE: Together = { goesWith: false, brings: [] };

/**
 * @param known what is known of the events for which a command asked
 * @param agency it has no part in the aggregate any more, and finds the events alone that it recorded itself
 */
export function pastOf(
  events: readonly Recorded[],
  known: ReadonlyMap<string, Together> = new Map(),
  agency?: string,
): Past {
  const annulled = new Set(
    events.filter((e) => isAmendment(e) && e.type === ANNULLED).map((e) => (e.data as { eventId: string }).eventId),
  );
  const corrected = history(events.filter((e) => e.type !== ANNULLED));
  return {
    find(eventId) {
      const event =
        corrected.find((e) => e.eventId === eventId) ?? events.find((e) => e.eventId === eventId && isAmendment(e));
      if (!event || (agency !== undefined && event.actor.agency !== agency)) return undefined;
      return { ...event, annulled: annulled.has(eventId) };
    },
    standing: corrected.filter((e) => !annulled.has(e.eventId)).sort((a, b) => a.position - b.position),
    newestAmendment: events.findLast(isAmendment)?.position ?? 0,
    together: (eventId) => known.get(eventId) ?? ALONE,
  };
}

/** What stood when each of these events was recorded; they stand in the order in which they were. */
export function* stateBefore<S>(
  initial: S,
  evolve: (state: S, event: Recorded) => S,
  events: readonly Recorded[],
): Generator<readonly [Recorded, S]> {
  let state = initial;
  let newest: Recorded | undefined;
  for (const [n, event] of events.entries()) {
    yield [event, state];
    if (!newest || inOrder(newest, event) <= 0) {
      state = evolve(state, event);
      newest = event;
    } else
      state = events
        .slice(0, n + 1)
        .sort(inOrder)
        .reduce(evolve, initial);
  }
}
