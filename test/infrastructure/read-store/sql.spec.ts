import { describe, expect, it } from '@jest/globals';
import { type Sql, sql } from '../../../src/infrastructure/read-store/sql.js';

const of = (statement: Sql) => {
  const { text, values } = statement.written();
  return [text, values];
};

describe('A statement', () => {
  it('has each value beside it, whatever it is, and never in its text', () => {
    const odd = [`'; drop table case_list; --`, null, undefined, 7, ['a', '$1'], new Date(0)];
    const [text, values] = of(sql`select ${sql.join(odd)} from case_list where infohus = ${'koege'}`);
    expect(text).toBe('select $1, $2, $3, $4, $5, $6 from case_list where infohus = $7');
    expect(values).toEqual([...odd, 'koege']);
  });
  it('is made of parts, each written where it stands and as often as it stands', () => {
    const open = sql`status = ${'open'}`;
    const both = sql.join([open, sql`not (${open})`], sql` or `);
    expect(of(sql`select where ${both}`)).toEqual(['select where status = $1 or not (status = $2)', ['open', 'open']]);
  });
  it('takes a name as a name, with whatever quote stands in it', () => {
    expect(of(sql.ref('o.dueAt'))).toEqual(['"o"."dueAt"', []]);
    expect(of(sql.ref('a" or true --'))).toEqual(['"a"" or true --"', []]);
  });
  it('of no parts is empty, and what is raw stands as it is', () => {
    expect(of(sql`(${sql.join([])})${sql.raw(' for share')}`)).toEqual(['() for share', []]);
  });
});
