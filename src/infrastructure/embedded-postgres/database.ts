import pg from 'pg';
import { LIMITS, withClient } from '../postgres/connections.js';
import { codeOf, EmbeddedServerError } from './failure.js';

/** PostgreSQL cuts longer names off without an error (NAMEDATALEN - 1). */
const LONGEST_NAME_BYTES = 63;

/** Two creators at once: the later one sees the name (42P04), or the catalogue's index stops it (23505). */
const CREATED_BY_ANOTHER = new Set(['42P04', '23505']);

/**
 * Creates the database where it is missing. Safe when several processes do so at once.
 * @param serverUrlForPostgresDb connection string of the database `postgres`, of a role that may create databases
 * @param name at most 63 bytes
 * @throws EmbeddedServerError for a name that cannot be one; the driver's error for the rest
 */
export async function ensureDatabase(serverUrlForPostgresDb: string, name: string): Promise<void> {
  if (name === '' || name.includes('\0') || Buffer.byteLength(name) > LONGEST_NAME_BYTES) {
    throw new EmbeddedServerError(`A database name has 1 to ${LONGEST_NAME_BYTES} bytes.`);
  }
  await withClient(serverUrlForPostgresDb, { limits: LIMITS.building, name: 'sagsspor-migrate' }, async (client) => {
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
      if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
    } catch (error) {
      if (!CREATED_BY_ANOTHER.has(codeOf(error))) throw error;
    }
  });
}
