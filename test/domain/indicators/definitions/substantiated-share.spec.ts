import { describe, expect, it } from '@jest/globals';
import type { ConcernStep } from '../../../../src/domain/concern/state.js';
import { concerns as anyConcerns, law, year } from '../arbitrary.js';
import { assessed, concern, counted, ended, qualified } from '../facts.js';

const of = (...steps: ConcernStep[]) =>
  counted('substantiated-share', { concerns: [concern('2017-03-01T10:00:00+01:00', ...steps)] });
const yes = { numerator: 1, denominator: 1, unknown: 0 };
const no = { numerator: 0, denominator: 1, unknown: 0 };

describe('The share of concerns that were substantiated (K20-1)', () => {
  it('counts by the newest qualification', () => {
    const founded = qualified('2017-03-02T10:00:00+01:00');
    const unfounded = qualified('2017-03-03T10:00:00+01:00', 'unsubstantiated');
    expect(of(founded)).toMatchObject(yes);
    expect(of(founded, unfounded)).toMatchObject(no);
    expect(of(founded, unfounded, qualified('2017-03-04T10:00:00+01:00'))).toMatchObject(yes);
  });

  it('counts a finding of a later year in the year the concern was received', () => {
    expect(of(qualified('2019-03-02T10:00:00+01:00'))).toMatchObject(yes);
  });

  it('does not know of those neither qualified nor ended, and keeps them in the denominator', () => {
    const undecided = { numerator: 0, denominator: 1, unknown: 1, value: 0 };
    expect(of()).toEqual(undecided);
    expect(of(assessed('2017-03-01T11:00:00+01:00', 'acute'))).toEqual(undecided);
  });

  it.each(['irrelevant', 'unsubstantiated', 'handed-to-police', 'forwarded'] as const)(
    'knows of one ended as %s',
    (how) => {
      const end = ended('2017-03-05T10:00:00+01:00', how);
      expect(of(end)).toMatchObject(no);
      expect(of(qualified('2017-03-02T10:00:00+01:00'), end)).toMatchObject(yes);
    },
  );

  it('leaves out a duplicate, though it was substantiated', () => {
    const duplicate = ended('2017-03-05T10:00:00+01:00', 'duplicate');
    expect(of(qualified('2017-03-02T10:00:00+01:00'), duplicate)).toEqual({
      value: null,
      numerator: 0,
      denominator: 0,
      unknown: 0,
    });
  });

  it('is a share of the concerns received; what is unknown is not counted', () => {
    law([anyConcerns, year], (concerns, of) => {
      const { numerator, denominator, unknown } = counted('substantiated-share', { concerns }, { year: of });
      expect(denominator).toBe(counted('concerns-received', { concerns }, { year: of }).value);
      expect((numerator ?? 0) + unknown).toBeLessThanOrEqual(denominator ?? 0);
    });
  });
});
