import type { Edition, PublishedIndicator, Unpublished } from '../../../../src/domain/indicators/publishing/edition.js';
import { publish } from '../../../../src/domain/indicators/publishing/publish.js';

/** Ways to publish: ours, and the negative controls, each of which leaves out one thing that the attacker then finds. */
export type Publisher = (
  report: Unpublished,
  earlier: readonly Edition[],
  minimum: number,
) => readonly PublishedIndicator[];

const remembered = new Map<string, readonly PublishedIndicator[]>();
const pageOf = ({ plan, year, position, indicators }: Unpublished | Edition) =>
  JSON.stringify([plan.planId, year, position, indicators]);

/** The same input gives the same pages: an exhaustive attacker asks for many of them again. */
export const ours: Publisher = (report, earlier, minimum) => {
  const key = [minimum, pageOf(report), ...earlier.map(pageOf)].join('\n');
  const known = remembered.get(key) ?? publish(report, earlier, minimum).indicators;
  remembered.set(key, known);
  return known;
};

const small = (count: number | null, minimum: number) => (count !== null && count < minimum ? null : count);

/** Withholds what is small itself and thinks no further. */
export const withoutSecondary: Publisher = ({ indicators }, _, minimum) =>
  indicators.map((i) => {
    const share = i.numerator !== null;
    const [numerator, denominator] = [small(i.numerator, minimum), small(i.denominator, minimum)];
    const told = share ? numerator !== null && denominator !== null : small(i.value, minimum) !== null;
    const unknown = share ? small(i.unknown, minimum) : 0;
    const met = told ? i.met : null;
    return { ...i, numerator, denominator, unknown, value: told ? i.value : null, met, suppressed: !told };
  });

export const withoutEditions: Publisher = (report, _, minimum) => ours(report, [], minimum);

export const withMet: Publisher = (report, earlier, minimum) =>
  ours(report, earlier, minimum).map((p, i) => ({ ...p, met: report.indicators[i]?.met ?? null }));

export const withPercentages: Publisher = (report, earlier, minimum) =>
  ours(report, earlier, minimum).map((p, i) => {
    const value = report.indicators[i]?.value ?? null;
    return { ...p, value: p.numerator === null && value !== null ? Math.round(value * 100) / 100 : p.value };
  });

export const withZeros: Publisher = (report, earlier, minimum) =>
  ours(report, earlier, minimum).map((p, i) => ({
    ...p,
    numerator: report.indicators[i]?.numerator === 0 ? 0 : p.numerator,
  }));
