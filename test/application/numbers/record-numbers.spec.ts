import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Permutation } from '../../../src/application/numbers/permutation.js';
import { RecordNumbers, referenceIn } from '../../../src/application/numbers/record-numbers.js';
import type { CountedRecord, Series } from '../../../src/projections/numbers/numbers.js';

const CASES = { infohus: 'koebenhavn', kind: 'case', year: 2026 } as const;
const under = (key: string) =>
  new RecordNumbers({ digest: (purpose, input) => createHmac('sha256', `${key}/${purpose}`).update(input).digest() });
const nth = (count: number, series: Series = CASES): CountedRecord => ({ id: `${count}`, ...series, count });
/** Read models that hold as many records of each series as are asked for. */
const models = {
  counted: async (ids: readonly string[]) => ids.map((id) => nth(Number(id))),
  countedAs: async (_: Series, count: number) => String(count),
};
const numbersOf = async (numbers: RecordNumbers, counts: readonly number[], series: Series = CASES) => {
  const found = await numbers.of(
    { counted: async (ids) => ids.map((id) => nth(Number(id), series)) },
    counts.map(String),
  );
  return counts.map((count) => found.get(String(count)) ?? '');
};
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('a keyed permutation', () => {
  it('takes every place of its range to one of its own, and finds the way back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.integer({ min: 1, max: 700 }), (seed, size) => {
        const permutation = new Permutation(seed, size);
        const places = Array.from({ length: size }, (_, place) => place);
        const values = places.map((place) => permutation.at(place));
        expect([...values].sort((x, y) => x - y)).toEqual(places);
        expect(values.map((value) => permutation.placeOf(value))).toEqual(places);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the number of a record', () => {
  it('says its kind and its year, with four digits that are no order', async () => {
    const numbers = under('a');
    const first = await numbersOf(numbers, upTo(300));
    for (const number of first) expect(number).toMatch(/^S-2026-\d{4}$/);
    const digits = first.map((number) => Number(number.slice(-4)));
    expect(new Set(digits).size).toBe(300);
    // Three hundred records spread over the ten thousand: the greatest tells nothing of how many there are, and no run of them rises.
    expect(Math.max(...digits)).toBeGreaterThan(9000);
    expect(digits.filter((d, i) => i > 0 && d > (digits[i - 1] ?? 0)).length).toBeGreaterThan(100);
    expect(digits.filter((d, i) => i > 0 && d > (digits[i - 1] ?? 0)).length).toBeLessThan(200);
  });

  it('differs by Infohus, kind, year and key, so that one series tells nothing of another', async () => {
    const all = await Promise.all([
      numbersOf(under('a'), upTo(50)),
      numbersOf(under('b'), upTo(50)),
      numbersOf(under('a'), upTo(50), { ...CASES, infohus: 'koege' }),
      numbersOf(under('a'), upTo(50), { ...CASES, kind: 'concern' }),
      numbersOf(under('a'), upTo(50), { ...CASES, year: 2027 }),
    ]);
    const digits = all.map((some) => some.map((number) => number.slice(-4)).join());
    expect(new Set(digits).size).toBe(all.length);
  });

  it('grows to five and six digits when the shorter ones are given, and never meets them', async () => {
    const numbers = under('a');
    const long = await numbersOf(numbers, [9_999, 10_000, 10_001, 100_000, 100_001]);
    expect(long.map((number) => number.slice('S-2026-'.length).length)).toEqual([4, 4, 5, 5, 6]);
    const all = await numbersOf(numbers, upTo(12_000));
    expect(new Set(all).size).toBe(12_000);
    expect(new Set(all.slice(0, 10_000)).size).toBe(10_000);
    for (const number of all.slice(10_000)) expect(number).toMatch(/-[1-9]\d{4}$/);
  });

  it('leads back to the record', async () => {
    const numbers = under('a');
    for (const count of [1, 2, 9_999, 10_000, 10_001, 99_999, 100_001]) {
      const [number = ''] = await numbersOf(numbers, [count]);
      const reference = referenceIn(`koebenhavn:${number}`);
      if (!reference) throw new Error(`${number} is not understood`);
      expect(await numbers.idOf(models, 'koebenhavn', reference)).toBe(String(count));
    }
  });

  it('is understood as it is said, and nothing else is', async () => {
    expect(referenceIn('koebenhavn:S-2026-0317')).toEqual({
      infohus: 'koebenhavn',
      kind: 'case',
      year: 2026,
      digits: '0317',
    });
    expect(referenceIn(' b-2026-4711 ')).toMatchObject({ infohus: undefined, kind: 'concern', digits: '4711' });
    for (const no of ['S-2026-317', 'X-2026-0317', 'S-2026-0317x', ':S-2026-0317', '2026-0317', 'a b:S-2026-0317'])
      expect(referenceIn(no)).toBeUndefined();
    // Five digits never begin with 0: there would be two ways to say one number.
    const padded = referenceIn('S-2026-00317');
    expect(padded && (await under('a').idOf(models, 'koebenhavn', padded))).toBeUndefined();
  });
});
