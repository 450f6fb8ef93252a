import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { history } from '../../../domain/kernel/history.js';
import { person } from '../../../domain/person/person.js';
import { type PersonState, personAggregate } from '../../../domain/person/state.js';
import type { Asking } from '../asking.js';
import { eventsOf } from '../records.js';

/** Who a person is now, and the events that say so. */
export async function personStateOf(id: string, { store }: Pick<Asking, 'store'>) {
  const events = await eventsOf(store, streamOf(personAggregate.aggregate, id));
  const state = history(events).reduce((s: PersonState, e: Recorded) => person.evolve(s, e), personAggregate.initial);
  return { state, events };
}
