import { aggregateOf, idOf, type Recorded } from '../domain/kernel/event.js';
import { ANNULLED, CORRECTED } from '../domain/kernel/history.js';
import type { DataOf, EventInfo } from '../domain/kernel/vocabulary.js';
import type { Columns, Projection, Row } from './projection.js';

/** Events as their aggregates declare them. */
type Vocabulary = Readonly<Record<string, EventInfo>>;
type EventOf<E> = Recorded<DataOf<E>>;

type Fold<R, E> = (rows: readonly R[], event: E, key: string) => readonly R[];
type Folds<R, V> = { readonly [T in keyof V]?: Fold<R, EventOf<V[T]>> };
/** An event of another stream than the key's: its data says whose rows it changes. */
type ForeignFolds<R, V> = {
  readonly [T in keyof V]: {
    readonly keys: (data: EventOf<V[T]>['data'], event: Recorded) => readonly string[];
    readonly evolve: Fold<R, EventOf<V[T]>>;
  };
};

interface Definition<C extends Columns, V extends Vocabulary, W extends Vocabulary>
  extends Pick<Projection<C>, 'name' | 'version' | 'table' | 'primaryKey' | 'indexes' | 'ofRecording'> {
  /** Events of the streams that the keys are named after, each folded by itself. */
  readonly of?: V;
  readonly on?: Folds<Row<C>, V>;
  /** Events of such streams that are all folded alike. */
  readonly each?: { readonly of: readonly Vocabulary[]; readonly evolve: Fold<Row<C>, Recorded> };
  /** Events of other streams that say something of a key. */
  readonly elsewhere?: { readonly of: W; readonly on: ForeignFolds<Row<C>, W> };
  /** A key is the id in the stream's name, or all of the name. Default: the id. */
  readonly keyed?: 'id' | 'stream';
}

interface Handler<R> {
  readonly aggregate: string;
  readonly foreign: boolean;
  readonly keys: (event: Recorded) => readonly string[];
  readonly evolve: Fold<R, Recorded>;
}

/**
 * A read model from what it folds, by event: a name that no aggregate declares, or a field that an event does not have, does not compile.
 * Amendments are no part of it: the law applies them.
 */
export function defineProjection<
  const C extends Columns,
  const V extends Vocabulary = Record<never, never>,
  const W extends Vocabulary = Record<never, never>,
>(definition: Definition<C, V, W>): Projection<C> {
  const handlers = handlersOf(definition);
  const { name, version, table, primaryKey, indexes, ofRecording } = definition;
  const find = ({ type, stream }: Recorded) => handlers.get(type)?.find((h) => h.aggregate === aggregateOf(stream));
  const events = [...handlers.keys()];
  return {
    ...{ name, version, table, primaryKey, ...(indexes ? { indexes } : {}), ...(ofRecording ? { ofRecording } : {}) },
    events,
    crossStreamEvents: events.filter((type) => handlers.get(type)?.some((h) => h.foreign)),
    // A type may be of two aggregates: InformationDisclosed is of a case and of a concern.
    key: (event) => find(event)?.keys(event) ?? [],
    evolve: (rows, event, key) => find(event)?.evolve(rows, event, key) ?? rows,
  };
}

function handlersOf<C extends Columns, V extends Vocabulary, W extends Vocabulary>({
  of,
  on,
  each,
  elsewhere,
  keyed = 'id',
}: Definition<C, V, W>) {
  type R = Row<C>;
  const handlers = new Map<string, Handler<R>[]>();
  const add = ({ type, aggregate }: EventInfo, handler: Omit<Handler<R>, 'aggregate'>) => {
    if (type === CORRECTED || type === ANNULLED) return;
    handlers.set(type, [...(handlers.get(type) ?? []), { aggregate, ...handler }]);
  };
  const named = ({ stream }: Recorded) => [keyed === 'id' ? idOf(stream) : stream];
  // The types were checked where the table stands: from here on an event is an event.
  const folds = (on ?? {}) as Readonly<Record<string, Fold<R, Recorded> | undefined>>;
  const foreign = (elsewhere?.on ?? {}) as unknown as ForeignFolds<R, Vocabulary>;
  for (const event of Object.values<EventInfo>(of ?? {})) {
    const evolve = folds[event.type];
    if (evolve) add(event, { foreign: false, keys: named, evolve });
  }
  for (const event of (each?.of ?? []).flatMap((vocabulary) => Object.values(vocabulary)))
    if (each) add(event, { foreign: false, keys: named, evolve: each.evolve });
  for (const event of Object.values<EventInfo>(elsewhere?.of ?? {})) {
    const found = foreign[event.type];
    if (found)
      add(event, { foreign: true, keys: (e) => found.keys(e.data as never, e) ?? [], evolve: found.evolve as never });
  }
  return handlers;
}
