import { decode } from '../codec.js';
import type { Shredder } from '../ports/erasing.js';
import type { EventStore, Segment, StoredEvent } from '../ports/event-store.js';

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
  readonly segments: readonly Segment[];
  /** Events of the streams that lost a sealed field. */
  readonly erased: readonly string[];
  /** Events of the streams that hold a sealed field under another key. */
  readonly left: readonly string[];
}

/**
 * Destroys keys. The list comes first: from then on a crash, or a backup that is put back, is finished by reading it again (REL I36).
 * Segments are deleted by the caller, once the log says that they are gone: a log that verifies never lacks one without a reason.
 */
export async function shred(store: EventStore, { vault, destroyed }: Shredder, doomed: Doomed): Promise<Shredded> {
  const keyIds = await vault.keysOf(doomed.scopes);
  const { segments, events } = await sealedIn(store, doomed.streams);
  const ours = new Set(keyIds);
  const gone = segments.filter((s) => ours.has(s.keyId));
  const refs = gone.map(({ eventId, segment }) => ({ eventId, segment }));
  await destroyed.add({ decidedBy: doomed.decidedBy, at: doomed.at, keyIds, segments: refs });
  await vault.destroyKeys(keyIds);
  const erased = new Set(gone.map((s) => s.eventId));
  const left = new Set(segments.filter((s) => !ours.has(s.keyId)).map((s) => s.eventId));
  const inOrder = (ids: ReadonlySet<string>) => events.map((e) => e.eventId).filter((id) => ids.has(id));
  return { keys: new Set(gone.map((s) => s.keyId)).size, segments: gone, erased: inOrder(erased), left: inOrder(left) };
}

async function sealedIn(store: EventStore, streams: readonly string[]) {
  const events: readonly StoredEvent[] = await store.readStreams(streams);
  return { events, segments: await store.readSegments(events.map((e) => e.eventId)) };
}

/** The events whose sealed fields may be missing, because a decision of two people says so. */
export async function lawfullyErased(store: Pick<EventStore, 'readAll'>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const batch of store.readAll({ types: [...ERASING] })) {
    for (const event of batch) for (const id of erasedBy(event)) found.add(id);
  }
  return found;
}
export const ERASING = ['PersonErased', 'RecordDisposed', 'SealedTextConfirmed'] as const;

function erasedBy(stored: StoredEvent): readonly string[] {
  const { data } = decode(stored);
  const { erased, eventId, decision } = data as { erased?: readonly string[]; eventId?: string; decision?: string };
  return erased ?? (eventId && decision !== 'keep' ? [eventId] : []);
}
