import type pg from 'pg';
import type { Copies } from '../../application/installation.js';

interface Row {
  readonly commits: string;
  readonly names: string;
  readonly followers: number;
}
/** Of whoever asks: what is set for a role, a database or in the URL counts. That somebody follows is seen by everybody. */
const TEXT = `
select current_setting('synchronous_commit') as commits, current_setting('synchronous_standby_names') as names,
       (select count(*)::int from pg_stat_replication) as followers`;

/** Whether a commit is somewhere else before it is acknowledged. */
export async function copiesOf(client: Pick<pg.Pool, 'query'>): Promise<Copies> {
  const { commits = 'on', names = '', followers = 0 } = (await client.query<Row>(TEXT)).rows[0] ?? {};
  if (names === '') return followers > 0 ? 'not-waited-for' : 'none';
  if (commits === 'local' || commits === 'off') return 'not-waited-for';
  return commits === 'remote_write' ? 'not-flushed' : 'waited-for';
}
