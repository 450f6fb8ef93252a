import { type Line, nameOf, nestedIn, PARTS, RECEIVED, SUBSTANTIATED, UNDECIDED, unknownInside } from './cells.js';
import type { Moment, When } from './edition.js';
import type { Inequality } from './feasible.js';

/** The variable of a count at a moment. */
export const variable = ({ year, position, clock }: When, name: string): string =>
  `${year} ${position} ${clock} ${name}`;

type Place = readonly [Moment, string];
const isPrinted = ([moment, name]: Place) => moment.cells.has(name);

/** Counts that no report prints drop out of the smaller side; without one of the larger side nothing is known. */
export function atMost(less: readonly Place[], more: readonly Place[]): readonly Inequality[] {
  const smaller = less.filter(isPrinted);
  if (smaller.length === 0 || !more.every(isPrinted)) return [];
  const term = (factor: number) => (place: Place) => [variable(...place), factor] as const;
  return [{ terms: [...smaller.map(term(1)), ...more.map(term(-1))], atMost: 0 }];
}

export const linesOf = (moment: Moment): readonly Line[] => [
  ...new Map([...moment.cells.values()].map(({ line }) => [line.meaning, line])).values(),
];

/** Parts lie within their wholes, by definition (domain.md section 6). */
export function withinMoment(moment: Moment): readonly Inequality[] {
  const at = (name: string): Place => [moment, name];
  const shares = linesOf(moment).filter((line) => line.share);
  return [
    ...shares.flatMap((line) =>
      atMost(
        (unknownInside(line) ? (['numerator', 'unknown'] as const) : (['numerator'] as const)).map((part) =>
          at(nameOf(line, part)),
        ),
        [at(nameOf(line, 'count'))],
      ),
    ),
    ...shares
      .filter((line) => line.kind === 'triage-on-time')
      .flatMap((line) => [
        ...atMost([at(nameOf(line, 'count'))], [at(SUBSTANTIATED)]),
        ...atMost([at(nameOf(line, 'unknown'))], [at(UNDECIDED)]),
      ]),
  ];
}

/** What counts fewer kinds lies within what counts more, whichever plan prints it. */
export const nestedKinds = (moments: readonly Moment[]): readonly (readonly Inequality[])[] =>
  moments.flatMap((m) =>
    moments
      .filter((other) => other.year === m.year)
      .flatMap((other) =>
        linesOf(m).flatMap((inner) =>
          linesOf(other)
            .filter((outer) => nestedIn(inner, outer))
            .map((outer) =>
              PARTS.flatMap((part) => atMost([[m, nameOf(inner, part)]], [[other, nameOf(outer, part)]])),
            ),
        ),
      ),
  );

/** Cases and advice come from the concerns of their own year: usual, never certain. */
export const usual = (moment: Moment): readonly (readonly Inequality[])[] => [
  atMost([[moment, 'cases-started count']], [[moment, SUBSTANTIATED]]),
  atMost([[moment, 'advice-given count']], [[moment, RECEIVED]]),
];

/** Where nothing is corrected, figures of a year only grow, and what was decided stays so. */
export function growth(moments: readonly Moment[]): readonly (readonly Inequality[])[] {
  const inOrder = moments.toSorted((a, b) => a.position - b.position || (a.clock < b.clock ? -1 : 1));
  return inOrder.flatMap((later, i) => {
    const earlier = inOrder.slice(0, i).findLast((m) => m.year === later.year);
    return earlier ? linesOf(later).flatMap((line) => [grows(line, earlier, later), stays(line, earlier, later)]) : [];
  });
}
const grows = (line: Line, earlier: Moment, later: Moment) =>
  (['count', 'numerator'] as const).flatMap((part) =>
    atMost([[earlier, nameOf(line, part)]], [[later, nameOf(line, part)]]),
  );

/** The rest of the denominator grows too; not that of offers, for a declined one may be accepted when repeated. */
function stays(line: Line, earlier: Moment, later: Moment): readonly Inequality[] {
  if (!line.share || line.kind === 'offer-acceptance') return [];
  const parts = PARTS.filter((part) => part !== 'unknown' || unknownInside(line));
  if (!parts.every((part) => isPrinted([earlier, nameOf(line, part)]) && isPrinted([later, nameOf(line, part)])))
    return [];
  const rest = (moment: Moment, sign: number) =>
    parts.map((part) => [variable(moment, nameOf(line, part)), part === 'count' ? sign : -sign] as const);
  return [{ terms: [...rest(earlier, 1), ...rest(later, -1)], atMost: 0 }];
}
