import type { ReportView, ShownIndicator } from '../../src/application/reports/view.js';
import type { Plan } from '../../src/domain/plan/schema.js';
import { loadPlanFile } from '../../src/infrastructure/plans/plan-files.js';

const wording = { counts: 'tælleren', of: 'nævneren', unknown: 'det, der mangler' };

/** A view of a report for tests of its forms: figures that no city has, in every shape that a figure can take. */
export function reportView(planId = 'koebenhavn-2024', { published = false, year = 2025 } = {}): ReportView {
  const { plan, hash } = loadPlanFile(`plans/${planId}.json`);
  const indicators = plan.indicators.map((_, i) => shown(plan, i, published));
  return {
    report: {
      ...{ infohus: plan.infohus, plan: planId, planHash: hash, planInForce: true, year, codeVersion: '0.1.0' },
      asOf: { position: 4711, headHash: 'ab'.repeat(32) },
      ...{ definitionHash: 'cd'.repeat(32), contentHash: 'ef'.repeat(32) },
      definitions: Object.fromEntries(plan.indicators.map(({ id }) => [id, 1])),
      indicators,
      budget: plan.budget
        .filter((b) => b.year === year)
        .map(({ year: y, line, amount, unit }) => ({ year: y, line, amount, unit })),
      ...(published ? { publication: 3, suppressBelow: 5 } : {}),
    },
    plan,
    clock: '2026-02-01T09:00:00.000Z',
    definitions: Object.fromEntries(plan.indicators.map(({ id }) => [id, { version: 1, da: wording, en: wording }])),
    trends: indicators.map(({ id, value, baseline }) => ({
      id,
      points: [
        ...baseline.map((b) => ({ ...b, from: 'history' as const })),
        { year: year - 1, value: value === null ? null : value * 0.8, from: 'log' as const },
        { year, value, from: 'log' as const },
      ],
    })),
    funnel: [
      { stage: 'received', count: 84 },
      { stage: 'decided', count: published ? null : 80 },
      { stage: 'substantiated', count: 31 },
      { stage: 'in-case', count: published ? null : 28 },
      { stage: 'case-closed', count: published ? null : 3 },
    ],
    firstContacts: published
      ? []
      : [
          { year: year - 2, opened: null, contacted: null, waiting: null, medianDays: null },
          { year: year - 1, opened: 41, contacted: null, waiting: null, medianDays: 12.5 },
          { year, opened: 37, contacted: 29, waiting: 8, medianDays: 9 },
        ],
  };
}

function shown({ indicators }: Plan, i: number, published: boolean): ShownIndicator {
  const { id, unit, target, baseline } = indicators[i] ?? (indicators[0] as Plan['indicators'][number]);
  const history = baseline.map(({ year, value }) => ({ year, value }));
  if (published && i % 4 === 3) {
    const withheld = { value: null, numerator: null, denominator: null, unknown: null, met: null, suppressed: true };
    return { id, ...withheld, target, baseline: history };
  }
  const share = unit === 'share';
  const numerator = share ? 12 + i : null;
  const denominator = share ? 40 : null;
  const value = i % 7 === 6 ? null : share ? (12 + i) / 40 : unit === 'count' ? 37 * (i + 1) : 0.42;
  const met = value === null || target === null ? null : value >= target;
  return { id, value, numerator, denominator, unknown: i % 3, target, met, baseline: history };
}
