import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFINITIONS, definitionOf, newestVersions } from '../../../../src/domain/indicators/definitions/index.js';
import type { Facts } from '../../../../src/domain/indicators/facts.js';
import { INDICATOR_KINDS, type Plan } from '../../../../src/domain/plan/schema.js';
import { anyFacts, law, year } from '../arbitrary.js';
import { counted, K20, K24, KOEGE, WITH_GOALS } from '../facts.js';

const PLANS: Readonly<Record<string, Plan>> = {
  'advice-given': KOEGE,
  'progress-6-months': K20,
  'goals-reviewed': WITH_GOALS,
};
const planOf = (kind: string) => PLANS[kind] ?? K24;
const all = Object.values(DEFINITIONS).flat();
const LATER = '2030-01-01T00:00:00.000Z';
const clock = fc.constantFrom('2016-12-31T23:00:00.000Z', '2017-06-15T10:00:00.000Z', LATER);

/** What each definition counts, by its name; a measurement is no count, and its own spec tries it. */
const figures = (facts: Facts, year: number, at: string) =>
  all
    .filter(({ kind }) => kind !== 'measurement')
    .map(({ kind, version }) => ({
      called: `${kind} ${version}`,
      ...counted(kind, facts, { plan: planOf(kind), year, clock: at, version }),
    }));
type Figures = ReturnType<typeof figures>[number];
const each = (facts: Facts, to: <T>(list: readonly T[], what: keyof Facts) => readonly T[]) =>
  Object.fromEntries(
    Object.entries(facts).map(([what, list]) => [what, to(list, what as keyof Facts)]),
  ) as unknown as Facts;

describe('Whatever the facts, each definition', () => {
  it('counts no more than there are, and no less than none', () => {
    law([anyFacts, year, clock], (facts, of, at) => {
      for (const { called, value, numerator, denominator, unknown } of figures(facts, of, at)) {
        expect([called, Number.isInteger(unknown) && unknown >= 0]).toEqual([called, true]);
        if (numerator === null || denominator === null) {
          expect([called, numerator, denominator, unknown]).toEqual([called, null, null, 0]);
          expect([called, value !== null && value >= 0]).toEqual([called, true]);
        } else {
          expect([called, numerator >= 0 && numerator <= denominator]).toEqual([called, true]);
          expect([called, value]).toEqual([called, denominator === 0 ? null : numerator / denominator]);
        }
      }
    });
  });

  it('does not ask in which order the facts are told', () => {
    law([anyFacts, year, clock], (facts, of, at) => {
      const backwards = each(facts, (list) => list.toReversed());
      expect(figures(backwards, of, at)).toEqual(figures(facts, of, at));
    });
  });

  it('counts nothing in a year in which nothing happened', () => {
    law([anyFacts, clock], (facts, at) => {
      for (const { called, value, denominator, unknown } of figures(facts, 2031, at))
        expect([called, value || null, denominator || null, unknown]).toEqual([called, null, null, 0]);
    });
  });

  it('counts two cities that share nothing as the sum of both', () => {
    law([anyFacts, anyFacts, year], (one, other, of) => {
      const both = each(one, (list, what) => [...list, ...(other[what] as unknown as typeof list)]);
      const [a, b] = [figures(one, of, LATER), figures(other, of, LATER)];
      const sum = (i: number, field: 'value' | 'numerator' | 'denominator' | 'unknown') =>
        (a[i]?.[field] ?? 0) + (b[i]?.[field] ?? 0);
      const told = ({ called, value, numerator, denominator, unknown }: Figures) =>
        numerator === null ? [called, value] : [called, numerator, denominator, unknown];
      expect(figures(both, of, LATER).map(told)).toEqual(
        a.map(({ called, numerator }, i) =>
          numerator === null
            ? [called, sum(i, 'value')]
            : [called, sum(i, 'numerator'), sum(i, 'denominator'), sum(i, 'unknown')],
        ),
      );
    });
  });
});

describe('The catalogue', () => {
  it('has every kind of indicator, its versions from 1 without a gap, the newest last', () => {
    expect(Object.keys(DEFINITIONS)).toEqual([...INDICATOR_KINDS]);
    for (const [kind, versions] of Object.entries(DEFINITIONS))
      expect(versions.map((d) => [d.kind, d.version])).toEqual(versions.map((_, i) => [kind, i + 1]));
  });
  it('gives the newest, or the version asked for, and has no other', () => {
    expect(definitionOf('cases-started')).toBe(DEFINITIONS['cases-started'].at(-1));
    expect(definitionOf('cases-started', 1)).toBe(DEFINITIONS['cases-started'][0]);
    expect(() => definitionOf('cases-started', 0)).toThrow(RangeError);
    expect(newestVersions()['cases-started']).toBe(DEFINITIONS['cases-started'].length);
  });
  it.each(
    Object.values(DEFINITIONS)
      .flat()
      .map((d) => [`${d.kind} ${d.version}`, d] as const),
  )(
    '%s says in both languages what it counts, and of what and what is unknown where it is a share',
    (_, { kind, wording: { da, en } }) => {
      const share = !['concerns-received', 'cases-started', 'advice-given', 'measurement', 'activity'].includes(kind);
      for (const said of [da, en]) {
        expect(said.counts).toMatch(/^\p{Lu}.*\.$/u);
        expect('of' in said).toBe(share);
        expect('unknown' in said).toBe(share && kind !== 'reoffer-compliance');
      }
      expect(da.counts).not.toBe(en.counts);
    },
  );
});

describe('Counts that are told together', () => {
  it('are told in one order: no two of a family have the same place, and every version of a kind has its own', () => {
    const places = all.map(({ kind, told }) => [`${told.family} ${told.place}`, kind] as const);
    expect(new Map(places).size).toBe(Object.keys(DEFINITIONS).length);
    for (const [place, kind] of places) expect([place, new Map(places).get(place)]).toEqual([place, kind]);
  });
});
