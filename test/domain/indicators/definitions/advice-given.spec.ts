import { describe, expect, it } from '@jest/globals';
import { concerns as anyConcerns, law, year } from '../arbitrary.js';
import { concern, counted, ended, KOEGE, step } from '../facts.js';

const given = (...concerns: ReturnType<typeof concern>[]) =>
  counted('advice-given', { concerns }, { plan: KOEGE }).value;
const advised = (...at: string[]) => concern('2016-03-01T10:00:00+01:00', ...at.map((when) => step(when, 'advised')));

describe('Concerns on which the Infohus gave advice (KØ-7)', () => {
  it.each([
    ['2016-12-31T23:59:59.999+01:00', 0],
    ['2017-01-01T00:00:00.000+01:00', 1],
    ['2017-12-31T23:59:59.999+01:00', 1],
    ['2018-01-01T00:00:00.000+01:00', 0],
  ])('advised %s: %i in 2017, whenever it was received', (at, expected) => {
    expect(given(advised(at))).toBe(expected);
  });

  it('count once a year, however often advice was given', () => {
    expect(given(advised('2017-02-01T10:00:00Z', '2017-03-01T10:00:00Z'), advised('2017-02-01T10:00:00Z'))).toBe(2);
    expect(given(advised('2016-12-01T10:00:00Z', '2017-03-01T10:00:00Z', '2018-01-01T10:00:00Z'))).toBe(1);
  });

  it('count a duplicate too: the advice was given', () => {
    const duplicate = advised('2017-02-01T10:00:00Z');
    expect(given({ ...duplicate, steps: [...duplicate.steps, ended('2017-02-02T10:00:00Z', 'duplicate')] })).toBe(1);
  });

  it('are no more than the concerns that have any', () => {
    law([anyConcerns, year], (concerns, of) => {
      const any = concerns.filter((c) => c.steps.some((s) => s.what === 'advised')).length;
      expect(counted('advice-given', { concerns }, { plan: KOEGE, year: of }).value).toBeLessThanOrEqual(any);
    });
  });
});
