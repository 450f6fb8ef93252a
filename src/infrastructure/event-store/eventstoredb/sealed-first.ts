import type pg from 'pg';
import type { Append, Segment } from '../../../application/ports/event-store.js';

const WRITE = `
with begun as (insert into esdb.attempt (attempt, command_id, hmac) values ($1, $2, $3))
insert into esdb.segment (attempt, event_id, segment, key_id, salt, nonce, ciphertext, tag)
select $1, s.* from unnest($4::uuid[], $5::int[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[]) as s`;
/** Only what the log commits to: segments of a try that came to nothing are nobody's. */
const READ = `
select s.event_id as "eventId", s.segment, s.key_id as "keyId", s.salt, s.nonce, s.ciphertext, s.tag
  from unnest($1::uuid[]) with ordinality w(id, n)
  join esdb.place p on p.event_id = w.id
  join esdb.segment s on s.event_id = w.id and s.attempt = p.attempt
 order by w.n, s.segment`;
const SWEEP = `
delete from esdb.attempt a
 where a.begun_at < now() - make_interval(secs => $1) and not exists (select from esdb.place p where p.attempt = a.attempt)`;

/**
 * Sealed segments and the fingerprint of a command stand in PostgreSQL before the event that commits to them is sent: an event never lacks its
 * text. Each try at an append is an attempt of its own, and the event says which one wrote it: two tries at a command cannot change each other's.
 */
export class SealedFirst {
  constructor(private readonly pool: pg.Pool) {}

  async write({ commandId, fingerprint, writes }: Append, attempt: string): Promise<void> {
    const segments = writes.flatMap(({ events }) => events).flatMap((event) => event.segments);
    const bytes = (of: (segment: Segment) => Uint8Array) => segments.map((segment) => Buffer.from(of(segment)));
    await this.pool.query({
      name: 'seal-first',
      text: WRITE,
      values: [
        attempt,
        commandId,
        Buffer.from(fingerprint),
        segments.map(({ eventId }) => eventId),
        segments.map(({ segment }) => segment),
        segments.map(({ keyId }) => keyId),
        bytes(({ salt }) => salt),
        bytes(({ nonce }) => nonce),
        bytes(({ ciphertext }) => ciphertext),
        bytes(({ tag }) => tag),
      ],
    });
  }

  /** For an attempt that certainly came to nothing. Best effort: what stays is swept. */
  async drop(attempt: string): Promise<void> {
    await this.pool.query('delete from esdb.attempt where attempt = $1', [attempt]).catch(() => undefined);
  }

  async fingerprintOf(attempt: string): Promise<Uint8Array> {
    const { rows } = await this.pool.query('select hmac from esdb.attempt where attempt = $1', [attempt]);
    // A log moved without its attempts still answers; an empty fingerprint equals no request's.
    return rows[0]?.hmac ?? new Uint8Array();
  }

  async read(eventIds: readonly string[]): Promise<readonly Segment[]> {
    return (await this.pool.query({ name: 'read-segments', text: READ, values: [eventIds] })).rows;
  }

  /**
   * Removes what attempts wrote that came to nothing, `age` seconds after they began: far longer than any call may still be under way. The
   * caller has numbered the whole log first. @returns how many
   */
  async sweep(age: number): Promise<number> {
    return (await this.pool.query(SWEEP, [age])).rowCount ?? 0;
  }
}
