import { addHours } from '../../../domain/kernel/calendar.js';
import type { EventStore, StoredEvent } from '../../ports/event-store.js';
import {
  type Letter,
  type Mailer,
  MailRefused,
  MailUnavailable,
  type Outbox,
  type Outgoing,
} from '../../ports/mail.js';
import type { Clock } from '../../ports/runtime.js';
import { uuidv5 } from '../../uuidv5.js';

/** Hours until the next attempt: after a minute, five, a quarter, an hour, then every four hours until a day has gone. */
const PAUSES = [1 / 60, 5 / 60, 1 / 4, 1, 4] as const;
const GIVE_UP_HOURS = 24;
const AT_ONCE = 20;

/** A stretch of the log, after one position up to another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
/** Something of the log that people are written to about. */
export interface LetterSource {
  isAbout(event: StoredEvent): boolean;
  /** The letters of a stretch, by the events in it that it is about. */
  letters(events: readonly StoredEvent[], stretch: Stretch): Promise<readonly Omit<Letter, 'id'>[]>;
}
export interface PostOffice {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly sources: readonly LetterSource[];
}

/** Sends what the log says by e-mail: made from the log, once, whatever stops in between; sent again until the server takes it. */
export class Post {
  constructor(private readonly office: PostOffice) {}

  /** Makes letters of what is new in the log. What was there before the first time is left alone. */
  async forward(): Promise<number> {
    const { store, outbox, clock } = this.office;
    const { position: to } = await store.head();
    const from = await outbox.position();
    if (from === null) {
      await outbox.put([], null, to, clock.now());
      return 0;
    }
    if (to <= from) return 0;
    // Letters and position are written together, so that the place in the batch is name enough; an address makes no id.
    const letters = (await this.written({ from, to })).map((letter, i) => ({
      ...letter,
      id: uuidv5(`letter/${from}/${to}/${i}`),
    }));
    return (await outbox.put(letters, from, to, clock.now())) ? letters.length : 0;
  }

  /** Sends what is due. @returns how many left */
  async deliver(): Promise<number> {
    const { outbox, clock } = this.office;
    const due = await outbox.claim(clock.now(), AT_ONCE);
    const left = await Promise.all(due.map((letter) => this.send(letter)));
    return left.filter(Boolean).length;
  }

  private async send(letter: Outgoing): Promise<boolean> {
    const { outbox, mailer, clock } = this.office;
    try {
      await mailer.send(letter);
    } catch (error) {
      const now = clock.now();
      if (error instanceof MailRefused) await outbox.failed(letter.id, now, error.code, null);
      else if (error instanceof MailUnavailable) await outbox.failed(letter.id, now, error.code, next(letter, now));
      else throw error;
      return false;
    }
    await outbox.delivered(letter.id, clock.now());
    return true;
  }

  private async written(stretch: Stretch): Promise<readonly Omit<Letter, 'id'>[]> {
    const { store, sources } = this.office;
    const found = sources.map((): StoredEvent[] => []);
    for await (const batch of store.readAll({ from: stretch.from + 1, to: stretch.to }))
      for (const event of batch) sources.forEach((source, i) => void (source.isAbout(event) && found[i]?.push(event)));
    const letters = await Promise.all(sources.map((source, i) => source.letters(found[i] ?? [], stretch)));
    return letters.flat();
  }
}

/** When it is tried again; null once a day has gone. */
function next({ attempt, firstAt }: Outgoing, now: string): string | null {
  const at = addHours(now, PAUSES[Math.min(attempt, PAUSES.length) - 1] ?? 4);
  return at > addHours(firstAt, GIVE_UP_HOURS) ? null : at;
}
