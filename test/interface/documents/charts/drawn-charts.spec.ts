import { describe, expect, it } from '@jest/globals';
import type { ReportView } from '../../../../src/application/reports/view.js';
import { type Chart, charts } from '../../../../src/interface/documents/charts/charts.js';
import { DrawnCharts } from '../../../../src/interface/documents/charts/drawn-charts.js';
import { reportView } from '../../../support/report-view.js';

const view = reportView('koebenhavn-2016', { year: 2017 });
const having = (report: Partial<ReportView['report']>): ReportView => ({
  ...view,
  report: { ...view.report, ...report },
});
const nextReading: ReportView = {
  ...having({ asOf: { position: 4712, headHash: '01'.repeat(32) }, contentHash: '02'.repeat(32) }),
  clock: '2026-02-01T10:00:00.000Z',
};
const other = (year: number) => having({ year });

/** Charts that cost nothing, and how many times they were drawn. */
function counted(fails = 0) {
  const told = { times: 0, now: '2026-02-01T09:00:00.000Z' };
  const draw = async (): Promise<readonly Chart[]> => {
    told.times++;
    if (told.times <= fails) throw new Error('no memory');
    return [];
  };
  return { told, drawn: new DrawnCharts(draw, () => Date.parse(told.now)) };
}

describe('The charts that were drawn last', () => {
  it('are given again for the same figures, though the reading itself has moved the log on', async () => {
    const { told, drawn } = counted();
    await drawn.of(view, 'da');
    await Promise.all([drawn.of(nextReading, 'da'), drawn.of(view, 'da')]);
    expect(told.times).toBe(1);
    expect(await charts(nextReading, 'da')).toEqual(await charts(view, 'da')); // which is why they may be
  });

  it('are drawn anew for any other figure, year, edition, funnel, first contact, trend or language', async () => {
    const { told, drawn } = counted();
    const [first, ...rest] = view.report.indicators;
    const changed: readonly ReportView[] = [
      view,
      other(2018),
      having({ publication: 1, suppressBelow: 5 }),
      having({ indicators: [{ ...(first as (typeof rest)[number]), value: 12345 }, ...rest] }),
      { ...view, funnel: view.funnel.map((s) => ({ ...s, count: null })) },
      { ...view, firstContacts: view.firstContacts.slice(1) },
      { ...view, trends: [] },
      { ...view, plan: { ...view.plan, indicators: view.plan.indicators.slice(1) } },
    ];
    for (const each of changed) await drawn.of(each, 'da');
    await drawn.of(view, 'en');
    expect(told.times).toBe(changed.length + 1);
  });

  it('are sixteen, and none is older than an hour', async () => {
    const { told, drawn } = counted();
    for (let year = 2001; year <= 2017; year++) await drawn.of(other(year), 'da');
    await drawn.of(other(2002), 'da');
    expect(told.times).toBe(17);
    await drawn.of(other(2001), 'da');
    expect(told.times).toBe(18);
    told.now = '2026-02-01T10:00:01.000Z';
    await drawn.of(other(2001), 'da');
    expect(told.times).toBe(19);
  });

  it('are not kept where the drawing failed', async () => {
    const { told, drawn } = counted(1);
    await expect(drawn.of(view, 'da')).rejects.toThrow('no memory');
    expect(await drawn.of(view, 'da')).toEqual([]);
    expect(told.times).toBe(2);
  });
});
