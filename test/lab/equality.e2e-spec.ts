import { describe, expect, it } from '@jest/globals';
import { randomHistory } from '../../lab/scenarios/random-history.js';
import { sampled } from '../support/sample.js';
import { coveredRun, labRun } from './covered-run.js';

describe('Live, rebuilt and folded read models', () => {
  it('are the same over histories that a seed repeats byte for byte', () => {
    const history = randomHistory(5, 200);
    expect(randomHistory(5, 200)).toEqual(history);
    expect(randomHistory(6, 200).digest).not.toBe(history.digest);
    for (const put of ['late', 'corrections', 'annulments', 'of several keys'] as const)
      expect(history.counts[put]).toBeGreaterThan(0);
  });

  it('are equal as of the head and of earlier ones, whatever came late and whoever was killed', () => {
    const found = coveredRun(['equality', 'equality', '--seconds', '1'], [7, 8]);
    expect(found.wrong).toEqual([]);
    expect(found.uncovered).toEqual([]);
  });

  it('are found to differ where a refold forgets, a range is not read, or an instant is not reached', () => {
    const damages = sampled(['refold', 'range', 'clock'], 1);
    const { wrong } = labRun(['equality', 'equality', '--seed', '7'], { EQUALITY_DAMAGE: damages.join() });
    for (const [i, damage] of damages.entries())
      expect(wrong).toContainEqual(expect.stringMatching(new RegExp(`^seed 7, round ${i + 1}, ${damage}: .* differs`)));
  });
});
