import { compare } from '../../../domain/kernel/order.js';
import type { Counts, Tally } from '../../../projections/tally.js';

/** Null: withheld, none or a few. */
export type ProtectedCounts = Readonly<Record<string, number | null>>;
export type ProtectedTally = { readonly [K in keyof Tally]: ProtectedCounts };

/** What may be counted at all: a kind that is left out would tell that there is none of it. */
const KINDS = {
  cases: ['open', 'closed'],
  openByType: ['child', 'adult-psychiatric', 'adult', 'crime-crossover'],
  openByLevel: ['general', 'specific', 'targeted'],
  concerns: [
    ...['undecided', 'substantiated', 'unsubstantiated', 'in-a-case'],
    ...['irrelevant', 'duplicate', 'handed-to-police', 'forwarded'],
  ],
  forms: ['militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'hybrid', 'other', 'none'],
} as const;

/**
 * The overview for whoever sees figures and never cases: counts below the plan's limit are withheld, and beside them so many others that none can
 * be worked back from a total (databeskyttelsesloven § 10 stk. 2). The open cases are the total of three of the tables.
 */
export function protectedTally(tally: Tally, agencies: readonly string[], minimum: number): ProtectedTally {
  const single = (counts: Counts, kinds: readonly string[]) => withheld(padded(counts, kinds), minimum, false);
  const summed = (counts: Counts, kinds: readonly string[]) => withheld(padded(counts, kinds), minimum, true);
  return {
    cases: single(tally.cases, KINDS.cases),
    openByType: summed(tally.openByType, KINDS.openByType),
    openByLevel: summed(tally.openByLevel, KINDS.openByLevel),
    openByAgency: summed(tally.openByAgency, agencies),
    concerns: single(tally.concerns, KINDS.concerns),
    forms: single(tally.forms, KINDS.forms),
  };
}

const padded = (counts: Counts, kinds: readonly string[]): Counts => ({
  ...Object.fromEntries(kinds.map((kind) => [kind, 0])),
  ...counts,
});

function withheld(counts: Counts, minimum: number, totalIsKnown: boolean): ProtectedCounts {
  const ascending = Object.entries(counts).sort(([a, m], [b, n]) => m - n || compare(a, b));
  const hidden = new Set(ascending.flatMap(([kind, n]) => (n < minimum ? [kind] : [])));
  let sum = ascending.reduce((s, [kind, n]) => (hidden.has(kind) ? s + n : s), 0);
  for (const [kind, n] of ascending) {
    // What is hidden together must not say of one of them how many it is: nor by their sum that they are few.
    if (!totalIsKnown || hidden.size === 0 || (hidden.size > 1 && sum >= minimum)) break;
    if (hidden.has(kind)) continue;
    hidden.add(kind);
    sum += n;
  }
  return Object.fromEntries(
    Object.entries(counts)
      .sort(([a], [b]) => compare(a, b))
      .map(([kind, n]) => [kind, hidden.has(kind) ? null : n]),
  );
}
