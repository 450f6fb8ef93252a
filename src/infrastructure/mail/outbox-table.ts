import type pg from 'pg';
import type { Letter, Outbox, Outgoing } from '../../application/ports/mail.js';

/** For how long a letter belongs to the process that took it: longer than sending lasts, so that only a crash lets it go. */
const LEASE = '5 minutes';

export const OUTBOX_TABLES = {
  tables: ['mail_progress', 'mail_outbox'],
  sql: `
create table if not exists mail_progress (one bool primary key default true check (one), position bigint not null);
create table if not exists mail_outbox (
  id uuid primary key,
  address text,
  subject text not null,
  body text not null,
  calendar json,
  state text not null check (state in ('waiting', 'delivered', 'given-up')),
  attempts int not null default 0,
  first_at timestamptz not null,
  next_at timestamptz,
  done_at timestamptz,
  last_code text);
alter table mail_outbox add column if not exists calendar json;
create index if not exists mail_outbox_due on mail_outbox (next_at) where state = 'waiting';
`,
};

type FoundLetter = Omit<Outgoing, 'calendar'> & { readonly calendar: Letter['calendar'] | null };

/** Letters on their way and what became of them. An address is kept only while it is needed. */
export class OutboxTable implements Outbox {
  constructor(private readonly pool: pg.Pool) {}

  async position(): Promise<number | null> {
    const { rows } = await this.pool.query<{ position: number }>(
      'select position::float8 as position from mail_progress',
    );
    return rows[0]?.position ?? null;
  }

  async put(letters: readonly Letter[], from: number | null, to: number, now: string): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const moved =
        from === null
          ? await client.query('insert into mail_progress (position) values ($1) on conflict do nothing', [to])
          : await client.query('update mail_progress set position = $2 where position = $1', [from, to]);
      for (const { id, to: address, subject, text, calendar } of moved.rowCount === 1 ? letters : [])
        await client.query(
          `insert into mail_outbox (id, address, subject, body, calendar, state, first_at, next_at)
           values ($1, $2, $3, $4, $5, 'waiting', $6, $6) on conflict do nothing`,
          [id, address, subject, text, calendar ? JSON.stringify(calendar) : null, now],
        );
      await client.query('commit');
      return moved.rowCount === 1;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async claim(now: string, limit: number): Promise<readonly Outgoing[]> {
    const { rows } = await this.pool.query<FoundLetter>(
      `update mail_outbox set attempts = attempts + 1, next_at = $1::timestamptz + interval '${LEASE}'
       where id in (select id from mail_outbox where state = 'waiting' and next_at <= $1 order by next_at limit $2 for update skip locked)
       returning id, address as "to", subject, body as text, calendar, attempts as attempt,
         to_char(first_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "firstAt"`,
      [now, limit],
    );
    return rows.map(({ calendar, ...letter }) => (calendar ? { ...letter, calendar } : letter));
  }

  async delivered(id: string, at: string): Promise<void> {
    await this.end(id, 'delivered', at, null);
  }

  async failed(id: string, at: string, code: string, next: string | null): Promise<void> {
    if (next === null) return this.end(id, 'given-up', at, code);
    await this.pool.query(`update mail_outbox set next_at = $2, last_code = $3 where id = $1 and state = 'waiting'`, [
      id,
      next,
      code,
    ]);
  }

  async counts() {
    const { rows } = await this.pool.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from mail_outbox group by state',
    );
    const of = (state: string) => rows.find((r) => r.state === state)?.n ?? 0;
    return { waiting: of('waiting'), delivered: of('delivered'), 'given-up': of('given-up') };
  }

  private async end(id: string, state: 'delivered' | 'given-up', at: string, code: string | null): Promise<void> {
    await this.pool.query(
      `update mail_outbox set state = $2, done_at = $3, next_at = null, address = null, calendar = null, last_code = $4 where id = $1`,
      [id, state, at, code],
    );
  }
}
