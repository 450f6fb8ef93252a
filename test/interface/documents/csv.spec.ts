import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvReport } from '../../../src/interface/documents/csv.js';
import { reportView } from '../../support/report-view.js';

/** As a program reads RFC 4180: a reader of its own, that shares nothing with what wrote the file. */
function parsed(csv: string): Record<string, string>[] {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') records.push([]);
  }
  const [head = [], ...rows] = records.slice(0, -1);
  return rows.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, i) => [name, row[i] ?? '']));
  });
}
const number = (cell: string | undefined) => (cell === '' || cell === undefined ? null : Number(cell));

describe('The report as CSV', () => {
  it('has these columns in this order for ever, in either language', () => {
    const columns =
      'infohus,plan,year,edition,indicator,name,target_group,unit,value,numerator,denominator,unknown,target_from,target_to,met,' +
      'previous_year_value,baseline,withheld,definition_version,plan_in_force,computed_for,position,head_hash,plan_hash,' +
      'definition_hash,code_version,content_hash';
    for (const language of ['da', 'en'] as const)
      expect(csvReport(reportView(), language).split('\r\n')[0]).toBe(`\uFEFF${columns}`);
  });

  it('says on every row which report it is from and what proves it', () => {
    const view = reportView('koebenhavn-2024', { published: true });
    for (const row of parsed(csvReport(view, 'da')))
      expect(row).toMatchObject({
        ...{ infohus: 'koebenhavn', plan: 'koebenhavn-2024', year: '2025', edition: '3', position: '4711' },
        ...{ plan_hash: view.report.planHash, head_hash: 'ab'.repeat(32), content_hash: 'ef'.repeat(32) },
        ...{ definition_version: '1', plan_in_force: 'true', computed_for: '2026-02-01' },
      });
    expect(parsed(csvReport(reportView(), 'da'))[0]?.edition).toBe('internal');
  });

  it('tells history by its years, and names the columns that are withheld', () => {
    const rows = parsed(csvReport(reportView('koebenhavn-2024', { published: true }), 'en'));
    expect(rows.find((r) => r.indicator === 'concerns-received')?.baseline).toBe('2014:60 2015:100');
    const withheld = rows.find((r) => r.indicator === 'triage-on-time');
    expect(withheld).toMatchObject({ value: '', numerator: '', withheld: 'value numerator denominator unknown' });
    expect(rows.find((r) => r.indicator === 'education-employment')).toMatchObject({ value: '', withheld: '' });
  });

  it('parses back to the same figures, unrounded', () => {
    const figure = fc.option(fc.oneof(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.nat()));
    const view = reportView();
    const law = fc.property(fc.array(figure, { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
      const figures = { value: a ?? null, numerator: b ?? null, denominator: c ?? null, unknown: d ?? null };
      const indicators = view.report.indicators.map((i) => ({
        ...i,
        ...figures,
        target: e ?? null,
        met: f ? true : null,
      }));
      for (const row of parsed(csvReport({ ...view, report: { ...view.report, indicators } }, 'da'))) {
        const { value, numerator, denominator, unknown, target_from: target } = row;
        const read = { value, numerator, denominator, unknown };
        expect(Object.fromEntries(Object.entries(read).map(([k, v]) => [k, number(v)]))).toEqual(figures);
        expect(number(target)).toBe(e ?? null);
        expect(row.met).toBe(f ? 'true' : '');
      }
    });
    fc.assert(law, { numRuns: 30 });
  });

  it('holds no formula and loses no row, whatever a plan calls its indicators', () => {
    const view = reportView('koege-2024');
    const begin = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\n', '');
    const hostile = fc.tuple(begin, fc.string()).map((parts) => parts.join(''));
    const law = fc.property(hostile, (name) => {
      const indicators = view.plan.indicators.map((i) => ({ ...i, name: { da: name, en: name } }));
      const rows = parsed(csvReport({ ...view, plan: { ...view.plan, indicators } }, 'da'));
      expect(rows.map((r) => r.indicator)).toEqual(indicators.map((i) => i.id));
      for (const row of rows) {
        expect(Object.values(row).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        expect(row.name).toBe(/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
      }
    });
    fc.assert(law);
  });
});
