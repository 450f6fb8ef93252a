import { Verdict } from './append-group.sql.js';

/**
 * The same rules for a lone append of one event to one stream, which is what most commands are: no arrays to build and to cut, half
 * the time of a group of one (design "The log": a lone writer takes a shorter function of its own). The head row is locked by the
 * first statement here too, which already moves it on: most appends stand, and a refused one moves it back before anybody sees it.
 *
 * Answers verdict, actual version, first position and instant in one array: four columns would cost a function scan.
 */
export const APPEND_ONE = `
drop function public.append_one;
create function public.append_one(
  command uuid, hmac bytea, clock bigint, stream_name text, expected int, event uuid, event_type text, payload bytea,
  segment_number int[] default '{}', segment_key text[] default '{}', salts bytea[] default '{}', nonces bytea[] default '{}',
  ciphertexts bytea[] default '{}', tags bytea[] default '{}'
) returns bigint[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  place bigint;
  recorded timestamptz;
  instant bigint;
  known boolean;
  actual int;
begin
  update public.head h
     set position = h.position + 1, recorded_at = greatest(h.recorded_at, timestamptz 'epoch' + clock * interval '1 millisecond')
    returning h.position, h.recorded_at, (extract(epoch from h.recorded_at) * 1000)::bigint into strict place, recorded, instant;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append_one needs READ COMMITTED' using errcode = 'invalid_transaction_state';
  end if;
  select exists (select from public.event e where e.command_id = command),
         coalesce((select e.version from public.event e where e.stream = stream_name order by e.version desc limit 1), 0)
    into known, actual;
  if known or actual <> expected then
    update public.head set position = place - 1,
           recorded_at = coalesce((select e.recorded_at from public.event e where e.position = place - 1), 'epoch');
    return array[case when known then ${Verdict.duplicate} else ${Verdict.conflict} end, actual, 0, 0];
  end if;

  insert into public.event (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf, fingerprint)
    values (place, stream_name, expected + 1, event, event_type, command, 0, recorded, payload,
            sha256('\\x00'::bytea || int8send(place) || int8send(instant) || payload), hmac);
  if cardinality(segment_number) > 0 then
    insert into public.segment (event_id, segment, key_id, salt, nonce, ciphertext, tag)
      select event, u.* from unnest(segment_number, segment_key, salts, nonces, ciphertexts, tags) as u;
  end if;
  perform pg_notify('log', place::text);
  return array[${Verdict.appended}, actual, place, instant];
end $$;
`;
