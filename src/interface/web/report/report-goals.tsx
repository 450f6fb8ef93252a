import type { ReportView } from '../../../application/reports/view.js';
import { goalsOf, type Mark } from '../../documents/goals.js';
import { sayReader } from '../../documents/reader-words.js';
import { sayReport } from '../../documents/words.js';
import type { Language } from '../../words/words.js';
import { FigureTable, figures, words } from './report-table.js';

/** Each goal of the year with its light. A light is of a goal, never of a person or a case. */
export function Goals({ view, language }: { view: ReportView; language: Language }) {
  const say = sayReader(language);
  const goals = goalsOf(view, language);
  if (goals.length === 0) return <p>{say('goals.none', { n: view.report.year })}</p>;
  return (
    <>
      <FigureTable
        caption={`${say('head.goals')} ${view.report.year}`}
        columns={[
          words(say('col.goal')),
          words(sayReport(language)('col.status')),
          ...(['col.asked', 'col.reached', 'col.last-year'] as const).map((key) => figures(say(key))),
        ]}
        rows={goals.map(({ line, mark }) => [
          line.name,
          <span class="light">
            <Light mark={mark} />
            {say(`goal.${mark}`)}
          </span>,
          ...[line.text.target, line.text.value, line.text.lastYear],
        ])}
      />
      <p>{say('head.goals.note')}</p>
    </>
  );
}

/** Beside its word, and with a shape of its own: colour alone says nothing (WCAG 1.4.1). The shapes are those of the PDF. */
function Light({ mark }: { mark: Mark }) {
  return (
    <svg class={`light-${mark}`} viewBox="0 0 16 16" aria-hidden="true">
      {mark === 'missed' ? <path d="M8 0 16 8 8 16 0 8Z" /> : <circle cx="8" cy="8" r="7" />}
      <path class="sign" d={SIGNS[mark]} />
    </svg>
  );
}
const SIGNS: Readonly<Record<Mark, string>> = {
  met: 'M4.5 8.3 7 10.8 11.6 5.4',
  missed: 'M5.6 5.6 10.4 10.4M10.4 5.6 5.6 10.4',
  unknown: 'M5 8H11',
  withheld: 'M5 8H11',
};
