import type { Recorded } from '../../domain/kernel/event.js';
import { FoldedModels } from '../../projections/folded-models.js';
import { decode } from '../codec.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModels } from '../ports/read-models.js';

/** A moment asked for: a position of the log, or an instant by the recorded or by the occurred clock. Nothing asked: the head. */
export type Asked =
  | { readonly head: true }
  | { readonly position: number }
  | { readonly instant: string; readonly clock: 'recorded' | 'occurred' };

/** The moment found: how much of the log it sees, and the clock that obligations and reports are judged by. */
export interface Moment {
  readonly position: number;
  /** The asked instant, or the recorded time of the position's event: never the wall clock. */
  readonly clock: string;
  /** By the occurred clock: only what had happened by then. */
  readonly until?: string;
}

export async function momentOf(store: EventStore, asked: Asked): Promise<Moment> {
  const head = await store.head();
  if ('instant' in asked) {
    if (asked.clock === 'occurred') return { position: head.position, clock: asked.instant, until: asked.instant };
    return { position: await store.positionAt(asked.instant), clock: asked.instant };
  }
  if ('head' in asked || asked.position >= head.position) return { position: head.position, clock: head.recordedAt };
  return { position: asked.position, clock: await recordedAt(store, asked.position) };
}

async function recordedAt(store: EventStore, position: number): Promise<string> {
  for await (const [event] of store.readAll({ from: position, to: position })) if (event) return event.recordedAt;
  return '1970-01-01T00:00:00.000Z';
}

export async function eventsUpTo(store: EventStore, position: number): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  if (position > 0) for await (const batch of store.readAll({ to: position })) events.push(...batch.map(decode));
  return events;
}

/** The read models as of that moment: from the tables at the head, folded from the log otherwise. */
export async function modelsAt(store: EventStore, live: ReadModels, asked: Asked, moment: Moment): Promise<ReadModels> {
  if ('head' in asked) return live;
  return new FoldedModels(await eventsUpTo(store, moment.position), moment.until);
}
