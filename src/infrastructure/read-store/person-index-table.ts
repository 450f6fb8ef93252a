import type pg from 'pg';
import type { PersonIndex } from '../../application/ports/person-index.js';
import { withConnection } from './outage.js';

/** No unique name, no date: a token and an id. */
export const PERSON_INDEX_TABLES = {
  tables: ['person_index_progress', 'person_index'],
  sql: `
create table if not exists person_index_progress (one bool primary key default true check (one), position bigint not null);
insert into person_index_progress (position) values (0) on conflict do nothing;
create table if not exists person_index (token text not null, person_id uuid not null, primary key (token, person_id));
create index if not exists person_index_person on person_index (person_id);
`,
};

export class PersonIndexTable implements PersonIndex {
  constructor(private readonly pool: pg.Pool) {}

  async position(): Promise<number> {
    const { rows } = await this.pool.query<{ position: number }>(
      'select position::float8 as position from person_index_progress',
    );
    return rows[0]?.position ?? 0;
  }

  async put(from: number, to: number, tokens: ReadonlyMap<string, readonly string[]>): Promise<boolean> {
    return this.alone(async (client) => {
      const moved = await client.query('update person_index_progress set position = $2 where position = $1', [
        from,
        to,
      ]);
      if (moved.rowCount !== 1) return false;
      await client.query('delete from person_index where person_id = any($1::uuid[])', [[...tokens.keys()]]);
      const rows = [...tokens].flatMap(([person, own]) => own.map((token) => ({ person, token })));
      await client.query(
        `insert into person_index (token, person_id)
         select token, person::uuid from unnest($1::text[], $2::text[]) as r(token, person) on conflict do nothing`,
        [rows.map((r) => r.token), rows.map((r) => r.person)],
      );
      return true;
    });
  }

  async having(tokens: readonly string[], most: number): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select person_id as id from person_index where token = any($1)
       group by person_id having count(*) = $2 order by person_id limit $3`,
      [[...new Set(tokens)], new Set(tokens).size, most],
    );
    return rows.map(({ id }) => id);
  }

  async clear(): Promise<void> {
    await this.alone(async (client) => {
      await client.query('update person_index_progress set position = 0');
      await client.query('delete from person_index');
    });
  }

  private alone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return withConnection(this.pool, async (client) => {
      await client.query('begin');
      const done = await work(client);
      await client.query('commit');
      return done;
    });
  }
}
