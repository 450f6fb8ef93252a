import type { Recorded } from '../../src/domain/kernel/event.js';
import type { Group, Projection } from '../../src/projections/projection.js';

interface StandingEvent {
  annulled: boolean;
  event: Recorded;
}
interface Amendment {
  readonly eventId: string;
  readonly changes: { readonly occurredAt?: string } & Readonly<Record<string, unknown>>;
}

/**
 * The law once more, in the plainest way and from nothing that the product uses for it: what each key of a read model comes to by an
 * instant of the occurred clock. `events` in the order of positions.
 */
export function asOf(projection: Projection, events: readonly Recorded[], instant: string): ReadonlyMap<string, Group> {
  const standing = new Map<string, StandingEvent>();
  for (const event of events) {
    const { eventId, changes } = event.data as Amendment;
    const target = standing.get(eventId);
    if (event.type === 'EventAnnulled' && target) target.annulled = true;
    else if (event.type === 'EventCorrected' && target) {
      const { occurredAt = target.event.occurredAt, ...fields } = changes;
      target.event = { ...target.event, occurredAt, data: { ...target.event.data, ...fields } };
    } else standing.set(event.eventId, { annulled: false, event });
  }
  if (projection.ofRecording) return told(projection, events);
  const happened = [...standing.values()]
    .filter(({ annulled, event }) => !annulled && Date.parse(event.occurredAt) <= Date.parse(instant))
    .map(({ event }) => event);
  happened.sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || a.position - b.position);
  return told(projection, happened);
}

function told(projection: Projection, happened: readonly Recorded[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const event of happened) {
    if (!projection.events.includes(event.type)) continue;
    const keys = projection.key ? projection.key(event) : [event.stream.split('-').slice(1).join('-')];
    for (const key of keys) {
      const before = groups.get(key) ?? { rows: [], streams: [] };
      groups.set(key, {
        rows: projection.evolve(before.rows as never, event, key),
        at: event.occurredAt,
        streams: [...new Set([...before.streams, event.stream])].sort(),
      });
    }
  }
  return groups;
}
