// The yearly report: the indicators of koebenhavn-2016 and what was measured.
import { type Course, type Offer } from './case-state.js';
import type { Concern } from './concern.js';
import { inOrder, str } from './model.js';
import { reoffers, triage } from './obligations.js';
import type { Oracle } from './oracle.js';
import { planById } from './plan-file.js';
import { count, type Figure, share } from './report-figure.js';
import { figureOf, targetOf } from './report-plan.js';
import { dayOf, type Ms, plusMonths, yearOf } from './time.js';
import { caseOf, type View, view } from './view.js';

export interface Indicator {
  readonly id: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly unknown: number;
  readonly baseline: { year: number; value: number }[];
  /** Where a plan is asked for. */
  readonly target?: number | null;
  readonly met?: boolean | null;
}

/** Concerns received in the year, those dismissed as duplicate left out. */
const received = (all: View, year: number): Concern[] =>
  all.concerns.filter((concern) => yearOf(concern.receivedAt) === year && concern.ended?.reason !== 'duplicate');

function substantiatedShare(all: View, year: number): Figure {
  const of = received(all, year);
  const undecided = of.filter((concern) => concern.qualification === null && concern.ended === null);
  return share(of, (concern) => concern.qualification === 'substantiated', undecided.length);
}

function triageOnTime(all: View, year: number, clock: Ms): Figure {
  const of = received(all, year)
    .filter((concern) => concern.ended === null)
    .map((concern) => ({ concern, item: triage(concern, caseOf(all, concern), clock) }));
  const decided = of.filter(
    ({ concern, item }) =>
      concern.qualification === 'substantiated' && (item.metAt !== null || item.state === 'overdue'),
  );
  const waiting = of.filter(({ concern, item }) => concern.qualification === null && item.state === 'overdue');
  return share(decided, ({ item }) => item.state === 'met', waiting.length);
}

const offersOf = (all: View): Offer[] => [...all.cases.values()].flatMap((state) => [...state.offers.values()]);
const mentorCourses = (all: View): Course[] =>
  [...all.cases.values()]
    .flatMap((state) => [...state.courses.values()])
    .filter((course) => course.kind === 'mentor' && course.completedAt !== null);

function offerAcceptance(all: View, year: number): Figure {
  const of = offersOf(all).filter(
    (offer) => (offer.kind === 'mentor' || offer.kind === 'parent-coach') && yearOf(offer.offeredAt) === year,
  );
  return share(of, (offer) => offer.acceptedAt !== null, of.filter((offer) => offer.status === 'open').length);
}

function reofferCompliance(all: View, year: number, clock: Ms): Figure {
  const of = offersOf(all)
    .flatMap((offer) => reoffers(offer, clock))
    .filter((item) => yearOf(item.dueAt) === year && item.state !== 'lapsed')
    .filter((item) => clock > item.dueAt || item.state === 'met');
  return share(of, (item) => item.state === 'met');
}

const values = (course: Course, what: 'status' | 'risk', from: string, to: string): string[] =>
  course.steps
    .filter((step) => step.what === what && dayOf(step.at) >= from && dayOf(step.at) <= to)
    .map((step) => step.value ?? '');

function followed(
  all: View,
  year: number,
  what: 'status' | 'risk',
  months: number,
  good: (found: string[]) => boolean,
): Figure {
  const of = mentorCourses(all).flatMap((course) => {
    const done = dayOf(course.completedAt ?? 0);
    const day = plusMonths(done, months);
    if (Number(day.slice(0, 4)) !== year) return [];
    return [
      what === 'status'
        ? values(course, what, done, day)
        : values(course, what, plusMonths(day, -1), plusMonths(day, 1)),
    ];
  });
  return share(of, good, of.filter((found) => found.length === 0).length);
}

function figures(oracle: Oracle, type: string, infohus: string, until?: Ms): Map<string, Map<number, number>> {
  const found = new Map<string, Map<number, number>>();
  const facts = inOrder(oracle.log.figures.get(infohus) ?? [], until).filter((fact) => fact.type === type);
  for (const { data } of facts) {
    const years = found.get(str(data, 'indicator')) ?? new Map<number, number>();
    years.set(Number(data.year), Number(data.value));
    found.set(str(data, 'indicator'), years);
  }
  return found;
}

export interface ReportOptions {
  /** `--clock occurred --as-of INSTANT`: only what had occurred by then. */
  readonly occurredUpTo?: Ms;
  /** The id of a plan file: its indicators and no others, with target and met. Without it those of koebenhavn-2016. */
  readonly plan?: string;
}

/**
 * The internal report of one year. `clock` is the as-of instant, else the recorded time of the head (the import's).
 * AMBIGUOUS: baselines are the recorded historical figures alone. Alternative: the plan's own figures as well.
 */
export function report(
  oracle: Oracle,
  infohus: string,
  year: number,
  clock: Ms,
  options: ReportOptions = {},
): Indicator[] {
  const all = view(oracle, infohus, options.occurredUpTo);
  const measured = figures(oracle, 'RecordMeasurement', infohus, options.occurredUpTo);
  const history = figures(oracle, 'RecordHistoricalFigure', infohus, options.occurredUpTo);
  const employed = (found: string[]) => found.some((status) => status !== 'neither');
  const safe = (found: string[]) => found.at(-1) === 'not-at-risk';
  const rows: [string, Figure][] = [
    ['concerns-received', count(received(all, year).length)],
    ['cases-started', count([...all.cases.values()].filter((state) => yearOf(state.openedAt) === year).length)],
    ['substantiated-share', substantiatedShare(all, year)],
    ['triage-on-time', triageOnTime(all, year, clock)],
    ['offer-acceptance', offerAcceptance(all, year)],
    ['reoffer-compliance', reofferCompliance(all, year, clock)],
    ['education-employment', followed(all, year, 'status', 12, employed)],
    ['not-at-risk', followed(all, year, 'risk', 6, safe)],
  ];
  const ids = new Set(rows.map(([id]) => id));
  for (const id of new Set([...measured.keys(), ...history.keys()])) {
    if (ids.has(id)) continue;
    rows.push([id, { value: measured.get(id)?.get(year) ?? null, numerator: null, denominator: null, unknown: 0 }]);
  }
  const baselineOf = (id: string) =>
    [...(history.get(id) ?? [])].map(([y, value]) => ({ year: y, value })).sort((a, b) => a.year - b.year);
  if (options.plan === undefined) return rows.map(([id, figure]) => ({ id, ...figure, baseline: baselineOf(id) }));
  const plan = planById(options.plan);
  const known = new Map(rows);
  const nothing: Figure = { value: null, numerator: null, denominator: null, unknown: 0 };
  const asked = { oracle, all, year, clock, until: options.occurredUpTo };
  return plan.indicators.map((indicator) => {
    const figure = figureOf(plan, indicator, asked) ?? known.get(indicator.id) ?? nothing;
    const target = targetOf(plan, indicator, year);
    // AMBIGUOUS: a target is met from its value on; a range's upper end breaks nothing. Alternative: beyond it is not met.
    const met = figure.value === null || target === null ? null : figure.value >= target;
    return { id: indicator.id, ...figure, target, met, baseline: baselineOf(indicator.id) };
  });
}
