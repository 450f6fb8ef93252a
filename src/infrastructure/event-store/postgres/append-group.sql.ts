/** What `append_group` decided about one append. */
export const Verdict = { appended: 0, duplicate: 1, conflict: 2 } as const;

/** Appends as columns, and what was decided about each. */
export const GROUP_PARAMETERS = `  commands uuid[], hmacs bytea[], clocks bigint[],
  write_of int[], write_stream text[], write_expected int[],
  event_of int[], event_stream text[], event_version int[], event_ordinal int[], event_ids uuid[], event_types text[],
  event_start int[], event_size int[], payload bytea,
  segment_of int[], segment_event uuid[], segment_number int[], segment_key text[],
  salts bytea[], nonces bytea[], ciphertexts bytea[], tags bytea[],
  out verdicts int[], out failed_writes int[], out actual_versions int[], out first_positions bigint[], out instants bigint[]`;

/**
 * Appends a whole group in one call and answers per append, so that one conflict never fails its neighbours (ES C3).
 *
 * The head row is locked by the first statement; each later statement of a volatile function under READ COMMITTED takes a new
 * snapshot, so versions are compared as they are after the wait (ES E4). Numbers are given after the verdicts: losers consume none.
 * Payloads come as one bytea cut by offset and size, which spares the hex of an array. Instants are milliseconds since 1970.
 * The caller sees to it that no stream and no command id occurs twice in a group.
 */
export const APPEND_GROUP = `
create or replace function public.append_group(
${GROUP_PARAMETERS}
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
    if known[i] then verdicts[i] := ${Verdict.duplicate}; end if;
  end loop;
  for i in 1 .. cardinality(write_of) loop
    w := write_of[i];
    if verdicts[w] = ${Verdict.appended} and actuals[i] <> write_expected[i] then
      verdicts[w] := ${Verdict.conflict};
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
    if verdicts[i] = ${Verdict.appended} then
      tip_at := greatest(tip_at, clocks[i]);
      instants[i] := tip_at;
      first_positions[i] := next_position;
      next_position := next_position + counts[i];
    end if;
  end loop;
  if next_position = tip + 1 then
    return;
  end if;

  insert into public.event (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf, fingerprint)
    select g.position, g.stream, g.version, g.id, g.type, g.command, g.ordinal,
           timestamptz 'epoch' + g.instant * interval '1 millisecond', g.bytes,
           sha256('\\x00'::bytea || int8send(g.position) || int8send(g.instant) || g.bytes),
           g.fingerprint
      from (select first_positions[u.a] + u.ordinal as position, u.stream, u.version, u.id, u.type, commands[u.a] as command, u.ordinal,
                   instants[u.a] as instant, substring(payload from u.start for u.size) as bytes,
                   case when u.ordinal = 0 then hmacs[u.a] end as fingerprint
              from unnest(event_of, event_stream, event_version, event_ordinal, event_ids, event_types, event_start, event_size)
                as u(a, stream, version, ordinal, id, type, start, size)
             where verdicts[u.a] = ${Verdict.appended} offset 0) g;
  if cardinality(segment_of) > 0 then
    insert into public.segment (event_id, segment, key_id, salt, nonce, ciphertext, tag)
      select u.event, u.number, u.key, u.salt, u.nonce, u.ciphertext, u.tag
        from unnest(segment_of, segment_event, segment_number, segment_key, salts, nonces, ciphertexts, tags)
          as u(a, event, number, key, salt, nonce, ciphertext, tag)
       where verdicts[u.a] = ${Verdict.appended};
  end if;
  update public.head set position = next_position - 1, recorded_at = timestamptz 'epoch' + tip_at * interval '1 millisecond';
  perform pg_notify('log', (next_position - 1)::text);
end $$;
`;
