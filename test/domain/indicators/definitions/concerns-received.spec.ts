import { describe, expect, it } from '@jest/globals';
import { concerns as anyConcerns, law, year } from '../arbitrary.js';
import { concern, counted, ended, qualified } from '../facts.js';

const received = (...concerns: ReturnType<typeof concern>[]) => counted('concerns-received', { concerns }).value;

describe('Concerns received (K16-2)', () => {
  it.each([
    ['2016-12-31T23:59:59.999+01:00', 0],
    ['2017-01-01T00:00:00.000+01:00', 1],
    ['2017-12-31T23:59:59.999+01:00', 1],
    ['2018-01-01T00:00:00.000+01:00', 0],
  ])('received %s: %i in 2017, by Danish time', (at, expected) => {
    expect(received(concern(at))).toBe(expected);
  });

  it.each([
    ['duplicate', 0],
    ['irrelevant', 1],
    ['unsubstantiated', 1],
    ['handed-to-police', 1],
    ['forwarded', 1],
  ] as const)('ended as %s: %i', (how, expected) => {
    expect(received(concern('2017-03-01T10:00:00+01:00', ended('2017-03-02T10:00:00+01:00', how)))).toBe(expected);
  });

  it('count by the day they were received, however late they were registered or qualified', () => {
    const late = concern('2017-12-30T10:00:00+01:00', qualified('2018-02-01T10:00:00+01:00'));
    expect(received({ ...late, registeredAt: '2018-01-31T10:00:00.000Z' })).toBe(1);
  });

  it('never become fewer by one more', () => {
    law([anyConcerns, anyConcerns, year], (some, more, of) => {
      const count = (concerns: typeof some) => counted('concerns-received', { concerns }, { year: of }).value ?? 0;
      expect(count([...some, ...more])).toBeGreaterThanOrEqual(count(some));
    });
  });
});
