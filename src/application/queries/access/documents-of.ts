import { streamOf } from '../../../domain/kernel/event.js';
import { decodedOnce } from '../../codec.js';
import type { EventStore } from '../../ports/event-store.js';

/** A record by aggregate and id. */
export type Holder = readonly [aggregate: string, id: string];

/** What was ever attached to these records: a look at it is in the log by the id of the document. */
export async function documentsOf(holders: readonly Holder[], store: EventStore): Promise<readonly string[]> {
  const events = await store.readStreams(holders.map(([aggregate, id]) => streamOf(aggregate, id)));
  return events
    .filter(({ type }) => type === 'DocumentAttached')
    .map((event) => (decodedOnce(event).data as { readonly documentId: string }).documentId);
}
