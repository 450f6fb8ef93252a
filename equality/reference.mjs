/**
 * The law once more, in the plainest way and from nothing that the product uses for it: what each key of a read model comes to by an
 * instant of the occurred clock. `events` in the order of positions.
 */
export function asOf(projection, events, instant) {
  const standing = new Map();
  for (const event of events) {
    const target = standing.get(event.data.eventId);
    if (event.type === 'EventAnnulled') target.annulled = true;
    else if (event.type === 'EventCorrected') {
      const { occurredAt, ...fields } = event.data.changes;
      if (occurredAt !== undefined) target.event.occurredAt = occurredAt;
      target.event.data = { ...target.event.data, ...fields };
    } else standing.set(event.eventId, { annulled: false, event: { ...event } });
  }
  const happened = [...standing.values()]
    .filter(({ annulled, event }) => !annulled && Date.parse(event.occurredAt) <= Date.parse(instant))
    .map(({ event }) => event);
  happened.sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || a.position - b.position);
  return told(projection, happened);
}

function told(projection, happened) {
  const groups = new Map();
  for (const event of happened) {
    if (!projection.events.includes(event.type)) continue;
    const keys = projection.key ? projection.key(event) : [event.stream.split('-').slice(1).join('-')];
    for (const key of keys) {
      const before = groups.get(key) ?? { rows: [], streams: [] };
      groups.set(key, {
        rows: projection.evolve(before.rows, event, key),
        at: event.occurredAt,
        streams: [...new Set([...before.streams, event.stream])].sort(),
      });
    }
  }
  return groups;
}
