import { describe, expect, it } from '@jest/globals';
import { charts } from '../../../../src/interface/documents/charts/charts.js';
import { lines } from '../../../../src/interface/documents/lines.js';
import { pdfReport } from '../../../../src/interface/documents/pdf/index.js';
import type { Language } from '../../../../src/interface/words/words.js';
import { reportView } from '../../../support/report-view.js';
import { WHOLE } from '../../../support/sample.js';
import { isText, nameOf, type Value } from './objects.js';
import { type Element, every, spoken, tagged } from './tags.js';

const PLANS = [
  ['koebenhavn-2016', 2017],
  ['koebenhavn-2020', 2021],
  ['koebenhavn-2024', 2025],
  ['koege-2024', 2024],
] as const;
// Each in one form, in turn two that differ in all; the plan with the most as it is published in Danish too. The whole run prints both.
const FORMS = [
  { language: 'da' as const, published: false },
  { language: 'en' as const, published: true },
];
const each = PLANS.flatMap(([plan, year], i) => {
  const isLargest = plan === 'koebenhavn-2024';
  const forms = WHOLE ? FORMS : FORMS.filter((_, n) => n === i % 2);
  return [...forms, ...(isLargest ? [{ language: 'da' as const, published: true }] : [])].map((form) => ({
    ...{ plan, year },
    ...form,
  }));
});
type Form = { readonly published?: boolean; readonly year?: number };
const papers = new Map<string, ReturnType<typeof print>>();
/** Each once. */
function printed(plan: string, language: Language, form: Form = {}) {
  const { published = false } = form;
  const name = JSON.stringify([plan, language, published, form.year]);
  const made = papers.get(name) ?? print(plan, language, form);
  papers.set(name, made);
  return made;
}
async function print(plan: string, language: Language, form: Form) {
  const view = reportView(plan, form);
  const [bytes, shown] = await Promise.all([pdfReport(view, language), charts(view, language)]);
  return { view, shown, ...tagged(bytes) };
}

describe.each(each)(
  'The report of $plan in $language, published: $published',
  ({ plan, year, language, published }) => {
    const made = printed(plan, language, { published, year });

    it('says its language, its title and that it is tagged', async () => {
      const { file, catalog, root } = await made;
      const info = file.object(file.trailer.Info);
      expect(catalog.Lang).toEqual({ text: language === 'da' ? 'da-DK' : 'en-GB' });
      expect(file.object(catalog.MarkInfo)).toEqual({ Marked: true });
      expect(file.object(catalog.ViewerPreferences)).toEqual({ DisplayDocTitle: true });
      expect((file.object(info.Title) as unknown as { text: string }).text).toContain(String(year));
      expect(file.stream(catalog.Metadata)).toContain('<pdfuaid:part>1</pdfuaid:part>');
      expect(root.tag).toBe('Document');
    });

    it('paints nothing that is neither in the tree nor decoration', async () => {
      const { pages, root } = await made;
      expect(pages.flatMap((p) => p.unmarked)).toEqual([]);
      const drawn = pages.flatMap((p) => [...p.lines.values()].flat());
      const said = spoken(root);
      // Letters in pictures are said by the picture's words instead.
      const loose = drawn.map((l) => l.trim()).filter((line) => line !== '' && !said.includes(line));
      expect(loose).toEqual([]);
    });

    it('has one title, then headings of which none skips a level, and a bookmark for each section', async () => {
      const { shown, file, catalog, root } = await made;
      const levels = every(root, 'H1', 'H2', 'H3').map((h) => Number(h.tag.slice(1)));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      expect(levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1)).toBe(true);
      const marks: string[] = [];
      for (let next: Value | undefined = file.object(catalog.Outlines).First; next; next = file.object(next).Next) {
        const { Title } = file.object(next);
        if (isText(Title)) marks.push(Title.text);
      }
      const wide = shown.filter((c) => !c.name.startsWith('trend-')).map((c) => c.title);
      const sections = every(root, 'H2').map((h) => h.text);
      expect(marks.filter((m) => !wide.includes(m))).toEqual(sections);
      expect(marks.filter((m) => wide.includes(m))).toEqual(wide);
    });

    it('says in words what each chart shows', async () => {
      const { shown, root } = await made;
      const figures = every(root, 'Figure').map((f) => f.alt);
      expect(figures).not.toContain(undefined);
      for (const { alt } of shown) expect(figures).toContain(alt);
    });

    it('has tables whose rows all have their header cells, and stand whole on a page', async () => {
      const { root } = await made;
      const tables = every(root, 'Table');
      expect(tables.length).toBeGreaterThan(4);
      for (const table of tables) {
        const [head, ...rows] = every(table, 'TR') as [Element, ...Element[]];
        expect(new Set(head.kids.map((c) => `${c.tag} ${c.scope}`))).toEqual(new Set(['TH Column']));
        expect(head.kids.map((c) => c.text)).not.toContain('');
        for (const row of rows) {
          expect(row.kids.map((c) => `${c.tag} ${c.scope}`)).toEqual([
            'TH Row',
            ...head.kids.slice(1).map(() => 'TD '),
          ]);
          expect(row.pages).toHaveLength(1);
        }
      }
    });

    it('tells every line of the report with no word broken', async () => {
      const { view, root } = await made;
      const rows = every(root, 'TR').map((row) => row.kids.map((c) => c.text.replaceAll('\u00a0', ' ')));
      const names = every(root, 'H3', 'LBody', 'TH').map((e) => e.text);
      for (const { name, text } of lines(view, language)) {
        expect(names).toContain(name);
        const told = [name, text.value, text.basis, text.unknown, text.target, text.met, text.lastYear];
        expect(rows).toContainEqual([...told.map((t) => t.replaceAll('\u00a0', ' ')), expect.anything()]);
      }
    });

    it('has everything for the committee on page one, and the rest after it', async () => {
      const { root } = await made;
      const indicators = every(root, 'H2').find((h) => h.text === (language === 'da' ? 'Indikatorer' : 'Indicators'));
      expect(indicators?.pages).toEqual([2]);
      expect(every(root, 'Table')[0]?.pages).toEqual([1]);
      expect(every(root, 'Figure')[0]?.pages).toEqual([1]);
    });

    it('marks every page, and numbers them', async () => {
      const { pages } = await made;
      const internal = language === 'da' ? /^Internt: / : /^Internal: /;
      const edition = language === 'da' ? 'Offentliggjort udgave 3' : 'Published edition 3';
      pages.forEach(({ artifacts }, i) => {
        expect(artifacts.includes(edition)).toBe(published);
        expect(artifacts.some((a) => internal.test(a))).toBe(!published);
        const [of, page] = language === 'da' ? ['af', 'Side'] : ['of', 'Page'];
        expect(artifacts).toContain(`${page} ${i + 1} ${of} ${pages.length}`);
      });
    });
  },
);

describe('A report on paper', () => {
  it('shows the head of a table again on the next page, without reading it aloud twice', async () => {
    const { root, pages } = await printed('koebenhavn-2024', 'da', { published: false, year: 2025 });
    const long = every(root, 'Table').filter((t) => t.pages.length > 1);
    expect(long.length).toBeGreaterThan(0);
    for (const table of long) {
      const head = every(table, 'TR')[0]?.kids.map((c) => c.text) ?? [];
      expect(every(table, 'THead')[0]?.pages).toEqual([table.pages[0]]);
      for (const page of table.pages.slice(1)) expect(pages[page - 1]?.artifacts).toEqual(expect.arrayContaining(head));
    }
  });

  it('embeds only letters of its own font', async () => {
    const { file, pages } = await printed('koebenhavn-2024', 'da', { published: false, year: 2025 });
    for (const page of pages) {
      const fonts = file.object(file.object(file.object({ ref: page.ref }).Resources).Font);
      for (const font of Object.values(fonts))
        expect(nameOf(file.object(font).BaseFont)).toMatch(/^[A-Z]{6}\+IBMPlexSans/);
    }
  });

  it('is whole where every figure is withheld', async () => {
    const view = reportView('koege-2024', { published: true, year: 2024 });
    const none = { value: null, numerator: null, denominator: null, unknown: null, met: null, suppressed: true };
    const indicators = view.report.indicators.map((i) => ({ ...i, ...none, baseline: [] }));
    const trends = view.trends.map(({ id, points }) => ({ id, points: points.map((p) => ({ ...p, value: null })) }));
    const funnel = view.funnel.map(({ stage }) => ({ stage, count: null }));
    const silent = { ...view, trends, funnel, report: { ...view.report, indicators } };
    const { root, pages } = tagged(await pdfReport(silent, 'da'));
    expect(every(root, 'LBody').map((e) => e.text)).toEqual(['Ingen af planens mål kan oplyses.']);
    expect(pages.flatMap((p) => p.unmarked)).toEqual([]);
  });

  it('says on paper how to prove it', async () => {
    const { view, root } = await printed('koege-2024', 'da', { published: true, year: 2024 });
    const said = spoken(root);
    const { report } = view;
    const proofs = [report.asOf.headHash, report.planHash, report.definitionHash, report.contentHash];
    for (const proof of [...proofs, String(report.asOf.position), 'sagsspor report reproduce'])
      expect(said).toContain(proof);
  });
});
