import type { Difference } from '../../application/reports/diff.js';
import { number } from '../web/format.js';
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
function figure({ value, numerator, denominator, unknown, target, met }: Figures, language: Language): string {
  const share = denominator !== null;
  const shown = value === null ? MISSING : number(value, language, share);
  const say = sayReport(language);
  return [
    share ? `${shown} (${numerator} / ${denominator})` : shown,
    ...(unknown > 0 ? [`${say('col.unknown').toLowerCase()} ${unknown}`] : []),
    ...(target === null ? [] : [`${say('col.target').toLowerCase()} ${number(target, language, share)}`]),
    ...(met === null ? [] : [`${say('col.met').toLowerCase()}: ${say(met ? 'yes' : 'no').toLowerCase()}`]),
  ].join(', ');
}
