import { access } from '../domain/access/access.js';
import { accessAggregate } from '../domain/access/state.js';
import { localDateOf } from '../domain/kernel/calendar.js';
import type { AnyDecider, Context } from '../domain/kernel/decider.js';
import { type Actor, streamOf } from '../domain/kernel/event.js';
import type { Draft } from '../domain/kernel/vocabulary.js';
import { purposeOf } from './authorization/policy.js';
import { hashOf } from './codec.js';
import type { CommandEnvelope } from './commands/request.js';
import { SystemAppender } from './commands/system-appender.js';
import type { PlanBook } from './plan-book.js';
import { type EventStore, VersionConflict } from './ports/event-store.js';
import type { Clock, Ids } from './ports/runtime.js';
import type { Vault } from './ports/vault.js';
import { Refused } from './refusal.js';

export type AccessNote = 'NoteConsultation' | 'NoteSearch' | 'NoteExport' | 'NoteDenial';

/** A note on its way, by whom, and who waits for it. */
interface Waiting {
  readonly actor: Actor;
  readonly drafts: readonly Draft[];
  /** With the id of the event. */
  recorded(eventId: string): void;
  failed(error: unknown): void;
}
/** The newest event of a stream. */
interface End {
  readonly version: number;
  readonly previous: string | null;
}
/** Streams of which the end is remembered: one a user and day. */
const MOST_REMEMBERED = 1000;

/** Every read leaves an event before its answer leaves; if it cannot be written, there is no answer (domain.md rule 11). */
export class AccessLog {
  private readonly decided: SystemAppender;
  /** What waits in each stream that is being written to: it is appended together, in one go, when that is done. */
  private readonly underWay = new Map<string, Waiting[]>();
  /** Where this process left each stream, so that a day of looking is not read again for each look. */
  private readonly ends = new Map<string, End>();
  private run = { from: 0, to: 0 };
  constructor(
    private readonly store: EventStore,
    vault: Vault,
    book: PlanBook,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.decided = new SystemAppender(store, vault, book, ids);
  }

  /** @returns the id of the event, by which whoever is asked elsewhere can name it. @throws Refused unavailable */
  async note(actor: Actor, note: AccessNote, data: object): Promise<string> {
    const at = this.clock.now();
    const stream = streamOf(accessAggregate.aggregate, `${actor.userId}-${localDateOf(at)}`);
    const verdict = (access as AnyDecider).decide(accessAggregate.initial, note, data, { at, now: at } as Context);
    if ('refused' in verdict) throw new Error(`${note} was refused: ${verdict.refused}`);
    return new Promise<string>((recorded, failed) => {
      const own = { actor, drafts: verdict.events, recorded, failed };
      const waiting = this.underWay.get(stream);
      if (waiting) waiting.push(own);
      else void this.write(stream, [own]);
    });
  }

  /** Whether all positions after one up to another are notes that this process has written: true only where it knows. */
  fill(after: number, upTo: number): boolean {
    return this.run.from <= after + 1 && upTo <= this.run.to;
  }

  /** That a person gave a command and was not permitted it, or not told of what it was for. */
  async denied({ request: { command, id }, actor }: CommandEnvelope): Promise<void> {
    const record = command.on.length === 1 ? (command.on[0]?.aggregate ?? 'any') : 'any';
    const purpose = purposeOf(actor.role);
    await this.note(actor, 'NoteDenial', { action: command.name, record, recordId: id, purpose });
  }

  /** One append after the other, each with all that has come for its stream meanwhile from one and the same. */
  private async write(stream: string, waiting: Waiting[]): Promise<void> {
    this.underWay.set(stream, waiting);
    await Promise.resolve(); // what a page looked at comes at once
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const { actor } = first;
      const isOther = waiting.findIndex((own) => !isSame(own.actor, actor));
      const together = waiting.splice(0, isOther < 0 ? waiting.length : isOther);
      const drafts = together.flatMap((own) => own.drafts);
      try {
        const ids = [...(await this.append(stream, actor, drafts))];
        for (const own of together) own.recorded(ids.splice(0, own.drafts.length)[0] ?? '');
      } catch (error) {
        for (const own of together) own.failed(error);
      }
    }
    this.underWay.delete(stream);
  }

  /** @throws Refused unavailable */
  private async append(stream: string, actor: Actor, drafts: readonly Draft[]): Promise<readonly string[]> {
    const at = this.clock.now();
    const decider = access as AnyDecider;
    // Another process may write for the same user: then the race is run again.
    for (let tried = 1; ; tried++) {
      try {
        const end = this.ends.get(stream) ?? (await this.endOf(stream));
        const loaded = { stream, decider, state: decider.initial, ...end, events: [] };
        const { events, hash } = await this.decided.append(actor, at, { loaded, drafts });
        this.remember(stream, { version: end.version + drafts.length, previous: hash });
        this.ran(events.map(({ position }) => position));
        return events.map(({ eventId }) => eventId);
      } catch (error) {
        this.ends.delete(stream);
        if (error instanceof VersionConflict && tried < 8) continue;
        throw new Refused('unavailable', 'The access could not be recorded, so there is no answer. Try again.');
      }
    }
  }

  /** Nothing is decided from what stands there, so it is not folded: a damaged entry must not stop the next one. */
  private async endOf(stream: string): Promise<End> {
    const last = (await this.store.readStream(stream)).at(-1);
    return { version: last?.version ?? 0, previous: last ? hashOf(last.bytes) : null };
  }

  private remember(stream: string, end: End): void {
    if (this.ends.size >= MOST_REMEMBERED) this.ends.clear();
    this.ends.set(stream, end);
  }

  /** The newest unbroken run of positions; of two that were written at once either may be heard of first. */
  private ran(positions: readonly number[]): void {
    const [from, to] = [positions[0] ?? 0, positions.at(-1) ?? 0];
    if (from === this.run.to + 1) this.run = { from: this.run.from, to };
    else if (to === this.run.from - 1) this.run = { from, to: this.run.to };
    else if (from > this.run.to) this.run = { from, to };
  }
}

const isSame = (one: Actor, other: Actor): boolean => one.agency === other.agency && one.role === other.role;
