import process from 'node:process';
import type { EventStore, StoredEvent } from '../../src/application/ports/event-store.js';
import type { ReadRange } from '../../src/infrastructure/read-store/rebuild/source.js';

/** Which defect this process shall have: the run that does not find it proves nothing. Known to these scripts alone. */
export const DAMAGE = 'EQUALITY_DAMAGE';
export const DAMAGES = ['refold', 'lost', 'range', 'prefix', 'clock'] as const;
export type Damage = (typeof DAMAGES)[number];

const has = (damage: Damage) => process.env[DAMAGE] === damage;

const isAmendment = ({ type }: StoredEvent) => type === 'EventCorrected' || type === 'EventAnnulled';

/** The store, but for these methods. */
function over(store: EventStore, methods: Partial<EventStore>): EventStore {
  return new Proxy(store, {
    get(target, name) {
      const from = Reflect.has(methods, name) ? methods : target;
      const found: unknown = Reflect.get(from, name);
      return typeof found === 'function' ? found.bind(from) : found;
    },
  });
}

/** What live projectors read: `refold` forgets corrections where a key is folded again, `lost` passes over an event. */
export function damagedStore(store: EventStore): EventStore {
  if (has('refold'))
    return over(store, {
      readStreams: async (streams) => (await store.readStreams(streams)).filter((event) => !isAmendment(event)),
    });
  if (has('lost'))
    return over(store, {
      async *readAll(range) {
        for await (const batch of store.readAll(range))
          yield batch.filter(({ position }, i) => i === batch.length - 1 || position % 10 !== 0);
      },
    });
  return store;
}

/** What a rebuild reads: `range` finds nothing in the first one. */
export const damagedRead = (read: ReadRange): ReadRange =>
  has('range') ? (wanted) => read(wanted.from === 1 ? { ...wanted, to: 0 } : wanted) : read;
