import type { ReportView } from '../../../application/reports/view.js';
import { number } from '../../words/format.js';
import type { Language } from '../../words/words.js';
import type { Chart } from './chart.js';
import { drawn, type Layer } from './drawing.js';
import { DATA, FULL_WIDTH, QUIET } from './look.js';
import { rects, texts } from './marks.js';
import { heightOf, inWords, marginOf, NAMES, named, titled } from './rows.js';
import { sayChart } from './words.js';

const ROW = 46;
const BARS = 160;
const WORDS_AT = BARS + 16;
const HALF_BAR = 11;
/** Above the rows: what the bars measure. */
const SCALE = 22;

interface Row {
  readonly name: string;
  readonly days: number | null;
  readonly told: string;
  /** Of how many cases; empty where their number is withheld. */
  readonly beside: string;
  readonly cells: readonly string[];
  readonly y: number;
}

/** How long it took from the opening of a case to its first contact, a row a year; null where no year may be told of. */
export async function firstContact(view: ReportView, language: Language): Promise<Chart | null> {
  const say = sayChart(language);
  const rows = rowsOf(view, language);
  if (rows.every(({ days }) => days === null)) return null;
  const title = say('head.first-contact');
  const axis = texts([{ x: -NAMES, y: SCALE / 2 - 6, text: say('first-contact.axis') }], {}, { color: QUIET });
  return drawn(
    {
      ...{ width: FULL_WIDTH, height: heightOf(SCALE + rows.length * ROW), margin: marginOf(BARS) },
      layers: [...titled(title), ...axis, ...named(rows), ...bars(rows)],
    },
    {
      ...{ name: 'first-contact', title },
      alt: `${title}. ${say('first-contact.from')}. ${rows.map((r) => `${r.name}: ${inWords({ told: r.told, against: r.beside })}`).join('; ')}.`,
      table: {
        head: [
          ...[say('report.year'), say('col.median-days'), say('col.opened')],
          ...[say('col.contacted'), say('col.waiting')],
        ],
        rows: rows.map(({ name, cells }) => [name, ...cells]),
      },
    },
    language,
  );
}

function rowsOf({ firstContacts }: ReportView, language: Language): readonly Row[] {
  const say = sayChart(language);
  const cell = (n: number | null) => (n === null ? say('withheld') : number(n, language, false));
  return firstContacts.map(({ year, medianDays: days, opened, contacted, waiting }, i) => {
    const unit = days === null ? '' : ` ${say(days === 1 ? 'first-contact.day' : 'first-contact.days')}`;
    const parts = [
      ...(contacted === null ? [] : [`${cell(contacted)} ${say('first-contact.contacted')}`]),
      ...(waiting === null ? [] : [`${cell(waiting)} ${say('first-contact.waiting')}`]),
    ];
    const whole = opened === null ? '' : `${cell(opened)} ${say('first-contact.opened')}`;
    return {
      ...{ name: String(year), days, told: `${cell(days)}${unit}` },
      beside: parts.length === 0 ? whole : `${whole}: ${parts.join(', ')}`,
      cells: [days, opened, contacted, waiting].map(cell),
      y: SCALE + ROW * (i + 0.5),
    };
  });
}

/** What is withheld has no bar, and no part in the scale. */
function bars(rows: readonly Row[]): readonly Layer[] {
  const known = rows.flatMap(({ days, y }) => (days === null ? [] : [{ x: days, y }]));
  const told = rows.map(({ days, told: text, beside, y }) => {
    return { x: days === null ? 0 : WORDS_AT, y: beside === '' ? y : y - 8, text, known: days !== null };
  });
  const beside = rows.map(({ days, beside: text, y }) => ({ x: days === null ? 0 : WORDS_AT, y: y + 9, text }));
  const scales = { x: [0, Math.max(1, ...known.map((k) => k.x))] } as const;
  return [
    ...rects(
      known.filter(({ x }) => x > 0).map(({ x, y }) => ({ x: 0, x2: x, y: y - HALF_BAR, y2: y + HALF_BAR })),
      scales,
      { fill: DATA },
    ),
    ...texts(
      told.filter((t) => t.known),
      {},
      { bold: true },
    ),
    ...texts([...told.filter((t) => !t.known), ...beside.filter(({ text }) => text !== '')], {}, { color: QUIET }),
  ];
}
