import type { ReportView } from '../../../application/reports/view.js';
import { number } from '../../words/format.js';
import type { Language } from '../../words/words.js';
import type { Chart } from './chart.js';
import { drawn, type Layer } from './drawing.js';
import { DATA, FULL_WIDTH, QUIET } from './look.js';
import { rects, texts } from './marks.js';
import { heightOf, marginOf, named, titled } from './rows.js';
import { sayChart } from './words.js';

const ROW = 34;
const BARS = 300;
const HALF_BAR = 11;

interface Row {
  readonly name: string;
  readonly count: number | null;
  /** The count, or that it is withheld. */
  readonly told: string;
  /** Of the concerns received; empty where one of the two is withheld. */
  readonly share: string;
  readonly beside: string;
  readonly y: number;
}

/** The year's concerns and how far they came; null where no stage is told of. */
export async function funnel(view: ReportView, language: Language): Promise<Chart | null> {
  const say = sayChart(language);
  const rows = rowsOf(view, language);
  if (rows.length === 0) return null;
  const title = `${say('head.funnel')}, ${view.report.year}`;
  return drawn(
    {
      ...{ width: FULL_WIDTH, height: heightOf(rows.length * ROW), margin: marginOf(BARS) },
      layers: [...titled(title), ...named(rows), ...bars(rows)],
    },
    {
      ...{ name: 'funnel', title },
      alt: `${title}. ${rows.map((r) => `${r.name}: ${r.beside}`).join('; ')}.`,
      table: {
        head: [say('col.stage'), say('col.count'), say('col.of-received')],
        rows: rows.map((r) => [r.name, r.told, r.share]),
      },
    },
    language,
  );
}

function rowsOf({ funnel: stages }: ReportView, language: Language): readonly Row[] {
  const say = sayChart(language);
  const received = stages[0]?.count ?? null;
  return stages.map(({ stage, count }, i) => {
    const told = count === null ? say('withheld') : number(count, language, false);
    const share = i > 0 && count !== null && received ? number(count / received, language, true) : '';
    const beside = share === '' ? told : `${told} (${share} ${say('of-received')})`;
    return { ...{ name: say(`stage.${stage}`), count, told, share, beside }, y: ROW * (i + 0.5) };
  });
}

/** What is withheld has no bar, and no part in the scale. */
function bars(rows: readonly Row[]): readonly Layer[] {
  const known = rows.flatMap((row) => (row.count === null ? [] : [{ x: row.count, y: row.y, text: row.beside }]));
  const withheld = rows.filter((r) => r.count === null).map((r) => ({ x: 0, y: r.y, text: r.beside }));
  const scales = { x: [0, Math.max(1, ...known.map((k) => k.x))] } as const;
  return [
    ...rects(
      known.map(({ x, y }) => ({ x: 0, x2: x, y: y - HALF_BAR, y2: y + HALF_BAR })),
      scales,
      { fill: DATA },
    ),
    ...texts(known, scales, { dx: 8 }),
    ...texts(withheld, {}, { color: QUIET }),
  ];
}
