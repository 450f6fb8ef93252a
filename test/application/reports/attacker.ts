import type { ShownIndicator, ShownReport } from '../../../src/application/reports/view.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { atLeast, atMost, type Fact, type Interval, narrowed, sumOf, type Term, UNLIMITED } from './whole-numbers.js';

/** What the attacker holds of an edition: its JSON and the plan, which is public. */
export interface Page {
  readonly report: ShownReport;
  readonly plan: Plan;
}
/** What he holds to be so beyond the definitions. */
export interface Beliefs {
  /** Figures of a year only grow from one edition to one that knows more. */
  readonly growth?: boolean;
  /** The courses completed in a half-year are the same ones in every report that counts them. */
  readonly chain?: boolean;
}
export interface Line {
  readonly kind: string;
  /** What is counted: the same words for plans that count the same. */
  readonly counts: string;
  readonly kinds: readonly string[];
  readonly parts: Readonly<Record<string, number | null>>;
}
interface Moment {
  readonly key: string;
  readonly year: number;
  readonly position: number;
  readonly instant: string;
  readonly occurred: boolean;
  readonly lines: readonly Line[];
}

/** The intervals that are left of every withheld count: no code is shared with the publisher. */
export function workedBack(pages: readonly Page[], beliefs: Beliefs = {}): ReadonlyMap<string, Interval> {
  const printed = countsOn(pages);
  const told = new Map([...printed].flatMap(([name, figure]) => (figure === null ? [] : [[name, figure] as const])));
  const left = narrowed(told, factsOf(pages, beliefs));
  const withheld = [...printed.keys()].filter((name) => !told.has(name));
  return new Map(withheld.map((name) => [name, left.get(name) ?? { least: 0, most: UNLIMITED }]));
}

/** Whether what was worked back is a figure that another edition of the year tells: then it was known before. */
export function isToldElsewhere(pages: readonly Page[], name: string, { least, most }: Interval): boolean {
  const [year, count] = [name.split(' ', 1), name.split(': ')[1]];
  return [...countsOn(pages)].some(
    ([other, figure]) =>
      least === most && figure === least && other.startsWith(`${year} @`) && other.endsWith(`: ${count}`),
  );
}

/** Every count that the pages print, by a name of the attacker's choice; null where all of them withhold it. */
export function countsOn(pages: readonly Page[]): ReadonlyMap<string, number | null> {
  const printed = new Map<string, number | null>();
  for (const moment of pages.map(momentOf))
    for (const line of moment.lines)
      for (const [part, figure] of Object.entries(line.parts)) {
        const name = count(moment, line, part);
        printed.set(name, printed.get(name) ?? figure);
      }
  return printed;
}

/** What joins the counts: by definition, and by what he believes. */
export function factsOf(pages: readonly Page[], beliefs: Beliefs = {}): readonly Fact[] {
  const moments = pages.map(momentOf);
  const printed = countsOn(pages);
  const all = [...moments.flatMap(defined), ...nested(moments), ...targets(pages), ...believed(moments, beliefs)];
  return all.filter(({ terms }) => terms.every(([name]) => printed.has(name) || name.startsWith('half-year')));
}

const momentOf = ({ report, plan }: Page): Moment => {
  const { position, instant = '', clock } = report.asOf;
  const key = `${report.year} @${position} ${instant}${clock === 'occurred' ? ' occurred' : ''}`;
  const lines = report.indicators.flatMap((i) => lineOf(i, plan));
  return { key, year: report.year, position, instant, occurred: clock === 'occurred', lines };
};

export function lineOf(indicator: ShownIndicator, plan: Plan): readonly Line[] {
  const { id, value, numerator, denominator, unknown, suppressed } = indicator;
  const definition = plan.indicators.find((i) => i.id === id);
  const { kind, kinds } = definition ?? { kind: 'measurement', kinds: [] };
  const school = plan.goals.find((g) => g.indicator === id)?.schoolType ?? '';
  const counts = kind === 'measurement' ? `measured ${id}` : [kind, school, ...kinds].join(' ');
  const line = { kind, counts, kinds };
  if (kind === 'measurement') return suppressed ? [{ ...line, parts: { all: value } }] : [];
  if (definition?.unit !== 'share') return [{ ...line, parts: { all: value } }];
  const decided = { all: denominator, some: numerator };
  return [{ ...line, parts: kind === 'reoffer-compliance' ? decided : { ...decided, unknown } }];
}

/** The substantiated share is of the concerns received: one count on two lines. */
const count = ({ key }: Moment, { kind, counts }: Line, part: string): string =>
  `${key}: ${kind === 'substantiated-share' && part === 'all' ? 'concerns-received' : counts} ${part}`;

/** Small counts that nothing need be worked out for: told, left by a whole less its parts, or the step between two editions. */
export function readOff(pages: readonly Page[], minimum: number): readonly string[] {
  const moments = pages.map(momentOf);
  const formed = moments.flatMap((m) => m.lines.flatMap((line) => formedOn(m, line)));
  const small = formed.flatMap(({ name, figure }) => (figure < minimum ? [`${name} = ${figure}`] : []));
  const steps = formed.flatMap((a) =>
    formed
      .filter((b) => a.year === b.year && a.what === b.what && a.figure < b.figure && b.figure - a.figure < minimum)
      .map((b) => `${b.name} = ${b.figure}, was ${a.figure} in ${a.name}`),
  );
  return [...small, ...steps];
}

function formedOn(moment: Moment, line: Line) {
  const { all = null, some = null, unknown = null } = line.parts;
  const inside = line.kind === 'triage-on-time' ? null : unknown;
  const less = (a: number | null, ...b: readonly (number | null)[]) =>
    b.reduce((left, part) => (left === null || part === null ? null : left - part), a);
  const forms = {
    all,
    some,
    unknown,
    others: less(all, some),
    known: less(all, inside),
    rest: less(all, some, inside),
  };
  return Object.entries(forms).flatMap(([part, figure]) =>
    figure === null
      ? []
      : [{ name: `${moment.key}: ${line.counts} ${part}`, what: `${line.counts} ${part}`, year: moment.year, figure }],
  );
}

const lineCalled = ({ lines }: Moment, kind: string) => lines.find((l) => l.kind === kind);

/** Where a page says whether a target is met, the numerator lies on one side of it. */
const targets = (pages: readonly Page[]): readonly Fact[] =>
  pages.flatMap((page) =>
    page.report.indicators.flatMap((indicator) => {
      const { met, target, denominator } = indicator;
      const [line] = lineOf(indicator, page.plan);
      if (met === null || target === null || denominator === null || !line) return [];
      const some = count(momentOf(page), line, 'some');
      const least = Math.ceil(target * denominator - 1e-9);
      return [met ? sumOf([[some, -1]], -least) : sumOf([[some, 1]], least - 1)];
    }),
  );

/** domain.md section 6: what is part of what within one report. */
function defined(moment: Moment): readonly Fact[] {
  const shares = moment.lines.filter((l) => 'some' in l.parts);
  const own = shares.flatMap((line) => {
    const of = (part: string) => count(moment, line, part);
    const inside = 'unknown' in line.parts && line.kind !== 'triage-on-time' ? [of('unknown')] : [];
    return [atMost([of('some'), ...inside], [of('all')])];
  });
  const [triage, concerns] = [lineCalled(moment, 'triage-on-time'), lineCalled(moment, 'substantiated-share')];
  if (!triage || !concerns) return own;
  return [
    ...own,
    atMost([count(moment, triage, 'all')], [count(moment, concerns, 'some')]),
    atMost([count(moment, triage, 'unknown')], [count(moment, concerns, 'unknown')]),
  ];
}

/** Of one moment, what one plan counts of fewer kinds is part of what another counts of more; so is what it leaves. */
function nested(moments: readonly Moment[]): readonly Fact[] {
  const pairs = pairsOf(moments).filter(([a, b]) => a.key === b.key);
  return pairs.flatMap(([a, b]) =>
    a.lines.flatMap((less) =>
      b.lines
        .filter((more) => less.kind === 'progress-6-months' && more.kind === less.kind)
        .filter((more) => less.kinds.length < more.kinds.length)
        .flatMap((more) => [...grows([a, less], [b, more], ['all', 'some', 'unknown']), stays([a, less], [b, more])]),
    ),
  );
}

type Place = readonly [Moment, Line];
const grows = ([a, less]: Place, [b, more]: Place, parts: readonly string[]) =>
  parts.filter((p) => p in less.parts).map((part) => atMost([count(a, less, part)], [count(b, more, part)]));
const stays = (less: Place, more: Place) => sumOf([...rest(less, 1), ...rest(more, -1)]);
const rest = ([moment, line]: Place, sign: number): readonly Term[] =>
  Object.keys(line.parts)
    .filter((part) => part !== 'unknown' || line.kind !== 'triage-on-time')
    .map((part) => [count(moment, line, part), part === 'all' ? sign : -sign]);

function believed(moments: readonly Moment[], { growth, chain }: Beliefs): readonly Fact[] {
  const later = pairsOf(moments).filter(([a, b]) => a.year === b.year && !a.occurred && !b.occurred && isBefore(a, b));
  const lines = later.flatMap(([a, b]) =>
    a.lines.flatMap((line) =>
      b.lines.filter((l) => l.counts === line.counts).map((l) => [[a, line] as const, [b, l] as const] as const),
    ),
  );
  const grown = lines.flatMap(([a, b]) => [
    ...grows(a, b, ['all', 'some']),
    ...('some' in a[1].parts && a[1].kind !== 'offer-acceptance' ? [stays(a, b)] : []),
  ]);
  return [...(growth ? grown : []), ...(chain ? moments.flatMap(halfYears) : [])];
}
const isBefore = (a: Moment, b: Moment) =>
  a.position < b.position || (a.position === b.position && a.instant < b.instant);

/** Follow-ups of a year count the courses completed in two half-years: the year before, or half a year later. */
function halfYears(moment: Moment): readonly Fact[] {
  return moment.lines.flatMap((line) => {
    const first = { 'education-employment': 0, 'not-at-risk': 1 }[line.kind];
    if (first === undefined) return [];
    const halves = [0, 1].map((n) => `half-year ${2 * moment.year - 2 + first + n}`);
    return [atMost(halves, [count(moment, line, 'all')]), atLeast(halves, [count(moment, line, 'all')])];
  });
}

const pairsOf = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((a) => all.flatMap((b) => (a === b ? [] : [[a, b] as const])));
