import { describe, expect, it } from '@jest/globals';
import { Random } from '../../src/interface/cli/demo-data/random.js';

describe('Chance from a seed', () => {
  it('is the same on every machine: the demo and frozen figures depend on it', () => {
    const random = new Random(2016);
    expect(Array.from({ length: 4 }, () => random.whole(0, 999_999))).toEqual([150_090, 147_125, 294_538, 55_480]);
    expect(random.uuid()).toBe('e69684c9-5f0f-4cbf-a59d-ac8fe871d267');
    expect(random.shuffled([1, 2, 3, 4, 5, 6])).toEqual([6, 2, 1, 4, 3, 5]);
  });

  it('gives ids that are UUIDs by their form, and do not meet', () => {
    const random = new Random(7);
    const ids = Array.from({ length: 20_000 }, () => random.uuid());
    expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual(
      [],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has nothing to choose from an empty list', () => {
    expect(() => new Random(1).one([])).toThrow('nothing to choose from');
  });
});
