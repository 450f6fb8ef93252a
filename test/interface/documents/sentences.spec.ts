import { describe, expect, it } from '@jest/globals';
import type { ReportView, ShownIndicator } from '../../../src/application/reports/view.js';
import { sentences } from '../../../src/interface/documents/sentences.js';
import { reportView } from '../../support/report-view.js';

const withFigures = (view: ReportView, figures: Readonly<Record<string, Partial<ShownIndicator>>>): ReportView => {
  const indicators = view.report.indicators.map((i) => ({ ...i, ...figures[i.id] }));
  return { ...view, report: { ...view.report, indicators } };
};
const withheld = { value: null, numerator: null, denominator: null, unknown: null, met: null, suppressed: true };
const view = withFigures(reportView('koebenhavn-2016', { year: 2017 }), {
  'concerns-received': { value: 1100, numerator: null, denominator: null },
  'substantiated-share': { value: 0.7, numerator: 7, denominator: 10 },
  'triage-on-time': { met: true },
  'offer-acceptance': { value: 0.7, numerator: 7, denominator: 10, met: true },
  'reoffer-compliance': { met: false },
  'education-employment': { value: null, numerator: 0, denominator: 0, met: null },
  'not-at-risk': { met: false },
});

describe('What the committee reads', () => {
  it('says in three sentences what the figures say', () => {
    expect(sentences(view, 'da')).toEqual([
      '2 af 5 mål er nået, 2 er ikke nået og 1 kan ikke opgøres.',
      '1.100 bekymringshenvendelser kom ind i 2017; 7 af 10 er vurderet som begrundede.',
      '7 af 10 tilbud om mentor eller coach er taget imod.',
    ]);
    expect(sentences(view, 'en')[1]).toBe('1,100 concerns came in in 2017; 7 of 10 are assessed as substantiated.');
  });

  it('speaks of one concern as of one', () => {
    const one = withFigures(view, { 'concerns-received': { value: 1 }, 'substantiated-share': withheld });
    expect(sentences(one, 'da')[1]).toBe('1 bekymringshenvendelse kom ind i 2017.');
  });

  it('tells nothing of what is withheld, and counts no goal among those met or not that may not be told', () => {
    const hidden = withFigures(view, {
      'concerns-received': withheld,
      'substantiated-share': withheld,
      'offer-acceptance': withheld,
      'triage-on-time': { ...withheld, numerator: 7 },
      'not-at-risk': { value: 0.5, numerator: 10, denominator: 20 },
    });
    expect(sentences(hidden, 'da')).toEqual([
      '3 af 5 mål kan oplyses: 0 er nået, 2 er ikke nået og 1 kan ikke opgøres.',
      'Efter 10 af 20 mentorforløb er borgeren 6 måneder senere vurderet som ikke radikaliseringstruet.',
    ]);
  });

  it('says of no goal how many are met where none may be told', () => {
    const goals = view.plan.indicators.filter((i) => i.target !== null).map((i) => [i.id, withheld]);
    expect(sentences(withFigures(view, Object.fromEntries(goals)), 'da')[0]).toBe('Ingen af planens mål kan oplyses.');
  });

  it('makes no share of nothing, and says so where there is no goal', () => {
    const none = withFigures(reportView('koege-2024', { year: 2025 }), {
      'staff-trained': { target: null, met: null },
      'concerns-received': { value: null },
      'substantiated-share': { numerator: 0, denominator: 0 },
      'triage-on-time': { numerator: 0, denominator: 0 },
    });
    expect(sentences(none, 'da')).toEqual(['Planen har ingen mål for 2025.']);
  });
});
