import { type Counting, inLocalYear } from './counting.js';
import type { ConcernFact } from './facts.js';

/** Concerns received in the year; those dismissed as duplicates are left out. */
export const received = ({ facts, year }: Pick<Counting, 'facts' | 'year'>): readonly ConcernFact[] => {
  const inYear = inLocalYear(year);
  return facts.concerns.filter((c) => inYear(c.receivedAt) && c.ending !== 'duplicate');
};

export const substantiated = ({ outcome }: ConcernFact): boolean => outcome === 'substantiated';

/** Neither qualified nor ended: what it was is not known yet. */
export const undecided = ({ outcome, ending }: ConcernFact): boolean => outcome === null && ending === null;
