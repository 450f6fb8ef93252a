import { randomUUID } from 'node:crypto';
import {
  type Append,
  type Appended,
  StoreUnavailable,
  VersionConflict,
} from '../../../application/ports/event-store.js';
import { isUuid } from '../append-check.js';
import { beside, certainlyRefused, outageOf } from './failures.js';
import type { Places } from './places.js';
import type { SealedFirst } from './sealed-first.js';
import type { ServerLog } from './server-log.js';
import { besideOf, toServer } from './wire.js';

type Rows = Awaited<ReturnType<Places['ofCommand']>>;

/** An append: the sealed texts first, then stream by stream on the server, then the numbering of what stands there. */
export class Appender {
  /** Tries at the same command in this process, one after the other. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly log: ServerLog,
    private readonly places: Places,
    private readonly sealed: SealedFirst,
    private readonly patience: number | undefined,
  ) {}

  append(append: Append): Promise<Appended> {
    const { commandId } = append;
    const before = this.#underWay.get(commandId) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.#append(append));
    this.#underWay.set(commandId, turn);
    const done = () => {
      if (this.#underWay.get(commandId) === turn) this.#underWay.delete(commandId);
    };
    turn.then(done, done);
    return turn;
  }

  /** Resolves when nothing is under way any more. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }

  async find(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined> {
    if (!isUuid(commandId)) return undefined;
    await this.#beside(() => this.places.catchUp());
    const rows = await this.#beside(() => this.places.ofCommand(commandId));
    return rows.length === 0 ? undefined : this.#answer(rows);
  }

  async #append(append: Append): Promise<Appended> {
    const { commandId, firstOrdinal = 0 } = append;
    const before = await this.find(commandId);
    if (before && before.events.length > firstOrdinal) return { outcome: 'duplicate', ...before };
    try {
      await this.#lookFirst(append);
    } catch (error) {
      // Another process may have written this very command since it was looked for.
      const since = error instanceof VersionConflict ? await this.find(commandId) : undefined;
      if (since && since.events.length > firstOrdinal) return { outcome: 'duplicate', ...since };
      throw error;
    }
    const attempt = randomUUID();
    await this.#beside(() => this.sealed.write(append, attempt));
    const left = await this.#write(append, attempt);
    const rows = await this.#numbered(commandId, firstOrdinal);
    // The same command given to another process at the same moment: its events have the same ids, and the server kept the first.
    if (rows[firstOrdinal]?.attempt !== attempt) {
      await this.sealed.drop(attempt);
      return { outcome: 'duplicate', ...(await this.#answer(rows)) };
    }
    return {
      outcome: 'appended',
      ...(await this.#answer(rows.slice(firstOrdinal))),
      ...(left.length > 0 ? { left } : {}),
    };
  }

  /** Guards, and streams beyond the first, cannot be held still here: a conflict that can be seen beforehand is told before anything is written. */
  async #lookFirst({ writes }: Append): Promise<void> {
    for (const { stream, expectedVersion } of writes) {
      const actual = await this.#beside(() => this.places.versionOf(stream));
      if (actual !== expectedVersion) throw new VersionConflict(stream, expectedVersion, actual);
    }
  }

  /** @returns the streams that moved on after the first was written; who gave the command finishes it */
  async #write(append: Append, attempt: string): Promise<readonly string[]> {
    const left: string[] = [];
    let ordinal = append.firstOrdinal ?? 0;
    let first = true;
    for (const { stream, expectedVersion, events } of append.writes) {
      if (events.length === 0) continue;
      const wire = events.map((event) => toServer(event, besideOf(append, attempt, ordinal++)));
      try {
        await this.log.append(stream, expectedVersion, wire);
      } catch (error) {
        if (error instanceof VersionConflict && !first) left.push(stream);
        else await this.#failed(error, first, attempt);
      }
      first = false;
    }
    return left;
  }

  /** @throws VersionConflict, StoreUnavailable */
  async #failed(error: unknown, first: boolean, attempt: string): Promise<never> {
    const nothing = first && (error instanceof VersionConflict || certainlyRefused(error));
    if (nothing) await this.sealed.drop(attempt);
    if (error instanceof VersionConflict) throw error;
    throw new StoreUnavailable(nothing ? 'not-persisted' : 'unknown', error, outageOf(error));
  }

  /** What the log holds of a command that was just written; the server acknowledged it, so it is there. */
  async #numbered(commandId: string, before: number): Promise<Rows> {
    try {
      return await this.#beside(async () => {
        await this.places.catchUp();
        const rows = await this.places.ofCommand(commandId);
        if (rows.length <= before) throw new Error('an acknowledged event cannot be read yet');
        return rows;
      });
    } catch (error) {
      throw new StoreUnavailable('unknown', error, error instanceof StoreUnavailable ? error.outage : undefined);
    }
  }

  async #answer(rows: Rows): Promise<Omit<Appended, 'outcome'>> {
    const attempt = rows[0]?.attempt ?? '';
    const fingerprint = await this.#beside(() => this.sealed.fingerprintOf(attempt));
    return { events: rows.map(({ attempt: _, ...event }) => event), fingerprint };
  }

  #beside<T>(operation: () => Promise<T>): Promise<T> {
    return beside(operation, this.patience);
  }
}
