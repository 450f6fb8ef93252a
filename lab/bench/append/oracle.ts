import type pg from 'pg';
import type { Peer } from './peer.js';

const POSITIONS = `
select count(*)::int as events, coalesce(min(position), 0)::int as first, coalesce(max(position), 0)::int as last,
       count(distinct event_id)::int as ids, (select position::int from head) as head,
       (select count(*)::int from (select from event group by stream
          having min(version) <> 1 or max(version) <> count(*) or count(distinct version) <> count(*)) broken) as broken
  from event`;
type LogCheck = Readonly<Record<'events' | 'first' | 'last' | 'ids' | 'head' | 'broken', number>>;

/** What is wrong with our log after so many acknowledged events; nothing, or the benchmark has failed. */
export async function faultsOfLog(pool: pg.Pool, acknowledged: number): Promise<readonly string[]> {
  const { rows } = await pool.query<LogCheck>(POSITIONS);
  return rows.flatMap(({ events, first, last, ids, head, broken }) => [
    ...(events === acknowledged ? [] : [`${events} events for ${acknowledged} acknowledged`]),
    ...(first === 1 && last === events ? [] : [`positions ${first} to ${last} for ${events} events`]),
    ...(head === last ? [] : [`the head says ${head}, the last event ${last}`]),
    ...(ids === events ? [] : [`${ids} event ids for ${events} events`]),
    ...(broken === 0 ? [] : [`${broken} streams whose versions are not 1, 2, 3 …`]),
  ]);
}

/** Of a peer we know one thing: it must hold what it acknowledged. */
export async function faultsOfPeer(peer: Peer, acknowledged: number): Promise<readonly string[]> {
  const rows = await peer.count();
  return rows === acknowledged ? [] : [`${rows} rows for ${acknowledged} acknowledged`];
}
