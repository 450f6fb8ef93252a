/** Who did it: `kind` says whether a person, the system or an import acted. */
export interface Actor {
  readonly userId: string;
  readonly agency: string;
  readonly role: Role;
}
export const ROLES = [
  'caseworker',
  'leader',
  'coordinator',
  'police',
  'analyst',
  'compliance',
  'administrator',
  'system',
] as const;
export type Role = (typeof ROLES)[number];
/** The agency of who administers the installation itself, on the machine it runs on: no plan names it. */
export const INSTALLATION = 'installation';
export type ActorKind = 'person' | 'system' | 'import';
export type Regime = 'GDPR' | 'law-enforcement';

/** What an event holds beside what the store adds (position, recordedAt). */
export interface Envelope<T extends string = string, D = object> {
  readonly eventId: string;
  readonly type: T;
  readonly schemaVersion: number;
  readonly stream: string;
  /** 1 for the first event of a stream. */
  readonly version: number;
  /** When it happened in the world: UTC, milliseconds. Deadlines and reports use it. */
  readonly occurredAt: string;
  readonly actor: Actor & { readonly kind: ActorKind };
  /** The agency that is data controller for what the event holds. */
  readonly controller: string;
  readonly regime: Regime;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly data: D;
}

/** An event as it stands in the log. */
export interface Recorded<D = object, T extends string = string> extends Envelope<T, D> {
  /** Place in the whole log: 1, 2, 3 … without a gap. */
  readonly position: number;
  /** When the system learned of it: UTC, milliseconds; never decreases along positions. */
  readonly recordedAt: string;
}

export const streamOf = (aggregate: string, id: string): string => `${aggregate}-${id}`;
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
export const aggregateOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
