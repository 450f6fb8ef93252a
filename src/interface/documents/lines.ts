import type { ReportView, ShownIndicator, Trend } from '../../application/reports/view.js';
import type { Wording } from '../../domain/indicators/definition.js';
import type { IndicatorDefinition, Plan } from '../../domain/plan/schema.js';
import { number } from '../words/format.js';
import { codeName } from '../words/labels.js';
import { measureName, measureUnit } from '../words/measures.js';
import { sourceIn } from '../words/sources.js';
import type { Language } from '../words/words.js';
import { sayReader } from './reader-words.js';
import { type SayReport, sayReport } from './words.js';

/** An indicator as every form tells it: ready to print, and in raw numbers. */
export interface Line {
  readonly id: string;
  readonly name: string;
  /** Empty where the plan names none. */
  readonly targetGroup: string;
  readonly unit: IndicatorDefinition['unit'];
  readonly definition: Wording & { readonly version: number | null };
  /** Where the plan has the indicator from, in the plan's own words. */
  readonly source: string;
  readonly text: LineText;
  readonly raw: LineNumbers;
}
export interface LineText {
  readonly value: string;
  /** `12 / 40`; empty for what is no share, and where neither is told. */
  readonly basis: string;
  /** Empty where nothing is unknown. */
  readonly unknown: string;
  /** `200–300` for a range; empty where there is no target this year. */
  readonly target: string;
  readonly met: string;
  readonly lastYear: string;
  /** `2014: 60`, in the order of the years. */
  readonly baseline: readonly string[];
}
export interface LineNumbers
  extends Pick<ShownIndicator, 'value' | 'numerator' | 'denominator' | 'unknown' | 'target' | 'met' | 'baseline'> {
  /** The upper end of a target that is a range. */
  readonly targetTo: number | null;
  readonly lastYear: number | null;
  /** Which figures are null because they are withheld; every other null was never recorded. */
  readonly withheld: readonly Withholdable[];
}
export const WITHHOLDABLE = ['value', 'numerator', 'denominator', 'unknown'] as const;
export type Withholdable = (typeof WITHHOLDABLE)[number];

export const MISSING = '–';

/** One line an indicator, in the report's order. */
export function lines(view: ReportView, language: Language): readonly Line[] {
  return view.report.indicators.map((shown) => line(view, shown, language));
}

function line(view: ReportView, shown: ShownIndicator, language: Language): Line {
  const { plan } = view;
  const declared = plan.indicators.find((d) => d.id === shown.id);
  const definition = view.definitions[shown.id];
  const unit = unitOf(plan, shown);
  const raw = numbers(view, shown);
  return {
    id: shown.id,
    name: declared ? nameOf(declared, language) : measureName(shown.id, language),
    targetGroup: declared?.targetGroup ? codeName(declared.targetGroup, language) : '',
    unit,
    definition: { version: definition?.version ?? null, ...(definition?.[language] ?? { counts: '' }) },
    source: sourceIn(declared?.source ?? '', language),
    text: text(raw, unit, language),
    raw,
  };
}

/** With what the plan says beside its target: “som udgangspunkt” (K16-4). */
const nameOf = ({ name, qualifier }: IndicatorDefinition, language: Language): string =>
  qualifier ? `${name[language]} (${qualifier[language]})` : name[language];

/** A measurement that the plan does not name has no declared unit, and is not guessed to be a share. */
function unitOf(plan: Plan, { id, denominator }: ShownIndicator): IndicatorDefinition['unit'] {
  const declared = plan.indicators.find((d) => d.id === id)?.unit ?? measureUnit(id);
  return declared ?? (denominator === null ? 'value' : 'share');
}

function numbers({ report, plan, trends }: ReportView, shown: ShownIndicator): LineNumbers {
  const { id, value, numerator, denominator, unknown, target, met, baseline } = shown;
  const goal = plan.goals.find((g) => g.indicator === id);
  const before = pointIn(
    trends.find((t) => t.id === id),
    report.year - 1,
  );
  return {
    ...{ value, numerator, denominator, unknown, target, met, baseline },
    // The report has no target in a year that the goal is not set for.
    targetTo: target === null ? null : (goal?.to ?? null),
    lastYear: before?.value ?? null,
    withheld: withheldOf(plan, shown),
  };
}

/** Of a share any of its three counts may be withheld alone; an internal report has every count. */
function withheldOf(plan: Plan, shown: ShownIndicator): readonly Withholdable[] {
  const share = unitOf(plan, shown) === 'share';
  return WITHHOLDABLE.filter((part) => {
    if (shown[part] !== null) return false;
    if (part === 'unknown') return true;
    return shown.suppressed === true && (part === 'value' || share);
  });
}

function text(raw: LineNumbers, unit: Line['unit'], language: Language): LineText {
  const say = sayReport(language);
  const figure = figureIn(unit, language);
  const hidden = (part: Withholdable) => raw.withheld.includes(part);
  const told = (part: Withholdable, as: (n: number) => string) =>
    hidden(part) ? say('withheld') : raw[part] === null ? MISSING : as(raw[part]);
  const count = (n: number) => number(n, language, false);
  return {
    value: told('value', figure),
    basis:
      raw.numerator === null && raw.denominator === null
        ? ''
        : `${told('numerator', count)} / ${told('denominator', count)}`,
    unknown: raw.unknown === 0 ? '' : told('unknown', count),
    target: targetText(raw, figure),
    met: metText(raw, say),
    lastYear: raw.lastYear === null ? MISSING : figure(raw.lastYear),
    // The plan's history is never empty: what is null in it is withheld.
    baseline: raw.baseline.map((b) => `${b.year}: ${b.value === null ? say('withheld') : figure(b.value)}`),
  };
}

/** What is shown of a year: what the log counts, else the history that was told of it. Where both are there the history stands beside (`baseline`). */
export function pointIn(trend: Trend | undefined, year: number): Trend['points'][number] | undefined {
  const own = trend?.points.filter((p) => p.year === year) ?? [];
  return own.find((p) => p.from === 'log' && p.value !== null) ?? own[0];
}

/** How a figure of an indicator is printed: a share in per cent. */
export const figureIn =
  (unit: Line['unit'], language: Language) =>
  (n: number): string =>
    number(n, language, unit === 'share');

const targetText = ({ target, targetTo }: LineNumbers, figure: (n: number) => string): string => {
  if (target === null) return '';
  return targetTo === null ? figure(target) : `${figure(target)}–${figure(targetTo)}`;
};

function metText({ met, target, withheld }: LineNumbers, say: SayReport): string {
  if (target === null) return say('no-target');
  if (met === null) return withheld.includes('value') ? say('withheld') : MISSING;
  return say(met ? 'yes' : 'no');
}

export interface BudgetLine {
  readonly year: number;
  readonly name: string;
  readonly amount: number;
  readonly unit: string;
}
export function budgetLines({ report, plan }: ReportView, language: Language): readonly BudgetLine[] {
  const nameOf = (line: string) => {
    const declared = plan.budget.find((b) => b.line === line);
    if (!declared) return line;
    return declared.about ? `${declared.name[language]} (${sayReader(language)('about')})` : declared.name[language];
  };
  return report.budget.map(({ year, line, amount, unit }) => ({ year, name: nameOf(line), amount, unit }));
}
