/** What befalls one append. */
export type AppendFate =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  | { readonly kind: 'hung' }
  | { readonly kind: 'reply-lost'; readonly how: LostReply };

/**
 * How the client misses the reply of an append that stands: the call ends with UNAVAILABLE, all connections break, nothing
 * ever comes, or the server itself says that the append timed out.
 */
export type LostReply = 'unavailable' | 'connection' | 'silence' | 'timeout';

interface Triggers {
  dropSubscriptions(): void;
  dropConnections(): void;
}

/** What goes wrong, as a test orders it. Fates of appends are dealt in the order in which they were ordered, one per append. */
export class Faults {
  readonly #fates: AppendFate[] = [];
  readonly #redeliveries: number[] = [];
  readonly #triggers: Triggers;
  #delay = 0;

  constructor(triggers: Triggers) {
    this.#triggers = triggers;
  }

  /** The next appends are done, and their reply does not come. */
  loseReplyOfAppend(appends = 1, how: LostReply = 'unavailable'): void {
    this.#order(appends, { kind: 'reply-lost', how });
  }

  /** The next appends end with UNAVAILABLE before anything is done. */
  refuseAppend(appends = 1): void {
    this.#order(appends, { kind: 'refused' });
  }

  /** The next appends are refused by a follower which names the leader. */
  notLeader(appends: number, host: string, port: number): void {
    this.#order(appends, { kind: 'not-leader', host, port });
  }

  /** The next appends are never done and never answered. */
  hangAppend(appends = 1): void {
    this.#order(appends, { kind: 'hung' });
  }

  /** Every append waits so long before it is done, until this is set to 0. */
  delayAppends(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  /** The next subscription which resumes after an event begins so many events earlier. */
  redeliverOnReconnect(events: number): void {
    this.#redeliveries.push(events);
  }

  /** All running subscriptions end with UNAVAILABLE. */
  dropSubscriptions(): void {
    this.#triggers.dropSubscriptions();
  }

  /** All connections break; new ones are accepted. */
  dropConnections(): void {
    this.#triggers.dropConnections();
  }

  /** Ordered fates which no append has met yet. */
  get pending(): number {
    return this.#fates.length;
  }

  /** For the server: the fate of the append that has just come in. */
  dealFate(): AppendFate {
    return this.#fates.shift() ?? { kind: 'none' };
  }

  /** For the server: how many events earlier the subscription that now resumes begins. */
  dealRedelivery(): number {
    return this.#redeliveries.shift() ?? 0;
  }

  /** For the server: milliseconds by which the append that has just come in is delayed. */
  get appendDelay(): number {
    return this.#delay;
  }

  #order(appends: number, fate: AppendFate): void {
    this.#fates.push(...Array<AppendFate>(appends).fill(fate));
  }
}
