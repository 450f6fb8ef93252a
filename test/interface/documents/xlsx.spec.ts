import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import type { ReportView } from '../../../src/application/reports/view.js';
import { lines } from '../../../src/interface/documents/lines.js';
import { xlsxReport } from '../../../src/interface/documents/xlsx.js';
import { reportView } from '../../support/report-view.js';

type Cells = readonly (readonly unknown[])[];
/** Every sheet by its name: what stands above its head, its head, and its rows up to the notes. */
async function sheetsOf(view: ReportView, language: 'da' | 'en' = 'da') {
  const sheets = await readExcelFile(Buffer.from(await xlsxReport(view, language)));
  return new Map(
    sheets.map(({ sheet, data }): [string, { above: Cells; head: readonly unknown[]; rows: Cells }] => {
      const end = data.findIndex((row, i) => i > 2 && row.every((cell) => cell === null));
      return [
        sheet,
        { above: data.slice(0, 2), head: data[2] ?? [], rows: data.slice(3, end === -1 ? undefined : end) },
      ];
    }),
  );
}
const parts = async (view: ReportView) => {
  const files = unzipSync(await xlsxReport(view, 'da'));
  return new Map(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
};
const named = <T>(sheets: ReadonlyMap<string, T>, name: string): T => {
  const sheet = sheets.get(name);
  if (!sheet) throw new Error(`no sheet ${name}, but ${[...sheets.keys()]}`);
  return sheet;
};

describe('The report as a workbook', () => {
  it('has its sheets by the language, each with title, plan and mark above its head', async () => {
    const view = reportView('koebenhavn-2024', { published: true });
    const danish = await sheetsOf(view, 'da');
    expect([...danish.keys()]).toEqual([
      ...['Indikatorer', 'Over årene', 'Fra bekymring til lukket sag', 'Budget', 'Definitioner', 'Grundlag og kontrol'],
    ]);
    for (const [name, { above }] of danish)
      expect(above.map((row) => row[0])).toEqual([
        `Sikker By årsrapport 2025 · ${name}`,
        'Handleplan for forebyggelse af ekstremisme 2024-26 · Offentliggjort udgave 3',
      ]);
    const internal = named(await sheetsOf(reportView('koebenhavn-2024'), 'en'), 'Indicators');
    expect(internal.above[1]?.[0]).toContain('Internal: not to be passed on');
  });

  it('has every figure as the number that it is, unrounded, and words where there is none', async () => {
    for (const plan of ['koebenhavn-2016', 'koebenhavn-2020', 'koebenhavn-2024', 'koege-2024'])
      for (const published of [false, true]) {
        const view = reportView(plan, { published });
        const { head, rows } = named(await sheetsOf(view), 'Indikatorer');
        expect(head.slice(0, 6)).toEqual(['Indikator', 'Målgruppe', 'Værdi', 'Tæller', 'Nævner', 'Uafklaret']);
        const expected = lines(view, 'da').map(({ name, targetGroup, raw, text, id }) => {
          const told = (part: (typeof raw.withheld)[number]) => (raw.withheld.includes(part) ? 'skjult' : raw[part]);
          return [
            ...[name, targetGroup, told('value') ?? '–', told('numerator'), told('denominator'), told('unknown')],
            ...[raw.target, raw.targetTo, text.met, raw.lastYear ?? '–', id],
          ];
        });
        expect(rows.map((row) => row.map((cell) => (cell === '' ? null : cell)))).toEqual(expected);
      }
  });

  it('shows the years of the charts beside each other, history marked, the withheld year as withheld', async () => {
    const view = reportView('koebenhavn-2024', { published: true });
    const { head, rows } = named(await sheetsOf(view), 'Over årene');
    expect(head).toEqual(['Indikator', '2014', '2015', '2016', '2018', '2024', '2025']);
    expect(rows[0]?.slice(0, 3)).toEqual(['Bekymringshenvendelser', 60, 100]);
    expect(rows[0]?.at(-1)).toBe(37);
    expect(rows[3]?.slice(-2)).toEqual(['–', 'skjult']);
    expect((await parts(view)).get('xl/styles.xml')).toContain('formatCode="#,##0&quot;*&quot;"');
  });

  it('has the funnel, the budget, the words of each definition and everything that proves it', async () => {
    const view = reportView('koebenhavn-2024', { published: true });
    const sheets = await sheetsOf(view);
    expect(named(sheets, 'Fra bekymring til lukket sag').rows.slice(0, 2)).toEqual([
      ...[
        ['Modtaget', 84],
        ['Afgjort', 'skjult'],
      ],
    ]);
    expect(named(sheets, 'Budget').rows[0]).toEqual(['2025', 'Midler fra Budget 2023', 5_000_000, 'DKK']);
    const [first] = named(sheets, 'Definitioner').rows;
    expect(first?.slice(0, 5)).toEqual(['Bekymringshenvendelser', 'tælleren', 'nævneren', 'det, der mangler', 1]);
    const proofs = named(sheets, 'Grundlag og kontrol').rows.map((row) => row[1]);
    const { planHash, definitionHash, contentHash, asOf } = view.report;
    expect(proofs).toEqual(
      expect.arrayContaining([planHash, definitionHash, contentHash, asOf.headHash, '4711', '1. februar 2026']),
    );
  });

  it('keeps the head and the names in sight, and shows a share as a share', async () => {
    const files = await parts(reportView());
    const sheets = [...files].filter(([path]) => /worksheets\/sheet\d+\.xml$/.test(path));
    expect(sheets).toHaveLength(6);
    for (const [, xml] of sheets) expect(xml).toMatch(/<pane ySplit="3" xSplit="1"[^>]*state="frozen"/);
    expect(files.get('xl/styles.xml')).toContain('formatCode="0.0%"');
  });

  it('says no hour in any part of the file', async () => {
    const bytes = Buffer.from(await xlsxReport(reportView(), 'da'));
    // APPNOTE.TXT 4.3.12: in the central directory a part's time and date stand 12 and 14 bytes after its signature.
    const stamps: string[] = [];
    for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4))
      stamps.push(bytes.subarray(at + 12, at + 16).toString('hex'));
    expect(stamps.length).toBeGreaterThan(10);
    expect(new Set(stamps)).toEqual(new Set(['00602100']));
    expect([...(await parts(reportView())).keys()].filter((path) => path.startsWith('docProps'))).toEqual([]);
  });

  it('holds no formula and keeps every name, whatever a plan calls its indicators', async () => {
    const view = reportView('koege-2024');
    const odd = fc.constantFrom(
      '=1+1',
      '+1',
      '-1',
      '@sum',
      '=cmd|x!A1',
      '<f>1+1</f>',
      'constructor',
      '__proto__',
      '007',
      '1e5',
    );
    const law = fc.asyncProperty(odd, fc.stringMatching(/^[a-zæøå&<>"' ]{0,20}$/), async (begin, rest) => {
      const name = `${begin}${rest}`;
      const indicators = view.plan.indicators.map((i) => ({ ...i, name: { da: name, en: name }, source: name }));
      const hostile = { ...view, plan: { ...view.plan, name: { da: name, en: name }, indicators } };
      for (const [path, xml] of await parts(hostile))
        if (path.includes('worksheets/')) expect(xml).not.toMatch(/<f[ >]/);
      const { rows } = named(await sheetsOf(hostile), 'Definitioner');
      for (const row of rows)
        expect([row[0], row[5]].map((cell) => String(cell).trim())).toEqual([name.trim(), name.trim()]);
    });
    await fc.assert(law, { numRuns: 25 });
  });

  it('keeps from Excel what it would read as a sign written in figures', async () => {
    const view = reportView('koege-2024');
    const plan = { ...view.plan, indicators: view.plan.indicators.map((i) => ({ ...i, source: 'a_x0041_b' })) };
    expect((await parts({ ...view, plan })).get('xl/sharedStrings.xml')).toContain('a_x005F_x0041_b');
  });
});
