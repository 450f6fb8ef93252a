import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { certainlyRefused } from '../../../src/infrastructure/event-store/postgres/connection.js';

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
