import type { IndicatorDefinition, Plan } from '../../plan/schema.js';
import { definitionOf } from '../definitions/index.js';

/** A count that a report prints: how many there are, how many of them the share counts, how many are unknown. */
export const PARTS = ['count', 'numerator', 'unknown'] as const;
export type CountPart = (typeof PARTS)[number];
export type IndicatorKind = IndicatorDefinition['kind'];

export interface Figures {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly unknown: number | null;
}

/** One count of one report. Two plans that define it alike print the same cell. */
export interface Cell {
  readonly name: string;
  readonly line: Line;
  readonly part: CountPart;
}
export interface Line {
  readonly id: string;
  readonly kind: IndicatorKind;
  /** What is counted, but for the limits of `within`. */
  readonly family: string;
  /** What is counted, whatever it is called: equal for all plans that define it alike. */
  readonly meaning: string;
  /** Kinds of offer or course (or the school type) it is limited to; empty = all. */
  readonly within: readonly string[];
  readonly share: boolean;
  /** How long after a course was completed it counts; null where it does not count completed courses. */
  readonly monthsAfter: number | null;
}

/** Of these the unknown stand beside the denominator, not in it. */
const UNKNOWN_BESIDE: ReadonlySet<IndicatorKind> = new Set<IndicatorKind>(['triage-on-time']);

/** Of what a share is, its definition says; a count says nothing of that. */
const isShare = (kind: IndicatorKind): boolean => definitionOf(kind).wording.da.of !== undefined;

export const unknownInside = (line: Line): boolean => line.share && !UNKNOWN_BESIDE.has(line.kind);
/** What a definition does not speak of tells nothing: its `unknown` is 0 (domain.md section 6). */
export const hasUnknown = (line: Line): boolean => definitionOf(line.kind).wording.da.unknown !== undefined;

export const indicatorOf = (plan: Plan, id: string): IndicatorDefinition | undefined =>
  plan.indicators.find((i) => i.id === id);

/** An indicator that its plan does not name is a measurement recorded beside it. */
export function lineOf(plan: Plan, id: string): Line {
  const definition = indicatorOf(plan, id);
  const kind = definition?.kind ?? 'measurement';
  const { family, within = [], monthsAfter = null } = scopeOf(plan, id, kind, (definition?.kinds ?? []).toSorted());
  return { id, kind, family, within, monthsAfter, meaning: [family, ...within].join(' '), share: isShare(kind) };
}

interface Scope {
  readonly family: string;
  readonly within?: readonly string[];
  readonly monthsAfter?: number;
}
function scopeOf(plan: Plan, id: string, kind: IndicatorKind, within: readonly string[]): Scope {
  const { statusMonths, riskMonths, riskWindowMonths } = plan.followUp;
  if (kind === 'measurement') return { family: `${kind} ${id}` };
  if (kind === 'education-employment') return { family: `${kind} ${statusMonths}`, within, monthsAfter: statusMonths };
  if (kind === 'not-at-risk')
    return { family: `${kind} ${riskMonths} ${riskWindowMonths}`, within, monthsAfter: riskMonths };
  if (kind !== 'activity') return { family: kind, within };
  const goal = plan.goals.find((g) => g.indicator === id);
  return { family: `${goal?.count} ${goal?.activityKind}`, within: goal?.schoolType ? [goal.schoolType] : [] };
}

export const cellOf = (line: Line, part: CountPart): Cell => ({ line, part, name: nameOf(line, part) });

export const SUBSTANTIATED = 'substantiated-share numerator';
export const UNDECIDED = 'substantiated-share unknown';
export const RECEIVED = 'concerns-received count';
/** The denominator of the substantiated share is the number of concerns received: one cell, printed twice. */
export const nameOf = ({ kind, meaning }: Line, part: CountPart): string =>
  kind === 'substantiated-share' && part === 'count' ? RECEIVED : `${meaning} ${part}`;

export const cellsOf = (line: Line): readonly Cell[] =>
  PARTS.filter((part) => part === 'count' || (line.share && (part === 'numerator' || hasUnknown(line)))).map((part) =>
    cellOf(line, part),
  );

export function figureOf(line: Line, part: CountPart, figures: Figures): number | null {
  if (part === 'count') return line.share ? figures.denominator : figures.value;
  return figures[part];
}

/** Counts the same, of fewer kinds. */
export const nestedIn = (a: Line, b: Line): boolean =>
  a.family === b.family &&
  a.within.length !== b.within.length &&
  (b.within.length === 0 || (a.within.length > 0 && a.within.every((kind) => b.within.includes(kind))));
