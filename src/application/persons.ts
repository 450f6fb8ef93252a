import { aggregateOf, idOf } from '../domain/kernel/event.js';
import { type PersonState, personAggregate } from '../domain/person/state.js';
import { survivorBy } from '../domain/person/survivor.js';
import { loadRecord, type Streams } from './load.js';
import type { References } from './references.js';

/** A person by all ids that were merged, and the streams of other aggregates that name one of them. */
export interface KnownPerson {
  readonly ids: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, PersonState>;
  readonly streams: ReadonlySet<string>;
}

/** Since when processing is restricted, under whichever of the merged ids; null: it is not (GDPR art. 18). */
export const restrictedSince = ({ states }: Pick<KnownPerson, 'states'>): string | null =>
  [...states.values()].flatMap(({ rights }) => rights.restrictedSince ?? []).sort()[0] ?? null;

const isPerson = (stream: string) => aggregateOf(stream) === personAggregate.aggregate;

export async function wholePerson(
  personId: string,
  { store, references }: { readonly store: Streams; readonly references: Pick<References, 'to'> },
): Promise<KnownPerson> {
  const states = new Map<string, PersonState>();
  const load = async (id: string): Promise<PersonState> => {
    const state = states.get(id) ?? ((await loadRecord(store, personAggregate.aggregate, id)).state as PersonState);
    states.set(id, state);
    return state;
  };
  for (let next: string | null = personId; next && !states.has(next); ) next = (await load(next)).mergedInto;
  const passed = new Set(states.keys());
  const ids = new Set([survivorBy((id) => states.get(id)?.mergedInto)(personId)]);
  const streams = new Set<string>();
  for (const id of ids) {
    await load(id);
    for (const stream of await references.to(id)) {
      if (!isPerson(stream)) streams.add(stream);
      else if ((await load(idOf(stream))).mergedInto === id) ids.add(idOf(stream));
    }
  }
  // Whoever was merged by mistake still names the other: the two are two again, and nothing of the one is told of the other.
  const own = [...states].filter(([id]) => ids.has(id) || passed.has(id));
  return { ids, states: new Map(own), streams };
}
