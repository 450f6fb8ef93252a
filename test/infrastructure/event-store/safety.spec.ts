import { describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { SCHEMA_VERSION } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { assertSafe } from '../../../src/infrastructure/event-store/postgres/safety.js';
import { APP_ROLE, GUARDS } from '../../../src/infrastructure/event-store/postgres/schema.sql.js';

const SAFE = {
  ...{ durable: 'on', fsync: 'on', pages: 'on', user: APP_ROLE, superuser: false, owner: false, writes: false },
  ...{ version: SCHEMA_VERSION, standbys: '' },
};
const STANDING = GUARDS.map(({ table, name, kind }) => ({ name: `${table}.${name}`, kind, always: true }));

/** The session that answers so about itself; what it is told afterwards is kept. */
async function judged(facts: Partial<typeof SAFE> | null, guards: readonly object[] = STANDING) {
  const told: unknown[] = [];
  const answers = [facts === null ? [] : [{ ...SAFE, ...facts }], guards];
  const client = {
    async query(text: string, values?: unknown) {
      const rows = answers.shift();
      if (!rows) told.push([/'(\w+)'/.exec(text)?.[1], values]);
      return { rows: rows ?? [] };
    },
  };
  await assertSafe(client as unknown as pg.Client);
  return told;
}

describe('A session that is to write the log', () => {
  it('is taken where nothing is wrong, and keeps how durable it is whatever the server is told later', async () => {
    expect(await judged({})).toEqual([['synchronous_commit', ['on']]]);
    expect(await judged({ durable: 'local' })).toEqual([['synchronous_commit', ['local']]]); // there is nobody to wait for
    expect(await judged({ durable: 'remote_apply' })).toEqual([['synchronous_commit', ['remote_apply']]]);
  });

  it.each([
    [{ durable: 'off' }, 'synchronous_commit is off'],
    [{ durable: 'local', standbys: 'ANY 1 (one, two)' }, 'local although a standby is to be waited for'],
    [{ fsync: 'off' }, 'fsync is off'],
    [{ pages: 'off' }, 'full_page_writes is off'],
    [{ user: 'postgres' }, `does not run as ${APP_ROLE}`],
    [{ superuser: true }, 'is a superuser'],
    [{ owner: true }, 'owns the table event'],
    [{ writes: true }, 'may write event or head directly'],
    [{ version: SCHEMA_VERSION - 1 }, 'run the migration'],
    [{ version: SCHEMA_VERSION + 1 }, `version ${SCHEMA_VERSION + 1}`],
    [null, 'run the migration'],
  ] as const)('is refused with %j: %s', async (facts, words) => {
    await expect(judged(facts)).rejects.toThrow(words);
  });

  it('is refused where a guard is missing, is for other statements, or does not always fire; all that is wrong is said at once', async () => {
    const [first, ...others] = STANDING;
    await expect(judged({}, others)).rejects.toThrow(/event_is_append_only is missing.*is not ENABLE ALWAYS/);
    await expect(judged({}, [{ ...first, kind: 26 }, ...others])).rejects.toThrow('event_is_append_only is missing');
    await expect(judged({}, [{ ...first, always: false }, ...others])).rejects.toThrow('is not ENABLE ALWAYS');
    await expect(judged({ fsync: 'off', owner: true })).rejects.toThrow(/fsync is off.*owns the table/);
  });
});
