import { describe, expect, it } from '@jest/globals';
import type { ReportView, ShownIndicator } from '../../../src/application/reports/view.js';
import { type Line, lines, pointIn } from '../../../src/interface/documents/lines.js';
import { reportView } from '../../support/report-view.js';

/** The view with one indicator's figures as the test says. */
function withFigures(view: ReportView, id: string, figures: Partial<ShownIndicator>): ReportView {
  const indicators = view.report.indicators.map((i) => (i.id === id ? { ...i, ...figures } : i));
  return { ...view, report: { ...view.report, indicators } };
}
const lineOf = (view: ReportView, id: string, language: 'da' | 'en' = 'da'): Line => {
  const found = lines(view, language).find((l) => l.id === id);
  if (!found) throw new Error(`no line ${id}`);
  return found;
};
/** Intl writes a per cent with a space that does not break. */
const spaced = (text: string) => text.replaceAll('\u00A0', ' ');

describe('A line of the report', () => {
  const view = reportView('koebenhavn-2024');

  it('stands in the order of the plan, one for each indicator', () => {
    expect(lines(view, 'da').map((l) => l.id)).toEqual(view.plan.indicators.map((i) => i.id));
  });

  it('writes shares in per cent and thousands as the language does, and keeps the number beside', () => {
    const share = withFigures(view, 'triage-on-time', { value: 0.125, numerator: 5, denominator: 40, met: false });
    const { text, raw } = lineOf(share, 'triage-on-time');
    expect({ ...text, value: spaced(text.value), target: spaced(text.target) }).toMatchObject({
      ...{ value: '12,5 %', basis: '5 / 40', target: '100 %', met: 'nej' },
    });
    expect(raw).toMatchObject({ value: 0.125, numerator: 5, denominator: 40, target: 1, met: false, withheld: [] });
    const pupils = withFigures(view, 'pupils-folkeskole', { value: 4123 });
    expect(lineOf(pupils, 'pupils-folkeskole').text).toMatchObject({ value: '4.123', basis: '', target: '4.000' });
    expect(lineOf(pupils, 'pupils-folkeskole', 'en').text).toMatchObject({ value: '4,123', target: '4,000' });
  });

  it('tells of twelve out of twelve both', () => {
    const all = withFigures(view, 'triage-on-time', { value: 1, numerator: 12, denominator: 12, met: true });
    expect(lineOf(all, 'triage-on-time').text).toMatchObject({ basis: '12 / 12', met: 'ja' });
  });

  it('tells apart what is withheld and what was never recorded', () => {
    const nothing = { value: null, numerator: null, denominator: null, met: null };
    const withheld = withFigures(view, 'triage-on-time', { ...nothing, unknown: null, suppressed: true });
    expect(lineOf(withheld, 'triage-on-time').text).toMatchObject({
      value: 'skjult',
      unknown: 'skjult',
      met: 'skjult',
    });
    expect(lineOf(withheld, 'triage-on-time').raw.withheld).toEqual(['value', 'numerator', 'denominator', 'unknown']);
    const none = withFigures(view, 'triage-on-time', {
      value: null,
      numerator: 0,
      denominator: 0,
      unknown: 0,
      met: null,
    });
    expect(lineOf(none, 'triage-on-time').text).toMatchObject({ value: '–', basis: '0 / 0', unknown: '', met: '–' });
    expect(lineOf(none, 'triage-on-time').raw.withheld).toEqual([]);
  });

  it('says which part of a share is withheld when the rest may be told', () => {
    const part = withFigures(view, 'triage-on-time', {
      value: null,
      numerator: null,
      denominator: 40,
      suppressed: true,
    });
    expect(lineOf(part, 'triage-on-time', 'en').text.basis).toBe('withheld / 40');
    expect(lineOf(part, 'triage-on-time').raw.withheld).toEqual(['value', 'numerator']);
    const count = withFigures(view, 'cases-started', {
      value: null,
      numerator: null,
      denominator: null,
      suppressed: true,
    });
    expect(lineOf(count, 'cases-started').text).toMatchObject({ value: 'skjult', basis: '' });
    expect(lineOf(count, 'cases-started').raw.withheld).toEqual(['value']);
  });

  it('shows a target that is a range as one, and none in a year that it is not set for', () => {
    expect(lineOf(view, 'parents').text.target).toBe('200–300');
    expect(lineOf(view, 'parents').raw).toMatchObject({ target: 200, targetTo: 300 });
    const otherYear = withFigures(view, 'parents', { target: null, met: null });
    expect(lineOf(otherYear, 'parents').text).toMatchObject({ target: '', met: 'intet mål' });
    expect(lineOf(otherYear, 'parents').raw).toMatchObject({ target: null, targetTo: null });
  });

  it('has history and the year before beside the figure, never in it', () => {
    const { text, raw } = lineOf(view, 'concerns-received');
    expect(text.baseline).toEqual(['2014: 60', '2015: 100']);
    expect(text.lastYear).toBe('29,6');
    expect(raw.lastYear).toBeCloseTo(29.6);
    expect(lineOf(view, 'substantiated-share').text.baseline.map(spaced)).toEqual(['2016: 10 %', '2018: 25 %']);
    const hidden = withFigures(view, 'concerns-received', { baseline: [{ year: 2014, value: null }] });
    expect(lineOf(hidden, 'concerns-received').text.baseline).toEqual(['2014: skjult']);
  });

  it('keeps a measurement that the plan does not name as the number it is', () => {
    const beside = {
      id: 'trust',
      value: 0.42,
      numerator: null,
      denominator: null,
      unknown: 0,
      target: null,
      met: null,
    };
    const more = { ...view, report: { ...view.report, indicators: [{ ...beside, baseline: [] }] } };
    expect(lineOf(more, 'trust')).toMatchObject({
      name: 'trust',
      targetGroup: '',
      unit: 'value',
      text: { value: '0,42' },
    });
  });

  it('says how it is counted, by which version, and where the plan says so', () => {
    expect(lineOf(view, 'triage-on-time')).toMatchObject({
      ...{ name: 'Visiteret inden for fristen (som udgangspunkt)', targetGroup: 'individ' },
      definition: { version: 1, counts: 'tælleren', of: 'nævneren', unknown: 'det, der mangler' },
      source: expect.stringContaining('K16-4'),
    });
  });

  it('shows of an earlier year what the log counts, and leaves its history to stand beside', () => {
    const view = reportView('koebenhavn-2016', { year: 2017 });
    const trend = {
      id: 'substantiated-share',
      points: [
        { year: 2016, value: 0.1, from: 'history' as const },
        { year: 2016, value: 0.287, from: 'log' as const },
        { year: 2018, value: 0.25, from: 'history' as const },
        { year: 2018, value: null, from: 'log' as const },
      ],
    };
    const [line] = lines({ ...view, trends: [trend] }, 'da').filter(({ id }) => id === trend.id);
    expect(line?.raw.lastYear).toBe(0.287);
    expect(pointIn(trend, 2018)).toMatchObject({ value: 0.25, from: 'history' });
    expect(pointIn(trend, 2019)).toBeUndefined();
  });
});
