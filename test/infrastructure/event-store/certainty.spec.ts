import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import {
  blamesData,
  certainlyRefused,
  connectionConfig,
  patiently,
} from '../../../src/infrastructure/event-store/postgres/connection.js';
import { UnsafeDatabase } from '../../../src/infrastructure/event-store/postgres/unsafe-database.js';

function answer(code: string, severity = 'ERROR'): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('refused', 7, 'error'), { code, severity });
}

describe('after an error of the server', () => {
  it.each(['22P02', '23505', '25006', '40001', '40P01', '42501', '53100', '55P03', '57014', 'P0001'])(
    'SQLSTATE %s means that nothing was persisted',
    (code) => {
      expect(certainlyRefused(answer(code))).toBe(true);
    },
  );

  it.each(['57P01', '57P02', '57P03', '08006', '08003', '58030', '40003', 'XX000', 'XX001', ''])(
    'SQLSTATE %s leaves the outcome unknown',
    (code) => {
      expect(certainlyRefused(answer(code))).toBe(false);
    },
  );

  it('a session that ended with the error leaves the outcome unknown, whatever the code', () => {
    expect(certainlyRefused(answer('53100', 'PANIC'))).toBe(false);
    expect(certainlyRefused(answer('25P03', 'FATAL'))).toBe(false);
  });

  it('a lost connection leaves the outcome unknown', () => {
    expect(certainlyRefused(new Error('Connection terminated unexpectedly'))).toBe(false);
  });
});

describe('What changes nothing', () => {
  /** Fails so once, then answers. */
  const tried = (fault: unknown, goOn?: () => boolean) => {
    let tries = 0;
    return patiently(
      10_000,
      async () => {
        tries += 1;
        if (tries === 1) throw fault;
        return tries;
      },
      goOn,
    );
  };

  it.each(['08006', '57P01', '57P03', '53300'])(
    'is tried again after SQLSTATE %s: there was no connection',
    async (code) => {
      expect(await tried(answer(code, 'FATAL'))).toBe(2);
    },
  );
  it('is tried again when the connection itself failed', async () => {
    expect(await tried(new Error('Connection terminated unexpectedly'))).toBe(2);
  });

  it.each([answer('42P01'), answer('57014'), new RangeError('too large'), new TypeError('not a function')])(
    'is not tried again after %s: it would fail again',
    async (fault) => {
      const outcome = tried(fault);
      await expect(outcome).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(outcome).rejects.toMatchObject({ outcome: 'not-persisted', cause: fault });
    },
  );

  it('is not tried again once nobody waits for it', async () => {
    await expect(tried(answer('08006'), () => false)).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('says itself what is wrong with a database that is not safe', async () => {
    const unsafe = UnsafeDatabase.newer(9, 3);
    await expect(tried(unsafe)).rejects.toBe(unsafe);
  });
});

describe('A group is sent again one by one', () => {
  it.each(['21000', '22P02', '23505', '44000', '54000'])('after SQLSTATE %s, which lies in the data of one', (code) => {
    expect(blamesData(answer(code))).toBe(true);
  });
  it.each(['57014', '40001', '42501', '53100', '55P03'])('not after SQLSTATE %s', (code) => {
    expect(blamesData(answer(code))).toBe(false);
  });
});

describe('What the database answers', () => {
  const { types } = connectionConfig('postgres://localhost/db', {});
  const read = (oid: number, text: string): unknown => types?.getTypeParser(oid, 'text')(text);

  it('is read as an instant with milliseconds, and as a number that is exact or refused', () => {
    const { INT8, TIMESTAMPTZ } = pg.types.builtins;
    expect(read(TIMESTAMPTZ, '2026-11-20 10:11:12.5+00')).toBe('2026-11-20T10:11:12.500Z');
    expect(read(TIMESTAMPTZ, '2026-11-20 10:11:12.045+00')).toBe('2026-11-20T10:11:12.045Z');
    expect(read(TIMESTAMPTZ, '2026-11-20 10:11:12+00')).toBe('2026-11-20T10:11:12.000Z');
    expect(read(INT8, String(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => read(INT8, '9007199254740993')).toThrow(RangeError);
  });
});
