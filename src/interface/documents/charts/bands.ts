import { localDateOf } from '../../../domain/kernel/calendar.js';
import { dateOf, monthOf } from '../../web/dates.js';
import type { Language } from '../../words/words.js';
import type { Chart } from './chart.js';
import { drawn, type Layer } from './drawing.js';
import { DATA, FULL_WIDTH, GRID, INK, PAPER, QUIET, RANGE, WRONG } from './look.js';
import { type Form, points, rects, rules, texts } from './marks.js';
import { heightOf, marginOf, NAMES, named, titled } from './rows.js';

export interface BandStretch {
  readonly from: string;
  readonly to: string;
  /** `waits`: asked, and not answered. `held`: what the row is about. `paused`: it rests. `wrong`: what may not be, a gap or an overlap. */
  readonly as: 'waits' | 'held' | 'paused' | 'wrong';
}
/** What was found or done at an instant, told apart by its form. */
export interface Mark {
  readonly at: string;
  readonly as: keyof typeof MARKS;
}
export interface Band {
  readonly name: string;
  readonly parts: readonly BandStretch[];
  readonly marks: readonly Mark[];
}
export interface BandChart extends Pick<Chart, 'name' | 'title' | 'alt' | 'table'> {
  /** What the forms of the marks mean, in the reader's language. */
  readonly legend?: readonly (readonly [as: Mark['as'], words: string])[];
}

const ROW = 34;
const BARS = 440;
const HALF_BAR = 10;
/** Below the rows: the dates of the axis. */
const AXIS = 24;
const STYLE: Readonly<Record<BandStretch['as'], object>> = {
  held: { fill: DATA, stroke: PAPER, strokeWidth: 1 },
  paused: { fill: RANGE, stroke: DATA, strokeWidth: 1, strokeDash: [3, 2] },
  waits: { fill: GRID, stroke: QUIET, strokeWidth: 1 },
  wrong: { fill: WRONG, stroke: PAPER, strokeWidth: 1 },
};
const MARKS = {
  asked: { symbol: 'triangle-up', fill: PAPER },
  again: { symbol: 'triangle-up', fill: INK },
  no: { symbol: 'cross', fill: INK },
  yes: { symbol: 'square', fill: INK },
  found: { symbol: 'circle', fill: PAPER },
} as const satisfies Record<string, { readonly symbol: Form; readonly fill: string }>;
/** What a mark looks like. */
const look = (as: Mark['as']) => ({ ...MARKS[as], stroke: INK, strokeWidth: 2, size: 60 });

/** Rows of time beside each other, from the first instant to the last; null where there is none. The table and the words say the same. */
export async function bands(
  rows: readonly Band[],
  { legend = [], ...told }: BandChart,
  language: Language,
): Promise<Chart | null> {
  const instants = rows
    .flatMap((r) => [...r.parts.flatMap((p) => [p.from, p.to]), ...r.marks.map((m) => m.at)])
    .map((at) => Date.parse(at));
  if (instants.length === 0) return null;
  const span = [Math.min(...instants), Math.max(...instants, Math.min(...instants) + 86_400_000)] as const;
  const inner = rows.length * ROW;
  const placed = rows.map((row, i) => ({ ...row, y: ROW * (i + 0.5) }));
  return drawn(
    {
      ...{ width: FULL_WIDTH, height: heightOf(inner + AXIS + (legend.length > 0 ? AXIS : 0)), margin: marginOf(BARS) },
      layers: [
        ...titled(told.title),
        ...axis(span, inner, language),
        ...named(placed),
        ...bars(placed, span),
        ...meaning(legend, inner),
      ],
    },
    told,
    language,
  );
}

/** Scales are of pixels: the words below the rows are measured by none. */
const placeIn = ([first, last]: readonly [number, number]) => {
  return (instant: string | number) => ((new Date(instant).getTime() - first) / (last - first)) * BARS;
};

function bars(rows: readonly (Band & { readonly y: number })[], span: readonly [number, number]): readonly Layer[] {
  const x = placeIn(span);
  const parts = rows.flatMap((row) =>
    row.parts.map((p) => ({
      as: p.as,
      ...{ x: x(p.from), x2: Math.max(x(p.to), x(p.from) + 2), y: row.y - HALF_BAR, y2: row.y + HALF_BAR },
    })),
  );
  const marks = rows.flatMap((row) => row.marks.map(({ at, as }) => ({ as, x: x(at), y: row.y })));
  return [
    ...(['waits', 'held', 'paused', 'wrong'] as const).flatMap((as) =>
      rects(
        parts.filter((p) => p.as === as).map(({ as: _, ...place }) => place),
        {},
        STYLE[as],
      ),
    ),
    ...kinds.flatMap((as) =>
      points(
        marks.filter((m) => m.as === as).map(({ as: _, ...place }) => place),
        {},
        look(as),
      ),
    ),
  ];
}
const kinds = Object.keys(MARKS) as readonly Mark['as'][];

const LETTER = 6.5;
const GAP = 34;
/** Below the dates: each form with its words. */
function meaning(legend: NonNullable<BandChart['legend']>, inner: number): readonly Layer[] {
  const y = inner + AXIS * 1.5;
  let x = 8 - NAMES;
  return legend.flatMap(([as, text]) => {
    const here = x;
    x += GAP + text.length * LETTER;
    return [...points([{ x: here, y }], {}, look(as)), ...texts([{ x: here + 12, y, text }], {}, { color: QUIET })];
  });
}

/** The first of a month now and then, so many that their dates do not meet. */
function axis(span: readonly [number, number], inner: number, language: Language): readonly Layer[] {
  const x = placeIn(span);
  const at = ticks(span, language);
  return [
    ...rules(
      at.map(({ ms }) => ({ x: x(ms), x2: x(ms), y: 0, y2: inner })),
      {},
      { stroke: GRID },
    ),
    ...texts(
      at.map(({ ms, text }) => ({ x: x(ms), y: inner + AXIS / 2, text })),
      {},
      { align: 'center', color: QUIET },
    ),
  ];
}

const MOST_DATES = 6;
/** Where no month begins within, its first and its last day. */
function ticks(span: readonly [number, number], language: Language) {
  const months = firstsOfMonths(span);
  const [at, say] = months.length > 1 ? [months, monthOf] : [span, dateOf];
  return at.map((ms) => ({ ms, text: say({ language }, localDateOf(new Date(ms).toISOString())) }));
}

function firstsOfMonths([first, last]: readonly [number, number]): readonly number[] {
  const all: number[] = [];
  const begin = new Date(first);
  for (let n = 1; ; n++) {
    const ms = Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + n, 1);
    if (ms > last) break;
    all.push(ms);
  }
  const every = Math.ceil(all.length / MOST_DATES);
  return all.filter((_, i) => i % every === 0);
}
