import { ProjectionFailed } from '../../projections/projection-failed.js';
import type { AccessLog } from '../access-log.js';
import type { EventStore } from '../ports/event-store.js';
import { NEVER, type Sleep } from '../ports/runtime.js';
import { Refused } from '../refusal.js';

/** Milliseconds: how long a query waits for what its reader has written, and how often it looks. */
const PATIENCE = 2000;
const LOOK = 10;

/** Where the log stands, and what is asked. */
export interface Stand {
  readonly head: number;
  /** Of the newest event. */
  readonly recordedAt: string;
  readonly position: number;
  readonly reached: number;
  /** What is owed may be asked of its rows from this instant on; undefined where that is to be asked again. */
  readonly since?: string | undefined;
}
export interface FreshnessDependencies {
  readonly store: Pick<EventStore, 'head'>;
  /** The positions that every read model has reached, and all that is asked of them. */
  stand(): Promise<Omit<Stand, 'head' | 'recordedAt'>>;
  /** Whether all that stands between two positions is that somebody looked. */
  readonly looks: Pick<AccessLog, 'fill'>;
  /** Brings the read models to the head. */
  catchUp(): Promise<void>;
  readonly sleep: Sleep;
}

/** How new the read models are when they are asked: at the head, or at least where the reader's own command stands (`after`). */
export class Freshness {
  private catchingUp: Promise<void> | undefined;
  constructor(private readonly around: FreshnessDependencies) {}

  /**
   * @param withLooks what is asked tells who looked at what
   * @param stand where all stood a moment ago, where that is known
   * @throws Refused unavailable: an answer without the reader's own write, or from a model that stands still, would be taken for the truth
   */
  async reach(after: number | undefined, withLooks: boolean, stand?: Stand): Promise<void> {
    const { looks } = this.around;
    const { reached, head } = stand ?? (await this.stand());
    const goal = after ?? head;
    if (reached >= goal) return;
    // That somebody looked a moment ago changes no answer but one that tells of it.
    if (!withLooks && looks.fill(reached, goal)) return;
    if (after === undefined) return this.around.catchUp().catch(stopped);
    this.catchUpBeside();
    await this.wait(after);
  }

  async stand(): Promise<Stand> {
    const { store, stand, looks } = this.around;
    const [{ position: head, recordedAt }, { since, ...models }] = await Promise.all([store.head(), stand()]);
    // What is folded between now and the question may be later than that.
    const isThere = models.reached >= head || looks.fill(models.reached, head);
    return { head, recordedAt, ...models, since: isThere ? since : undefined };
  }

  private async wait(position: number): Promise<void> {
    for (let waited = 0; (await this.around.stand()).reached < position; waited += LOOK) {
      if (waited >= PATIENCE)
        throw new Refused(
          'unavailable',
          `What is shown has not reached position ${position} yet. Ask again in a moment.`,
        );
      await this.around.sleep(LOOK, NEVER);
    }
  }

  /** Whoever follows the log may be another process, and slow to wake. A read model that fails is said there, and not by this reader. */
  private catchUpBeside(): void {
    this.catchingUp ??= this.around
      .catchUp()
      .catch(() => undefined)
      .finally(() => {
        this.catchingUp = undefined;
      });
  }
}

function stopped(error: unknown): never {
  if (!(error instanceof ProjectionFailed)) throw error;
  throw new Refused(
    'unavailable',
    'A part of what is shown has stopped following the record. Nothing is lost; whoever runs the system is told by "doctor".',
  );
}
