const POSITIONS = `
select count(*)::int as events, coalesce(min(position), 0)::int as first, coalesce(max(position), 0)::int as last,
       count(distinct event_id)::int as ids, (select position::int from head) as head
  from event`;

const BROKEN_STREAMS = `
select count(*)::int as streams
  from (select from event group by stream having min(version) <> 1 or max(version) <> count(*) or count(distinct version) <> count(*)) broken`;

/** What is wrong with our log after so many acknowledged events; nothing, or the benchmark has failed. */
export async function faultsOfLog(pool, acknowledged) {
  const found = (await pool.query(POSITIONS)).rows[0];
  const broken = (await pool.query(BROKEN_STREAMS)).rows[0].streams;
  return [
    found.events !== acknowledged && `${found.events} events for ${acknowledged} acknowledged`,
    (found.first !== 1 || found.last !== found.events) &&
      `positions ${found.first} to ${found.last} for ${found.events} events`,
    found.head !== found.last && `the head says ${found.head}, the last event ${found.last}`,
    found.ids !== found.events && `${found.ids} event ids for ${found.events} events`,
    broken > 0 && `${broken} streams whose versions are not 1, 2, 3 …`,
  ].filter(Boolean);
}

/** Of a peer we know one thing: it must hold what it acknowledged. */
export async function faultsOfPeer(peer, acknowledged) {
  const rows = await peer.count();
  return rows === acknowledged ? [] : [`${rows} rows for ${acknowledged} acknowledged`];
}
