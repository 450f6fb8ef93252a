import type { Language } from '../../words/words.js';
import type { Chart } from './chart.js';
import { drawn, type Layer } from './drawing.js';
import { DATA, FULL_WIDTH, GRID, INK, MISSED, PAPER, QUIET, RANGE } from './look.js';
import { points, rects, rules, texts } from './marks.js';
import { heightOf, marginOf, named, titled } from './rows.js';

export interface Part {
  readonly from: string;
  readonly to: string;
  /** `held`: what the row is about. `paused`: it rests. `wrong`: what may not be, a gap or an overlap. */
  readonly as: 'held' | 'paused' | 'wrong';
}
export interface Band {
  readonly name: string;
  readonly parts: readonly Part[];
  /** Instants on the row at which something was found. */
  readonly marks: readonly string[];
}

const ROW = 34;
const BARS = 440;
const HALF_BAR = 10;
/** Below the rows: the dates of the axis. */
const AXIS = 24;
const STYLE: Readonly<Record<Part['as'], object>> = {
  held: { fill: DATA, stroke: PAPER, strokeWidth: 1 },
  paused: { fill: RANGE, stroke: DATA, strokeWidth: 1, strokeDash: [3, 2] },
  wrong: { fill: MISSED, stroke: PAPER, strokeWidth: 1 },
};

/** Rows of time beside each other, from the first instant to the last; null where there is none. The table and the words say the same. */
export async function bands(
  rows: readonly Band[],
  told: Pick<Chart, 'name' | 'title' | 'alt' | 'table'>,
  language: Language,
): Promise<Chart | null> {
  const instants = rows.flatMap((r) => [...r.parts.flatMap((p) => [p.from, p.to]), ...r.marks]).map(Date.parse);
  if (instants.length === 0) return null;
  const span = [Math.min(...instants), Math.max(...instants, Math.min(...instants) + 86_400_000)] as const;
  const inner = rows.length * ROW;
  const placed = rows.map((row, i) => ({ ...row, y: ROW * (i + 0.5) }));
  return drawn(
    {
      ...{ width: FULL_WIDTH, height: heightOf(inner + AXIS), margin: marginOf(BARS) },
      layers: [...titled(told.title), ...axis(span, inner), ...named(placed), ...bars(placed, span)],
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
  const marks = rows.flatMap((row) => row.marks.map((at) => ({ x: x(at), y: row.y })));
  return [
    ...(['held', 'paused', 'wrong'] as const).flatMap((as) =>
      rects(
        parts.filter((p) => p.as === as).map(({ as: _, ...place }) => place),
        {},
        STYLE[as],
      ),
    ),
    ...points(marks, {}, { fill: PAPER, stroke: INK, strokeWidth: 2, size: 60 }),
  ];
}

/** The first of a month now and then, so many that their dates do not meet. */
function axis(span: readonly [number, number], inner: number): readonly Layer[] {
  const x = placeIn(span);
  const at = ticks(span);
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
const DATE = 10;
const MONTH = 7;
/** Where no month begins within, its first and its last day. */
function ticks(span: readonly [number, number]) {
  const months = firstsOfMonths(span);
  const [at, letters] = months.length > 1 ? [months, MONTH] : [span, DATE];
  return at.map((ms) => ({ ms, text: new Date(ms).toISOString().slice(0, letters) }));
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
