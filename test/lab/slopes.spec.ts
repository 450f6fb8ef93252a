import { describe, expect, it } from '@jest/globals';
import { quantile, type Sample, slopeOf } from '../../lab/soak/slopes.js';

const over = (value: (at: number) => number): readonly Sample[] =>
  Array.from({ length: 41 }, (_, i) => [i * 15, value(i * 15)] as const);

describe('A soak judges what must not grow', () => {
  it('by the line through what was measured after warming up', () => {
    expect(
      slopeOf(
        over(() => 200),
        0.3,
        1,
      ),
    ).toMatchObject({ growth: 0, flat: true });
    expect(
      slopeOf(
        over((at) => (at < 100 ? 50 : 200)),
        0.3,
        1,
      ),
    ).toMatchObject({ flat: true });
    expect(
      slopeOf(
        over((at) => 200 + at / 3),
        0.3,
        1,
      ),
    ).toMatchObject({ first: 250, last: 400, flat: false });
    expect(
      slopeOf(
        over((at) => 200 + (at % 30)),
        0.3,
        1,
      )?.flat,
    ).toBe(true);
  });

  it('and not by what is slight, or too little to judge', () => {
    expect(
      slopeOf(
        over((at) => at / 600),
        0.3,
        5,
      )?.flat,
    ).toBe(true);
    expect(
      slopeOf(
        [
          [0, 1],
          [1, 9],
        ],
        0.3,
        1,
      ),
    ).toBeUndefined();
    expect([quantile([3, 1, 2], 0.5), quantile([], 0.5), quantile([1, 2], 1)]).toEqual([2, 0, 2]);
  });
});
