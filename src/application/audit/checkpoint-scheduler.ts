import type { EventStore } from '../ports/event-store.js';
import { type Clock, NEVER, type Sleep } from '../ports/runtime.js';
import type { Ledger } from './ledger.js';
import type { SignedNote } from './note.js';

/** A checkpoint is signed after so many events, or so long after the first unsigned one; without any, a heartbeat says that we are there. */
const EVENTS = 1000;
const MINUTE = 60_000;
const HEARTBEAT = 15 * MINUTE;
/** Real milliseconds between looks. */
const LOOK = 2000;

export interface SchedulerDependencies {
  readonly store: Pick<EventStore, 'head'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Runs the work where no other process keeps this ledger; undefined where one does. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/** Signs a checkpoint when one is due: every minute or 1,000 events, and a heartbeat every quarter of an hour. */
export class CheckpointScheduler {
  constructor(
    private readonly ledger: Ledger,
    private readonly keeping: SchedulerDependencies,
  ) {}

  async run(signal: AbortSignal, complaint: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      await this.look(complaint).catch(complaint);
      await this.keeping.sleep(LOOK, signal);
    }
  }

  /** Signs the head at once, waiting while another process does. @throws NotAnExtension */
  async now(complaint: (error: unknown) => void): Promise<SignedNote> {
    for (;;) {
      const note = await this.keeping.alone(() => this.ledger.checkpoint(complaint));
      if (note) return note;
      await this.keeping.sleep(LOOK / 10, NEVER);
    }
  }

  /** @returns whether a checkpoint was signed */
  async look(complaint: (error: unknown) => void): Promise<boolean> {
    const { store, clock, alone } = this.keeping;
    const { position } = await store.head();
    const signed = await alone(async () => {
      const last = (await this.ledger.newest())?.checkpoint;
      const unsigned = position - (last?.size ?? 0);
      const since = last ? Date.parse(clock.now()) - Date.parse(last.at) : Number.POSITIVE_INFINITY;
      const due = unsigned >= EVENTS || (unsigned > 0 && since >= MINUTE) || since >= HEARTBEAT;
      if (due) await this.ledger.checkpoint(complaint);
      return due;
    });
    return signed ?? false;
  }
}
