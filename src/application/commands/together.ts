import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { grouped } from '../../domain/kernel/grouped.js';
import type { Together } from '../../domain/kernel/past.js';
import type { EventStore } from '../ports/event-store.js';
import { followedBy, type SystemIds } from '../processes/follow-ups.js';
import { eventIdOf } from '../sealing.js';

/** The same as far as the stream itself tells, for who asks of all its events at once: the first event of a command has its first id. */
export function togetherIn(events: readonly Recorded[]): ReadonlyMap<string, Together> {
  const companion = ({ stream, eventId, type }: Recorded) => ({
    ...{ aggregate: aggregateOf(stream), id: idOf(stream) },
    ...{ eventId, type },
  });
  const byCommand = grouped(events, (event) => event.commandId);
  return new Map(
    events.map((event) => {
      const goesWith = event.eventId !== eventIdOf(event.commandId, 0) || event.actor.kind === 'system';
      const others = goesWith ? [] : (byCommand.get(event.commandId) ?? []).filter((e) => e !== event);
      return [event.eventId, { goesWith, brings: others.map(companion) }];
    }),
  );
}

/**
 * What the command that gave an event gave besides, wherever it stands. On a log that appends to one stream at a time what followed has
 * commands of its own, given by the system.
 */
export async function togetherOf(
  store: EventStore,
  ids: SystemIds,
  { eventId, commandId, actor }: Recorded,
): Promise<Together> {
  const given = (await store.findCommand(commandId))?.events ?? [];
  if (given[0]?.eventId !== eventId || actor.kind === 'system') return { goesWith: true, brings: [] };
  const followed = store.capabilities.atomic ? [] : await followedBy(store, ids, commandId);
  const brings = [...given.slice(1), ...followed].map(({ stream, type, eventId: other }) => ({
    ...{ aggregate: aggregateOf(stream), id: idOf(stream) },
    ...{ eventId: other, type },
  }));
  return { goesWith: false, brings };
}
