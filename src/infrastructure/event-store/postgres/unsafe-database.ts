import { APP_ROLE } from './schema.sql.js';

/** The database could lose or change what was acknowledged. The message says what is wrong and how to mend it; no personal data. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase';

  static roleMissing(cause: unknown, role: string = APP_ROLE): UnsafeDatabase {
    return new UnsafeDatabase(
      `the database user may not become the role ${role}; as an administrator run: ` +
        `create role ${role} nologin; grant ${role} to <the database user>; then migrate`,
      { cause },
    );
  }

  static notMigrated(cause?: unknown): UnsafeDatabase {
    return new UnsafeDatabase('the database has no log of this version; run the migration as the owner of the tables', {
      cause,
    });
  }

  static newer(found: number, known: number): UnsafeDatabase {
    return new UnsafeDatabase(
      `the schema is at version ${found}, this program knows ${known}; start the newer program that migrated it`,
    );
  }
}
