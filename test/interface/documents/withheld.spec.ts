import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import type { ReportView, ShownIndicator } from '../../../src/application/reports/view.js';
import { csvReport } from '../../../src/interface/documents/csv.js';
import { lines } from '../../../src/interface/documents/lines.js';
import { textReport } from '../../../src/interface/documents/table.js';
import { xlsxReport } from '../../../src/interface/documents/xlsx.js';
import { number } from '../../../src/interface/words/format.js';
import { reportView } from '../../support/report-view.js';

interface Withholding {
  readonly value: boolean;
  readonly numerator: boolean;
  readonly denominator: boolean;
  readonly unknown: boolean;
}
const base = reportView('koebenhavn-2024', { published: true });
const isShare = ({ id }: ShownIndicator) => base.plan.indicators.find((d) => d.id === id)?.unit === 'share';

/** Figures that stand for themselves alone: whoever finds one in a form knows where it is from. */
function figures(at: number, share: boolean) {
  const numerator = 10_007 + at * 1_501;
  const denominator = 50_021 + at * 37;
  return { numerator: share ? numerator : null, denominator: share ? denominator : null, unknown: 90_001 + at * 41 };
}

/** A published view with some figures withheld, as the domain does it: a share is told with both its counts only. */
function publishedView(all: readonly Withholding[]): { view: ReportView; secret: ReadonlySet<number> } {
  const secret = new Set<number>();
  const indicators = base.report.indicators.map((shown, at): ShownIndicator => {
    const share = isShare(shown);
    const { numerator, denominator, unknown } = figures(at, share);
    const value = share ? (numerator ?? 0) / (denominator ?? 1) : 70_001 + at * 43;
    const hide = all[at] ?? { value: false, numerator: false, denominator: false, unknown: false };
    const hidden = share ? hide.numerator || hide.denominator : hide.value;
    const tell = (figure: number | null, withheld: boolean) => {
      if (withheld && figure !== null) secret.add(figure);
      return withheld ? null : figure;
    };
    return {
      ...{ id: shown.id, target: shown.target, met: null, baseline: [], suppressed: hidden },
      ...{ value: tell(value, hidden), unknown: tell(unknown, hide.unknown) },
      ...{ numerator: tell(numerator, hide.numerator), denominator: tell(denominator, hide.denominator) },
    };
  });
  const points = (value: number | null) => [{ year: 2025, value, from: 'log' as const }];
  const trends = indicators.map(({ id, value }) => ({ id, points: points(value) }));
  return { view: { ...base, report: { ...base.report, indicators }, trends }, secret };
}

/** Every cell of every form, as it is read. */
async function cellsOf(view: ReportView): Promise<ReadonlySet<string>> {
  const sheets = await readExcelFile(Buffer.from(await xlsxReport(view, 'da')));
  return new Set([
    ...textReport(view, 'da').split(/ {2,}|\n| \/ /),
    ...csvReport(view, 'da').split(/[,\r\n]/),
    ...sheets.flatMap(({ data }) => data.flat().map(String)),
    ...lines(view, 'da').flatMap(({ text, raw }) => [...Object.values(text).flat(), ...Object.values(raw).map(String)]),
  ]);
}
const written = (figure: number) => [String(figure), number(figure, 'da', false), number(figure, 'da', true)];

describe('The forms of a published report', () => {
  const withholding = fc.record({
    ...{ value: fc.boolean(), numerator: fc.boolean(), denominator: fc.boolean(), unknown: fc.boolean() },
  });
  const all = fc.array(withholding, {
    minLength: base.report.indicators.length,
    maxLength: base.report.indicators.length,
  });

  it('never hold a figure that is withheld, nor one that was computed back from the others', async () => {
    const law = fc.asyncProperty(all, async (hidden) => {
      const { view, secret } = publishedView(hidden);
      const cells = await cellsOf(view);
      for (const figure of secret) expect(written(figure).filter((text) => cells.has(text))).toEqual([]);
    });
    await fc.assert(law, { numRuns: 20 });
  });

  it('hold each figure that is told', async () => {
    const { view } = publishedView([]);
    const cells = await cellsOf(view);
    for (const { numerator, denominator, value } of view.report.indicators)
      for (const figure of [numerator, denominator, value])
        if (figure !== null) expect(cells.has(String(figure))).toBe(true);
  });
});
