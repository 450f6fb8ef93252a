import { describe, expect, it } from '@jest/globals';
import { copiesOf } from '../../../src/infrastructure/postgres/standbys.js';
import { copyFindings } from '../../../src/interface/cli/doctor.js';

const standing = (commits: string, names: string, followers: number) =>
  copiesOf({ query: async () => ({ rows: [{ commits, names, followers }] }) } as never);

describe('Whether what is acknowledged outlives its machine', () => {
  it.each([
    ['on', '', 0, 'none'],
    ['on', '', 1, 'not-waited-for'],
    ['on', 'ANY 1 (a, b)', 2, 'waited-for'],
    ['remote_apply', 'a', 1, 'waited-for'],
    ['remote_write', 'a', 1, 'not-flushed'],
    ['local', 'a', 1, 'not-waited-for'],
    ['off', 'a', 0, 'not-waited-for'],
  ] as const)('synchronous_commit %s, standbys "%s", %i that follow: %s', async (commits, names, followers, copies) => {
    expect(await standing(commits, names, followers)).toBe(copies);
  });

  it('is said by the doctor where it does not, of the log and of the keys, with the mend', () => {
    expect(copyFindings({ log: 'none', keys: 'waited-for' })).toEqual([]);
    const found = copyFindings({ log: 'not-flushed', keys: 'not-waited-for' });
    expect(found.map(({ level, what }) => [level, what.split(' ')[0]])).toEqual([
      ['look', 'a'],
      ['look', 'the'],
    ]);
    expect(found[1]?.what).toContain('database of the keys');
  });
});
