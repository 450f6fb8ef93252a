import type pg from 'pg';
import type { Adoption, LostEvent } from '../../../application/ports/adoption.js';
import { NeedsMending } from '../../../application/refusal.js';
import { LIMITS, withClient } from '../../postgres/connections.js';
import { ServerLog } from './server-log.js';
import type { FromServer, Position } from './wire.js';

const PAGE = 1_000;
const SHOWN = 20;

const PLACES = `select position::float8 as position, commit_position::text as commit, stream, version, event_id as "eventId", type,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"
  from esdb.place where position >= $1 order by position limit $2`;
const KNOWN =
  'select position::float8 as position from esdb.place where event_id = any($1::uuid[]) order by position limit 1';
const MOVE = `update esdb.place p set commit_position = n.commit, prepare_position = n.prepare
  from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as n(position, commit, prepare) where p.position = n.position`;
const END = `update esdb.scanned s set position = p.position, recorded_at = p.recorded_at, commit_position = p.commit_position,
  prepare_position = p.prepare_position, event_id = p.event_id from esdb.place p where p.position = $1`;
/** What was folded from what is gone is made anew from what is left, at the next start. */
const FORGET = [
  'delete from esdb.place where position > $1',
  'update checkpoint set version = -1 where (select max(position) from checkpoint) > $1',
  'update mail_progress set position = least(position, $1)',
  'delete from person_index where (select position from person_index_progress) > $1',
  'update person_index_progress set position = 0 where position > $1',
];

type Place = LostEvent & { readonly eventId: string; readonly commit: string };

/**
 * A server that was restored from a backup of its own holds the beginning of what it held, or the same at other positions. Holds that against what was numbered, and
 * numbers on from there where it is told how many events are given up.
 * @param url of the server, and `beside` of the database beside it as its owner
 * @param lose as many as are lost, and nothing is changed if it is another number; undefined: it only looks
 * @throws NeedsMending log-with-holes, another-log; StoreUnavailable
 */
export async function adoptRestored(url: string, beside: string, prefix: string, lose?: number): Promise<Adoption> {
  const log = new ServerLog(url, prefix);
  try {
    return await withClient(beside, { limits: LIMITS.copying, name: 'sagsspor-adopt' }, async (client) => {
      const { kept, moved, at } = await commonBeginning(client, log);
      const lost = await lostAfter(client, kept);
      const adopted = lose === lost.count && (lost.count > 0 || moved > 0);
      if (adopted) await moveTo(client, kept, at);
      return { kept, moved, lost: lost.count, first: lost.events, adopted };
    });
  } finally {
    await log.close();
  }
}

async function commonBeginning(client: pg.ClientBase, log: ServerLog) {
  const at: Position[] = [];
  let [kept, moved] = [0, 0];
  for await (const events of allOf(log)) {
    const { rows } = await client.query<Place>(PLACES, [kept + 1, events.length]);
    const differs = events.findIndex((event, i) => !isSame(event, rows[i]));
    const same = differs < 0 ? events : events.slice(0, differs);
    moved += same.filter((event, i) => event.at.commit !== BigInt(rows[i]?.commit ?? -1)).length;
    at.push(...same.map((event) => event.at));
    kept += same.length;
    if (differs >= 0) {
      await assertNoneIsKnown(client, kept, events.slice(differs));
      break;
    }
  }
  if (kept === 0) throw noneIsThere();
  return { kept, moved, at };
}

async function* allOf(log: ServerLog): AsyncGenerator<readonly FromServer[]> {
  for (let until: Position | undefined; ; ) {
    const page = await log.after({ mark: undefined, until }, PAGE);
    if (page.events.length > 0) yield page.events;
    if (!page.full) return;
    until = page.until;
  }
}

const isSame = ({ eventId, stream, version }: FromServer, place: Place | undefined): boolean =>
  place !== undefined && place.eventId === eventId && place.stream === stream && place.version === version;

/** Later events that stand there after earlier ones that do not: something was taken out of the middle, and no beginning of the log is left to go on from. */
async function assertNoneIsKnown(client: pg.ClientBase, kept: number, events: readonly FromServer[]): Promise<void> {
  const { rows } = await client.query<Place>(KNOWN, [events.map(({ eventId }) => eventId)]);
  if (!rows[0]) return;
  const missing = (await client.query<Place>(PLACES, [kept + 1, SHOWN])).rows.filter(
    ({ position }) => position < (rows[0]?.position ?? 0),
  );
  throw new NeedsMending(
    `log-with-holes: the event store lacks ${missing.map(({ stream, version, position }) => `version ${version} of ${stream} (position ${position})`).join(', ')}, ` +
      'and holds later events: streams were deleted, truncated or scavenged: restore the event store from its own backup, or this log from ours',
  );
}

const noneIsThere = () =>
  new NeedsMending(
    'another-log: the event store holds none of the events that were read from it: it is another one, or empty: look at EVENT_STORE_URL and EVENT_STORE_PREFIX',
  );

async function lostAfter(client: pg.ClientBase, kept: number) {
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from esdb.place where position > $1', [
    kept,
  ]);
  const events = (await client.query<Place>(PLACES, [kept + 1, SHOWN])).rows;
  return { count: rows[0]?.n ?? 0, events: events.map(({ eventId: _, commit: __, ...event }) => event) };
}

/** All of it or nothing. */
async function moveTo(client: pg.ClientBase, kept: number, at: readonly Position[]): Promise<void> {
  await client.query('begin');
  try {
    for (let from = 0; from < at.length; from += PAGE) {
      const part = at.slice(from, from + PAGE);
      const positions = part.map((_, i) => from + i + 1);
      await client.query(MOVE, [positions, part.map((p) => p.commit), part.map((p) => p.prepare)]);
    }
    await client.query(END, [kept]);
    for (const sql of FORGET) await client.query(sql, [kept]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
