import fc from 'fast-check';
import type { Facts } from '../../../src/domain/indicators/facts.js';
import { Random } from '../../../src/interface/cli/demo-data/random.js';
import { aConcern, aCourse, anInstant, anOffer, generatedFacts } from './generated.js';

/** Facts of 2015 to 2018 with their edges; few of them, so that what breaks a law can be read. */
const several = <T>(make: (random: Random) => T): fc.Arbitrary<readonly T[]> =>
  fc.array(
    fc.nat().map((seed) => make(new Random(seed))),
    { maxLength: 15 },
  );
export const concerns = several(aConcern);
/** Drawn after the course, so that the frozen facts, which have no goals, stay as they were drawn. */
const goalsOf = (random: Random) =>
  Array.from({ length: random.whole(0, 2) }, () => ({
    setAt: anInstant(random),
    steps: random.chance(0.5)
      ? [{ at: anInstant(random), what: 'reviewed' as const, state: 'on-the-way' as const }]
      : [],
  }));
export const offers = several(anOffer);
export const courses = several((random) => ({ ...aCourse(random), goals: goalsOf(random) }));
export const year = fc.integer({ min: 2015, max: 2019 });
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({ concerns, offers, courses, seed: fc.nat() })
  .map(({ seed, ...own }) => ({ ...generatedFacts(seed, { concerns: 0, offers: 0, courses: 0 }), ...own }));

/** A law of what is counted, tried on a hundred drawn cases, the same in every run. */
export function law<A extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof A]: fc.Arbitrary<A[K]> },
  holds: (...drawn: A) => void,
): void {
  fc.assert(fc.property<A>(...arbitraries, holds), { numRuns: 100, seed: 6 });
}
