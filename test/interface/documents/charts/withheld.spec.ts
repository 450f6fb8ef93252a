import type { ReportView, ShownIndicator, Trend } from '../../../../src/application/reports/view.js';
import { chartOf, charts } from '../../../../src/interface/documents/charts/charts.js';
import { DATA, MISSED, QUIET } from '../../../../src/interface/documents/charts/look.js';
import { reportView } from '../../../support/report-view.js';
import { type Element, elementsOf } from './picture.js';

const published = reportView('koebenhavn-2024', { published: true });
const named = async (view: ReportView, name: string) => {
  const chart = (await charts(view, 'da')).find((c) => c.name === name);
  if (!chart) throw new Error(`no ${name}`);
  return chart;
};
const bars = (svg: string, fill: string = DATA) =>
  elementsOf(svg).filter((e) => e.tag === 'path' && e.attributes.fill === fill && e.attributes.d?.includes('h'));
const widthOf = ({ attributes }: Element) => Number(/h(-?[\d.]+)/.exec(attributes.d ?? '')?.[1]);
const withIndicator = (view: ReportView, id: string, change: Partial<ShownIndicator>): ReportView => ({
  ...view,
  report: { ...view.report, indicators: view.report.indicators.map((i) => (i.id === id ? { ...i, ...change } : i)) },
});
const withPoints = (view: ReportView, id: string, points: Trend['points']): ReportView => ({
  ...view,
  trends: view.trends.map((t) => (t.id === id ? { id, points } : t)),
});

describe('The funnel', () => {
  it('has a bar for each stage that is told, and a word for each that is withheld', async () => {
    const { svg, alt } = await named(published, 'funnel');
    expect(bars(svg)).toHaveLength(2);
    expect(alt).toContain(
      'Modtaget: 84; Afgjort: skjult; Begrundet: 31 (36,9\u00a0% af de modtagne); I en sag: skjult; Sagen er lukket: skjult',
    );
  });
  it('measures its bars by what is told, and tells no share where the whole is withheld', async () => {
    const funnel = published.funnel.map((s) => (s.stage === 'received' ? { ...s, count: null } : s));
    const { svg, alt } = await named({ ...published, funnel }, 'funnel');
    expect(bars(svg).map(widthOf)).toEqual([300]);
    expect(alt).not.toContain('%');
  });
  it('shows 0 as 0', async () => {
    const funnel = published.funnel.map((s) => ({ ...s, count: 0 }));
    expect((await named({ ...published, funnel }, 'funnel')).alt).toContain('Sagen er lukket: 0');
  });
});

describe('Time to first contact', () => {
  it('has a bar for each year whose days are told, a word for one that is withheld, and both in the table', async () => {
    const { svg, alt, table } = await named(reportView('koebenhavn-2024'), 'first-contact');
    expect(bars(svg).map(widthOf)).toEqual([160, 115.2]);
    expect(alt).toContain(
      '2023: skjult; 2024: 12,5 dage · 41 sager; 2025: 9 dage · 37 sager: 29 med kontakt, 8 uden endnu.',
    );
    expect(table.rows).toEqual([
      ['2023', 'skjult', 'skjult', 'skjult', 'skjult'],
      ['2024', '12,5', '41', 'skjult', 'skjult'],
      ['2025', '9', '37', '29', '8'],
    ]);
  });
  it('says of no days that they are 0, and of one that it is one', async () => {
    const year = { year: 2025, opened: 20, contacted: 10, waiting: 10 };
    const firstContacts = [
      { ...year, medianDays: 0 },
      { ...year, medianDays: 1 },
    ];
    const { svg, alt } = await named({ ...reportView('koebenhavn-2024'), firstContacts }, 'first-contact');
    expect(alt).toContain('2025: 0 dage · 20 sager: 10 med kontakt, 10 uden endnu; 2025: 1 dag · 20');
    expect(bars(svg).map(widthOf)).toEqual([160]);
  });
  it('is left out where no year may be told of', async () => {
    const firstContacts = reportView('koebenhavn-2024').firstContacts.slice(0, 1);
    const drawn = await charts({ ...reportView('koebenhavn-2024'), firstContacts }, 'da');
    expect(drawn.map((c) => c.name)).not.toContain('first-contact');
  });
});

describe('On time', () => {
  const given = (change: Partial<ShownIndicator>, id = 'triage-on-time') =>
    named(withIndicator(reportView('koebenhavn-2024'), id, change), 'timeliness');
  const inFull = { value: 0.75, numerator: 30, denominator: 40, met: false };

  it('draws what was in time, what was not, and apart from them what is unknown', async () => {
    const { svg, alt } = await given({ ...inFull, unknown: 10 });
    expect([DATA, MISSED].map((fill) => widthOf(bars(svg, fill)[0] as Element))).toEqual([180, 60]);
    expect(alt).toContain(
      'Visiteret inden for fristen (som udgangspunkt): 75\u00a0% · ikke nået · mål 100\u00a0%; til tiden: 30; ikke til tiden: 10; over fristen og uafklaret: 10.',
    );
  });
  it('takes the courses that were not measured out of those without progress', async () => {
    const { alt } = await given({ ...inFull, unknown: 4 }, 'progress-6-months');
    expect(alt).toContain('progression: 30; ingen progression: 6; ikke målt: 4');
  });
  it('says so where the courses that were not measured are withheld', async () => {
    const { alt } = await given({ ...inFull, unknown: null, suppressed: false }, 'progress-6-months');
    expect(alt).toContain('progression: 30; ingen progression eller ikke målt: 10.');
  });
  it('gives no place in the bar to an unknown that is withheld', async () => {
    const { svg, alt } = await given({ ...inFull, unknown: null, suppressed: false });
    expect(widthOf(bars(svg)[0] as Element)).toBe(225);
    expect(alt).toContain('over fristen og uafklaret: skjult');
  });
  it('draws nothing of a share that is withheld, though its whole is told', async () => {
    const withheld = { value: null, numerator: null, denominator: 40, unknown: 0, met: null, suppressed: true };
    const { svg, alt } = await given(withheld);
    expect(alt).toContain('Visiteret inden for fristen (som udgangspunkt): skjult · mål 100\u00a0%. ');
    expect(svg).not.toContain('40<');
  });
  it('says that nothing was due', async () => {
    const none = { value: null, numerator: 0, denominator: 0, unknown: 0, met: null };
    expect((await given(none)).alt).toContain('Visiteret inden for fristen (som udgangspunkt): ingen at opgøre');
  });
});

describe('Activities', () => {
  it('say of a withheld one that it is, beside its target', async () => {
    const { alt, table } = await named(published, 'activities');
    expect(alt).toContain('Forældre i workshops: skjult · mål 200–300');
    expect(table.rows).toContainEqual(['Forældre i workshops', 'skjult', '200–300', '', '']);
  });
  it('show a range, and the share of its lower end', async () => {
    const view = withIndicator(reportView('koebenhavn-2024'), 'parents', { value: 250, met: true });
    expect((await named(view, 'activities')).alt).toContain('250 · nået · 125\u00a0% af 200 (mål 200–300)');
  });
  it('are left out in a year that has no goals', async () => {
    const view = withIndicator(reportView('koege-2024'), 'staff-trained', { target: null, met: null });
    expect((await charts(view, 'da')).map((c) => c.name)).not.toContain('activities');
  });
});

describe('A trend', () => {
  const points = [
    { year: 2023, value: 12, from: 'log' },
    { year: 2024, value: null, from: 'log' },
    { year: 2025, value: 37, from: 'log' },
  ] as const;
  const lines = (svg: string) =>
    elementsOf(svg).filter(
      (e) => e.tag === 'path' && e.attributes.stroke === DATA && /^M[\d.,-]+L/.test(e.attributes.d ?? ''),
    );
  const turned = (svg: string) => elementsOf(svg).filter((e) => e.attributes.transform?.includes('rotate'));
  const trendOf = async (view: ReportView) => {
    const chart = await chartOf(view, 'concerns-received', 'da');
    if (!chart) throw new Error('no trend');
    return chart;
  };

  it('says in its place that a year has no figure, and draws no line over it', async () => {
    const internal = withPoints(reportView('koebenhavn-2024'), 'concerns-received', points);
    const { svg, table } = await trendOf(internal);
    expect(lines(svg)).toEqual([]);
    expect(turned(svg).map((e) => [e.text, e.attributes.fill])).toEqual([['ikke opgjort', QUIET]]);
    expect(table.rows[1]).toEqual(['2024', 'ikke opgjort', 'registreret', '']);
  });
  it('of what is published does not say whether an earlier year is withheld or was not recorded', async () => {
    const { svg } = await trendOf(withPoints(published, 'concerns-received', points));
    expect(turned(svg).map((e) => e.text)).toEqual(['ikke oplyst']);
  });
  it('says that the year of the report is withheld', async () => {
    const hidden = withIndicator(published, 'concerns-received', { value: null, suppressed: true });
    const { svg, alt } = await trendOf(
      withPoints(hidden, 'concerns-received', [...points.slice(0, 2), { year: 2025, value: null, from: 'log' }]),
    );
    expect(turned(svg).map((e) => e.text)).toEqual(['ikke oplyst', 'skjult']);
    expect(alt).toBe('Bekymringshenvendelser. 2025: skjult. 2023: 12; 2024: ikke oplyst; 2025: skjult.');
  });
  it('is left out where no year has a figure', async () => {
    const none = withPoints(published, 'concerns-received', [{ year: 2025, value: null, from: 'log' }]);
    expect(await chartOf(none, 'concerns-received', 'da')).toBeNull();
    expect(await chartOf(published, 'no-such-indicator', 'da')).toBeNull();
  });
  it('draws the goal of one year in that year only', async () => {
    const chart = await chartOf(reportView('koege-2024', { year: 2024 }), 'staff-trained', 'da');
    const dashed = elementsOf(chart?.svg ?? '').filter(
      (e) => e.attributes['stroke-dasharray'] && e.attributes.x2 !== '16',
    );
    expect(dashed.map((e) => Number(e.attributes.x2))).toEqual([138]);
  });
});
