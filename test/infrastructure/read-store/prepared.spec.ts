import { beforeEach, describe, expect, it } from '@jest/globals';
import { selectCount, selectPart } from '../../../src/infrastructure/read-store/list-sql.js';
import { Statements } from '../../../src/infrastructure/read-store/prepared.js';
import { sql } from '../../../src/infrastructure/read-store/sql.js';
import { listedCases } from '../../../src/projections/case-list/case-query.js';

let statements: Statements;
beforeEach(() => {
  statements = new Statements();
});
const sentTwice = (text: string) => [[], [1], []].map((values) => statements.sent(text, values).name);

describe('A statement', () => {
  it('is planned as it comes the first time, and prepared under one name of its own from then on', () => {
    const [first, second, third] = sentTwice('select 1 as once');
    expect([first, third]).toEqual([undefined, second]);
    expect(second).toEqual(expect.any(String));
    expect(sentTwice('select 2 as once')[1]).not.toBe(second);
  });
  it('that begins or ends a transaction is never prepared', () => {
    for (const text of ['begin', 'commit', 'start transaction read only'])
      expect(sentTwice(text)).toEqual([undefined, undefined, undefined]);
  });
  it('for a page of a list is planned for whom it is asked, and how many there are is not', () => {
    const list = listedCases({ infohus: 'koebenhavn', reach: { agency: 'SOF', by: ['on-case', 'asked'] } });
    const page = selectPart(sql`*`, list, { limit: 51 }).written().text;
    expect(sentTwice(page)).toEqual([undefined, undefined, undefined]);
    expect(sentTwice(selectCount(list, 1001).written().text)[1]).toEqual(expect.any(String));
  });
  it('of which there are too many kinds is planned as it comes', () => {
    const [, name] = sentTwice('select 1 as once');
    for (let i = 0; i < 500; i++) statements.sent(`select ${i}`, []);
    expect(sentTwice('select 501')).toEqual([undefined, undefined, undefined]);
    expect(sentTwice('select 1 as once')).toEqual([name, name, name]);
  });
});
