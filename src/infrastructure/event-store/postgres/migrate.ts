import pg from 'pg';
import { LIMITS, withClient } from '../../postgres/connections.js';
import { bringForward, type Schema } from '../../postgres/schema-steps.js';
import { APPEND_GROUP } from './append-group.sql.js';
import { APPEND_ONE } from './append-one.sql.js';
import { APPEND_PART } from './append-part.sql.js';
import { FIRST_APPEND } from './first-append.sql.js';
import { FINGERPRINT_ON_EVENT, ROLE_GRANTS, ROLES } from './roles.js';
import { APP_ROLE, GUARD_TRIGGERS, STORAGE, TABLE_NAMES, TABLES } from './schema.sql.js';
import { UnsafeDatabase } from './unsafe-database.js';

const ROLE_ATTEMPTS = 20;
/** Another database of the cluster creates or grants the same role at this moment; advisory locks do not reach across databases. */
const ROLE_RACES = new Set(['42710', '23505', 'XX000', '40001']);

const MAY_APPEND = `
revoke execute on function public.append_group, public.append_one from public;
grant execute on function public.append_group, public.append_one to ${APP_ROLE};
`;

const MAY_APPEND_PARTS = `
revoke execute on function public.append_part from public;
grant execute on function public.append_part to ${APP_ROLE};
`;

const GRANTS = `
revoke all on ${TABLE_NAMES.map((table) => `public.${table}`).join(', ')}, public.schema_version from public;
revoke create on schema public from public;
grant usage on schema public to ${APP_ROLE};
grant select on ${TABLE_NAMES.map((table) => `public.${table}`).join(', ')}, public.schema_version to ${APP_ROLE};
${MAY_APPEND}`;

export const LOG: Schema = {
  versions: 'public.schema_version',
  steps: [
    TABLES + STORAGE + GUARD_TRIGGERS + FIRST_APPEND + GRANTS,
    ROLE_GRANTS,
    FINGERPRINT_ON_EVENT + APPEND_GROUP + APPEND_ONE + MAY_APPEND,
    APPEND_PART + MAY_APPEND_PARTS,
  ],
  newer: UnsafeDatabase.newer,
};

export const SCHEMA_VERSION = LOG.steps.length;

/**
 * Brings the database to the newest schema. Idempotent; concurrent calls wait for each other. Run by the owner of the tables, who is
 * also the owner of the SECURITY DEFINER functions. Creates the role of the application where the user may.
 * @throws UnsafeDatabase when the role is missing and the user may not create it, or when the schema is newer than this program
 */
export async function migrate(url: string, schema: Schema = LOG): Promise<void> {
  await withClient(url, { limits: LIMITS.building, name: 'sagsspor-migrate' }, async (client) => {
    for (const role of Object.values(ROLES)) await ensureRole(client, role);
    await bringForward(client, schema);
  });
}

/** @throws UnsafeDatabase where the role is missing, or may not be become, and the user may not mend it */
export async function ensureRole(client: pg.Client, role: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await client.query('select from pg_roles where rolname = $1', [role]);
      if (found.rowCount === 0) await client.query(`create role ${role} nologin`);
      if (!(await maySet(client, role))) await client.query(await grantOf(client, role));
      return;
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code === '42501') throw UnsafeDatabase.roleMissing(error, await adviceTo(client));
      if (code === undefined || !ROLE_RACES.has(code) || attempt === ROLE_ATTEMPTS) throw error;
    }
  }
}

/** SET ROLE has an option of its own since PostgreSQL 16: who created a role is its member, and may yet not become it. */
const SINCE_SET = 160_000;
const hasSet = async (client: pg.Client): Promise<boolean> =>
  Number((await client.query("select current_setting('server_version_num') as n")).rows[0]?.n) >= SINCE_SET;

/** SET ROLE is checked against the session user; a superuser needs no membership. */
async function maySet(client: pg.Client, role: string): Promise<boolean> {
  const how = (await hasSet(client)) ? 'set' : 'member';
  const { rowCount } = await client.query(
    'select from pg_roles where rolname = session_user and (rolsuper or pg_has_role(session_user, $1, $2))',
    [role, how],
  );
  return rowCount !== 0;
}

/** Without `inherit` the owner does not do by itself what the roles may do. A grant that stands is not changed by one without options. */
async function grantOf(client: pg.Client, roles: string, to = 'session_user'): Promise<string> {
  return `grant ${roles} to ${to}${(await hasSet(client)) ? ' with set true, inherit false' : ''}`;
}

/** What an administrator runs, as it stands: roles that are missing, and all of them for who logs in. */
async function adviceTo(client: pg.Client): Promise<string> {
  const roles = Object.values(ROLES);
  const { rows } = await client.query<{ user: string; missing: string[] }>(
    `select session_user as user,
            array(select r from unnest($1::text[]) r where not exists (select from pg_roles where rolname = r)) as missing`,
    [roles],
  );
  const { user = '', missing = [] } = rows[0] ?? {};
  const grant = await grantOf(client, roles.join(', '), pg.escapeIdentifier(user));
  return [...missing.map((role) => `create role ${role} nologin; `), `${grant};`].join('');
}
