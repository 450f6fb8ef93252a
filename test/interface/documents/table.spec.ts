import { describe, expect, it } from '@jest/globals';
import { textReport } from '../../../src/interface/documents/table.js';
import { reportView } from '../../support/report-view.js';

const plans = ['koebenhavn-2016', 'koebenhavn-2020', 'koebenhavn-2024', 'koege-2024'];

describe('The report in a terminal', () => {
  it('fits 120 columns for every plan, in both languages, internal and published', () => {
    for (const plan of plans)
      for (const language of ['da', 'en'] as const)
        for (const published of [false, true]) {
          const text = textReport(reportView(plan, { published }), language);
          expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
        }
  });

  it('has its figures in columns: each begins or ends where the others do', () => {
    const text = textReport(reportView('koebenhavn-2024'), 'da').split('\n');
    const rule = text.find((line) => line.startsWith('─')) ?? '';
    const gaps = [...rule.matchAll(/ {2}/g)].map((m) => m.index);
    const rows = text.slice(text.indexOf(rule) + 1, text.indexOf('', text.indexOf(rule)));
    expect(gaps).toHaveLength(8);
    expect(rows.length).toBeGreaterThanOrEqual(14);
    for (const row of rows) for (const gap of gaps) expect(row.slice(gap, gap + 2).trim()).toBe('');
  });

  it('says above the figures whether it may be passed on, and below them what proves them', () => {
    const internal = textReport(reportView('koebenhavn-2024'), 'da');
    expect(internal).toMatch(/^Sikker By årsrapport 2025\n.*\nInternt: må ikke gives videre\n/);
    const published = textReport(reportView('koebenhavn-2024', { published: true }), 'en');
    expect(published).toMatch(/^Sikker By yearly report 2025\n.*\nPublished edition 3\n/);
    for (const proof of ['4711', 'ab'.repeat(32), 'cd'.repeat(32), 'ef'.repeat(32), '0.1.0', '1 February 2026'])
      expect(published).toContain(proof);
  });

  it('explains withheld figures where there are some, and only there', () => {
    expect(textReport(reportView('koebenhavn-2024', { published: true }), 'da')).toContain(
      'skjult: Tallet er så lille',
    );
    expect(textReport(reportView('koebenhavn-2024'), 'da')).not.toContain('skjult');
  });

  it('warns of a plan that was not in force in the year', () => {
    const view = reportView('koebenhavn-2024', { year: 2030 });
    const outside = { ...view, report: { ...view.report, planInForce: false } };
    expect(textReport(outside, 'da')).toContain('Planen gjaldt ikke i dette år.');
    expect(textReport(view, 'da')).not.toContain('Planen gjaldt ikke');
  });

  it('keeps a name with a line end in its own column', () => {
    const view = reportView('koege-2024');
    const [first, ...rest] = view.plan.indicators;
    if (!first) throw new Error('no indicator');
    const plan = { ...view.plan, indicators: [{ ...first, name: { da: 'to\nlinjer', en: 'two\nlines' } }, ...rest] };
    const text = textReport({ ...view, plan }, 'da').split('\n');
    expect(text.find((line) => line.startsWith('to '))).toContain('fagpersoner');
    expect(text).toContain('linjer');
  });
});
