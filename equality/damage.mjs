import process from 'node:process';

/** Which defect this process shall have: the run that does not find it proves nothing. Known to these scripts alone. */
export const DAMAGE = 'EQUALITY_DAMAGE';
export const DAMAGES = ['refold', 'lost', 'range', 'prefix', 'clock'];

const has = (damage) => process.env[DAMAGE] === damage;

const isAmendment = ({ type }) => type === 'EventCorrected' || type === 'EventAnnulled';

function over(store, methods) {
  return new Proxy(store, {
    get(target, name) {
      const found = methods[name] ?? target[name];
      return typeof found === 'function' ? found.bind(methods[name] ? methods : target) : found;
    },
  });
}

/** What live projectors read: `refold` forgets corrections where a key is folded again, `lost` passes over an event. */
export function damagedStore(store) {
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
export const damagedRead = (read) =>
  has('range') ? (wanted) => read(wanted.from === 1 ? { ...wanted, to: 0 } : wanted) : read;
