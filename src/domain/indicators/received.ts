import { ending, newestOutcome } from '../concern/state.js';
import { type Counting, inLocalYear } from './counting.js';
import type { Facts } from './facts.js';

type Concern = Facts['concerns'][number];

/** Concerns received in the year; those dismissed as duplicates are left out. */
export const received = ({ facts, year }: Pick<Counting, 'facts' | 'year'>): readonly Concern[] => {
  const inYear = inLocalYear(year);
  return facts.concerns.filter((c) => inYear(c.receivedAt) && ending(c.steps) !== 'duplicate');
};

export const substantiated = ({ steps }: Concern): boolean => newestOutcome(steps) === 'substantiated';

/** Neither qualified nor ended: what it was is not known yet. */
export const undecided = ({ steps }: Concern): boolean =>
  newestOutcome(steps) === undefined && ending(steps) === undefined;
