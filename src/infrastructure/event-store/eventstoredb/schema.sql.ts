import type { Schema } from '../../postgres/schema-steps.js';
import { ROLES } from '../postgres/roles.js';
import { UnsafeDatabase } from '../postgres/unsafe-database.js';

/**
 * What stands in PostgreSQL beside a log in EventStoreDB. `place` and `scanned` are derived from the log and can be made again from it;
 * `attempt` and `segment` cannot: they are the sealed fields, written before the event that commits to them (design "People and secrets").
 */
const TABLES = `
create table esdb.place (
  position bigint primary key,
  commit_position bigint not null,
  prepare_position bigint not null,
  stream text not null,
  version int not null,
  event_id uuid not null,
  type text not null,
  command_id uuid not null,
  ordinal int not null,
  attempt uuid not null,
  recorded_at timestamptz not null,
  open_promise boolean not null,
  unique (stream, version)
);
create index on esdb.place (position) where open_promise;
create index on esdb.place (command_id);
create index on esdb.place (event_id);

create table esdb.scanned (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  recorded_at timestamptz not null,
  commit_position bigint,
  prepare_position bigint,
  event_id uuid
) with (fillfactor = 10);
insert into esdb.scanned (position, recorded_at) values (0, 'epoch');

create table esdb.attempt (
  attempt uuid primary key,
  command_id uuid not null,
  hmac bytea not null,
  begun_at timestamptz not null default now()
);

create table esdb.segment (
  attempt uuid not null references esdb.attempt on delete cascade,
  event_id uuid not null,
  segment int not null,
  key_id text not null,
  salt bytea not null check (octet_length(salt) = 32),
  nonce bytea not null check (octet_length(nonce) = 12),
  ciphertext bytea not null,
  tag bytea not null check (octet_length(tag) = 16),
  primary key (attempt, event_id, segment)
);
alter table esdb.segment alter column ciphertext set storage external;
`;

/** What stands before the names of our streams is remembered: under another one the log would look empty, or be another. */
const PREFIX = `
alter table esdb.scanned add column prefix text;
`;

const GRANTS = `
grant usage on schema esdb to ${ROLES.app}, ${ROLES.auditor}, ${ROLES.eraser};
grant select, insert on esdb.place, esdb.attempt, esdb.segment to ${ROLES.app};
grant update (open_promise) on esdb.place to ${ROLES.app};
grant select, update on esdb.scanned to ${ROLES.app};
grant delete on esdb.attempt, esdb.segment to ${ROLES.app};
grant select on esdb.schema_version to ${ROLES.app};
grant select on esdb.place, esdb.attempt, esdb.segment to ${ROLES.auditor};
grant select (attempt, event_id, segment), delete on esdb.segment to ${ROLES.eraser};
`;

export const BESIDE_EVENTSTOREDB: Schema = {
  versions: 'esdb.schema_version',
  steps: [TABLES + GRANTS, PREFIX],
  newer: UnsafeDatabase.newer,
};
