import type { Recorded } from '../domain/kernel/event.js';
import { type AmendmentTarget, history, isAmendment } from '../domain/kernel/history.js';

const COLUMN_TYPES = {
  uuid: 'uuid',
  text: 'text',
  int: 'int',
  float: 'double precision',
  bool: 'boolean',
  instant: 'timestamptz',
  texts: 'text[]',
  /** Not jsonb: that would order the keys anew, and a state read back would differ from the state folded. */
  json: 'json',
} as const;
type Ts = {
  uuid: string;
  text: string;
  int: number;
  float: number;
  bool: boolean;
  instant: string;
  texts: readonly string[];
  json: unknown;
};
export type Column = keyof Ts | `${keyof Ts}?`;
export type Columns = Readonly<Record<string, Column>>;
/** A row's type from its table's declaration: the fold and the queries share it. */
export type Row<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends `${infer T extends keyof Ts}?`
    ? Ts[T] | null
    : C[K] extends keyof Ts
      ? Ts[C[K]]
      : never;
};
export const sqlType = (column: Column): string => COLUMN_TYPES[column.replace('?', '') as keyof Ts];
export const isNullable = (column: Column): boolean => column.endsWith('?');

/**
 * A read model. The law (design.md): the rows of a key are the fold of the key's whole history, corrections applied, in the order
 * (occurredAt, position). `evolve` gets all rows of the key, is pure, and total over any order of events. Made by `defineProjection`.
 */
export interface Projection<C extends Columns = Columns> {
  readonly name: string;
  /** A new version is built anew from the log. */
  readonly version: number;
  readonly table: C;
  /** The first column is the key. */
  readonly primaryKey: readonly (keyof C & string)[];
  /** What lists filter and page by: columns in order, or one column of texts, which is searched by what it contains. Default: the Infohus. */
  readonly indexes?: readonly (readonly (keyof C & string)[])[];
  /**
   * It folds the recording itself, not what happened: in the order of positions, by the recorded clock only, and an amendment changes nothing
   * of it. For what is given once, when something is recorded, and never taken back: numbers (screens.md law 1).
   */
  readonly ofRecording?: true;
  /** Types of what it folds: what is read of the log for it. */
  readonly events: readonly string[];
  /** Those of them that say something of keys which are not in their own stream's name. */
  readonly crossStreamEvents: readonly string[];
  /** The keys of whose history the event is part; none for what is not folded. */
  key(event: Recorded): readonly string[];
  evolve(rows: readonly Row<C>[], event: Recorded, key: string): readonly Row<C>[];
}

/** What a key has folded: its rows, the newest `occurredAt`, and the streams its history stands in. */
export interface Group {
  readonly rows: readonly object[];
  readonly at: string;
  readonly streams: readonly string[];
}

export const keysOf = (p: Projection, event: Recorded): readonly string[] => p.key(event);

/** The keys an event touches; for a correction or an annulment those of the event it is about. */
export function touchedBy(p: Projection, event: Recorded): readonly string[] {
  if (!isAmendment(event)) return keysOf(p, event);
  if (p.ofRecording) return [];
  const { target, ids } = event.data as AmendmentTarget;
  return keysOf(p, { ...event, type: target, data: ids });
}

export function step(p: Projection, group: Group | undefined, event: Recorded, key: string): Group {
  const streams = group?.streams ?? [];
  return {
    rows: p.evolve((group?.rows ?? []) as never, event, key),
    at: event.occurredAt,
    // Sorted: what came first would depend on the run, and all runs give the same rows.
    streams: streams.includes(event.stream) ? streams : [...streams, event.stream].sort(),
  };
}

/** A key's events as its read model takes them: corrected and in the order of what happened, or as they were recorded. */
export const orderedFor = (p: Projection, events: readonly Recorded[]): readonly Recorded[] =>
  p.ofRecording
    ? events.filter((event) => !isAmendment(event)).sort((a, b) => a.position - b.position)
    : history(events);

/** As of: from events alone, no table touched. `until`: by the occurred clock. */
export function fold(p: Projection, events: readonly Recorded[], until?: string): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const event of orderedFor(p, events)) {
    if (until !== undefined && !p.ofRecording && event.occurredAt > until) break;
    for (const key of keysOf(p, event)) groups.set(key, step(p, groups.get(key), event, key));
  }
  return groups;
}

/** One key from the whole of its history. */
export const refold = (p: Projection, key: string, events: readonly Recorded[]): Group | undefined =>
  foldOrdered(p, key, orderedFor(p, events));

/** The same from what `orderedFor` gave. */
export function foldOrdered(p: Projection, key: string, ordered: readonly Recorded[]): Group | undefined {
  let group: Group | undefined;
  for (const event of ordered) if (keysOf(p, event).includes(key)) group = step(p, group, event, key);
  return group;
}
