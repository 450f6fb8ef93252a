import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { countOf } from '../../scenarios/pools.js';
import { newStream, payload } from './payload.js';

/** The table of a bare INSERT: what an event is at the least, and nothing that makes it a log. */
export const TABLE = 'create table peer (id uuid primary key, stream text, bytes bytea)';

export const countRows = (pool: pg.Pool): Promise<number> => countOf(pool, 'select count(*)::int as n from peer');

/** Several rows go in one statement, which is the fastest transaction of so many rows. */
export const insertOf = (events: number) => ({
  name: `insert-${events}`,
  text: `insert into peer values ${Array.from({ length: events }, (_, i) => `($${3 * i + 1}, $${3 * i + 2}, $${3 * i + 3})`)}`,
  values: Array.from({ length: events }, () => [randomUUID(), newStream(), payload]).flat(),
});
