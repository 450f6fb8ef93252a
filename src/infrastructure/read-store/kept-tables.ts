import { DOCUMENT_TABLES } from '../documents/document-tables.js';
import { ROLES } from '../event-store/postgres/roles.js';
import { SESSION_TABLES } from '../identity/session-table.js';
import { OUTBOX_TABLES } from '../mail/outbox-table.js';
import { markTable, type Schema } from '../postgres/schema-steps.js';
import { DRAFT_TABLES, SAVED_LIST_TABLES } from './draft-table.js';
import { grantSql } from './grants.js';
import { PERSON_INDEX_TABLES } from './person-index-table.js';

/** What a rebuild remembers, so that another process can show it and go on with it. */
const REBUILD_TABLES = {
  tables: ['rebuild', 'rebuild_range', 'rebuild_slice'],
  sql: `
create table if not exists rebuild (
  only_row boolean primary key default true check (only_row), id uuid not null default gen_random_uuid(), models text[] not null, position bigint not null, slices int not null,
  phase text not null, started_at timestamptz not null default now());
alter table rebuild add column if not exists id uuid not null default gen_random_uuid();
alter table rebuild add column if not exists ranges int not null default 0;
create table if not exists rebuild_range (
  range int primary key, file text not null, events bigint not null, size bigint not null, blocks json not null, done_at timestamptz not null default clock_timestamp());
create table if not exists rebuild_slice (slice int primary key, events bigint not null, done_at timestamptz not null default now());
`,
};
const PROJECTOR_TABLES = {
  tables: ['checkpoint', 'import_refusal'],
  sql: `
create table if not exists checkpoint (
  name text primary key, version int not null, position bigint not null, failed_at bigint, failure text);
alter table checkpoint add column if not exists newest timestamptz;
create table if not exists import_refusal (
  command_id uuid primary key, code text not null, rule text, message text not null);
`,
};
const ALL = [
  ...[PROJECTOR_TABLES, REBUILD_TABLES, SESSION_TABLES, PERSON_INDEX_TABLES],
  ...[DRAFT_TABLES, DOCUMENT_TABLES, OUTBOX_TABLES],
];

/**
 * The tables that are kept when the program changes, beside the log: read models are not among them, those are dropped and filled anew. The first step
 * is as they were before steps were counted, so that it finds them there or makes them. What is changed later is a step of its own behind it,
 * and only adds (record 0016).
 */
export const KEPT_TABLES: Schema = {
  versions: 'public.kept_version',
  steps: [ALL.map(({ sql }) => sql).join(''), SAVED_LIST_TABLES.sql, markTable('read_models_of_log')],
  rights: `${grantSql([...ALL, SAVED_LIST_TABLES].flatMap(({ tables }) => tables))}grant select on public.kept_version to ${ROLES.reader};`,
};
