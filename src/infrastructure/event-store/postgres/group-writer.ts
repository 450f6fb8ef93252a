import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import {
  type Append,
  type Appended,
  StoreUnavailable,
  VersionConflict,
} from '../../../application/ports/event-store.js';
import { Verdict } from './append-group.sql.js';
import { blamesData, certainlyRefused, discard } from './connection.js';
import { groupParameters, loneParameters, partParameters, takeGroup } from './group.js';

interface Pending {
  readonly append: Append;
  readonly resolve: (appended: Appended | Promise<Appended>) => void;
  readonly reject: (error: unknown) => void;
}

/** One element per append: verdict, failed write (from 1, among all writes), its actual version, first position, instant. */
type Answer = readonly [number[], number[], number[], number[], number[]];

const placeholders = (count: number): string => Array.from({ length: count }, (_, i) => `$${i + 1}`).join(', ');

const GROUP = {
  name: 'append-group',
  text: `select verdicts::text, failed_writes::text, actual_versions::text, first_positions::text, instants::text
    from public.append_group(${placeholders(23)})`,
  rowMode: 'array',
} as const;

const PART = {
  name: 'append-part',
  text: `select verdicts::text, failed_writes::text, actual_versions::text, first_positions::text, instants::text
    from public.append_part(${placeholders(24)})`,
  rowMode: 'array',
} as const;

const lone = (parameters: number) =>
  ({
    name: `append-one-${parameters}`,
    text: `select public.append_one(${placeholders(parameters)})::text`,
    rowMode: 'array',
  }) as const;
const LONE = { plain: lone(8), sealed: lone(14) };

/**
 * Group commit: concurrent appends share one call and one fsync; a lone one goes out at once. One connection, one call at a time,
 * because the head row admits one writer anyway (ES C3).
 */
export class GroupWriter {
  readonly #queue: Pending[] = [];
  #connection: pg.Client | undefined;
  #running: Promise<void> | undefined;
  #closed = false;

  /**
   * @param reconnect a checked connection within the store's patience, or a rejection
   * @param earlier what a command appended before
   */
  constructor(
    connection: pg.Client,
    readonly reconnect: () => Promise<pg.Client>,
    readonly earlier: (commandId: string) => Promise<Omit<Appended, 'outcome'> | undefined>,
    /** Told how many appends go together. */
    readonly onGroup: (appends: number) => void = () => undefined,
  ) {
    this.#adopt(connection);
  }

  append(append: Append): Promise<Appended> {
    if (this.#closed)
      return Promise.reject(new StoreUnavailable('not-persisted', new Error('the event store is closed')));
    return new Promise((resolve, reject) => {
      this.#queue.push({ append, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Lets what was accepted finish, then closes the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.end().catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // The rest of this turn of the event loop may bring more callers; no timer, a lone one waits microseconds.
      await turn();
      const connection = await this.#connected();
      if (connection !== undefined) await this.#flush(connection, takeGroup(this.#queue));
    }
    this.#running = undefined;
  }

  /** The connection, or undefined after everything that waited for it was told. Nothing of it was sent, so nothing stands. */
  async #connected(): Promise<pg.Client | undefined> {
    try {
      return this.#connection ?? this.#adopt(await this.reconnect());
    } catch (error) {
      for (const { reject } of this.#queue.splice(0)) reject(new StoreUnavailable('not-persisted', causeOf(error)));
      return undefined;
    }
  }

  #adopt(connection: pg.Client): pg.Client {
    const lost = () => {
      if (this.#connection === connection) this.#connection = undefined;
    };
    connection.on('error', lost);
    connection.on('end', lost);
    this.#connection = connection;
    return connection;
  }

  async #flush(connection: pg.Client, group: readonly Pending[]): Promise<void> {
    try {
      this.onGroup(group.length);
      const appends = group.map((item) => item.append);
      this.#answer(group, await call(connection, appends));
    } catch (error) {
      const refused = certainlyRefused(error);
      if (!refused) this.#drop(connection);
      if (refused && group.length > 1 && blamesData(error)) {
        for (const item of group) await this.#alone(item);
        return;
      }
      for (const { reject } of group) reject(new StoreUnavailable(refused ? 'not-persisted' : 'unknown', error));
    }
  }

  async #alone(item: Pending): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) this.#queue.push(item);
    else await this.#flush(connection, [item]);
  }

  #drop(connection: pg.Client): void {
    if (this.#connection === connection) this.#connection = undefined;
    discard(connection);
  }

  #answer(group: readonly Pending[], answer: Answer): void {
    const [verdicts, failed, actual, first, instants] = answer;
    // Index of the first write of the append among all writes of the group, as the function numbers them.
    let writesBefore = 0;
    for (const [i, { append, resolve, reject }] of group.entries()) {
      if (verdicts[i] === Verdict.appended) resolve(appended(append, first[i] ?? 0, instants[i] ?? 0));
      else if (verdicts[i] === Verdict.duplicate) resolve(this.#duplicate(append.commandId));
      else {
        const write = append.writes[(failed[i] ?? 0) - writesBefore - 1];
        reject(new VersionConflict(write?.stream ?? '', write?.expectedVersion ?? 0, actual[i] ?? 0));
      }
      writesBefore += append.writes.length;
    }
  }

  async #duplicate(commandId: string): Promise<Appended> {
    const before = await this.earlier(commandId).catch((error: unknown) => {
      throw new StoreUnavailable('unknown', causeOf(error));
    });
    if (before === undefined) throw new StoreUnavailable('unknown', new Error('a duplicate command is not in the log'));
    return { outcome: 'duplicate', ...before };
  }
}

const causeOf = (error: unknown): unknown => (error instanceof StoreUnavailable ? error.cause : error);

async function call(connection: pg.Client, group: readonly Append[]): Promise<Answer> {
  const [only, ...others] = group;
  if (only?.firstOrdinal) {
    const row = onlyRow(await connection.query<string[]>({ ...PART, values: partParameters(only) }));
    return row.map(numbers) as unknown as Answer;
  }
  const values = only !== undefined && others.length === 0 ? loneParameters(only) : undefined;
  if (values !== undefined) {
    const statement = values.length === 8 ? LONE.plain : LONE.sealed;
    const [answer] = onlyRow(await connection.query<string[]>({ ...statement, values }));
    const [verdict, actual, first, instant] = numbers(answer) as [number, number, number, number];
    return [[verdict], [1], [actual], [first], [instant]];
  }
  const row = onlyRow(await connection.query<string[]>({ ...GROUP, values: groupParameters(group) }));
  const [verdicts, failed, actual, first, instants] = row;
  return [numbers(verdicts), numbers(failed), numbers(actual), numbers(first), numbers(instants)];
}

/** Both functions answer with one row; anything else says nothing about the log, hence the outcome is unknown. */
function onlyRow({ rows: [row] }: pg.QueryArrayResult<string[]>): [string, string, string, string, string] {
  if (row === undefined) throw new Error('the append was not answered');
  return row as [string, string, string, string, string];
}

/** `{1,2}` → [1, 2]. */
const numbers = (literal: string): number[] => literal.slice(1, -1).split(',').map(Number);

function appended(append: Append, first: number, instant: number): Appended {
  const recordedAt = new Date(instant).toISOString();
  let position = first;
  const events = append.writes.flatMap(({ stream, expectedVersion, events }) =>
    events.map(({ eventId, type }, index) => ({
      position: position++,
      stream,
      version: expectedVersion + index + 1,
      eventId,
      type,
      recordedAt,
    })),
  );
  return { outcome: 'appended', events, fingerprint: append.fingerprint };
}
