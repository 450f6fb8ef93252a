import type { ReportView } from '../../application/reports/view.js';
import type { IndicatorDefinition } from '../../domain/plan/schema.js';
import { number } from '../words/format.js';
import type { Language } from '../words/words.js';
import { goalsOf, type Mark } from './goals.js';
import { type Line, lines } from './lines.js';
import { isReaderKey, type SayReader, sayReader } from './reader-words.js';

type IndicatorKind = IndicatorDefinition['kind'];

/**
 * What the figures say, for somebody who reads three sentences: only figures that stand in the tables too, so that nothing withheld is told
 * here, and never why they are as they are.
 */
export function sentences(view: ReportView, language: Language): readonly string[] {
  const say = sayReader(language);
  const told = [goals(view, language, say), concerns(view, language, say), share(view, language, say)];
  return told.filter((sentence) => sentence !== null);
}

function goals(view: ReportView, language: Language, say: SayReader): string {
  const all = goalsOf(view, language);
  if (all.length === 0) return say('goals.none', { n: view.report.year });
  const count = (mark: Mark) => all.filter((g) => g.mark === mark).length;
  const met = count('met');
  // Only goals that may be told are counted: "0 of 5 met" is untrue where four are withheld (domain.md section 6).
  const told = all.length - count('withheld');
  if (told === 0) return say('goals.all-withheld');
  const rest = (['missed', 'unknown'] as const)
    .map((mark) => [mark, count(mark)] as const)
    .filter(([, n]) => n > 0)
    .map(([mark, n]) => say(`goals.${mark}`, { n }));
  if (told === all.length) return `${enumerated([say('goals.some', { n: met, of: told }), ...rest], say)}.`;
  const how = enumerated([say('goals.met', { n: met }), ...rest], say);
  return `${say('goals.told', { n: told, of: all.length })}: ${how}.`;
}
const enumerated = (parts: readonly string[], say: SayReader): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${say('and')} ${parts.at(-1)}`;

function concerns(view: ReportView, language: Language, say: SayReader): string | null {
  const received = ofKind(view, language, 'concerns-received')?.raw.value ?? null;
  if (received === null) return null;
  const fill = { n: number(received, language, false), year: view.report.year };
  const came = say(received === 1 ? 'concerns.one' : 'concerns.many', fill);
  const basis = basisOf(ofKind(view, language, 'substantiated-share'), language);
  return `${[came, ...(basis ? [say('concerns.substantiated', basis)] : [])].join('; ')}.`;
}

/** What happened for those who were offered help comes first; how fast the Infohus was, last. */
const TOLD: readonly IndicatorKind[] = [
  'offer-acceptance',
  'education-employment',
  'not-at-risk',
  'progress-6-months',
  'goals-reviewed',
  'triage-on-time',
  'reoffer-compliance',
];
function share(view: ReportView, language: Language, say: SayReader): string | null {
  const found = TOLD.flatMap((kind) => {
    const basis = basisOf(ofKind(view, language, kind), language);
    const key = `share.${kind}`;
    return basis && isReaderKey(key) ? [say(key, basis)] : [];
  });
  return found[0] ?? null;
}

/** "12 of 40", where both may be told and there is something to count. */
function basisOf(line: Line | undefined, language: Language): { n: string; of: string } | null {
  const { numerator = null, denominator = null } = line?.raw ?? {};
  if (numerator === null || denominator === null || denominator === 0) return null;
  return { n: number(numerator, language, false), of: number(denominator, language, false) };
}

function ofKind(view: ReportView, language: Language, kind: IndicatorKind): Line | undefined {
  const id = view.plan.indicators.find((i) => i.kind === kind)?.id;
  return lines(view, language).find((line) => line.id === id);
}
