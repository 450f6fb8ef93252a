import { type Ms, parseInstant } from './time.js';

export interface Actor {
  readonly userId: string;
  readonly agency: string;
  readonly role: string;
}

export type Data = Readonly<Record<string, unknown>>;

/** One accepted fact. `type` is the command's name, or Linked / ForwardedHere for what reaches a second stream. */
export interface Fact {
  readonly type: string;
  readonly at: Ms;
  /** The place in the log, over all streams: breaks ties of `at`. */
  readonly order: number;
  readonly actor: Actor;
  readonly data: Data;
}

/** The whole installation: the facts of each stream, in the order they were recorded. */
export interface Log {
  readonly concerns: Map<string, Fact[]>;
  readonly cases: Map<string, Fact[]>;
  readonly persons: Map<string, Fact[]>;
  readonly figures: Fact[];
  readonly meetings: Map<string, Fact[]>;
  readonly activities: Map<string, Fact[]>;
  readonly partners: Map<string, Fact[]>;
  readonly incidents: Map<string, Fact[]>;
  readonly hotline: Map<string, Fact[]>;
}

export const emptyLog = (): Log => ({
  concerns: new Map(),
  cases: new Map(),
  persons: new Map(),
  figures: [],
  meetings: new Map(),
  activities: new Map(),
  partners: new Map(),
  incidents: new Map(),
  hotline: new Map(),
});

export const byTime = (a: Fact, b: Fact): number => a.at - b.at || a.order - b.order;

/** design.md, the law: the fold runs over the whole history in the order (occurredAt, position). */
export const inOrder = (facts: readonly Fact[], until = Number.POSITIVE_INFINITY): Fact[] =>
  facts.filter((fact) => fact.at <= until).sort(byTime);

/** What the schema has already checked; a wrong type here is a fault of the oracle, not of the input. */
export function str(data: Data, key: string): string {
  const value = data[key];
  if (typeof value !== 'string') throw new Error(`oracle: ${key} is no text`);
  return value;
}

export function strings(data: Data, key: string): string[] {
  const value = data[key];
  if (!Array.isArray(value)) throw new Error(`oracle: ${key} is no list`);
  return value.map(String);
}

export function objects(data: Data, key: string): Data[] {
  const value = data[key];
  if (!Array.isArray(value)) throw new Error(`oracle: ${key} is no list`);
  return value;
}

export function child(data: Data, key: string): Data {
  const value = data[key];
  if (typeof value !== 'object' || value === null) throw new Error(`oracle: ${key} is no object`);
  return Object.fromEntries(Object.entries(value));
}

export function instantOf(data: Data, key: string): Ms {
  const value = parseInstant(str(data, key));
  if (value === null) throw new Error(`oracle: ${key} is no instant`);
  return value;
}
