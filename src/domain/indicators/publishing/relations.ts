import { compare } from '../../kernel/order.js';
import {
  hasUnknown,
  type Line,
  nameOf,
  nestedIn,
  PARTS,
  RECEIVED,
  SUBSTANTIATED,
  UNDECIDED,
  unknownInside,
} from './cells.js';
import type { PublishedYear, When } from './edition.js';
import type { Inequality } from './feasible.js';

/** The variable of a count at a moment. */
export const variable = ({ year, position, clock }: When, name: string): string =>
  `${year} ${position} ${clock} ${name}`;

type NamedMoment = readonly [PublishedYear, string];
const isPrinted = ([moment, name]: NamedMoment) => moment.cells.has(name);

/** Counts that no report prints drop out of the smaller side; without one of the larger side nothing is known. */
export function atMost(less: readonly NamedMoment[], more: readonly NamedMoment[]): readonly Inequality[] {
  const smaller = less.filter(isPrinted);
  if (smaller.length === 0 || !more.every(isPrinted)) return [];
  const term = (factor: number) => (place: NamedMoment) => [variable(...place), factor] as const;
  return [{ terms: [...smaller.map(term(1)), ...more.map(term(-1))], atMost: 0 }];
}

export const linesOf = (moment: PublishedYear): readonly Line[] => [
  ...new Map([...moment.cells.values()].map(({ line }) => [line.meaning, line])).values(),
];

/** Parts lie within their wholes, by definition (domain.md section 6). */
export function withinMoment(moment: PublishedYear): readonly Inequality[] {
  const at = (name: string): NamedMoment => [moment, name];
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
export const nestedKinds = (moments: readonly PublishedYear[]): readonly (readonly Inequality[])[] =>
  moments.flatMap((m) =>
    moments
      .filter((other) => other.year === m.year)
      .flatMap((other) =>
        linesOf(m).flatMap((inner) =>
          linesOf(other)
            .filter((outer) => nestedIn(inner, outer))
            .map((outer) => [
              ...PARTS.flatMap((part) => atMost([[m, nameOf(inner, part)]], [[other, nameOf(outer, part)]])),
              ...restWithin([m, inner], [other, outer]),
            ]),
        ),
      ),
  );

/** Cases and advice come from the concerns of their own year: usual, never certain. */
export const usual = (moment: PublishedYear): readonly (readonly Inequality[])[] => [
  atMost([[moment, 'cases-started count']], [[moment, SUBSTANTIATED]]),
  atMost([[moment, 'advice-given count']], [[moment, RECEIVED]]),
];

/** Where nothing is corrected, figures of a year only grow, and what was decided stays so; for each indicator by itself. */
export function growth(moments: readonly PublishedYear[]): readonly (readonly Inequality[])[] {
  const inOrder = moments.toSorted((a, b) => a.position - b.position || compare(a.clock, b.clock));
  const lines = new Map(moments.flatMap((m) => linesOf(m).map((line) => [line.meaning, line] as const)));
  return [...lines.values()].flatMap((line) => {
    const telling = inOrder.filter((m) => linesOf(m).some((l) => l.meaning === line.meaning));
    const steps = telling.slice(1).map((later, i) => [telling[i] ?? later, later] as const);
    const grown = steps.flatMap(([earlier, later]) => grows(line, earlier, later));
    return [grown, [...grown, ...steps.flatMap(([earlier, later]) => stays(line, earlier, later))]];
  });
}
const grows = (line: Line, earlier: PublishedYear, later: PublishedYear) =>
  (['count', 'numerator'] as const).flatMap((part) =>
    atMost([[earlier, nameOf(line, part)]], [[later, nameOf(line, part)]]),
  );

/** The rest of the denominator grows too; not that of offers, for a declined one may be accepted when repeated. */
const stays = (line: Line, earlier: PublishedYear, later: PublishedYear) =>
  line.kind === 'offer-acceptance' ? [] : restWithin([earlier, line], [later, line]);

type Row = readonly [PublishedYear, Line];

/** What neither the numerator nor the unknown make up of one denominator is at most that of another. */
function restWithin(less: Row, more: Row): readonly Inequality[] {
  const [smaller, larger] = [restOf(less, 1), restOf(more, -1)];
  return smaller && larger ? [{ terms: [...smaller, ...larger], atMost: 0 }] : [];
}
function restOf([moment, line]: Row, sign: number) {
  if (!line.share) return null;
  const parts = PARTS.filter((part) => part !== 'unknown' || (hasUnknown(line) && unknownInside(line)));
  if (!parts.every((part) => isPrinted([moment, nameOf(line, part)]))) return null;
  return parts.map((part) => [variable(moment, nameOf(line, part)), part === 'count' ? sign : -sign] as const);
}
