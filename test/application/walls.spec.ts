import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const APPLICATION = 'src/application';
const FILES = (readdirSync(APPLICATION, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
const text = (file: string) => readFileSync(`${APPLICATION}/${file}`, 'utf8');
/** Each looks past the wall (ReadModels.beyond), and why it has to. */
const BEYOND: Readonly<Record<string, readonly [count: number, why: string]>> = {
  'obligations/standing.ts': [2, 'since when obligations are kept is about nobody'],
  'queries/access/access-queries.ts': [1, 'who has seen a case is for everybody on it, and others’ looks are theirs'],
  'obligations/deadlines.ts': [1, 'whether the concern of a decision has ended, and no more of it'],
  'queries/work/home-queries.ts': [1, 'a hotline contact stands in the Infohus that sent it on'],
  'queries/operations/login-queries.ts': [1, 'a user is of an agency, of no Infohus'],
  'queries/registers/mentor-queries.ts': [1, 'a mentor that is lent here stands in the Infohus of the lender'],
  'queries/other-infohuse.ts': [
    1,
    'of which Infohus a record is that somebody looked at: no more of it is told, and that only to hold a look back',
  ],
  'queries/plans/plan-queries.ts': [1, 'how far the read models have come is about nobody'],
  'queries/registers/register-queries.ts': [1, 'a hotline contact stands in the Infohus that sent it on'],
  'queries/work/team-queries.ts': [2, 'a user and an absence are of an agency, of no Infohus'],
  'queries/operations/user-queries.ts': [2, 'a user is of an agency, of no Infohus'],
  'queries/access/widening-queries.ts': [1, 'the same'],
  'queries/work/work-queries.ts': [2, 'the same; and an absence is of an agency, of no Infohus'],
};

describe('Of the queries', () => {
  it('a few look past the wall of their reader, each for a reason, and no other does', () => {
    const found = FILES.flatMap((file) => {
      const uses = text(file).match(/\.beyond\b/g)?.length ?? 0;
      return uses === 0 ? [] : [[file, uses] as const];
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(BEYOND).map(([f, [n]]) => [f, n])));
  });
  it('none is given the read models but behind the wall of its reader: numbers apart, which tell what an id is called', () => {
    const asking = text('queries/asking.ts');
    expect(asking.match(/dependencies\.live\b.{4}/g)).toEqual(['dependencies.live, id']);
    expect(asking).toContain('store, live: behind(), behind }');
    expect(asking).toContain('const behind = (found?: Relations) => as(standingOf(');
    // Whoever hands `as` on, for one question or for those of a page, hands on nothing but what stands behind a wall.
    for (const file of ['asker.ts', 'page-reads.ts'])
      expect(text(`queries/${file}`).match(/\blive\.\w+/g)).toEqual(['live.as']);
    const others = FILES.filter((file) => text(file).includes('.live as '));
    expect(others).toEqual([]);
  });
});
