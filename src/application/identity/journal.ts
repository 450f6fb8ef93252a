import { login, loginAggregate } from '../../domain/identity/login.js';
import { type UserState, user, userAggregate } from '../../domain/identity/user.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { AnyDecider, Context } from '../../domain/kernel/decider.js';
import { type Actor, type ActorKind, INSTALLATION, streamOf } from '../../domain/kernel/event.js';
import { decode } from '../codec.js';
import { SystemAppender } from '../commands/system-appender.js';
import { loadFrom } from '../load.js';
import type { PlanBook } from '../plan-book.js';
import { type EventStore, VersionConflict } from '../ports/event-store.js';
import type { Clock, Ids } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { Refused } from '../refusal.js';

export interface Keeping {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly book: PlanBook;
  readonly clock: Clock;
  readonly ids: Ids;
}
interface Sourced {
  readonly session: string;
  readonly source: string;
}
/** Who writes down a refused login: nobody was let in. */
export const DOORKEEPER: Actor = { userId: 'system', agency: INSTALLATION, role: 'system' };
const LOGIN = login as AnyDecider;
const USER = user as AnyDecider;
const TRIES = 8;

/** Logins in the log: of each day a stream, of each user a stream, and what the configuration said. */
export class Journal {
  private readonly appender: SystemAppender;
  constructor(private readonly kept: Keeping) {
    this.appender = new SystemAppender(kept.store, kept.vault, kept.book, kept.ids);
  }

  /** In the stream of today. @returns when it was recorded @throws Refused unavailable */
  day(
    actor: Actor,
    note: 'NoteLogin' | 'NoteSource' | 'NoteLogout' | 'NoteRefusedLogin',
    data: object,
  ): Promise<string> {
    const stream = streamOf(loginAggregate.aggregate, localDateOf(this.kept.clock.now()));
    return this.append(LOGIN, stream, actor, note, data);
  }
  user(actor: Actor, data: object): Promise<string> {
    return this.append(USER, streamOf(userAggregate.aggregate, actor.userId), actor, 'NoteUser', data);
  }
  /** Anything in a stream of logins. */
  note(id: string, actor: Actor, command: string, data: object): Promise<string> {
    return this.append(LOGIN, streamOf(loginAggregate.aggregate, id), actor, command, data);
  }

  /** From where a session was used, as the day on which it began says. */
  async sourcesOf(session: string, startedAt: string): Promise<readonly string[]> {
    const stream = streamOf(loginAggregate.aggregate, localDateOf(startedAt));
    const said = (await this.kept.store.readStream(stream)).map((e) => decode(e).data as Partial<Sourced>);
    return said.filter((one) => one.session === session).flatMap(({ source }) => source ?? []);
  }

  async userState(userId: string): Promise<UserState> {
    return (await this.load(USER, streamOf(userAggregate.aggregate, userId))).state as UserState;
  }
  async stateOf<S>(id: string): Promise<S> {
    return (await this.load(LOGIN, streamOf(loginAggregate.aggregate, id))).state as S;
  }

  private async load(decider: AnyDecider, stream: string) {
    return loadFrom(decider, stream, await this.kept.store.readStream(stream));
  }

  private async append(decider: AnyDecider, stream: string, actor: Actor, command: string, data: object) {
    const kind: ActorKind = actor.role === 'system' ? 'system' : 'person';
    for (let tried = 1; ; tried++) {
      const at = this.kept.clock.now();
      const loaded = await this.load(decider, stream);
      const verdict = decider.decide(loaded.state, command, data, { at, now: at } as Context);
      if ('refused' in verdict) throw new Error(`${command} was refused: ${verdict.refused}`);
      try {
        const { events } = await this.appender.append(actor, at, { loaded, drafts: verdict.events }, kind);
        return events[0]?.recordedAt ?? at;
      } catch (error) {
        if (error instanceof VersionConflict && tried < TRIES) continue;
        throw new Refused('unavailable', 'The login could not be recorded, so there is none. Try again.');
      }
    }
  }
}
