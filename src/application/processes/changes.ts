import { caseAggregate } from '../../domain/case/state.js';
import { aggregateOf } from '../../domain/kernel/event.js';
import type { EventStore } from '../ports/event-store.js';
import type { Sleep } from '../ports/runtime.js';

/** Real milliseconds between looks at the head of the log, for as long as anybody waits: so often at most is anybody told. */
const LOOK = 2_000;

type Tell = () => Promise<void>;

/** Tells open pages that something happened in a case; what it was and whether they may know of it they ask for themselves. One look for all who wait. */
export class Changes {
  private readonly waiting = new Set<Tell>();
  private readonly over = new AbortController();
  private looking = false;

  constructor(
    private readonly around: { readonly store: Pick<EventStore, 'head' | 'readAll'>; readonly sleep: Sleep },
  ) {}

  /** @returns to be called when nobody waits any more */
  follow(tell: Tell): () => void {
    this.waiting.add(tell);
    if (!this.looking) void this.look();
    return () => void this.waiting.delete(tell);
  }

  /** Nobody is told any more: the process ends. */
  end(): void {
    this.waiting.clear();
    this.over.abort();
  }

  private async look(): Promise<void> {
    this.looking = true;
    let seen: number | undefined;
    while (this.waiting.size > 0) {
      // A store that is away says nothing new: it is asked again at the next look.
      seen = await this.once(seen).catch(() => seen);
      await this.around.sleep(LOOK, this.over.signal);
    }
    this.looking = false;
  }

  private async once(seen: number | undefined): Promise<number> {
    const { position } = await this.around.store.head();
    if (seen === undefined || !(await this.isOfCases(seen, position))) return position;
    await Promise.allSettled([...this.waiting].map((tell) => tell()));
    return position;
  }

  private async isOfCases(seen: number, head: number): Promise<boolean> {
    if (head <= seen) return false;
    for await (const batch of this.around.store.readAll({ from: seen + 1, to: head }))
      if (batch.some(({ stream }) => aggregateOf(stream) === caseAggregate.aggregate)) return true;
    return false;
  }
}
