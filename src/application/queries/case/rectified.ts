import type { Recorded } from '../../../domain/kernel/event.js';
import { type AmendmentTarget, ANNULLED, isAmendment } from '../../../domain/kernel/history.js';
import { decode } from '../../codec.js';
import type { EventStore } from '../../ports/event-store.js';

/** What of a package was corrected or annulled after it was sent: whoever received it is to be told (GDPR art. 19). */
export async function rectifiedSince(
  store: EventStore,
  { events, streams }: { readonly events: readonly string[]; readonly streams: readonly string[] },
  sent: number,
) {
  const ids = new Set(events);
  const all: readonly Recorded[] = (await store.readStreams(streams)).map(decode);
  const types = new Map(all.map(({ eventId, type }) => [eventId, type]));
  return all
    .filter(isAmendment)
    .filter((e) => e.position > sent && ids.has((e.data as AmendmentTarget).eventId))
    .map(({ recordedAt: at, position, type: how, data: { eventId } }) => ({
      ...{ at, position, type: types.get(eventId) ?? '' },
      how: how === ANNULLED ? ('annulled' as const) : ('corrected' as const),
    }));
}
