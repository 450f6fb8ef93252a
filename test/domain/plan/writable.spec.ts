import { describe, expect, it } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { type Plan, planSchema } from '../../../src/domain/plan/schema.js';
import { WRITABLE } from '../../../src/domain/plan/writable.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { faces } from '../../../src/interface/documents/pdf/look.js';

const [{ plan } = { plan: undefined }] = loadPlans('plans');
function faults(da: string): readonly string[] {
  if (!plan) throw new Error('no plan');
  const [first, ...others] = plan.indicators;
  const named = { ...plan, indicators: [{ ...first, name: { da, en: 'A name' } }, ...others] } as Plan;
  const checked = planSchema.safeParse(named);
  return checked.success ? [] : checked.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
}

describe('A text of a plan', () => {
  it('may be what Danes write', () => {
    for (const text of ['Forebyggelse på Nørrebro – »ét« år', '12 % af de 15-17-årige (§ 115)', 'Łódź ≥ 5 €'])
      expect(faults(text)).toEqual([]);
  });

  // What a workbook, a drawing or a PDF cannot carry made files that no program opens, or lost what stood there.
  it.each([
    ['a bell', 'a\u0007b', 'U+0007'],
    ['the end of a line', 'a\nb', 'U+000A'],
    ['a tabulator', 'a\tb', 'U+0009'],
    ['a control character of C1', 'a\u0085b', 'U+0085'],
    ['what turns the direction of writing', 'a\u202Eb', 'U+202E'],
    ['what is no character', 'a\uFFFEb', 'U+FFFE'],
    ['half a character', 'a\uD800b', 'U+D800'],
    ['a sign that the typeface of the PDF does not have', 'a\u{1F600}b', 'U+1F600'],
  ])('holds no %s', (_, text, name) => {
    expect(faults(text)).toEqual([`indicators.0.name.da: holds ${name}, which not every form can carry`]);
  });

  it('holds only signs that every typeface of the PDF has', () => {
    const pdf = new PDFDocument();
    const signs = Array.from({ length: 0x2300 }, (_, i) => i + 32).filter((i) =>
      WRITABLE.test(String.fromCodePoint(i)),
    );
    expect(signs.length).toBeGreaterThan(300);
    for (const [face, file] of faces()) {
      pdf.registerFont(face, file).font(face);
      const { font } = Reflect.get(pdf, '_font') as { font: { hasGlyphForCodePoint(sign: number): boolean } };
      expect(signs.filter((sign) => !font.hasGlyphForCodePoint(sign)).map((s) => s.toString(16))).toEqual([]);
    }
    pdf.end();
  });
});
