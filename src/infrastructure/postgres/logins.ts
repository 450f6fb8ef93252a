import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureRole } from '../event-store/postgres/migrate.js';
import { UnsafeDatabase } from '../event-store/postgres/unsafe-database.js';
import { writeOnce } from '../vault/durable.js';
import { LIMITS, withClient } from './connections.js';

/** Connection strings of one database. */
export interface Logins {
  /** Of a login of its own, which is this role and can become no other; where it was not made or not let in, of the user given. */
  url(role: string): string;
  /** Roles without a login of their own: these parts become them by `set role`, from a user who may become any of them. */
  readonly shared: readonly string[];
  /** That user may do everything, and is behind no wall. */
  readonly isSuperuser: boolean;
}

/** Of a folder: the logins made for it, and their passwords, follow from it. 32 bytes; others may not read it (open-to-others.ts). */
const LOGINS_FILE = 'database-logins';

function loginSecret(data: string): Buffer {
  const file = join(data, LOGINS_FILE);
  if (!existsSync(file)) writeOnce(file, randomBytes(32), randomBytes);
  return readFileSync(file);
}

const of = (secret: Buffer, what: string) => createHmac('sha256', secret).update(what).digest();
const nameOf = (secret: Buffer, role: string) => `${role}__${of(secret, 'name').toString('hex').slice(0, 12)}`;
const passwordOf = (secret: Buffer, role: string) => of(secret, `password ${role}`).toString('base64url');

/** Whoever made a role since PostgreSQL 16 administers it; whoever found it there may not be allowed to give it on. */
const MAY_GIVE = `
select from pg_roles u where u.rolname = session_user and (u.rolsuper or u.rolcreaterole and not exists (
  select from unnest($1::text[]) wanted join pg_roles r on r.rolname = wanted
   where not pg_has_role(session_user, r.oid, 'usage with grant option')))`;
const MADE_BY_ANOTHER = new Set(['42710', '23505']);

/**
 * A login for each of these roles, made of the secret of this data folder: what it may do is the role's, and nobody it can become (no `set role`, and `reset
 * role` leads nowhere). Safe to run again, and by several processes at once. Where the user of the connection string may not make logins, everything goes
 * on through that user; where one of them is not let in (pg_hba.conf, no right to connect), its part alone does.
 */
export async function loginsFor(url: string, data: string, roles: readonly string[]): Promise<Logins> {
  const none: Logins = { shared: roles, isSuperuser: false, url: () => url };
  if (!URL.canParse(url)) return none;
  const secret = loginSecret(data);
  let isSuperuser = false;
  const made = await withClient(url, { limits: LIMITS.building, name: 'sagsspor-migrate' }, async (client) => {
    isSuperuser = await mayDoAll(client);
    if (!(await allThere(client, roles))) return false;
    if ((await client.query(MAY_GIVE, [roles])).rowCount === 0) return false;
    for (const role of roles) await makeLogin(client, role, secret);
    await letConnect(client, roles);
    return true;
  });
  if (!made) return { ...none, isSuperuser };
  const urlOf = (role: string) => {
    const own = new URL(url);
    own.username = nameOf(secret, role);
    own.password = passwordOf(secret, role);
    // The driver takes these before those in front of the host.
    for (const name of ['user', 'password']) own.searchParams.delete(name);
    return own.href;
  };
  // Each by itself: rules of who is let in name single users.
  const isIn = await Promise.all(roles.map((role) => isLetIn(urlOf(role), nameOf(secret, role))));
  const shared = roles.filter((_, n) => !isIn[n]);
  return { shared, isSuperuser, url: (role) => (shared.includes(role) ? url : urlOf(role)) };
}

async function mayDoAll(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ all: boolean }>(
    'select rolsuper as all from pg_roles where rolname = session_user',
  );
  return rows[0]?.all === true;
}

/** What the log needs of roles is said where it is migrated. */
async function allThere(client: pg.Client, roles: readonly string[]): Promise<boolean> {
  try {
    for (const role of roles) await ensureRole(client, role);
    return true;
  } catch (error) {
    if (error instanceof UnsafeDatabase) return false;
    throw error;
  }
}

async function makeLogin(client: pg.Client, role: string, secret: Buffer): Promise<void> {
  const login = nameOf(secret, role);
  const found = await client.query('select from pg_roles where rolname = $1', [login]);
  if (found.rowCount === 0) {
    const rights = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
    const password = pg.escapeLiteral(passwordOf(secret, role));
    try {
      await client.query(`create role ${login} ${rights} password ${password}`);
    } catch (error) {
      if (!MADE_BY_ANOTHER.has(String(Reflect.get(error as object, 'code')))) throw error;
    }
  }
  const isMember = await client.query('select from pg_roles where rolname = $1 and pg_has_role(oid, $2, $3)', [
    login,
    role,
    'usage',
  ]);
  if (isMember.rowCount === 0) await client.query(await grantOf(client, role, login));
}

/** Since PostgreSQL 16 a member that inherits need not be able to become the role. */
async function grantOf(client: pg.Client, role: string, login: string): Promise<string> {
  const { rows } = await client.query<{ n: string }>("select current_setting('server_version_num') as n");
  return `grant ${role} to ${login}${Number(rows[0]?.n) >= 160_000 ? ' with inherit true, set false' : ''}`;
}

/** Where everybody's right to connect was taken away (`revoke connect … from public`). Who may not give it finds out by not being let in. */
async function letConnect(client: pg.Client, roles: readonly string[]): Promise<void> {
  const missing = async () => {
    const { rows } = await client.query<{ role: string; database: string }>(
      `select quote_ident(role) as role, quote_ident(current_database()) as database from unnest($1::text[]) role
        where not has_database_privilege(role, current_database(), 'connect')`,
      [roles],
    );
    return rows;
  };
  if ((await missing()).length === 0) return;
  await client.query('select pg_advisory_lock(7361, 4)'); // two at once would fail; it falls with the session
  const still = await missing();
  const [one] = still;
  if (one === undefined) return;
  const grant = `grant connect on database ${one.database} to ${still.map(({ role }) => role).join(', ')}`;
  await client.query(grant).catch((error: unknown) => {
    if (codeOf(error) !== DENIED) throw error;
  });
}

const DENIED = '42501';
const codeOf = (error: unknown) => (error instanceof pg.DatabaseError ? (error.code ?? '') : '');

/** By the server's rules (28…), by the right to connect, and as who it should be. */
async function isLetIn(url: string, login: string): Promise<boolean> {
  try {
    return await withClient(url, { limits: LIMITS.request, name: 'sagsspor-login' }, async (client) => {
      const { rows } = await client.query<{ user: string }>('select current_user as user');
      return rows[0]?.user === login;
    });
  } catch (error) {
    if (codeOf(error).startsWith('28') || codeOf(error) === DENIED) return false;
    throw error;
  }
}
