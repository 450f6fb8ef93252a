import type pg from 'pg';
import type { SessionRow, SessionStore, SessionsOf } from '../../application/ports/identity.js';
import type { SessionEnding } from '../../domain/identity/login.js';

export const SESSION_TABLES = {
  tables: ['login_session', 'login_once'],
  sql: `
create table if not exists login_session (
  hash text primary key,
  user_id text not null,
  issuer text not null,
  subject text not null,
  provider_session text,
  way text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  until timestamptz not null,
  ended text,
  held json not null);
create index if not exists login_session_user on login_session (user_id, way);
create index if not exists login_session_subject on login_session (issuer, subject);
create index if not exists login_session_until on login_session (until);
create table if not exists login_once (key text primary key, until timestamptz not null, held json);
create index if not exists login_once_until on login_once (until);
`,
};

const ROW = `held, ended, to_char(seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as seen`;
interface FoundSession {
  readonly held: SessionRow;
  readonly ended: SessionEnding | null;
  readonly seen: string;
}
const rowOf = ({ held, ended, seen }: FoundSession): SessionRow => ({ ...held, ended, seenAt: seen });

/** Sessions for every process of an installation. What is in the table lets nobody in: tokens are hashed, people blinded. */
export class SessionTable implements SessionStore {
  constructor(private readonly pool: pg.Pool) {}

  async open(row: SessionRow, most: number): Promise<readonly SessionRow[]> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      // Two logins at once are counted one after the other.
      await client.query('select pg_advisory_xact_lock(7362, hashtext($1))', [row.userId]);
      await client.query(
        `insert into login_session (hash, user_id, issuer, subject, provider_session, way, started_at, seen_at, until, held)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[row.hash, row.userId, row.issuer, row.subject, row.providerSession, row.way],
          ...[row.startedAt, row.seenAt, row.until, JSON.stringify(row)],
        ],
      );
      const { rows } = await client.query<FoundSession>(
        `update login_session set ended = 'too-many' where hash in (
           select hash from login_session where user_id = $1 and way = $2 and ended is null and until > $3
           order by started_at desc, hash = $5 desc offset $4) returning ${ROW}`,
        [row.userId, row.way, row.seenAt, most, row.hash],
      );
      await client.query('commit');
      return rows.map(rowOf);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async find(hash: string): Promise<SessionRow | undefined> {
    const { rows } = await this.pool.query<FoundSession>(`select ${ROW} from login_session where hash = $1`, [hash]);
    return rows[0] && rowOf(rows[0]);
  }

  async ofUser(userId: string, now: string): Promise<readonly SessionRow[]> {
    const { rows } = await this.pool.query<FoundSession>(
      `select ${ROW} from login_session where user_id = $1 and ended is null and until > $2 order by started_at desc, hash`,
      [userId, now],
    );
    return rows.map(rowOf);
  }

  async living(now: string): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      'select count(*)::int as n from login_session where ended is null and until > $1',
      [now],
    );
    return rows[0]?.n ?? 0;
  }

  async seen(hash: string, at: string): Promise<void> {
    await this.pool.query('update login_session set seen_at = $2 where hash = $1 and seen_at < $2', [hash, at]);
  }

  async end(which: SessionsOf, how: SessionEnding): Promise<readonly SessionRow[]> {
    const [where, values] = conditionOf(which);
    const { rows } = await this.pool.query<FoundSession>(
      `update login_session set ended = $1 where ended is null and ${where} returning ${ROW}`,
      [how, ...values],
    );
    return rows.map(rowOf);
  }

  async once(key: string, until: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'insert into login_once (key, until) values ($1, $2) on conflict (key) do nothing',
      [key, until],
    );
    return rowCount === 1;
  }

  async keep(key: string, value: object, until: string): Promise<void> {
    await this.pool.query('insert into login_once (key, until, held) values ($1, $2, $3)', [
      key,
      until,
      JSON.stringify(value),
    ]);
  }

  async take(key: string, now: string): Promise<unknown> {
    const { rows } = await this.pool.query<{ held: unknown }>(
      'delete from login_once where key = $1 and held is not null and until > $2 returning held',
      [key, now],
    );
    return rows[0]?.held;
  }

  async clean(now: string): Promise<void> {
    await this.pool.query('delete from login_session where until < $1', [now]);
    await this.pool.query('delete from login_once where until < $1', [now]);
  }
}

function conditionOf(which: SessionsOf): readonly [string, readonly (string | null)[]] {
  if ('hash' in which) return ['hash = $2', [which.hash]];
  if ('session' in which) return [`user_id = $2 and held->>'session' = $3`, [which.userId, which.session]];
  if ('but' in which) return ['user_id = $2 and hash <> $3', [which.userId, which.but]];
  if ('subject' in which) return ['issuer = $2 and subject = $3', [which.issuer, which.subject]];
  return ['issuer = $2 and provider_session = $3', [which.issuer, which.providerSession]];
}
