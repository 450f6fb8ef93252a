import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { figureIn, type Line } from '../lines.js';
import type { Chart } from './chart.js';
import { drawn } from './drawing.js';
import { metText, valueText } from './told.js';
import { type TrendFigures, trendDrawing } from './trend-drawing.js';
import type { Point } from './trend-scale.js';
import { type Say, sayChart } from './words.js';

/** An indicator over the years; null where no year has a figure to show: the tables say why. */
export async function trend(view: ReportView, line: Line, language: Language): Promise<Chart | null> {
  const points = view.trends.find((t) => t.id === line.id)?.points ?? [];
  if (points.every((p) => p.value === null)) return null;
  const say = sayChart(language);
  const figures = trendFigures(view, line, points, language);
  const told = points.map((p) => pointText(figures, p, say)).join('; ');
  return drawn(
    trendDrawing(figures, say),
    {
      ...{ name: `trend-${line.id}`, title: line.name },
      alt: `${line.name}. ${figures.headline}. ${told}.`,
      table: tableOf(figures, say),
    },
    language,
  );
}

function trendFigures(
  { report: { year, suppressBelow }, plan }: ReportView,
  line: Line,
  points: readonly Point[],
  language: Language,
): TrendFigures {
  const say = sayChart(language);
  const goal = plan.goals.find((g) => g.indicator === line.id);
  return {
    ...{ line, year, points },
    targetFrom: goal?.year ?? Number(plan.from.slice(0, 4)),
    headline: [`${year}: ${valueText(line, say)}`, targetOf(line, say)].filter((part) => part !== '').join(' · '),
    figure: figureIn(line.unit, language),
    gap: ({ year: of, from }) => {
      if (of === year && from === 'log') return valueText(line, say);
      return say(suppressBelow === undefined ? 'no-figure' : 'not-told');
    },
  };
}

function targetOf(line: Line, say: Say): string {
  const met = metText(line, say);
  const target = `${say('target')} ${line.text.target}`;
  if (line.raw.target === null) return '';
  return met === '' ? target : `${target} (${met})`;
}

const told = ({ figure, gap }: TrendFigures, p: Point) => (p.value === null ? gap(p) : figure(p.value));
const pointText = (figures: TrendFigures, p: Point, say: Say) =>
  `${p.year}: ${told(figures, p)}${p.from === 'history' ? ` (${say('from.history')})` : ''}`;

function tableOf(figures: TrendFigures, say: Say): Chart['table'] {
  const { line, year, points } = figures;
  const target = (p: Point) => (p.year === year && p.from === 'log' ? line.text.target : '');
  return {
    head: [say('report.year'), say('col.value'), say('col.source'), say('col.target')],
    rows: points.map((p) => [String(p.year), told(figures, p), say(`from.${p.from}`), target(p)]),
  };
}
