import { describe, expect, it } from '@jest/globals';
import {
  activity,
  BIF,
  CONCERN,
  COURSE,
  figure,
  id,
  importing,
  inCase,
  type Line,
  OFFER,
  opened,
  register,
  SON,
} from './example.js';
import type { Oracle } from './index.js';

describe('the oracle reads the goals of a plan', () => {
  it('counts participants, events and agreements as the goal says, corrected ones as corrected', () => {
    const oracle = importing(
      activity(30, '2024-01-01', { participants: 3900, schoolType: 'folkeskole' }),
      activity(31, '2024-12-31', { participants: 90, schoolType: 'folkeskole' }),
      activity(32, '2024-06-01', { participants: 800, schoolType: 'friskole' }),
      activity(33, '2024-06-01', { participants: 5 }),
      activity(34, '2023-12-31', { participants: 1, schoolType: 'folkeskole' }),
      activity(35, '2024-06-01', { kind: 'professional-talk' }),
      [
        'CorrectActivity',
        id(31),
        '2025-01-02T10:00:00Z',
        'SOF:caseworker',
        { changes: { participants: 100 }, reason: 'x' },
      ],
      ['SignAgreement', id(36), '2024-02-29T10:00:00Z', BIF, { name: 'Forening', signedOn: '2024-02-29' }],
    );
    const of = (indicator: string, year = 2024) => figure(oracle, 'koebenhavn-2024', indicator, year);
    expect(of('pupils-folkeskole')).toMatchObject({ value: 4000, target: 4000, met: true, denominator: null });
    expect(of('pupils-folkeskole', 2023)).toMatchObject({ value: 1, met: false });
    expect(of('pupils-friskole')).toMatchObject({ value: 800, met: true });
    expect(of('professional-talks')).toMatchObject({ value: 1, target: 8, met: false });
    expect(of('agreements')).toMatchObject({ value: 1, target: 1, met: true });
  });

  it('has a target of one year in that year only, and counts the concerns that advice was given on once', () => {
    const staff = { infohus: 'koege', kind: 'staff-training', targetGroup: 'professionals', participants: 49 };
    const advise = (at: string): Line => [
      'GiveAdvice',
      CONCERN,
      at,
      'VEL:coordinator',
      { to: 'professional', topic: 'x' },
    ];
    const oracle = importing(
      activity(30, '2024-03-01', staff, '2024-03-01T12:00:00Z', 'SOC:caseworker'),
      activity(31, '2025-03-01', { ...staff, participants: 60 }, '2025-03-01T12:00:00Z', 'SOC:caseworker'),
      register('2024-12-31T10:00:00+01:00', CONCERN, 'koege', 'VEL:coordinator'),
      advise('2024-12-31T22:59:59Z'),
      advise('2024-12-31T23:00:00Z'),
      advise('2025-01-05T10:00:00Z'),
    );
    expect(figure(oracle, 'koege-2024', 'staff-trained', 2024)).toMatchObject({ value: 49, target: 50, met: false });
    expect(figure(oracle, 'koege-2024', 'staff-trained', 2025)).toMatchObject({ value: 60, target: null, met: null });
    expect([2023, 2024, 2025].map((year) => figure(oracle, 'koege-2024', 'advice-given', year)?.value)).toEqual([
      0, 1, 1,
    ]);
  });

  it('finds progress in a second measurement up to a month after the due day, of the kinds of the plan', () => {
    const measure = (at: string, level: number): Line =>
      inCase('MeasureProgress', at, {
        courseId: COURSE,
        tool: 'national',
        factors: [
          { factor: 'peers', kind: 'risk', level },
          { factor: 'school', kind: 'protective', level: 2 },
        ],
      });
    const course = (kind: string, ...more: Line[]) =>
      importing(
        ...opened,
        inCase('OfferSupport', '2024-08-30T10:00:00+02:00', { offerId: OFFER, personId: SON, kind }),
        inCase('AcceptOffer', '2024-08-30T11:00:00+02:00', {
          offerId: OFFER,
          consent: { by: [SON], scope: 'x', givenOn: '2024-08-30' },
        }),
        inCase('StartCourse', '2024-08-31T10:00:00+02:00', { courseId: COURSE, offerId: OFFER, mentor: 'Testmentor' }),
        measure('2024-09-01T10:00:00+02:00', 4),
        ...more,
      );
    const progress = (oracle: Oracle, plan = 'koebenhavn-2024') => figure(oracle, plan, 'progress-6-months', 2025);
    // 31 August + 6 months is 28 February 2025; a month after it is 28 March.
    const better = course('mentor', measure('2025-03-28T23:59:59+01:00', 3));
    expect(progress(better)).toMatchObject({ value: 1, numerator: 1, denominator: 1, unknown: 0 });
    expect(progress(course('mentor', measure('2025-03-29T00:00:00+01:00', 3)))).toMatchObject({ value: 0, unknown: 1 });
    expect(progress(course('mentor', measure('2025-02-28T12:00:00+01:00', 5)))).toMatchObject({ value: 0, unknown: 0 });
    const ended = (at: string) => progress(course('mentor', inCase('CompleteCourse', at, { courseId: COURSE })));
    expect(ended('2025-02-27T23:59:59+01:00')).toMatchObject({ value: null, denominator: 0 });
    expect(ended('2025-02-28T00:00:00+01:00')).toMatchObject({ value: 0, denominator: 1, unknown: 1 });
    const relatives = course('relatives-coach', measure('2025-02-28T12:00:00+01:00', 1));
    expect(progress(relatives)).toMatchObject({ denominator: 0 });
    expect(progress(relatives, 'koebenhavn-2020')).toMatchObject({ value: 1, denominator: 1 });
  });
});
