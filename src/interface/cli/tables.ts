import type { Report } from '../../application/queries/report.js';

/** Columns as wide as their widest cell; for people, `--json` is for programs. */
export function table(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [names, ...rows.map((row) => names.map((name) => text(row[name])))];
  const widths = names.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
const text = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const figure = (value: number | null, share: boolean) =>
  value === null ? '–' : share ? `${(value * 100).toFixed(1)} %` : String(value);

export function reportTable(report: Report): string {
  const rows = report.indicators.map((i) => {
    const share = i.denominator !== null;
    return {
      indicator: i.id,
      value: figure(i.value, share),
      of: share ? `${i.numerator} / ${i.denominator}` : '',
      unknown: i.unknown === 0 ? '' : i.unknown,
      target: i.target === null ? '' : figure(i.target, true),
      met: i.met === null ? '' : i.met ? 'yes' : 'no',
      before: i.baseline.map((b) => `${b.year}: ${b.value}`).join(', '),
    };
  });
  const head = `Sikker By ${report.year} · ${report.infohus} · ${report.plan}${report.planInForce ? '' : ' (not in force that year)'}`;
  const foot = `as of position ${report.asOf.position}, head ${report.asOf.headHash.slice(0, 16)}…, content ${report.contentHash.slice(0, 16)}…`;
  return [head, '', table(rows), '', foot].join('\n');
}
