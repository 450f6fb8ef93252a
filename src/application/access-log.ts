import { access } from '../domain/access/access.js';
import { accessAggregate } from '../domain/access/state.js';
import { localDateOf } from '../domain/kernel/calendar.js';
import type { AnyDecider, Context } from '../domain/kernel/decider.js';
import { type Actor, streamOf } from '../domain/kernel/event.js';
import { purposeOf } from './authorization/policy.js';
import { hashOf } from './codec.js';
import type { CommandEnvelope } from './commands/request.js';
import { SystemAppender } from './commands/system-appender.js';
import type { PlanBook } from './plan-book.js';
import { type EventStore, VersionConflict } from './ports/event-store.js';
import type { Clock, Ids } from './ports/runtime.js';
import type { Vault } from './ports/vault.js';
import { Refused } from './refusal.js';

export type Note = 'NoteConsultation' | 'NoteSearch' | 'NoteExport' | 'NoteDenial';

/** Every read leaves an event before its answer leaves; if it cannot be written, there is no answer (domain.md rule 11). */
export class AccessLog {
  private readonly decided: SystemAppender;
  /** The newest note under way in each stream: those of one user and day wait for each other, not for a lost race. */
  private readonly underWay = new Map<string, Promise<void>>();
  constructor(
    private readonly store: EventStore,
    vault: Vault,
    book: PlanBook,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.decided = new SystemAppender(store, vault, book, ids);
  }

  /** @throws Refused unavailable */
  async note(actor: Actor, note: Note, data: object): Promise<void> {
    const stream = streamOf(accessAggregate.aggregate, `${actor.userId}-${localDateOf(this.clock.now())}`);
    const before = this.underWay.get(stream) ?? Promise.resolve();
    const append = () => this.append(stream, actor, note, data);
    const own = before.then(append, append);
    this.underWay.set(stream, own);
    try {
      await own;
    } finally {
      if (this.underWay.get(stream) === own) this.underWay.delete(stream);
    }
  }

  /** That a person gave a command and was not permitted it, or not told of what it was for. */
  async denied({ request: { command, id }, actor }: CommandEnvelope): Promise<void> {
    const record = command.on.length === 1 ? (command.on[0]?.aggregate ?? 'any') : 'any';
    const purpose = purposeOf(actor.role);
    await this.note(actor, 'NoteDenial', { action: command.name, record, recordId: id, purpose });
  }

  private async append(stream: string, actor: Actor, note: Note, data: object): Promise<void> {
    const at = this.clock.now();
    const decider = access as AnyDecider;
    // Another process may write for the same user: then the race is run again.
    for (let tried = 1; ; tried++) {
      // Nothing is decided from what stands there, so it is not read: a damaged entry must not stop the next one.
      const last = (await this.store.readStream(stream)).at(-1);
      const previous = last ? hashOf(last.bytes) : null;
      const loaded = { stream, decider, state: decider.initial, version: last?.version ?? 0, previous, events: [] };
      const verdict = decider.decide(loaded.state, note, data, { at, now: at } as Context);
      if ('refused' in verdict) throw new Error(`${note} was refused: ${verdict.refused}`);
      try {
        await this.decided.append(actor, at, { loaded, drafts: verdict.events });
        return;
      } catch (error) {
        if (error instanceof VersionConflict && tried < 8) continue;
        throw new Refused('unavailable', 'The access could not be recorded, so there is no answer. Try again.');
      }
    }
  }
}
