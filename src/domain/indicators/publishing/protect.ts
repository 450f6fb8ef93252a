import type { PublishedCell, PublishedYear, When } from './edition.js';
import { type Domains, feasible, type Index, type Inequality, indexed } from './feasible.js';
import { ownReasons, UNBOUNDED } from './possible.js';
import { type Ranges, span } from './ranges.js';
import { growth, nestedKinds, usual, variable, withinMoment } from './relations.js';
import { around, isPossible, isWide } from './system.js';

/** Says whether the withheld counts stay as uncertain as they were before, now that one more is told. */
export type Guard = (moments: readonly PublishedYear[], at: When, told: PublishedCell) => boolean;

interface Knowledge {
  /** By definition. */
  readonly certain: readonly Inequality[];
  /** Certain as long as nothing was corrected between the editions that they join. */
  readonly firm: readonly (readonly Inequality[])[];
  /** Each holds where nothing unusual happened; a reader who sees one refuted drops it. */
  readonly supposed: readonly (readonly Inequality[])[];
}

/**
 * The interval check. A withheld count is safe while readers who know the definitions, all editions and the rules of
 * this folder, with or without any one supposition or all of them, are left with `minimum` consecutive values, each of
 * which a reason of its own would have withheld. Counts that earlier editions had already narrowed are no longer held.
 */
export function guard(before: readonly PublishedYear[], minimum: number): Guard {
  const known = knowledgeOf(before);
  const lost = alreadyKnown(before, known, minimum);
  const domains = (moments: readonly PublishedYear[]) => domainsOf(moments, lost, minimum);
  const domainsBefore = domains(before);
  const certain = [...known.certain];
  for (const group of known.firm) if (feasible(domainsBefore, indexed([...certain, ...group]))) certain.push(...group);
  const readers = [known.supposed.flat(), [], ...known.supposed].map((more) => indexed([...certain, ...more]));

  const verdict = (reader: Index, now: Domains, moments: readonly PublishedYear[], start: string) => {
    const system = around(now, reader, start);
    if (!isPossible(system)) return 'refuted';
    const exposed = withheld(moments).filter(
      (name) => system.domains.has(name) && !lost.has(name) && !isWide(system, name, minimum),
    );
    const wasExposed = (name: string) => !isWide(around(domainsBefore, reader, name), name, minimum);
    return exposed.every(wasExposed) ? 'safe' : 'betrayed';
  };
  return (moments, at, { name }) => {
    const now = domains(moments);
    const [boldest, plain, ...others] = readers.map((r) => () => verdict(r, now, moments, variable(at, name)));
    const atMostRefuted = (reader?: () => string) => reader?.() !== 'betrayed';
    // Who supposes most is left with the least: where he learns nothing, nobody does.
    const most = boldest?.();
    return most === 'safe' || (most === 'refuted' && plain?.() === 'safe' && others.every(atMostRefuted));
  };
}

function knowledgeOf(moments: readonly PublishedYear[]): Knowledge {
  return {
    certain: moments.flatMap(withinMoment),
    firm: nestedKinds(moments),
    supposed: [...moments.flatMap(usual), ...growth(moments)].filter((group) => group.length > 0),
  };
}

/** Counts that could be told from the rest before this edition: an edition has shown that they are not small. */
function alreadyKnown(before: readonly PublishedYear[], known: Knowledge, minimum: number): ReadonlySet<string> {
  const all = withheld(before);
  const index = indexed([...known.certain, ...known.firm.flat()]);
  return new Set(
    all.filter((name) => {
      const others = new Set(all.filter((other) => other !== name));
      return !isWide(around(domainsOf(before, others, minimum), index, name), name, minimum);
    }),
  );
}

const withheld = (moments: readonly PublishedYear[]): readonly string[] =>
  moments.flatMap((m) => [...m.cells.values()].filter((t) => t.figure === null).map((t) => variable(m, t.name)));

function domainsOf(moments: readonly PublishedYear[], lost: ReadonlySet<string>, minimum: number): Domains {
  const domains = new Map<string, Ranges>();
  for (const moment of moments) {
    const others = moments.filter((m) => m !== moment && m.year === moment.year);
    for (const told of moment.cells.values()) {
      const name = variable(moment, told.name);
      const reasons = lost.has(name) ? null : ownReasons(told, moment, others, minimum);
      const open = reasons ?? span(0, UNBOUNDED);
      domains.set(name, told.figure === null ? open : span(told.figure, told.figure));
    }
  }
  return domains;
}
