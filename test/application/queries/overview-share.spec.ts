import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { protectedTally } from '../../../src/application/queries/registers/overview-share.js';
import type { Tally } from '../../../src/projections/tally.js';

const NONE: Tally = { cases: {}, openByType: {}, openByLevel: {}, openByAgency: {}, concerns: {}, forms: {} };
const types = (openByType: Tally['openByType']) => protectedTally({ ...NONE, openByType }, ['SOF'], 5).openByType;

describe('The overview for whoever sees figures and never cases', () => {
  it('withholds what is below the limit, none as well as a few, and what it could be worked back from', () => {
    expect(types({ child: 9, adult: 12, 'adult-psychiatric': 7, 'crime-crossover': 3 })).toEqual({
      ...{ child: 9, adult: 12, 'adult-psychiatric': null, 'crime-crossover': null },
    });
    expect(types({ child: 9, adult: 12, 'adult-psychiatric': 1 })).toEqual({
      ...{ child: null, adult: 12, 'adult-psychiatric': null, 'crime-crossover': null },
    });
    expect(protectedTally({ ...NONE, cases: { open: 8, closed: 1 } }, [], 5).cases).toEqual({ open: 8, closed: null });
  });

  it('never leaves a single one to be worked back from the total, nor a few together', () => {
    const law = fc.property(fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }), (counts) => {
      const [child = 0, adult = 0, psychiatric = 0, crossover = 0] = counts;
      const all = { child, adult, 'adult-psychiatric': psychiatric, 'crime-crossover': crossover };
      const shown = types(all);
      const hidden = Object.entries(all).filter(([kind]) => shown[kind] === null);
      expect(Object.values(shown).every((n) => n === null || n >= 5)).toBe(true);
      const sum = hidden.reduce((s, [, n]) => s + n, 0);
      expect(hidden.length === 0 || hidden.length === 4 || (hidden.length > 1 && sum >= 5)).toBe(true);
    });
    fc.assert(law, { numRuns: 2000 });
  });
});
