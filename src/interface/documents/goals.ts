import type { ReportView } from '../../application/reports/view.js';
import type { Language } from '../words/words.js';
import { type Line, lines } from './lines.js';

/** How a goal stands. Of goals only: nothing in the report is a mark on a person (domain.md rule 13). */
export type Mark = 'met' | 'missed' | 'unknown' | 'withheld';
export interface Goal {
  readonly line: Line;
  readonly mark: Mark;
}

/** The indicators that have a target in the report's year. */
export const goalsOf = (view: ReportView, language: Language): readonly Goal[] =>
  lines(view, language)
    .filter((line) => line.raw.target !== null)
    .map((line) => ({ line, mark: markOf(line) }));

function markOf({ raw }: Line): Mark {
  if (raw.met !== null) return raw.met ? 'met' : 'missed';
  return raw.withheld.includes('value') ? 'withheld' : 'unknown';
}
