import { describe, expect, it } from '@jest/globals';
import { grouped } from '../../../src/domain/kernel/grouped.js';
import { ascending } from '../../../src/domain/kernel/order.js';

describe('Rows', () => {
  it('are ordered by a text of theirs as its code units are, equal ones as they stood', () => {
    const rows = [
      { k: 'å', n: 1 },
      { k: 'b', n: 2 },
      { k: 'B', n: 3 },
      { k: 'b', n: 4 },
    ];
    expect(rows.toSorted(ascending(({ k }) => k)).map(({ n }) => n)).toEqual([3, 2, 4, 1]);
  });

  it('are grouped by it, each group in their order, the groups as they first came', () => {
    const groups = grouped(['b1', 'a1', 'b2'], (text) => text.charAt(0));
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });
});
