import { describe, expect, it } from '@jest/globals';
import type { ConcernStep } from '../../../src/domain/concern/state.js';
import type { Facts } from '../../../src/domain/indicators/facts.js';
import { funnel, STAGES } from '../../../src/domain/indicators/funnel.js';
import { anyFacts, law, year } from './arbitrary.js';
import { concern, counted, ended, linked, NOTHING, opened, qualified, step } from './facts.js';

const counts = (facts: Partial<Facts>, of = 2017) => funnel({ ...NOTHING, ...facts }, of).map((s) => s.count);
const cases = [
  opened('open', '2017-03-02T10:00:00Z'),
  opened('closed', '2017-03-02T10:00:00Z', '2018-01-05T10:00:00Z'),
];
const came = (...steps: ConcernStep[]) => counts({ concerns: [concern('2017-03-01T10:00:00Z', ...steps)], cases });
const founded = qualified('2017-03-02T10:00:00Z');
const unfounded = qualified('2017-03-03T10:00:00Z', 'unsubstantiated');

describe('How far the concerns of a year came', () => {
  it('names the stages in their order', () => {
    expect(funnel(NOTHING, 2017)).toEqual(STAGES.map((stage) => ({ stage, count: 0 })));
  });

  it('from received and nothing more', () => {
    expect(came()).toEqual([1, 0, 0, 0, 0]);
  });
  it('to decided: found unsubstantiated, or ended otherwise', () => {
    expect(came(unfounded)).toEqual([1, 1, 0, 0, 0]);
    expect(came(ended('2017-03-02T10:00:00Z', 'forwarded'))).toEqual([1, 1, 0, 0, 0]);
  });
  it('to substantiated, by the newest qualification', () => {
    expect(came(founded)).toEqual([1, 1, 1, 0, 0]);
    expect(came(founded, unfounded)).toEqual([1, 1, 0, 0, 0]);
  });
  it('to a case, and to its closing, whenever that was', () => {
    expect(came(founded, linked('2017-03-02T11:00:00Z', 'open'))).toEqual([1, 1, 1, 1, 0]);
    expect(came(founded, linked('2017-03-02T11:00:00Z', 'closed'))).toEqual([1, 1, 1, 1, 1]);
  });
  it('and back, where the link fell or the finding changed', () => {
    const inCase = linked('2017-03-02T11:00:00Z', 'closed');
    expect(came(founded, inCase, step('2017-03-04T10:00:00Z', 'unlinked'))).toEqual([1, 1, 1, 0, 0]);
    expect(came(founded, inCase, unfounded)).toEqual([1, 1, 0, 0, 0]);
  });
  it('without duplicates, and without those of other years', () => {
    expect(came(founded, ended('2017-03-05T10:00:00Z', 'duplicate'))).toEqual([0, 0, 0, 0, 0]);
    expect(counts({ concerns: [concern('2017-12-31T23:00:00Z', founded)] })).toEqual([0, 0, 0, 0, 0]);
  });

  it('each stage part of the one before, and the first ones those of the report', () => {
    law([anyFacts, year], (facts, of) => {
      const reached = counts(facts, of);
      expect(reached).toEqual(reached.toSorted((a, b) => b - a));
      const share = counted('substantiated-share', facts, { year: of });
      expect(reached.slice(0, 3)).toEqual([
        share.denominator,
        (share.denominator ?? 0) - share.unknown,
        share.numerator,
      ]);
    });
  });
});
