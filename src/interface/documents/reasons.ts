import type { Difference } from '../../application/reports/diff.js';
import { number } from '../words/format.js';
import type { Language } from '../words/words.js';
import { MISSING } from './lines.js';
import { sayReport } from './words.js';

/** How a figure differs and why, as a row under the words for `col.indicator`, `col.was`, `col.is` and `col.why`. */
export function reasons({ id, before, after, reasons: found }: Difference, language: Language) {
  const say = sayReport(language);
  const told = (figures: Difference['before']) => (figures ? figure(figures, language) : say('diff.no-indicator'));
  return {
    [say('col.indicator')]: id,
    [say('col.was')]: told(before),
    [say('col.is')]: told(after),
    [say('col.why')]: found.map(({ reason, figures }) => `${say(`reason.${reason}`)} → ${told(figures)}`).join('; '),
  };
}

type Figures = NonNullable<Difference['before']>;
function figure(
  { value, numerator, denominator, unknown, target, met, suppressed }: Figures,
  language: Language,
): string {
  const say = sayReport(language);
  const isWithheld = suppressed !== undefined;
  const share = denominator !== null || numerator !== null;
  const count = (n: number | null) => (n === null ? say('withheld') : String(n));
  const shown = value !== null ? number(value, language, share) : suppressed ? say('withheld') : MISSING;
  return [
    share ? `${shown} (${count(numerator)} / ${count(denominator)})` : shown,
    ...(unknown === 0 || (unknown === null && !isWithheld)
      ? []
      : [`${say('col.unknown').toLowerCase()} ${count(unknown)}`]),
    ...(target === null ? [] : [`${say('col.target').toLowerCase()} ${number(target, language, share)}`]),
    ...(met === null ? [] : [`${say('col.met').toLowerCase()}: ${say(met ? 'yes' : 'no').toLowerCase()}`]),
  ].join(', ');
}
