import pg from 'pg';
import { StoreUnavailable } from '../../../application/ports/event-store.js';
import { assertRole, connectionTo, LIMITS, surviving, WrongRole } from '../../postgres/connections.js';
import { PATIENCE, repeated } from '../patience.js';
import { APP_ROLE } from './schema.sql.js';
import { UnsafeDatabase } from './unsafe-database.js';

/** Times in milliseconds. */
export interface ConnectionOptions {
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** How long a lost server is waited for before an append or read fails. Default 5,000. */
  readonly patience?: number;
  /** Limit of one statement at the server. Default 7,000. */
  readonly statementTimeout?: number;
}

/** A frozen server answers nothing, not even its own timeout. */
const SILENCE = LIMITS.request.answer - LIMITS.request.statement;

const { INT8, TIMESTAMPTZ } = pg.types.builtins;

/** Positions as safe numbers, instants as ISO UTC milliseconds; the session's TimeZone and DateStyle make the text predictable. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === INT8) return safeNumber;
    if (format !== 'binary' && oid === TIMESTAMPTZ) return instant;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

function safeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a 64-bit number of the database is too large');
  return value;
}

/** `2026-11-20 10:11:12.5+00` → `2026-11-20T10:11:12.500Z`. */
function instant(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(19, -3).slice(1, 4).padEnd(3, '0')}Z`;
}

/**
 * Every connection of the application becomes the role that may not write, states READ COMMITTED (ES E4) and bounds how long it may
 * hold the head row (ES E3).
 */
export function connectionConfig(url: string, options: ConnectionOptions): pg.ClientConfig {
  const statement = options.statementTimeout ?? LIMITS.request.statement;
  const limits = { connect: options.patience ?? PATIENCE, statement, answer: statement + SILENCE };
  const settings = [
    'default_transaction_isolation=read\\ committed',
    'TimeZone=UTC',
    'DateStyle=ISO',
    'idle_in_transaction_session_timeout=10000',
  ];
  return {
    ...connectionTo(url, { limits, name: options.applicationName ?? 'sagsspor', role: APP_ROLE, settings }),
    types,
  };
}

/** A pool of such connections. */
export function connectionPool(url: string, options: ConnectionOptions, max: number): pg.Pool {
  const verify: pg.PoolConfig['verify'] = (client, done) => void assertRole(client, APP_ROLE).then(() => done(), done);
  return surviving(new pg.Pool({ ...connectionConfig(url, options), max, verify }));
}

/** One connection. A server that dies must not crash the process, so `error` always has a listener. */
export async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    discard(client);
    throw roleRefused(error) ? UnsafeDatabase.roleMissing(error, GRANT) : error;
  }
}

/** Closes without waiting: the other side may never answer. */
export function discard(client: pg.Client): void {
  client.end().catch(() => undefined);
}

/** Without a connection nobody says which server it is; PostgreSQL before 16 knows no options, and needs none. */
const GRANT = `grant ${APP_ROLE} to <the database user> with set true, inherit false (before PostgreSQL 16 without the options), or migrate as the owner;`;

const roleRefused = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  /^(22023|42501|42704)$/.test(error.code ?? '') &&
  error.message.includes(APP_ROLE);

/**
 * Repeats an operation that changes nothing until it succeeds, it fails for another reason than the connection, or the patience ends.
 * @throws StoreUnavailable('not-persisted'), UnsafeDatabase
 */
export async function patiently<T>(
  patience: number | undefined,
  operation: () => Promise<T>,
  goOn: () => boolean = () => true,
): Promise<T> {
  try {
    return await repeated(operation, (error) => isUnfit(error) || !isConnectionFault(error) || !goOn(), patience);
  } catch (error) {
    if (isUnfit(error)) throw error;
    throw new StoreUnavailable('not-persisted', error);
  }
}
const isUnfit = (error: unknown): boolean => error instanceof UnsafeDatabase || error instanceof WrongRole;

/** No SQLSTATE: the connection itself. 08 connection, 57P0x shutdown and start-up, 53300 no free connection. */
function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return !(error instanceof RangeError || error instanceof TypeError);
  return /^(08|57P0|53300)/.test(error.code ?? '');
}

/**
 * True where the server itself refused the statement before commit. Everything else, 08, 57P0x and 58030 among it, may stand in the
 * log although an error came back: 102 explicit SQLSTATE 58030 had committed (REL 0.2). 40003 says of itself that it does not know.
 */
export function certainlyRefused(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.severity !== 'ERROR') return false;
  const code = error.code ?? '';
  return code !== '40003' && /^(0A|21|22|23|25|26|2F|40|42|44|53|54|55|P0|57014)/.test(code);
}

/** The refusal lies in the data of one append, so the others of its group deserve a call of their own. */
export const blamesData = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(21|22|23|44|54)/.test(error.code ?? '');
