import { type Chart, chartSheet, charts } from '../../../../src/interface/documents/charts/charts.js';
import { DATA, INK, MISSED, QUIET, REACHED } from '../../../../src/interface/documents/charts/look.js';
import { reportView } from '../../../support/report-view.js';
import { WHOLE } from '../../../support/sample.js';
import { elementsOf, meet, textBoxes } from './picture.js';

const PLANS = [
  ['koebenhavn-2016', 2018],
  ['koebenhavn-2020', 2022],
  ['koebenhavn-2024', 2025],
  ['koege-2024', 2024],
] as const;
const FORMS = PLANS.flatMap(([plan, year]) =>
  (['da', 'en'] as const).flatMap((language) =>
    [true, false].map((published) => ({ plan, year, language, published })),
  ),
);
const drawnOf = ({ plan, year, language, published }: (typeof FORMS)[number]) =>
  charts(reportView(plan, { published, year }), language);

/** Of each plan both languages and both editions, half of the pairs; the whole run draws all. */
const DRAWN = FORMS.filter(({ language, published }) => WHOLE || (language === 'da') === published);

describe.each(DRAWN)('The charts of $plan in $language, published: $published', (form) => {
  let drawn: readonly Chart[];
  beforeAll(async () => {
    drawn = await drawnOf(form);
  });

  it('are the funnel, the time limits, the activities where the plan has goals, within the house the time to first contact, and a trend of each figure', () => {
    const view = reportView(form.plan, form);
    const known = view.trends.filter((t) => t.points.some((p) => p.value !== null)).map((t) => `trend-${t.id}`);
    const goals = view.plan.goals.length > 0 ? ['activities'] : [];
    const contact = form.published ? [] : ['first-contact'];
    expect(drawn.map((c) => c.name)).toEqual(['funnel', 'timeliness', ...goals, ...contact, ...known]);
  });

  it('are well-formed, and one picture each for who cannot see it', () => {
    for (const { svg, alt, title, width, height } of drawn) {
      const [root, name, desc] = elementsOf(svg);
      expect(root?.attributes).toEqual({
        ...{ xmlns: 'http://www.w3.org/2000/svg', width: String(width), height: String(height) },
        ...{ viewBox: `0 0 ${width} ${height}`, lang: form.language, role: 'img', 'aria-label': alt },
      });
      expect([name?.tag, name?.text, desc?.tag, desc?.text]).toEqual(['title', title, 'desc', alt]);
    }
  });

  it('are of simple shapes without styles, scripts, ids and references', () => {
    for (const element of drawn.flatMap((c) => elementsOf(c.svg))) {
      expect(['svg', 'title', 'desc', 'g', 'path', 'rect', 'line', 'text', 'tspan']).toContain(element.tag);
      expect(
        Object.keys(element.attributes).filter((a) =>
          /^(on.*|style|class|id|href|xlink.*|clip-path|mask|filter)$/.test(a),
        ),
      ).toEqual([]);
      expect(Object.values(element.attributes).join(' ')).not.toMatch(/url\(|NaN|Infinity|undefined|null/);
    }
  });

  it('have no place with more than two decimals', () => {
    for (const { svg } of drawn) expect(svg.match(/ (?:d|transform|[xy]2?|d[xy])="[^"]*\.\d{3}/)).toBeNull();
  });

  it('keep their texts apart, inside the picture and large enough', () => {
    for (const { name, svg, width, height } of drawn) {
      const boxes = textBoxes(svg);
      const outside = boxes.filter((b) => b.left < 0 || b.right > width || b.top < 0 || b.bottom > height);
      expect([name, outside]).toEqual([name, []]);
      const touching = boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter((b) => meet(a, b))
          .map((b) => [a.text, b.text]),
      );
      expect([name, touching]).toEqual([name, []]);
      const sizes = elementsOf(svg).flatMap((e) => e.attributes['font-size'] ?? []);
      expect(Math.min(...sizes.map(Number.parseFloat))).toBeGreaterThanOrEqual(12);
    }
  });

  it('say the same in the table and in the alternative text as in the picture', () => {
    for (const { name, svg, alt, table } of drawn) {
      const written = elementsOf(svg)
        .filter((e) => e.tag === 'text' || e.tag === 'tspan')
        .map((e) => e.text)
        .join(' ');
      for (const row of table.rows) {
        expect(row).toHaveLength(table.head.length);
        const figures = row.flatMap((cell) => cell.match(/\d[\d.,]*(?:\u00a0?%)?/g) ?? []);
        for (const figure of figures) {
          expect([name, alt.includes(figure)]).toEqual([name, true]);
          expect([name, figure, written.includes(figure)]).toEqual([name, figure, true]);
        }
      }
    }
  });

  it('write numbers as the language does', () => {
    const all = drawn.map((c) => c.svg + c.alt + JSON.stringify(c.table)).join('');
    const foreign = form.language === 'da' ? /\d(?:%| %)|\d\.\d(?!\d\d)/g : /\d[\s\u00a0]%|\d,\d(?!\d\d)/g;
    expect(all.replace(/<[^>]+>/g, ' ').match(foreign)).toBeNull();
  });

  it('stand whole in the sheet of all of them', () => {
    const sheet = chartSheet(drawn, reportView(form.plan, form), form.language);
    const pictures = elementsOf(sheet).filter((e) => e.tag === 'svg');
    expect(pictures).toHaveLength(drawn.length + 1);
    const { width, height } = pictures[0]?.attributes ?? {};
    for (const { attributes: a } of pictures.slice(1)) {
      expect(Number(a.x) + Number(a.width)).toBeLessThanOrEqual(Number(width));
      expect(Number(a.y) + Number(a.height)).toBeLessThanOrEqual(Number(height));
    }
  });
});

describe('The colours', () => {
  const light = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  it.each([INK, QUIET, DATA, MISSED, REACHED])('%s has the contrast of AA against white', (color) => {
    expect(1.05 / (light(color) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});
