import type { ReportView } from '../../../application/reports/view.js';
import { placeOf } from '../../../domain/plan/place.js';
import type { IndicatorDefinition } from '../../../domain/plan/schema.js';
import type { Language } from '../../words/words.js';
import type { Chart } from '../charts/chart.js';
import { day } from '../day.js';
import { goalsOf } from '../goals.js';
import { type Line, lines, MISSING } from '../lines.js';
import { mark, subtitle, title } from '../metadata.js';
import { type SayReader, sayReader } from '../reader-words.js';
import { sentences } from '../sentences.js';
import { sayReport } from '../words.js';
import { FLOOR, INK, PAGE, STYLES, WIDTH } from './look.js';
import type { Paper } from './paper.js';
import { chartsHeight, drawCharts } from './picture.js';
import { drawTable } from './table.js';

/** Page one, for somebody on the committee who has three minutes: what happened, whether the goals are met, and how it has gone before. */
export function drawCommitteePage(paper: Paper, view: ReportView, language: Language, charts: readonly Chart[]): void {
  const say = sayReader(language);
  paper.write('H1', title(view, language), STYLES.title);
  paper.write('P', `${infohusName(view, language)} · ${subtitle(view, language)}`, STYLES.text);
  paper.write(
    'P',
    `${mark(view, language)}. ${say('figures-of', { n: day(view.clock, language) })}.`,
    STYLES.strong,
    8,
  );
  drawKeyFigures(paper, keyFigures(view, language), say);
  paper.section(say('head.short'), 50);
  paper.bullets(sentences(view, language), STYLES.text);
  drawGoals(paper, view, language, say);
  drawWhatFits(paper, charts);
}

export const infohusName = ({ plan, report }: ReportView, language: Language): string =>
  `Infohus ${placeOf([plan], report.infohus, language)}`;

/** What is asked about first; goals have a table of their own below. */
const TELLING: readonly IndicatorDefinition['kind'][] = [
  'concerns-received',
  'advice-given',
  'cases-started',
  'substantiated-share',
  'offer-acceptance',
];
function keyFigures(view: ReportView, language: Language): readonly Line[] {
  const all = lines(view, language).filter((line) => line.raw.value !== null);
  const ids = TELLING.flatMap((kind) => view.plan.indicators.filter((i) => i.kind === kind).map((i) => i.id));
  return ids.flatMap((id) => all.filter((line) => line.id === id)).slice(0, 4);
}

const TILE_GAP = 8;
function drawKeyFigures(paper: Paper, figures: readonly Line[], say: SayReader): void {
  if (figures.length === 0) return;
  const width = (WIDTH - TILE_GAP * (figures.length - 1)) / figures.length;
  const inner = width - 13;
  const nameHeight = Math.max(...figures.map((f) => paper.heightOf(f.name, STYLES.columnHead, inner)));
  const height = 64 + nameHeight;
  const { y } = paper;
  const list = paper.here('L');
  figures.forEach((figure, i) => {
    const x = PAGE.left + i * (width + TILE_GAP);
    paper.decorate(() => {
      paper.pdf.rect(x, y, width, height).fill(INK.band);
      paper.pdf.rect(x, y, 3, height).fill(INK.accent);
    });
    const before = figure.text.lastYear === MISSING ? '' : `${say('col.last-year')}: ${figure.text.lastYear}`;
    const body = paper.within(paper.within(list, 'LI'), 'LBody');
    const put = { x: x + 10, width: inner };
    body.add(() => paper.put(figure.text.value, STYLES.figure, { ...put, y: y + 5 }));
    body.add(() => paper.put(figure.name, STYLES.columnHead, { ...put, y: y + 41 }));
    if (before !== '') body.add(() => paper.put(before, STYLES.note, { ...put, y: y + 43 + nameHeight }));
  });
  paper.y += height;
}

function drawGoals(paper: Paper, view: ReportView, language: Language, say: SayReader): void {
  const goals = goalsOf(view, language);
  if (goals.length === 0) return;
  paper.section(say('head.goals'));
  drawTable(paper, {
    columns: [
      { head: say('col.goal') },
      { head: say('col.asked'), align: 'right' },
      { head: say('col.reached'), align: 'right' },
      { head: say('col.last-year'), align: 'right' },
      { head: sayReport(language)('col.status') },
    ],
    rows: goals.map(({ line, mark: state }) => [
      ...[line.name, line.text.target, line.text.value, line.text.lastYear],
      { text: say(`goal.${state}`), mark: state },
    ]),
  });
  if (goals.some((g) => g.mark === 'withheld')) paper.write('P', sayReport(language)('note.withheld'), STYLES.note);
  paper.write('P', say('head.goals.note'), STYLES.note);
}

/** Page one stays one page: a trend that has no room there is seen where all of them are. Two stand beside each other, of four at most. */
function drawWhatFits(paper: Paper, trends: readonly Chart[]): void {
  paper.y += 10;
  const fitting = [4, 2].map((n) => trends.slice(0, n)).find((some) => paper.y + chartsHeight(some) <= FLOOR);
  drawCharts(paper, fitting ?? []);
}
