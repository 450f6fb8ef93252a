import { decode } from '../codec.js';
import type { Destroyed, SegmentRef, Shredder } from '../ports/erasing.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';

/** What is to be gone: everything under these keys, or these events' texts. */
export interface Doomed {
  readonly decidedBy: string;
  readonly at: string;
  readonly scopes: readonly string[];
  /** Where what they sealed is looked for. */
  readonly streams: readonly string[];
}
export interface Shredded {
  readonly keys: number;
  readonly segments: readonly SegmentRef[];
  /** Events of the streams that lost a sealed field. */
  readonly erased: readonly string[];
  /** Events of the streams that hold a sealed field under another key. */
  readonly left: readonly string[];
}

/**
 * Destroys keys. The list comes first: from then on a crash, or a backup that is put back, is finished by reading it again (REL I36), and
 * what it says already counts, for a start may have destroyed it meanwhile. Segments are deleted by the caller, once the log says that they are gone.
 */
export async function shred(store: EventStore, { vault, destroyed }: Shredder, doomed: Doomed): Promise<Shredded> {
  const { decidedBy, at, scopes, streams } = doomed;
  const listed = (await destroyed.entries()).filter((entry) => entry.decidedBy === decidedBy);
  const keys = await vault.keysOf(scopes);
  const living = await vault.living(keys);
  const { segments, events } = await sealedIn(store, streams);
  const isOurs = ofThese(keys);
  const gone = segments.filter((s) => isOurs(s.keyId)).map(({ eventId, segment }) => ({ eventId, segment }));
  // A record of a disposal has an entry of its own under the same decision.
  const isOfStreams = ofThese(events.map((e) => e.eventId));
  const before = listed.flatMap((entry) => entry.segments).filter((s) => isOfStreams(s.eventId));
  // Also where nothing was sealed: the list knows every erasure that the log knows.
  if (living.length > 0 || listed.length === 0) await destroyed.add({ decidedBy, at, keyIds: living, segments: gone });
  await vault.destroyKeys(living);
  const refs = [...gone, ...before];
  const isErased = ofThese(refs.map((s) => s.eventId));
  const isLeft = ofThese(segments.filter((s) => !isOurs(s.keyId)).map((s) => s.eventId));
  const idsOf = (isOne: (id: string) => boolean) => events.map((e) => e.eventId).filter(isOne);
  const destroyedKeys = new Set([...living, ...listed.flatMap((entry) => entry.keyIds)].filter(isOurs));
  return { keys: destroyedKeys.size, segments: refs, erased: idsOf(isErased), left: idsOf(isLeft) };
}

const ofThese = (all: readonly string[]): ((one: string) => boolean) => {
  const known = new Set(all);
  return (one) => known.has(one);
};

async function sealedIn(store: EventStore, streams: readonly string[]) {
  const events: readonly StoredEvent[] = await store.readStreams(streams);
  return { events, segments: await store.readSegments(events.map((e) => e.eventId)) };
}

/** The events whose sealed fields may be missing: a decision of two people says so, in the log or in the signed list. */
export async function lawfullyErased(
  store: Pick<EventStore, 'readAll'>,
  listed: readonly Destroyed[] = [],
): Promise<ReadonlySet<string>> {
  const said = await saidErased(store);
  return new Set([...listed.flatMap(segmentsIn).map((s) => s.eventId), ...said.whole, ...said.resealed]);
}

/** Whether that very field is gone by a decision of two people: a text that was sealed again leaves the document that it named. */
export async function lawfullyGone(
  store: Pick<EventStore, 'readAll'>,
  listed: readonly Destroyed[],
): Promise<(eventId: string, segment: number | undefined) => boolean> {
  const { whole } = await saidErased(store);
  const fields = new Set(listed.flatMap(segmentsIn).map((s) => `${s.eventId}/${s.segment}`));
  return (eventId, segment) => whole.has(eventId) || fields.has(`${eventId}/${segment}`);
}

const segmentsIn = ({ segments }: Destroyed) => segments;
const ERASING = ['PersonErased', 'RecordDisposed', 'SealedTextConfirmed', 'AccessExpired'] as const;

/** What the log says: events that lost what was sealed in them, and those of which a text was sealed again. */
async function saidErased(store: Pick<EventStore, 'readAll'>) {
  const [whole, resealed] = [new Set<string>(), new Set<string>()];
  for await (const batch of store.readAll({ types: [...ERASING] }))
    for (const stored of batch) {
      const { erased = [], eventId, decision } = decode(stored).data as Said;
      for (const id of erased) whole.add(id);
      if (eventId && decision === 'destroy') whole.add(eventId);
      if (eventId && decision === 'reseal') resealed.add(eventId);
    }
  return { whole, resealed };
}
interface Said {
  readonly erased?: readonly string[];
  readonly eventId?: string;
  readonly decision?: string;
}
