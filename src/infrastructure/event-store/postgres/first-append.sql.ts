/**
 * The functions as the first step of the schema made them: they kept fingerprints in a table of their own. The third step replaces
 * them (append-group.sql.ts, append-one.sql.ts); this text is history and is not edited.
 */
export const FIRST_APPEND = `
create function public.append_group(
  commands uuid[], hmacs bytea[], clocks bigint[],
  write_of int[], write_stream text[], write_expected int[],
  event_of int[], event_stream text[], event_version int[], event_ordinal int[], event_ids uuid[], event_types text[],
  event_start int[], event_size int[], payload bytea,
  segment_of int[], segment_event uuid[], segment_number int[], segment_key text[],
  salts bytea[], nonces bytea[], ciphertexts bytea[], tags bytea[],
  out verdicts int[], out failed_writes int[], out actual_versions int[], out first_positions bigint[], out instants bigint[]
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  tip bigint;
  tip_at bigint;
  next_position bigint;
  known boolean[];
  actuals int[];
  counts int[];
  w int;
begin
  select h.position, (extract(epoch from h.recorded_at) * 1000)::bigint into strict tip, tip_at from public.head h for update;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append_group needs READ COMMITTED' using errcode = 'invalid_transaction_state';
  end if;

  select array_agg(exists (select from public.event e where e.command_id = c.id) order by c.n),
         array_agg(0 order by c.n), array_agg(0 order by c.n), array_agg(0 order by c.n),
         array_agg(0::bigint order by c.n), array_agg(0::bigint order by c.n), array_agg(0 order by c.n)
    into known, verdicts, failed_writes, actual_versions, first_positions, instants, counts
    from unnest(commands) with ordinality c(id, n);
  select array_agg(coalesce((select e.version from public.event e where e.stream = s.stream order by e.version desc limit 1), 0) order by s.n)
    into actuals from unnest(write_stream) with ordinality s(stream, n);

  for i in 1 .. cardinality(commands) loop
    if known[i] then verdicts[i] := 1; end if;
  end loop;
  for i in 1 .. cardinality(write_of) loop
    w := write_of[i];
    if verdicts[w] = 0 and actuals[i] <> write_expected[i] then
      verdicts[w] := 2;
      failed_writes[w] := i;
      actual_versions[w] := actuals[i];
    end if;
  end loop;
  for i in 1 .. cardinality(event_of) loop
    w := event_of[i];
    counts[w] := counts[w] + 1;
  end loop;
  next_position := tip + 1;
  for i in 1 .. cardinality(commands) loop
    if verdicts[i] = 0 then
      tip_at := greatest(tip_at, clocks[i]);
      instants[i] := tip_at;
      first_positions[i] := next_position;
      next_position := next_position + counts[i];
    end if;
  end loop;
  if next_position = tip + 1 then
    return;
  end if;

  insert into public.event (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf)
    select g.position, g.stream, g.version, g.id, g.type, g.command, g.ordinal,
           timestamptz 'epoch' + g.instant * interval '1 millisecond', g.bytes,
           sha256('\\x00'::bytea || int8send(g.position) || int8send(g.instant) || g.bytes)
      from (select first_positions[u.a] + u.ordinal as position, u.stream, u.version, u.id, u.type, commands[u.a] as command, u.ordinal,
                   instants[u.a] as instant, substring(payload from u.start for u.size) as bytes
              from unnest(event_of, event_stream, event_version, event_ordinal, event_ids, event_types, event_start, event_size)
                as u(a, stream, version, ordinal, id, type, start, size)
             where verdicts[u.a] = 0 offset 0) g;
  insert into public.fingerprint (command_id, hmac)
    select u.id, u.hmac from unnest(commands, hmacs, verdicts) as u(id, hmac, verdict) where u.verdict = 0;
  if cardinality(segment_of) > 0 then
    insert into public.segment (event_id, segment, key_id, salt, nonce, ciphertext, tag)
      select u.event, u.number, u.key, u.salt, u.nonce, u.ciphertext, u.tag
        from unnest(segment_of, segment_event, segment_number, segment_key, salts, nonces, ciphertexts, tags)
          as u(a, event, number, key, salt, nonce, ciphertext, tag)
       where verdicts[u.a] = 0;
  end if;
  update public.head set position = next_position - 1, recorded_at = timestamptz 'epoch' + tip_at * interval '1 millisecond';
  perform pg_notify('log', (next_position - 1)::text);
end $$;

create function public.append_one(
  command uuid, hmac bytea, clock bigint, stream_name text, expected int, event uuid, event_type text, payload bytea,
  segment_number int[], segment_key text[], salts bytea[], nonces bytea[], ciphertexts bytea[], tags bytea[],
  out verdict int, out actual_version int, out first_position bigint, out instant bigint
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  known boolean;
begin
  select h.position + 1, greatest((extract(epoch from h.recorded_at) * 1000)::bigint, clock)
    into strict first_position, instant from public.head h for update;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append_one needs READ COMMITTED' using errcode = 'invalid_transaction_state';
  end if;
  select exists (select from public.event e where e.command_id = command),
         coalesce((select e.version from public.event e where e.stream = stream_name order by e.version desc limit 1), 0)
    into known, actual_version;
  verdict := case when known then 1 when actual_version <> expected then 2 else 0 end;
  if verdict <> 0 then
    return;
  end if;

  insert into public.event (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf)
    values (first_position, stream_name, expected + 1, event, event_type, command, 0,
            timestamptz 'epoch' + instant * interval '1 millisecond', payload,
            sha256('\\x00'::bytea || int8send(first_position) || int8send(instant) || payload));
  insert into public.fingerprint (command_id, hmac) values (command, hmac);
  if cardinality(segment_number) > 0 then
    insert into public.segment (event_id, segment, key_id, salt, nonce, ciphertext, tag)
      select event, u.* from unnest(segment_number, segment_key, salts, nonces, ciphertexts, tags) as u;
  end if;
  update public.head set position = first_position, recorded_at = timestamptz 'epoch' + instant * interval '1 millisecond';
  perform pg_notify('log', first_position::text);
end $$;
`;
