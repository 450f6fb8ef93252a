/** The database could lose or change what was acknowledged. The message says what is wrong and how to mend it; no personal data. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase';

  /** @param advice statements of SQL for an administrator */
  static roleMissing(cause: unknown, advice: string): UnsafeDatabase {
    return new UnsafeDatabase(
      `the database user may not become the roles of this program: as an administrator run, then start again: ${advice}`,
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
