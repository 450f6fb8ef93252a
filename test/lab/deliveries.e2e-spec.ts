import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkDeliveries, type Delivered, type Reading, recordOf } from '../../lab/crash/deliveries-check.js';
import { coveredRun, type Found } from './covered-run.js';

const log = Array.from({ length: 6 }, (_, i): Delivered => {
  const bytes = Buffer.from(`event ${i + 1}`);
  return {
    position: i + 1,
    bytes,
    leaf: createHash('sha256')
      .update(`${i + 1}`)
      .update(bytes)
      .digest(),
  };
});
const [e1, e2, e3, e4, e5, e6] = log as [Delivered, Delivered, Delivered, Delivered, Delivered, Delivered];
/** One round that is broken off, and one to the end, in which the process was killed and another went on. */
const fine = [recordOf(1, [e1, e2], 10), recordOf(2, [e1, e2, e3], 10), recordOf(2, [e4, e5, e6], 11)];

const BROKEN: readonly (readonly [what: string, found: RegExp, reading: readonly Reading[]])[] = [
  [
    'a position was skipped between batches',
    /position 4 where 3 was next/,
    [recordOf(1, [e1, e2], 1), recordOf(1, [e4, e5, e6], 1)],
  ],
  [
    'a position was skipped inside a batch',
    /5 events were given as positions 1 to 6/,
    [recordOf(1, [e1, e2, e4, e5, e6], 1)],
  ],
  ['a position came twice', /position 2 where 3 was next/, [recordOf(1, [e1, e2], 1), recordOf(1, [e2, e3], 2)]],
  ['one was skipped and another came twice', /not given as they stand/, [recordOf(1, [e1, e2, e2, e4, e5, e6], 1)]],
  ['two changed places', /not given as they stand/, [recordOf(1, [e1, e3, e2, e4, e5, e6], 1)]],
  [
    'other bytes were given',
    /not given as they stand/,
    [recordOf(1, [{ ...e1, bytes: Buffer.from('event 9') }, e2, e3, e4, e5, e6], 1)],
  ],
  [
    'something was given that does not stand',
    /position 7 was given/,
    [recordOf(1, [...log, { ...e6, position: 7 }], 1)],
  ],
  ['a round began too late', /position 2 where 1 was next/, [recordOf(1, [e1], 1), recordOf(2, [e2, e3], 1)]],
  ['a round is missing', /round 3 came after round 1/, [recordOf(1, [e1], 1), recordOf(3, log, 1)]],
  ['the reader stopped early', /ended at 5 of 6/, [recordOf(1, [e1, e2, e3, e4, e5], 1)]],
  ['the reader was given nothing', /ended at 0 of 6/, []],
];

describe('The delivery campaign', () => {
  it('counts what was given, and finds nothing wrong with readings that are right', () => {
    expect(checkDeliveries(log, [fine, [recordOf(1, log, 12)]])).toEqual({
      wrong: [],
      deliveries: 14,
      rounds: 3,
      resumed: 1,
    });
  });

  for (const [what, found, reading] of BROKEN)
    it(`finds it when ${what}`, () => {
      expect(checkDeliveries(log, [fine, reading]).wrong.join('\n')).toMatch(found);
    });

  it('kills readers, their sessions and the server while 16 writers go on, and every position is given once, in order', () => {
    const found = coveredRun<Found & { deliveries: number }>(['crash', 'campaign', '--deliveries', '10000'], [7, 8, 9]);
    expect(found.wrong).toEqual([]);
    expect(found.deliveries).toBeGreaterThanOrEqual(10_000);
    expect(found.uncovered).toEqual([]);
  });
});
