/**
 * The tables of the log. `bytes` is bytea, never jsonb: what is hashed is what is stored (REL 0.6). Three indexes on `event` and no
 * more (ES E7); the version and command indexes are unique as the last line of defence (ES E4). New fingerprints stand on the events
 * since the third step of the schema; `fingerprint` keeps those from before.
 */
export const TABLES = `
create table public.event (
  position bigint primary key,
  stream text not null,
  version int not null,
  event_id uuid not null,
  type text not null,
  command_id uuid not null,
  ordinal int not null,
  recorded_at timestamptz not null,
  bytes bytea not null,
  leaf bytea not null,
  unique (stream, version),
  unique (command_id, ordinal)
);

create table public.head (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  recorded_at timestamptz not null
) with (fillfactor = 10);
insert into public.head (position, recorded_at) values (0, 'epoch');

create table public.segment (
  event_id uuid not null,
  segment int not null,
  key_id text not null,
  salt bytea not null check (octet_length(salt) = 32),
  nonce bytea not null check (octet_length(nonce) = 12),
  ciphertext bytea not null,
  tag bytea not null check (octet_length(tag) = 16),
  primary key (event_id, segment)
);

create table public.fingerprint (
  command_id uuid primary key,
  hmac bytea not null
);
`;

/**
 * Insert-only tables are vacuumed early and in small steps so that freezing never comes as one long job; the head row is updated by
 * every group and pruned eagerly (ES E8). Ciphertext does not compress; lz4 where the server was built with it (ES E6).
 */
export const STORAGE = `
alter table public.event set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table public.segment set (autovacuum_vacuum_insert_scale_factor = 0.02);
alter table public.fingerprint set (autovacuum_vacuum_insert_scale_factor = 0.02);
alter table public.head set (autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);
alter table public.segment alter column ciphertext set storage external;
do $$
begin
  alter table public.event alter column bytes set compression lz4;
exception when feature_not_supported or syntax_error then
  null;
end $$;
`;

/** A trigger that keeps the log append-only. `kind` is pg_trigger.tgtype: 2 before, 8 delete, 16 update, 32 truncate; for the statement. */
export interface Guard {
  readonly table: string;
  readonly name: string;
  readonly events: string;
  readonly kind: number;
}

/** A segment may be deleted (erasure), never changed. */
export const GUARDS: readonly Guard[] = [
  { table: 'event', name: 'event_is_append_only', events: 'update or delete or truncate', kind: 58 },
  {
    table: 'fingerprint',
    name: 'fingerprint_is_append_only',
    events: 'update or delete or truncate',
    kind: 58,
  },
  { table: 'segment', name: 'segment_is_never_changed', events: 'update or truncate', kind: 50 },
  { table: 'head', name: 'head_is_never_removed', events: 'delete or truncate', kind: 42 },
];

/** ENABLE ALWAYS: an ordinary trigger does not fire under session_replication_role=replica (REL 0.8). */
export const GUARD_TRIGGERS = `
create function public.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
${GUARDS.map(
  ({ table, name, events }) => `
create trigger ${name} before ${events} on public.${table} for each statement execute function public.refuse_change();
alter table public.${table} enable always trigger ${name};`,
).join('')}
`;

export const APP_ROLE = 'sagsspor_app';
export const TABLE_NAMES = ['event', 'head', 'segment', 'fingerprint'] as const;
