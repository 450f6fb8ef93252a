import type { ReportView } from '../../../application/reports/view.js';
import { number } from '../../words/format.js';
import type { Language } from '../../words/words.js';
import { type Line, lines } from '../lines.js';
import type { Chart } from './chart.js';
import { drawn } from './drawing.js';
import { FULL_WIDTH } from './look.js';
import { heightOf, inWords, marginOf, named, titled } from './rows.js';
import { BARS, type BarPart, bars, type Row, stepOf } from './timeliness-drawing.js';
import { metText } from './told.js';
import { type Say, sayChart } from './words.js';

const KINDS = ['triage-on-time', 'reoffer-compliance', 'progress-6-months'] as const;
type TimelyKind = (typeof KINDS)[number];
const isTimely = (kind: string): kind is TimelyKind => (KINDS as readonly string[]).includes(kind);

/** What was done in time, what was not, and of what it is not known; null where the plan follows none of it. */
export async function timeliness(view: ReportView, language: Language): Promise<Chart | null> {
  const rows = rowsOf(view, language);
  if (rows.length === 0) return null;
  const say = sayChart(language);
  const title = `${say('head.timeliness')}, ${view.report.year}`;
  const alt = rows.map((r) => [`${r.name}: ${inWords(r)}`, ...r.parts.map((p) => p.text)].join('; '));
  return drawn(
    {
      ...{
        width: FULL_WIDTH,
        height: heightOf(rows.reduce((sum, row) => sum + stepOf(row), 0)),
        margin: marginOf(BARS),
      },
      layers: [...titled(title), ...named(rows), ...bars(rows)],
    },
    { name: 'timeliness', title, alt: `${title}. ${alt.join('. ')}.`, table: tableOf(rows, say) },
    language,
  );
}

function rowsOf(view: ReportView, language: Language): readonly Row[] {
  const say = sayChart(language);
  const told = lines(view, language);
  const followed = view.plan.indicators.flatMap(({ id, kind }) => {
    const line = told.find((l) => l.id === id);
    return line && isTimely(kind) ? [{ line, kind }] : [];
  });
  let top = 0;
  return followed.map(({ line, kind }) => {
    const row = { name: line.name, line, parts: partsOf(line, kind, language), ...toldOf(line, say) };
    const y = top + stepOf(row) / 2;
    top += stepOf(row);
    // domain.md section 6: a concern that is not decided is in no denominator of triage; other unknowns stay in it.
    return { ...row, y, beside: kind === 'triage-on-time' };
  });
}

function partsOf({ raw }: Line, kind: TimelyKind, language: Language): readonly BarPart[] {
  const { numerator, denominator, unknown } = raw;
  if (numerator === null || denominator === null || denominator + (unknown ?? 0) === 0) return [];
  const say = sayChart(language);
  const within = kind === 'triage-on-time' ? 0 : (unknown ?? 0);
  const part = (of: BarPart['of'], count: number | null, name: string): BarPart => ({
    ...{ of, count },
    text: `${name}: ${count === null ? say('withheld') : number(count, language, false)}`,
  });
  // Where the unknown are part of the rest and withheld, the rest is both.
  const rest = kind === 'progress-6-months' && unknown === null;
  const no = rest ? `${say(`no.${kind}`)} ${say('or')} ${say(`unknown.${kind}`)}` : say(`no.${kind}`);
  return [
    part('yes', numerator, say(`yes.${kind}`)),
    part('no', denominator - numerator - within, no),
    ...(rest || unknown === 0 ? [] : [part('unknown', unknown, say(`unknown.${kind}`))]),
  ];
}

function toldOf(line: Line, say: Say): Pick<Row, 'told' | 'against'> {
  const { raw, text } = line;
  const against = raw.target === null ? '' : `${say('target')} ${text.target}`;
  if (raw.value === null) return { told: say(raw.withheld.includes('value') ? 'withheld' : 'none-due'), against };
  return { told: [text.value, metText(line, say)].filter((t) => t !== '').join(' · '), against };
}

function tableOf(rows: readonly Row[], say: Say): Chart['table'] {
  const cell = (row: Row, of: BarPart['of']) => row.parts.find((p) => p.of === of)?.text ?? '';
  return {
    head: [
      say('col.obligation'),
      say('col.share'),
      say('col.target'),
      say('col.yes'),
      say('col.no'),
      say('col.unknown'),
    ],
    rows: rows.map((r) => [r.name, r.told, r.line.text.target, cell(r, 'yes'), cell(r, 'no'), cell(r, 'unknown')]),
  };
}
