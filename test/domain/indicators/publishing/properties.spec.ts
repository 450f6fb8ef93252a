import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { publish } from '../../../../src/domain/indicators/publishing/publish.js';
import type { Indicator } from '../../../../src/domain/indicators/report.js';
import { attack, type World } from './attacker.js';
import { countOf, K16, K20, reportOf, series, shareOf } from './cities.js';

const SHARES = ['offer-acceptance', 'reoffer-compliance', 'not-at-risk', 'education-employment'] as const;
const MINIMUM = 5;

const share = (id: string) =>
  fc.tuple(fc.nat(25), fc.nat(25), fc.nat(25)).map(([yes, no, unknown]) => {
    const known = id === 'reoffer-compliance' ? 0 : unknown;
    return shareOf(id, yes + no + known, yes, known, 0.7);
  });
/** A year of an Infohus whose counts fit each other. */
const year: fc.Arbitrary<readonly Indicator[]> = fc
  .tuple(fc.array(fc.nat(20), { minLength: 6, maxLength: 6 }), fc.nat(20), fc.tuple(...SHARES.map(share)))
  .map(([[waiting = 0, overdue = 0, unfounded = 0, ended = 0, late = 0, onTime = 0], cases, shares]) => {
    const received = waiting + overdue + unfounded + ended + late + onTime;
    return [
      countOf('concerns-received', received),
      shareOf('substantiated-share', received, ended + late + onTime, waiting + overdue),
      shareOf('triage-on-time', late + onTime, onTime, overdue, 1),
      countOf('cases-started', cases),
      ...shares,
    ];
  });
const editions = fc.array(
  fc.record({ indicators: year, of: fc.constantFrom(2017, 2018), plan: fc.constantFrom(K16, K20) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const published = (drawn: readonly { indicators: readonly Indicator[]; of: number; plan: typeof K16 }[]) => {
  const reports = drawn.map(({ indicators, of, plan }, i) => reportOf(plan, of, i, indicators));
  return series(reports).map((edition, i) => ({ edition, report: reports[i] }));
};
const ofAll = (check: (pairs: ReturnType<typeof published>) => void) =>
  fc.assert(
    fc.property(editions, (drawn) => check(published(drawn))),
    { numRuns: 40, seed: 5 },
  );
const lines = (pairs: ReturnType<typeof published>) =>
  pairs.flatMap(({ edition, report }) =>
    edition.indicators.map((told, i) => ({ told, truth: report?.indicators[i] as Indicator })),
  );

describe('Whatever is published, in however many editions', () => {
  it('tells nothing that the report does not say', () => {
    ofAll((pairs) => {
      for (const { told, truth } of lines(pairs))
        for (const field of ['value', 'numerator', 'denominator', 'unknown', 'met'] as const)
          if (told[field] !== null) expect(told[field]).toEqual(truth[field]);
    });
  });

  it('prints no count below the minimum and leaves none by subtraction', () => {
    ofAll((pairs) => {
      for (const { told } of lines(pairs)) {
        const { value, numerator, denominator, unknown } = told;
        const isCount = told.id === 'concerns-received' || told.id === 'cases-started';
        const beside = told.id === 'triage-on-time' || told.id === 'reoffer-compliance';
        const counts = [
          isCount ? value : null,
          numerator,
          denominator,
          told.id === 'reoffer-compliance' || isCount ? null : unknown,
          denominator !== null && numerator !== null ? denominator - numerator : null,
          denominator !== null && unknown !== null && !beside ? denominator - unknown : null,
        ];
        for (const count of counts) if (count !== null) expect(count).toBeGreaterThanOrEqual(MINIMUM);
      }
    });
  });

  it('tells a share, and whether it meets its target, with both counts or not at all', () => {
    ofAll((pairs) => {
      for (const { told } of lines(pairs)) {
        const whole = told.id.includes('-') && (told.numerator === null || told.denominator === null);
        if (whole && !['concerns-received', 'cases-started'].includes(told.id))
          expect([told.value, told.met, told.suppressed]).toEqual([null, null, true]);
      }
    });
  });

  it('is the same for the same input, in whatever order the plan names its indicators', () => {
    fc.assert(
      fc.property(year, year, (first, second) => {
        const [earlier] = series([reportOf(K16, 2017, 1, first)]);
        const one = publish(reportOf(K16, 2017, 2, second), earlier ? [earlier] : [], MINIMUM).indicators;
        const other = publish(
          reportOf(K16, 2017, 2, second.toReversed()),
          earlier ? [earlier] : [],
          MINIMUM,
        ).indicators;
        expect(other.toReversed()).toEqual(one);
      }),
      { numRuns: 20, seed: 6 },
    );
  });

  it('repeats itself: the same moment published again tells neither more nor less', () => {
    fc.assert(
      fc.property(year, year, (first, second) => {
        const [, , again, once] = series([
          reportOf(K16, 2017, 1, first),
          reportOf(K16, 2017, 2, second),
          reportOf(K16, 2017, 2, second),
          reportOf(K16, 2017, 2, second),
        ]);
        expect(again?.indicators).toEqual(once?.indicators);
      }),
      { numRuns: 20, seed: 7 },
    );
  });
});

describe('A share that grew over three editions', () => {
  type Page = { readonly denominator: number | null; readonly numerator: number | null } | undefined;
  const step = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6));
  it('leaves whoever counts through all growths a whole interval of every withheld numerator', () => {
    fc.assert(
      fc.property(fc.tuple(step, step, step), (steps) => {
        const totals = steps.map((_, i) =>
          [0, 1, 2].map((kind) => steps.slice(0, i + 1).reduce((sum, grown) => sum + (grown[kind] ?? 0), 0)),
        );
        const told = series(
          totals.map(([yes = 0, no = 0, unknown = 0], i) =>
            reportOf(K16, 2017, i, [shareOf('not-at-risk', yes + no + unknown, yes, unknown, 0.7)]),
          ),
        ).map((e) => e.indicators[0]);
        expect(attack(growthsLike(told), MINIMUM)).toEqual([]);
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  /** Every growth of the numerator, within the denominators told, that gives the numerators told. */
  function* growthsLike(told: readonly Page[], least = 0, at = 0): Generator<World> {
    const page = told[at];
    if (!page) return;
    if (page.denominator === null) return yield* growthsLike(told, least, at + 1);
    for (let yes = least; yes <= page.denominator; yes++) {
      if ((page.numerator ?? yes) !== yes || !canFollow(told, yes, at + 1)) continue;
      if (page.numerator === null) yield { truth: { yes }, withheld: ['yes'], pages: String(at) };
      yield* growthsLike(told, yes, at + 1);
    }
  }
  const canFollow = (told: readonly Page[], yes: number, at: number) =>
    told.slice(at).every((page) => (page?.numerator ?? yes) >= yes);
});
