import { Socket } from 'node:net';
import pg from 'pg';
import { within } from '../../application/within.js';
import { sleep } from '../clock/sleep.js';

/** What every connection has limits of. Times in milliseconds. */
export interface Limits {
  /** Until a connection is there, or one of the pool is free. */
  readonly connect: number;
  /** Of one statement, at the server. */
  readonly statement: number;
  /** Of one statement, here: a frozen server keeps no limit of its own. Not for COPY, whose answer is a stream. */
  readonly answer?: number;
  /** Without a byte from the other side; for pools whose connections stand idle in nobody's hand. */
  readonly silence?: number;
}

const CONNECT = 5_000;
const HOUR = 3_600_000;

/** Whoever waits for a page or a command is told within seconds; what works for itself may take its time. */
export const LIMITS = {
  /** Appends, reads of the log, keys: the first thing that every request needs. */
  request: { connect: CONNECT, statement: 7_000, answer: 9_000 },
  /** Lists and reports from read models. */
  reading: { connect: CONNECT, statement: 10_000, silence: 12_000 },
  /** Folds, and locks that are waited for. */
  folding: { connect: 10_000, statement: 60_000, answer: 65_000 },
  /** The whole log at once. */
  copying: { connect: 10_000, statement: HOUR },
  /** Schemas and indexes. */
  building: { connect: CONNECT, statement: HOUR },
} as const satisfies Readonly<Record<string, Limits>>;

/** An idle connection is given back before a limit of silence is reached. */
const IDLE = 8_000;
/** A transaction that nobody goes on with holds back the cleaning of every table. */
const IDLE_IN_TRANSACTION = 60_000;

export interface ConnectionOptions {
  readonly limits: Limits;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** The role that the connection becomes; without one it stays who has logged in. */
  readonly role?: string;
  /** More settings, for this kind of connection. They win over those of the connection string. */
  readonly settings?: readonly string[];
  /** Statements are sent one behind the other, none waits for the answer of the one before. */
  readonly pipeline?: boolean;
}

/** The connection is not who it should be, so nothing is done with it. The message says how to mend it. */
export class WrongRole extends Error {
  override readonly name = 'WrongRole';
}

/** Nobody answers there. The message names host and port, never the password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/**
 * The one builder of connections. `?options=` of the connection string would replace ours in the driver, and the role
 * with it: both are kept, in this order: our limits (they may be set otherwise), those of the connection string (or of
 * PGOPTIONS), and last what must hold. Sent as start-up options they hold before the first statement and survive RESET.
 */
export function connectionTo(
  url: string,
  { limits, name, role, settings = [], pipeline = false }: ConnectionOptions,
): pg.ClientConfig {
  const { connectionString, options } = taken(url);
  const mayDiffer = [
    `statement_timeout=${limits.statement}`,
    `lock_timeout=${Math.ceil(limits.statement * 0.6)}`,
    `idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION}`,
  ];
  const musts = [
    ...settings,
    ...(role === undefined || isLoginOf(role, userOf(connectionString)) ? [] : [`role=${role}`]),
  ];
  return {
    connectionString,
    options: [switches(mayDiffer), options, switches(musts)].filter(Boolean).join(' '),
    application_name: name,
    connectionTimeoutMillis: limits.connect,
    ...(limits.answer === undefined ? {} : { query_timeout: limits.answer }),
    ...(limits.silence === undefined ? {} : { stream: () => attentive(limits.silence ?? 0) }),
    keepAlive: true,
    pipeline,
  };
}

/** A login of its own for a role (`logins.ts`): it is what the role is, and need not become it. */
const isLoginOf = (role: string, user: string): boolean => user.startsWith(`${role}__`);
/** As the driver finds it: `?user=` wins over who stands in front of the host. */
function userOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { searchParams, username } = new URL(url);
  return searchParams.getAll('user').at(-1) || decodeURIComponent(username);
}
/** Where a connection became the role, or came in as a login of it. */
export const isRole = (role: string, user: string | undefined): boolean =>
  user !== undefined && (user === role || isLoginOf(role, user));

const switches = (settings: readonly string[]): string => settings.map((setting) => `-c ${setting}`).join(' ');

/** The connection string without its options, and these. What is no URL (a socket's folder) goes to the driver as it is. */
function taken(url: string): { connectionString: string; options: string } {
  const inherited = process.env.PGOPTIONS ?? '';
  if (!URL.canParse(url)) return { connectionString: url, options: inherited };
  const parsed = new URL(url);
  const given = parsed.searchParams.getAll('options');
  if (given.length === 0) return { connectionString: url, options: inherited };
  parsed.searchParams.delete('options');
  return { connectionString: parsed.href, options: given.join(' ') };
}

/** A socket that gives up on a server which says nothing. */
function attentive(silence: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silence, () =>
    socket.destroy(Object.assign(new Error('the database says nothing'), { code: 'ETIMEDOUT' })),
  );
  return socket;
}

/** A pool, each of whose connections is asked who it is before it is used. */
export function poolTo(url: string, wanted: ConnectionOptions, max: number): pg.Pool {
  const { role } = wanted;
  const pool = new pg.Pool({
    ...connectionTo(url, wanted),
    max,
    idleTimeoutMillis: IDLE,
    ...(role === undefined ? {} : { verify: (client, done) => void assertRole(client, role).then(() => done(), done) }),
  });
  return surviving(pool);
}

/**
 * A connection that ends must not end the process, whoever holds it: idle in the pool, asked who it is, or in somebody's hands. The driver
 * takes its own listener away as soon as a connection is given out; the query under way, or the next one, says what happened.
 */
export function surviving(pool: pg.Pool): pg.Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A pooler between us and the server drops start-up options without a word. @throws WrongRole */
export async function assertRole(client: Pick<pg.ClientBase, 'query'>, role: string): Promise<void> {
  const { rows } = await client.query<{ user: string }>('select current_user as user');
  const found = rows[0]?.user;
  if (isRole(role, found)) return;
  throw new WrongRole(
    `wrong-role: a connection runs as ${found}, not as ${role}: connect to the server itself, not through a pooler, and ` +
      'take the role out of the connection string',
  );
}

/** A connection for some work, closed after it, also where the other side never answers. @throws DatabaseUnavailable */
export async function withClient<T>(
  url: string,
  wanted: ConnectionOptions,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connectionTo(url, wanted));
  client.on('error', () => undefined); // the query under way says so; without a listener it would end the process
  try {
    await client.connect();
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error instanceof pg.DatabaseError ? error : unavailable(client, error);
  }
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unavailable({ host, port }: pg.Client, cause: unknown): DatabaseUnavailable {
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return new DatabaseUnavailable(
    `unavailable: the database on ${host}:${port} ${code === undefined ? 'says nothing' : `cannot be reached (${code})`}: ` +
      'start it, or mend its connection string',
    { cause },
  );
}

/** Milliseconds that queries under way have when a pool is closed; the server, or the process, ends what is left. */
const ENDED_WITHIN = 3_000;

export async function endPool(pool: pg.Pool): Promise<void> {
  await within(sleep, ENDED_WITHIN, pool.end(), () => undefined);
}
