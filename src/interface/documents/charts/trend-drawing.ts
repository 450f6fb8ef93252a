import type { Line } from '../lines.js';
import type { Drawing, Layer } from './drawing.js';
import { DATA, GRID, HALF_WIDTH, INK, PAPER, QUIET, RANGE, TITLE_LINE, TITLE_SIZE, wrapped } from './look.js';
import { lines, points, rects, rules, type Scales, texts } from './marks.js';
import { figuresOf, type Point, roomy, runsOf, type Years, yearsOf } from './trend-scale.js';
import type { Say } from './words.js';

/** What is drawn of one indicator over the years. */
export interface TrendFigures {
  readonly line: Line;
  readonly year: number;
  readonly points: readonly Point[];
  /** The first year that the target holds for. */
  readonly targetFrom: number;
  readonly headline: string;
  readonly figure: (value: number) => string;
  /** What stands in the place of a figure that is not told. */
  readonly gap: (point: Point) => string;
}

const LEFT = 52;
const RIGHT = 12;
const PLOT = { width: HALF_WIDTH - LEFT - RIGHT, height: 110 };
const TITLE_LETTERS = 40;
/** The widest figure that is written above a point, with room beside it. */
const LABEL_WIDTH = 46;

/** With room around: no figure may touch another. */
const LETTER = 7;
/** As it is in fact, where only what lies behind the words is to be covered. */
const SMALL_LETTER = 5.5;
const HISTORY = { fill: PAPER, stroke: QUIET, strokeWidth: 1.5, size: 56 };
const LOG = { fill: DATA, stroke: DATA, size: 56 };
const TARGET = { stroke: INK, strokeWidth: 1.5, strokeDash: [5, 3] };

interface Frame {
  readonly scales: Required<Scales>;
  readonly years: Years;
}

export function trendDrawing(figures: TrendFigures, say: Say): Drawing {
  const { line, points: all } = figures;
  const title = wrapped(line.name, TITLE_LETTERS);
  const top = TITLE_LINE * Math.max(2, title.length) + 50;
  const years = yearsOf(all);
  const shown = [...all.map((p) => p.value), line.raw.target, line.raw.targetTo].filter((v) => v !== null);
  const frame = { years, scales: { x: years.domain, y: figuresOf(shown, line.unit === 'share') } };
  return {
    width: HALF_WIDTH,
    height: top + PLOT.height + 54,
    margin: { top, right: RIGHT, bottom: 54, left: LEFT },
    layers: [
      ...texts(
        [{ x: -LEFT, y: -(34 + TITLE_LINE * title.length), text: title.join('\n') }],
        {},
        { bold: true, size: TITLE_SIZE, lineHeight: TITLE_LINE },
      ),
      ...texts([{ x: -LEFT, y: -32, text: figures.headline }], {}, { color: QUIET }),
      ...grid(figures, frame),
      ...target(figures, frame),
      ...series(figures, frame),
      ...gaps(figures, frame),
      ...key(figures, say),
    ],
  };
}

const across = ({ scales: { x } }: Frame, y: number) => ({ x: x[0], x2: x[1], y, y2: y });

function grid({ year, figure }: TrendFigures, frame: Frame): readonly Layer[] {
  const { scales, years } = frame;
  const [low, high] = scales.y;
  const ticks = low < 0 ? [low, 0, high] : [0, high / 2, high];
  const labels = [...years.place].map(([y, x]) => ({ year: y, x, y: PLOT.height + 16, text: String(y) }));
  const written = roomy([...years.place.keys()], years.place, year, apart(years));
  return [
    ...rules(
      ticks.filter((t) => t !== 0).map((t) => across(frame, t)),
      scales,
      { stroke: GRID },
    ),
    ...rules([across(frame, 0)], scales, { stroke: QUIET }),
    ...texts(
      ticks.map((y) => ({ x: -8, y, text: figure(y) })),
      { y: scales.y },
      { align: 'right', color: QUIET },
    ),
    ...texts(
      labels.filter((l) => l.year === year),
      { x: scales.x },
      { align: 'center', bold: true },
    ),
    ...texts(
      labels.filter((l) => l.year !== year && written.has(l.year)),
      { x: scales.x },
      { align: 'center', color: QUIET },
    ),
    ...rules(
      years.breaks.flatMap((x) =>
        [x - 0.06, x + 0.06].map((b) => ({ x: b - 0.05, x2: b + 0.05, y: PLOT.height + 5, y2: PLOT.height - 5 })),
      ),
      { x: scales.x },
      { stroke: QUIET },
    ),
  ];
}

/** So many years must lie between two that are written, for their figures not to meet. */
const apart = ({ domain: [from, to] }: Years) => (LABEL_WIDTH * (to - from)) / PLOT.width;

function target({ line, points: all, targetFrom }: TrendFigures, { scales, years }: Frame): readonly Layer[] {
  const { target: from, targetTo: to } = line.raw;
  const first = all.find((p) => p.from === 'log' && p.year >= targetFrom);
  if (from === null || !first) return [];
  const x = (years.place.get(first.year) ?? 0) - 0.5;
  const span = { x, x2: scales.x[1], y: from, y2: from };
  const range = to === null ? [] : [{ ...span, y2: to }];
  return [...rects(range, scales, { fill: RANGE }), ...rules([span], scales, TARGET)];
}

function series({ figure, year, points: all }: TrendFigures, frame: Frame): readonly Layer[] {
  const { scales, years } = frame;
  const known = runsOf(all).map((p) => ({ ...p, x: years.place.get(p.year) ?? 0, y: p.value }));
  const history = known.filter((p) => p.from === 'history');
  const log = known.filter((p) => p.from === 'log');
  const written = roomy([...years.place.keys()], years.place, year, apart(years));
  const both = new Set(log.map((p) => p.year));
  const labels = known
    .filter((p) => written.has(p.year))
    .map((p) => {
      // Where both sources have a figure of the year, that of the log stands above and the older one below.
      const below = p.from === 'history' && both.has(p.year);
      const { x, y } = inPixels(p, frame);
      return {
        x,
        y: y + (below ? 15 : -15),
        text: figure(p.value),
        from: p.from,
        now: p.from === 'log' && p.year === year,
      };
    });
  const ofSource = (from: Point['from'], now: boolean) => labels.filter((l) => l.from === from && l.now === now);
  return [
    ...lines(history, scales, { stroke: QUIET, strokeWidth: 1.5 }),
    ...lines(log, scales, { stroke: DATA, strokeWidth: 2 }),
    ...rects(labels.map(clearing), {}, { fill: PAPER }),
    ...points(history, scales, HISTORY),
    ...points(
      log.filter((p) => p.year !== year),
      scales,
      LOG,
    ),
    ...points(
      log.filter((p) => p.year === year),
      scales,
      { ...LOG, size: 130 },
    ),
    ...texts(ofSource('history', false), {}, { align: 'center', color: QUIET }),
    ...texts(ofSource('log', false), {}, { align: 'center' }),
    ...texts(ofSource('log', true), {}, { align: 'center', bold: true }),
  ];
}

const inPixels = ({ x, y }: { readonly x: number; readonly y: number }, { scales }: Frame) => ({
  x: (PLOT.width * (x - scales.x[0])) / (scales.x[1] - scales.x[0]),
  y: (PLOT.height * (scales.y[1] - y)) / (scales.y[1] - scales.y[0]),
});

/** The paper behind a figure, so that no line crosses it. */
const clearing = ({ x, y, text }: { readonly x: number; readonly y: number; readonly text: string }) => {
  const half = (text.length * LETTER) / 2;
  return { x: x - half, x2: x + half, y: y - 7, y2: y + 6 };
};

/** A year without a figure says so in its place: a 0, or a line over it, would tell what nobody knows. */
function gaps({ points: all, gap }: TrendFigures, frame: Frame): readonly Layer[] {
  const told = new Set(all.filter((p) => p.value !== null).map((p) => p.year));
  const missing = all.filter((p) => p.value === null && !told.has(p.year));
  const values = missing.map((p) => {
    const { x } = inPixels({ x: frame.years.place.get(p.year) ?? 0, y: 0 }, frame);
    return { x, y: PLOT.height - 6, text: gap(p) };
  });
  const standing = values.map(({ x, y, text }) => ({ x: x - 7, x2: x + 7, y, y2: y - text.length * SMALL_LETTER }));
  return [...rects(standing, {}, { fill: PAPER }), ...texts(values, {}, { color: QUIET, angle: -90 })];
}

function key({ points: all, line }: TrendFigures, say: Say): readonly Layer[] {
  const from = (source: Point['from']) => all.some((p) => p.from === source && p.value !== null);
  const history = from('history') ? [{ text: say('from.history'), mark: 'history' }] : [];
  const log = from('log') ? [{ text: say('from.log'), mark: 'log' }] : [];
  const goal = line.raw.target === null ? [] : [{ text: say('target'), mark: 'goal' }];
  let x = -LEFT + 8;
  const items = [...history, ...log, ...goal].map((item) => {
    const here = { ...item, x: x + 14, y: PLOT.height + 42 };
    x += 34 + item.text.length * LETTER;
    return here;
  });
  const marks = (mark: string) => items.filter((i) => i.mark === mark).map((i) => ({ ...i, x: i.x - 12 }));
  return [
    ...points(marks('history'), {}, HISTORY),
    ...points(marks('log'), {}, LOG),
    ...rules(
      marks('goal').map((m) => ({ ...m, x: m.x - 8, x2: m.x + 8, y2: m.y })),
      {},
      TARGET,
    ),
    ...texts(items, {}, { color: QUIET }),
  ];
}
