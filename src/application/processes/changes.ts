import { caseAggregate } from '../../domain/case/state.js';
import { loginAggregate } from '../../domain/identity/login.js';
import { userAggregate } from '../../domain/identity/user.js';
import { aggregateOf, idOf } from '../../domain/kernel/event.js';
import { decode } from '../codec.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';
import type { Sleep } from '../ports/runtime.js';

/** Real milliseconds between looks at the head of the log, for as long as anybody waits: whoever was shut out has no open page after a second. */
const LOOK = 700;
/** Of news pages are told no more often than every so many looks: each then asks for itself. */
const NEWS_EVERY = 3;

/** An open page. */
export interface Follower {
  readonly userId: string;
  /** Something happened in a case: what it was and whether it may be known is asked for there. */
  news(): Promise<void>;
  /** Something happened to its user: deactivated, logged out somewhere. */
  standing(): Promise<void>;
}

/** Tells open pages that something happened in a case, or to who has them open. One look for all who wait. */
export class Changes {
  private readonly waiting = new Set<Follower>();
  private readonly over = new AbortController();
  private looking = false;

  constructor(
    private readonly around: { readonly store: Pick<EventStore, 'head' | 'readAll'>; readonly sleep: Sleep },
  ) {}

  /** @returns to be called when nobody waits any more */
  follow(one: Follower): () => void {
    this.waiting.add(one);
    if (!this.looking) void this.look();
    return () => void this.waiting.delete(one);
  }

  /** Nobody is told any more: the process ends. */
  end(): void {
    this.waiting.clear();
    this.over.abort();
  }

  private async look(): Promise<void> {
    this.looking = true;
    let seen: number | undefined;
    let hasNews = false;
    for (let looks = 0; this.waiting.size > 0; looks++) {
      // A store that is away says nothing new: it is asked again at the next look.
      const found = await this.since(seen).catch(() => undefined);
      seen = found?.position ?? seen;
      hasNews ||= found?.isOfCases ?? false;
      const users = found?.users ?? new Set();
      await this.tell((one) => (users.has(one.userId) ? one.standing() : undefined));
      if (hasNews && looks % NEWS_EVERY === 0) {
        await this.tell((one) => one.news());
        hasNews = false;
      }
      await this.around.sleep(LOOK, this.over.signal);
    }
    this.looking = false;
  }

  private async tell(what: (one: Follower) => Promise<void> | undefined): Promise<void> {
    await Promise.allSettled([...this.waiting].map(what));
  }

  private async since(seen: number | undefined) {
    const { position } = await this.around.store.head();
    const users = new Set<string>();
    let isOfCases = false;
    if (seen !== undefined && position > seen)
      for await (const batch of this.around.store.readAll({ from: seen + 1, to: position }))
        for (const event of batch) {
          isOfCases ||= aggregateOf(event.stream) === caseAggregate.aggregate;
          for (const userId of usersOf(event)) users.add(userId);
        }
    return { position, isOfCases, users };
  }
}

/** Whose rights or sessions an event changes. */
function usersOf(event: StoredEvent): readonly string[] {
  const aggregate = aggregateOf(event.stream);
  if (aggregate === userAggregate.aggregate) return [idOf(event.stream)];
  if (aggregate !== loginAggregate.aggregate || event.type !== 'LoggedOut') return [];
  return [(decode(event).data as { readonly userId: string }).userId];
}
