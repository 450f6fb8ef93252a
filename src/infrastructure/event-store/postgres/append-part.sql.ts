import { GROUP_PARAMETERS, Verdict } from './append-group.sql.js';

/**
 * A later part of a command that stands already, for copies of logs in which others' events stand between those of a command: one append a call, by
 * the parameters of `append_group` and the ordinal of its first event. Where an event of that ordinal or a later one stands, the part stands.
 */
export const APPEND_PART = `
create function public.append_part(
  first_ordinal int,
${GROUP_PARAMETERS}
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  tip bigint;
  tip_at bigint;
  standing int;
  actual int;
begin
  select h.position, (extract(epoch from h.recorded_at) * 1000)::bigint into strict tip, tip_at from public.head h for update;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append_part needs READ COMMITTED' using errcode = 'invalid_transaction_state';
  end if;
  select count(*) into standing from public.event e where e.command_id = commands[1];
  if first_ordinal < 1 or standing < first_ordinal then
    raise exception 'a part of a command without its beginning' using errcode = 'data_exception';
  end if;
  verdicts := array[${Verdict.duplicate}]; failed_writes := array[0]; actual_versions := array[0];
  first_positions := array[0::bigint]; instants := array[0::bigint];
  if standing > first_ordinal then
    return;
  end if;
  for i in 1 .. cardinality(write_stream) loop
    select coalesce((select e.version from public.event e where e.stream = write_stream[i] order by e.version desc limit 1), 0) into actual;
    if actual <> write_expected[i] then
      verdicts := array[${Verdict.conflict}]; failed_writes := array[i]; actual_versions := array[actual];
      return;
    end if;
  end loop;
  tip_at := greatest(tip_at, clocks[1]);
  insert into public.event (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf)
    select g.position, g.stream, g.version, g.id, g.type, commands[1], first_ordinal + g.ordinal,
           timestamptz 'epoch' + tip_at * interval '1 millisecond', g.bytes,
           sha256('\\x00'::bytea || int8send(g.position) || int8send(tip_at) || g.bytes)
      from (select tip + 1 + u.ordinal as position, u.stream, u.version, u.id, u.type, u.ordinal,
                   substring(payload from u.start for u.size) as bytes
              from unnest(event_stream, event_version, event_ordinal, event_ids, event_types, event_start, event_size)
                as u(stream, version, ordinal, id, type, start, size) offset 0) g;
  insert into public.segment (event_id, segment, key_id, salt, nonce, ciphertext, tag)
    select u.* from unnest(segment_event, segment_number, segment_key, salts, nonces, ciphertexts, tags) as u;
  verdicts := array[${Verdict.appended}]; first_positions := array[tip + 1]; instants := array[tip_at];
  tip := tip + cardinality(event_ids);
  update public.head set position = tip, recorded_at = timestamptz 'epoch' + tip_at * interval '1 millisecond';
  perform pg_notify('log', tip::text);
end $$;
`;
