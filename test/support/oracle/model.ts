import { type Ms, parseInstant } from './time.js';

/** Who acts, with the rights of now (access.ts). */
export interface Actor {
  readonly userId: string;
  readonly agency: string;
  readonly role: string;
  readonly infohuse: readonly string[];
  readonly coordinates: readonly string[];
  readonly policeOf: readonly string[];
}

export type Data = Readonly<Record<string, unknown>>;

/** One accepted fact. `type` is the command's name, or Linked / ForwardedHere / Disclosed for what reaches another stream. */
export interface Fact {
  readonly type: string;
  /** What a correction may move, and what it may say anew: it counts at every instant (domain.md rule 10). */
  at: Ms;
  data: Data;
  /** The place in the log, over all streams: breaks ties of `at`. */
  readonly order: number;
  readonly actor: Actor;
  /** By what a later line names the event. */
  readonly eventId: string;
  /** The event of the same command that it goes with. */
  readonly goesWith: string | null;
  /** Whom it names with a right to them (*Who is named*). */
  readonly entitles: ReadonlySet<string>;
  annulled: boolean;
}

/** The whole installation: the facts of each stream, in the order they were recorded. */
export interface Log {
  readonly concerns: Map<string, Fact[]>;
  readonly cases: Map<string, Fact[]>;
  readonly persons: Map<string, Fact[]>;
  /** By Infohus. */
  readonly figures: Map<string, Fact[]>;
  readonly meetings: Map<string, Fact[]>;
  readonly activities: Map<string, Fact[]>;
  readonly partners: Map<string, Fact[]>;
  readonly incidents: Map<string, Fact[]>;
  readonly hotline: Map<string, Fact[]>;
  readonly glasses: Map<string, Fact[]>;
  readonly mentors: Map<string, Fact[]>;
  readonly batches: Map<string, Fact[]>;
}

export const emptyLog = (): Log => ({
  concerns: new Map(),
  cases: new Map(),
  persons: new Map(),
  figures: new Map(),
  meetings: new Map(),
  activities: new Map(),
  partners: new Map(),
  incidents: new Map(),
  hotline: new Map(),
  glasses: new Map(),
  mentors: new Map(),
  batches: new Map(),
});

export const byTime = (a: Fact, b: Fact): number => a.at - b.at || a.order - b.order;

/** design.md, the law: the fold runs over the whole history in (occurredAt, position); what is annulled counts nowhere. */
export const inOrder = (facts: readonly Fact[], until = Number.POSITIVE_INFINITY): Fact[] =>
  facts.filter((fact) => fact.at <= until && !fact.annulled).sort(byTime);

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
