import type { ShownReport } from '../../../src/application/reports/view.js';
import type { Edition as Earlier, PublishedIndicator } from '../../../src/domain/indicators/publishing/edition.js';
import type { Indicator } from '../../../src/domain/indicators/report.js';
import type { Publisher } from '../../domain/indicators/publishing/publishers.js';
import { countsOn, factsOf, type Page } from './attacker.js';
import type { Edition } from './city.js';
import type { Fact } from './whole-numbers.js';

/**
 * Who knows the algorithm runs it: a value of a withheld count is possible where some other city, in which the count has
 * that value, gives the very same pages. Whatever is found here is proof, for the pages of that city were made and held
 * beside the real ones; what is not found may still be possible.
 */
interface Possible {
  readonly count: string;
  readonly real: number;
  readonly values: readonly number[];
}
type City = ReadonlyMap<string, number>;

/** All editions in the order in which they were published, and the rules by which they were. */
export interface Held {
  readonly all: readonly Edition[];
  readonly publisher: Publisher;
}

/** Neighbouring values that may lie behind every withheld count of the editions of one moment; not more than enough. */
export function behind(held: Held, at: number, enough: number): readonly Possible[] {
  const { all } = held;
  const first = all[at];
  if (!first || all.slice(0, at).some((e) => isTwin(e, first))) return [];
  const twins = all.filter((e) => isTwin(e, first));
  const pages = twins.map((e) => e.view);
  const real = realOf(twins);
  const withheld = [...countsOn(pages)].flatMap(([name, figure]) => (figure === null ? [name] : []));
  const facts = factsOf(pages);
  return withheld.map((count) => {
    const truth = real.get(count) ?? 0;
    const isPossible = (value: number) => {
      for (const city of candidates(real, count, value, withheld, facts))
        if (twins.every((e) => givesThePages(e, city, held))) return true;
      return false;
    };
    return { count, real: truth, values: runAround(truth, isPossible, enough) };
  });
}

const isTwin = ({ view: a }: Edition, { view: b }: Edition): boolean =>
  a.report.year === b.report.year &&
  a.clock === b.clock &&
  a.report.asOf.position === b.report.asOf.position &&
  (a.report.asOf.clock === 'occurred') === (b.report.asOf.clock === 'occurred');

function runAround(truth: number, isPossible: (value: number) => boolean, enough: number): readonly number[] {
  const values = [truth];
  for (const step of [1, -1])
    for (let v = truth + step; v >= 0 && values.length < enough && isPossible(v); v += step) values.push(v);
  return values.sort((a, b) => a - b);
}

const realOf = (twins: readonly Edition[]): City =>
  new Map(
    [...countsOn(twins.map(({ view, figures }) => ({ plan: view.plan, report: inside(view.report, figures) })))].map(
      ([name, figure]) => [name, figure ?? 0],
    ),
  );
const inside = (report: ShownReport, indicators: readonly Indicator[]): ShownReport => ({
  ...report,
  indicators: indicators.map((i) => ({ ...i, suppressed: true })),
});

/** Cities in which the count has the value, the definitions hold, and what is told is as told: those near the real one first. */
function* candidates(
  real: City,
  count: string,
  value: number,
  withheld: readonly string[],
  facts: readonly Fact[],
): Generator<City> {
  const free = new Set(withheld.filter((name) => name !== count));
  const joined = facts.filter(({ terms }) => terms.some(([name]) => name === count));
  const near = [...new Set(joined.flatMap(({ terms }) => terms.map(([name]) => name)))].filter((n) => free.has(n));
  for (const start of [new Map(real).set(count, value), ...settings(near.slice(0, 2), real, count, value)]) {
    for (const isRaised of [true, false]) {
      const city = repaired(start, free, facts, isRaised);
      if (city) yield city;
    }
  }
}

/** The neighbours of a count set to every small number: what they leave may be what must be withheld. */
function settings(names: readonly string[], real: City, count: string, value: number): readonly City[] {
  const [one, other] = names;
  if (one === undefined) return [];
  const small = [0, 2, 4, value - 4, value - 2, value].filter((n) => n >= 0);
  return small.flatMap((a) =>
    (other === undefined ? [0] : small).map((b) => {
      const city = new Map(real).set(count, value).set(one, a);
      return other === undefined ? city : city.set(other, b);
    }),
  );
}

/** Broken facts are mended by the withheld counts in them: wholes are raised with a part, parts are lowered with a whole. */
function repaired(start: City, free: ReadonlySet<string>, facts: readonly Fact[], isRaised: boolean): City | undefined {
  const city = new Map(start);
  const excess = ({ terms, limit }: Fact) => terms.reduce((sum, [n, f]) => sum + f * (city.get(n) ?? 0), 0) - limit;
  for (let round = 0; round < 8; round++) {
    const broken = facts.filter((fact) => excess(fact) > 0);
    if (broken.length === 0) return city;
    for (const fact of broken)
      for (const [name, factor] of fact.terms.toSorted(([, a], [, b]) => (isRaised ? a - b : b - a))) {
        const over = excess(fact);
        if (over <= 0 || !free.has(name)) continue;
        const now = city.get(name) ?? 0;
        city.set(name, factor > 0 ? Math.max(0, now - over) : now + over);
      }
  }
  return undefined;
}

function givesThePages(edition: Edition, city: City, held: Held): boolean {
  const { view, figures } = edition;
  const indicators = figures.map((figure) => inCity(figure, view, city));
  return samePage(edition, again(held, edition, indicators));
}

/** What the rules make of these figures after the editions before. */
export function again({ all, publisher }: Held, edition: Edition, figures = edition.figures) {
  const { plan, report } = edition.view;
  const earlier = all.slice(0, all.indexOf(edition)).map((e) => asEarlier(e, report.year));
  return publisher({ ...whenOf(edition), plan, indicators: figures }, earlier, report.suppressBelow ?? 0);
}
export const samePage = ({ view }: Edition, indicators: readonly PublishedIndicator[]): boolean =>
  JSON.stringify(indicators.map(page)) === JSON.stringify(view.report.indicators.map(page));
const page = ({
  id,
  value,
  numerator,
  denominator,
  unknown,
  met,
  suppressed = false,
}: ShownReport['indicators'][number]) => [id, value, numerator, denominator, unknown, met, suppressed];

/** The figure as it would be in another city. */
function inCity(figure: Indicator, { plan, report }: Page, city: City): Indicator {
  const alone = { plan, report: { ...report, indicators: [{ ...figure, suppressed: true }] } };
  const counts = [...countsOn([alone]).keys()].map((name) => city.get(name) ?? 0);
  if (counts.length === 0 || (figure.value === null && figure.denominator === null)) return figure;
  const [all = 0, some = 0, unknown = figure.unknown] = counts;
  const share = figure.denominator !== null;
  const value = share ? (all === 0 ? null : some / all) : all;
  const met = value === null || figure.target === null ? null : value >= figure.target;
  return { ...figure, value, met, ...(share ? { denominator: all, numerator: some, unknown } : {}) };
}

const whenOf = ({ view }: Edition) => ({
  year: view.report.year,
  position: view.report.asOf.position,
  clock: view.report.asOf.clock === 'occurred' ? `${view.clock} occurred` : view.clock,
});
/** Of other years only what stands in the chain of the follow-ups can matter. */
const asEarlier = (edition: Edition, year: number): Earlier => ({
  ...whenOf(edition),
  plan: edition.view.plan,
  indicators: edition.view.report.indicators
    .filter(({ id }) => edition.view.report.year === year || FOLLOW_UPS.has(id))
    .map((i) => ({ ...i, suppressed: i.suppressed ?? false })),
});
const FOLLOW_UPS: ReadonlySet<string> = new Set(['education-employment', 'not-at-risk']);
