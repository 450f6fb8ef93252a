import pg from 'pg';
import { isRole } from '../../postgres/connections.js';
import { SCHEMA_VERSION } from './migrate.js';
import { APP_ROLE, GUARDS } from './schema.sql.js';
import { UnsafeDatabase } from './unsafe-database.js';

interface Facts {
  readonly durable: string;
  readonly fsync: string;
  readonly pages: string;
  /** Standbys that a commit is to wait for. */
  readonly standbys: string;
  readonly user: string;
  readonly superuser: boolean;
  readonly owner: boolean;
  readonly writes: boolean;
  readonly version: number;
}

const FACTS = `
select current_setting('synchronous_commit') as durable, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
       current_setting('synchronous_standby_names') as standbys,
       current_user as user, r.rolsuper as superuser,
       pg_has_role(current_user, c.relowner, 'usage') as owner,
       has_table_privilege(c.oid, 'insert, update, delete, truncate') or has_table_privilege('public.head', 'insert, update, delete, truncate') as writes,
       (select coalesce(max(version), 0) from public.schema_version) as version
  from pg_roles r, pg_class c
 where r.rolname = current_user and c.oid = 'public.event'::regclass`;

const STANDING_GUARDS = `
select c.relname || '.' || t.tgname as name, t.tgtype::int as kind, t.tgenabled = 'A' as always
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'public' and t.tgfoid = 'public.refuse_change'::regproc`;

/**
 * Asks the connection that will write what its settings really are, so that values given per role, database or connection string
 * count too (REL I10): `synchronous_commit=off` loses acknowledged events on a mere process kill (REL 0.3).
 * @throws UnsafeDatabase
 */
export async function assertSafe(client: pg.Client): Promise<void> {
  const { facts, guards } = await ask(client);
  if (facts === undefined) throw UnsafeDatabase.notMigrated();
  if (facts.version < SCHEMA_VERSION) throw UnsafeDatabase.notMigrated();
  if (facts.version > SCHEMA_VERSION) throw UnsafeDatabase.newer(facts.version, SCHEMA_VERSION);
  const faults = [...settingFaults(facts), ...roleFaults(facts), ...guardFaults(guards)];
  if (faults.length > 0) throw new UnsafeDatabase(`the database is not safe for the log: ${faults.join('; ')}`);
  // A reload of the server's configuration does not reach a value that the session set itself.
  await client.query(`select set_config('synchronous_commit', $1, false)`, [facts.durable]);
}

async function ask(client: pg.Client) {
  try {
    const facts = (await client.query<Facts>(FACTS)).rows[0];
    const rows = (await client.query<{ name: string; kind: number; always: boolean }>(STANDING_GUARDS)).rows;
    return { facts, guards: new Map(rows.map((row) => [row.name, row])) };
  } catch (error) {
    const missing = error instanceof pg.DatabaseError && /^(42P01|42883|42501)$/.test(error.code ?? '');
    throw missing ? UnsafeDatabase.notMigrated(error) : error;
  }
}

function* settingFaults({ durable, fsync, pages, standbys }: Facts): Iterable<string> {
  if (durable === 'off')
    yield 'synchronous_commit is off: set it to on for the server, and remove it from the role, the database and the connection string';
  if (durable === 'local' && standbys !== '')
    yield 'synchronous_commit is local although a standby is to be waited for: set it to on for the server, and remove it from the role, the database and the connection string';
  if (fsync !== 'on') yield 'fsync is off: set it to on in the server configuration and restart';
  if (pages !== 'on') yield 'full_page_writes is off: set it to on in the server configuration';
}

function* roleFaults({ user, superuser, owner, writes }: Facts): Iterable<string> {
  if (!isRole(APP_ROLE, user))
    yield `the application does not run as ${APP_ROLE}: connect to the server itself, not through a pooler`;
  if (superuser) yield `the role ${user} is a superuser: alter role ${user} nosuperuser`;
  if (owner)
    yield `the role ${user} owns the table event: alter table event owner to another role, and revoke that role from it`;
  if (writes)
    yield `the role ${user} may write event or head directly: revoke insert, update, delete, truncate on event, head from it`;
}

function* guardFaults(standing: ReadonlyMap<string, { kind: number; always: boolean }>): Iterable<string> {
  for (const { table, name, kind, events } of GUARDS) {
    const found = standing.get(`${table}.${name}`);
    if (found === undefined || found.kind !== kind)
      yield `the trigger ${name} is missing: create trigger ${name} before ${events} on ${table} for each statement execute function refuse_change()`;
    if (!found?.always)
      yield `the trigger ${name} is not ENABLE ALWAYS: alter table ${table} enable always trigger ${name}`;
  }
}
