import { idOf, streamOf } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import { person } from '../../domain/person/person.js';
import { type PersonState, personAggregate } from '../../domain/person/state.js';
import { decodedOnce } from '../codec.js';
import { wholePerson } from '../persons.js';
import type { EventStore } from '../ports/event-store.js';
import type { References } from '../references.js';
import type { Sealing } from '../sealing.js';

/** Names are opened at the moment of reading, for those who may read what the persons are in; one that was erased has none. */
export async function namesOf(
  store: EventStore,
  sealing: Sealing,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const states = await personsBy(store, personIds);
  const sealed = [...states.values()].flatMap((s) => (s.name ? [s.name] : []));
  const opened = await sealing.open(sealed);
  return new Map(
    [...states].flatMap(([id, { name }]) => {
      const text = name && opened.get(name);
      return typeof text === 'string' ? [[id, text] as const] : [];
    }),
  );
}

/**
 * Those of them whose address is protected, under whichever of the merged ids: open in the log, so that a page can warn without opening anything.
 */
export async function protectedAmong(
  personIds: readonly string[],
  asking: { readonly store: EventStore; readonly references: Pick<References, 'to'> },
): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for (const id of personIds) {
    const { states } = await wholePerson(id, asking);
    if ([...states.values()].some((one) => one.protectedAddress)) hidden.add(id);
  }
  return hidden;
}

/** Ids that stand in a sealed text, as it was opened: none where it was erased. */
export const idsIn = (opened: unknown): readonly string[] =>
  Array.isArray(opened) ? opened.filter((id) => typeof id === 'string') : [];

async function personsBy(store: EventStore, personIds: readonly string[]): Promise<ReadonlyMap<string, PersonState>> {
  const stored = await store.readStreams(personIds.map((id) => streamOf(personAggregate.aggregate, id)));
  const states = new Map<string, PersonState>();
  for (const event of history(stored.map(decodedOnce))) {
    const id = idOf(event.stream);
    states.set(id, person.evolve(states.get(id) ?? personAggregate.initial, event));
  }
  return states;
}
