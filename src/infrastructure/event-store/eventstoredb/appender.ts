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
  /** Commands whose outcome is not known to this process: given again, they are looked for in all that stands. */
  readonly #doubtful = new Set<string>();

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
    turn.then(
      () => this.#doubtful.delete(commandId),
      (error) => {
        if (error instanceof StoreUnavailable && error.outcome === 'unknown') this.#doubtful.add(commandId);
      },
    );
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
    // The server refuses one stream that moved on by itself; guards and further streams are held against all that stands now.
    if (append.writes.length > 1 || this.#doubtful.has(commandId)) await this.#beside(() => this.places.catchUp());
    const attempt = randomUUID();
    try {
      await this.#lookFirst(append);
      // Only now: what stands of the command up to where its streams are expected to be has been numbered.
      const before = await this.#beside(() => this.places.ofCommand(commandId));
      if (before.length > firstOrdinal) return { outcome: 'duplicate', ...(await this.#answer(before)) };
      await this.#beside(() => this.sealed.write(append, attempt));
      const { written, left } = await this.#write(append, attempt);
      const rows = await this.#numbered(commandId, firstOrdinal, written);
      // The same command given to another process at the same moment: its events have the same ids, and the server kept the first.
      if (rows[firstOrdinal]?.attempt !== attempt) {
        await this.sealed.drop(attempt);
        return { outcome: 'duplicate', ...(await this.#answer(rows)) };
      }
      const events = rows.slice(firstOrdinal).map(shown);
      const { fingerprint } = append;
      return { outcome: 'appended', events, fingerprint, ...(left.length > 0 ? { left } : {}) };
    } catch (error) {
      // Another process may have written this very command since it was looked for.
      const since = error instanceof VersionConflict ? await this.find(commandId) : undefined;
      if (since && since.events.length > firstOrdinal) return { outcome: 'duplicate', ...since };
      throw error;
    }
  }

  /**
   * Guards, and streams beyond the first, cannot be held still here: a conflict that can be seen beforehand is told before anything is written. Nor is anything
   * written to a stream that was not read up to where it is expected to be: the command itself may stand there already.
   */
  async #lookFirst({ writes }: Append): Promise<void> {
    const streams = writes.map(({ stream }) => stream);
    const look = async () => {
      const versions = await this.#beside(() => this.places.versionsOf(streams));
      return { versions, wrong: writes.findIndex(({ expectedVersion }, i) => versions[i] !== expectedVersion) };
    };
    let { versions, wrong } = await look();
    if (wrong < 0) return;
    await this.#beside(() => this.places.catchUp());
    ({ versions, wrong } = await look());
    const write = writes[wrong];
    if (write) throw new VersionConflict(write.stream, write.expectedVersion, versions[wrong] ?? 0);
  }

  /** @returns how many events the command has now, and the streams that moved on after the first was written; who gave the command finishes it */
  async #write(append: Append, attempt: string): Promise<{ written: number; left: readonly string[] }> {
    const left: string[] = [];
    let written = append.firstOrdinal ?? 0;
    let ordinal = append.firstOrdinal ?? 0;
    let first = true;
    for (const { stream, expectedVersion, events } of append.writes) {
      if (events.length === 0) continue;
      const wire = events.map((event) => toServer(event, besideOf(append, attempt, ordinal++)));
      try {
        await this.log.append(stream, expectedVersion, wire);
        written += events.length;
      } catch (error) {
        if (error instanceof VersionConflict && !first) left.push(stream);
        else await this.#failed(error, first, attempt);
      }
      first = false;
    }
    return { written, left };
  }

  /** @throws VersionConflict, StoreUnavailable */
  async #failed(error: unknown, first: boolean, attempt: string): Promise<never> {
    const nothing = first && (error instanceof VersionConflict || certainlyRefused(error));
    if (nothing) await this.sealed.drop(attempt);
    if (error instanceof VersionConflict) throw error;
    throw new StoreUnavailable(nothing ? 'not-persisted' : 'unknown', error, outageOf(error));
  }

  /** What the log holds of a command that was just written; the server acknowledged it, so it is there. */
  async #numbered(commandId: string, before: number, written: number): Promise<Rows> {
    try {
      return await this.#beside(async () => {
        await this.places.catchUp();
        const rows = await this.places.ofAppended(commandId, written);
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
    return { events: rows.map(shown), fingerprint };
  }

  #beside<T>(operation: () => Promise<T>): Promise<T> {
    return beside(operation, this.patience);
  }
}

const shown = ({ attempt: _, ...event }: Rows[number]) => event;
