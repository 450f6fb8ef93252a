import type { Recorded } from '../../domain/kernel/event.js';
import { ANNULLED, CORRECTED, history, isAmendment } from '../../domain/kernel/history.js';
import { foldOrdered, type Group, orderedFor, type Projection, touchedBy } from '../projection.js';
import { guarded } from '../projection-failed.js';
import type { Log, RawEvent } from './raw.js';
import { holds, type Slice } from './slices.js';

export const typesOf = (projections: readonly Projection[]): readonly string[] => [
  ...new Set([...projections.flatMap((p) => p.events), CORRECTED, ANNULLED]),
];
/** Amendments among them: which keys they touch stands in what they amend. */
export const crossStreamTypesOf = (projections: readonly Projection[]): readonly string[] => [
  ...new Set([...projections.flatMap((p) => p.crossStreamEvents), CORRECTED, ANNULLED]),
];

/** What is folded: a slice of the keys, up to a position, and by the occurred clock only what had happened by then. */
export interface Extent {
  readonly slice: Slice;
  readonly to: number;
  readonly until?: string | undefined;
}

export type Emit = (p: Projection, group: Group) => Promise<void> | void;

/**
 * Folds every key of a slice from its whole history and hands out its rows. Events wait unparsed until their stream's turn, so memory holds the
 * slice once; late events and corrections cost nothing extra, because a key is folded when all of it is there.
 * @returns how many events were read
 */
export async function foldSlice(
  projections: readonly Projection[],
  { source, parse }: Log,
  { slice, to, until }: Extent,
  emit: Emit,
): Promise<number> {
  const streams = new Map<string, RawEvent[]>();
  const elsewhere = new Elsewhere(projections, slice);
  let read = 0;
  const everywhere = crossStreamTypesOf(projections);
  const foreign = new Set(everywhere);
  for await (const batch of source({ slice, to, types: typesOf(projections), everywhere })) {
    for (const raw of batch) {
      read++;
      if (foreign.has(raw.type)) elsewhere.note(parse(raw));
      if (!holds(slice, raw.stream)) continue;
      const own = streams.get(raw.stream);
      if (own) own.push(raw);
      else streams.set(raw.stream, [raw]);
    }
  }
  for (const [stream, raws] of streams) {
    streams.delete(stream);
    const own = raws.map(parse);
    const ordered = history(own);
    for (const p of projections)
      for (const key of keysIn(p, own, slice)) {
        const others = elsewhere.take(p, key);
        const plain = others.length === 0 && !p.ofRecording;
        const all = plain ? ordered : orderedFor(p, [...own.filter((e) => !isElsewhere(p, e)), ...others]);
        await hand(p, key, by(p, until, all), emit);
      }
  }
  for (const [p, key, events] of elsewhere.rest()) await hand(p, key, by(p, until, orderedFor(p, events)), emit);
  return read;
}

const by = (p: Projection, until: string | undefined, ordered: readonly Recorded[]): readonly Recorded[] =>
  until === undefined || p.ofRecording ? ordered : ordered.filter((event) => event.occurredAt <= until);

/** The keys that a stream's own events touch, but for those that stand elsewhere: these come with the stream they belong to. */
function keysIn(p: Projection, own: readonly Recorded[], slice: Slice): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const event of own)
    if (!isElsewhere(p, event)) for (const key of touchedBy(p, event)) if (holds(slice, key)) keys.add(key);
  return keys;
}

const isElsewhere = (p: Projection, event: Recorded): boolean => {
  const type = isAmendment(event) ? event.data.target : event.type;
  return p.crossStreamEvents.includes(type);
};

async function hand(p: Projection, key: string, ordered: readonly Recorded[], emit: Emit): Promise<void> {
  const group = guarded(p, ordered.at(-1)?.position ?? 0, () => foldOrdered(p, key, ordered));
  if (group) await emit(p, group);
}

/** The keys of which an event says something though they are not in its stream's name. */
export const crossStreamKeys = (projections: readonly Projection[], event: Recorded): readonly string[] =>
  projections.filter((p) => isElsewhere(p, event)).flatMap((p) => touchedBy(p, event));

/** Events that stand in one stream and say something of keys named after another, held by key until that one's turn. */
class Elsewhere {
  readonly #held: ReadonlyMap<Projection, Map<string, Recorded[]>>;

  constructor(
    projections: readonly Projection[],
    private readonly slice: Slice,
  ) {
    this.#held = new Map(projections.filter((p) => p.crossStreamEvents.length).map((p) => [p, new Map()]));
  }

  note(event: Recorded): void {
    for (const [p, keys] of this.#held) {
      if (!isElsewhere(p, event)) continue;
      for (const key of touchedBy(p, event)) {
        if (holds(this.slice, key)) keys.set(key, [...(keys.get(key) ?? []), event]);
      }
    }
  }

  take(p: Projection, key: string): readonly Recorded[] {
    const keys = this.#held.get(p);
    const events = keys?.get(key) ?? [];
    keys?.delete(key);
    return events;
  }

  *rest(): Generator<readonly [Projection, string, readonly Recorded[]]> {
    for (const [p, keys] of this.#held) for (const [key, events] of keys) yield [p, key, events];
  }
}
