import type { CaseState } from '../../../domain/case/state.js';
import { idOf, type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { history } from '../../../domain/kernel/history.js';
import { person } from '../../../domain/person/person.js';
import { type PersonState, personAggregate } from '../../../domain/person/state.js';
import { survivorBy } from '../../../domain/person/survivor.js';
import type { Sealing } from '../../sealing.js';

/** An event with the hash of its bytes in the log. */
export type HashedEvent = Recorded & { readonly hash: string };

/**
 * The persons of a case as they were known then, with who they were merged into and who has custody of them. `subjects` are found by what is open
 * in the log, so that they stay found when what is sealed is destroyed; who has custody stands in a sealed text.
 */
export async function peopleOf(
  state: CaseState,
  sealing: Sealing,
  read: (streams: readonly string[]) => Promise<readonly HashedEvent[]>,
) {
  const known = new Map<string, readonly HashedEvent[]>();
  const states = new Map<string, PersonState>();
  const subjects = new Set(Object.keys(state.subjects));
  for (let next: readonly string[] = [...subjects]; next.length > 0; ) {
    const events = await read(next.map((id) => streamOf(personAggregate.aggregate, id)));
    for (const id of next) {
      const own = events.filter((e) => idOf(e.stream) === id);
      known.set(id, own);
      states.set(
        id,
        history(own).reduce((s, e: Recorded) => person.evolve(s, e), personAggregate.initial),
      );
    }
    next = (await namedBy(next, states, sealing)).filter((id) => !known.has(id));
  }
  // A set is walked with what is added on the way.
  for (const id of subjects) {
    const into = states.get(id)?.mergedInto;
    if (into) subjects.add(into);
  }
  return {
    events: [...known.values()].flat(),
    subjects: [...subjects],
    of: (id: string) => known.get(id) ?? [],
    survivor: survivorBy((id) => states.get(id)?.mergedInto),
  };
}

/** Who they were merged into, and who has custody of them. */
async function namedBy(
  ids: readonly string[],
  states: ReadonlyMap<string, PersonState>,
  sealing: Sealing,
): Promise<readonly string[]> {
  const own = ids.flatMap((id) => states.get(id) ?? []);
  const sealed = own.flatMap(({ guardians }) => guardians ?? []);
  const guardians = [...(await sealing.open(sealed)).values()].flat().filter((id) => typeof id === 'string');
  return [...new Set([...own.flatMap(({ mergedInto }) => mergedInto ?? []), ...guardians])];
}
