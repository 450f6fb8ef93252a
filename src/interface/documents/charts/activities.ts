import type { ReportView } from '../../../application/reports/view.js';
import { number } from '../../words/format.js';
import type { Language } from '../../words/words.js';
import { type Line, lines } from '../lines.js';
import { BARS, bars, ROW, type Row } from './activities-drawing.js';
import type { Chart } from './chart.js';
import { drawn } from './drawing.js';
import { FULL_WIDTH } from './look.js';
import { heightOf, inWords, marginOf, named, titled } from './rows.js';
import { metText, valueText } from './told.js';
import { sayChart } from './words.js';

/** Each activity as a share of its target, with the figure; null where no activity has a target to be held against. */
export async function activities(view: ReportView, language: Language): Promise<Chart | null> {
  const say = sayChart(language);
  const rows = rowsOf(view, language);
  if (rows.every((r) => r.line.raw.target === null)) return null;
  const title = `${say('head.activities')}, ${view.report.year}`;
  const alt = rows.map((r) => `${r.name}: ${inWords(r)}`).join('. ');
  return drawn(
    {
      ...{ width: FULL_WIDTH, height: heightOf(rows.length * ROW), margin: marginOf(BARS) },
      layers: [...titled(title), ...named(rows), ...bars(rows, number(1, language, true), say)],
    },
    { name: 'activities', title, alt: `${title}. ${alt}.`, table: tableOf(rows, language) },
    language,
  );
}

function rowsOf(view: ReportView, language: Language): readonly Row[] {
  const say = sayChart(language);
  const registered = new Set(view.plan.indicators.filter((i) => i.kind === 'activity').map((i) => i.id));
  return lines(view, language)
    .filter(({ id }) => registered.has(id))
    .map((line, i) => {
      const { value, target } = line.raw;
      const share = value === null || target === null ? null : value / target;
      const told = [valueText(line, say), target === null ? say('no-target') : metText(line, say)];
      return {
        ...{ name: line.name, line, share, y: ROW * (i + 0.5) },
        told: told.filter((t) => t !== '').join(' · '),
        against: against(line, share, language),
      };
    });
}

/** Of a range the share is of its lower end: from there it is met. */
function against({ raw: { target, targetTo }, text }: Line, share: number | null, language: Language): string {
  const say = sayChart(language);
  if (target === null) return '';
  const whole = `${say('target')} ${text.target}`;
  if (share === null) return whole;
  const of = `${number(share, language, true)} ${say('of')} ${number(target, language, false)}`;
  return targetTo === null ? of : `${of} (${whole})`;
}

function tableOf(rows: readonly Row[], language: Language): Chart['table'] {
  const say = sayChart(language);
  return {
    head: [say('col.indicator'), say('col.value'), say('col.target'), say('col.of-target'), say('col.met')],
    rows: rows.map(({ name, line, share }) => [
      name,
      valueText(line, say),
      line.text.target === '' ? say('no-target') : line.text.target,
      share === null ? '' : number(share, language, true),
      metText(line, say),
    ]),
  };
}
