import { FoldedModels } from '../../projections/folded-models.js';
import { foldSlice } from '../../projections/folding/fold-slice.js';
import type { Source } from '../../projections/folding/raw.js';
import { slicesOf } from '../../projections/folding/slices.js';
import type { ReadModels } from '../../projections/read-models.js';
import { parsed } from '../log-source.js';
import type { EventStore } from '../ports/event-store.js';

/** A moment asked for: a position of the log, or an instant by the recorded or by the occurred clock. Nothing asked: the head. */
export type AsOf =
  | { readonly head: true }
  | { readonly position: number }
  | { readonly instant: string; readonly clock: 'recorded' | 'occurred' };

/** The moment found: how much of the log it sees, and the clock that obligations and reports are judged by. */
export interface ClockMoment {
  readonly position: number;
  /** The asked instant, or the recorded time of the position's event: never the wall clock. */
  readonly clock: string;
  /** By the occurred clock: only what had happened by then. */
  readonly until?: string;
}

export async function momentOf(store: EventStore, asked: AsOf): Promise<ClockMoment> {
  const head = await store.head();
  if ('instant' in asked) {
    if (asked.clock === 'occurred') return { position: head.position, clock: asked.instant, until: asked.instant };
    return { position: await store.positionAt(asked.instant), clock: asked.instant };
  }
  if ('head' in asked || asked.position >= head.position) return { position: head.position, clock: head.recordedAt };
  return { position: asked.position, clock: await recordedAt(store, asked.position) };
}

export async function recordedAt(store: EventStore, position: number): Promise<string> {
  for await (const [event] of store.readAll({ from: position, to: position })) if (event) return event.recordedAt;
  return '1970-01-01T00:00:00.000Z';
}

/** The read models as of that moment: from the tables at the head, else folded from the log. */
export async function modelsAt(
  source: Source,
  live: ReadModels,
  asked: AsOf,
  moment: ClockMoment,
): Promise<ReadModels> {
  return 'head' in asked ? live : foldedAt(moment, source);
}

/** By the same definitions as the tables, and no table touched. Memory holds the events of one read model at a time, unparsed. */
export function foldedAt({ position: to, until }: Pick<ClockMoment, 'position' | 'until'>, source: Source): ReadModels {
  return new FoldedModels(to, async (p) => {
    const rows: object[] = [];
    for (const slice of slicesOf(1))
      await foldSlice(
        [p],
        { source, parse: parsed },
        { slice, to, until },
        (_, group) => void rows.push(...group.rows),
      );
    return rows;
  });
}
