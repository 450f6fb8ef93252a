import { describe, expect, it } from '@jest/globals';
import { reached } from '../../../src/application/queries/reached.js';
import { refusalOf } from '../../support/given.js';

/** Read models that move on by so many positions whenever somebody waits for a moment. */
function moving(from: number, step: number) {
  const at = { position: from, waited: 0 };
  const sleep = async (ms: number) => {
    at.waited += ms;
    at.position += step;
  };
  return { at, models: { position: async () => at.position }, sleep };
}

describe('A question asked after a position', () => {
  it('is answered at once where the read models have reached it', async () => {
    const { at, models, sleep } = moving(7, 0);
    await reached(models, 7, sleep);
    expect(at.waited).toBe(0);
  });

  it('waits until they have, and no longer', async () => {
    const { at, models, sleep } = moving(1, 2);
    await reached(models, 6, sleep);
    expect(at.position).toBe(7);
  });

  it('is refused after two seconds, with the advice to ask again', async () => {
    const { at, models, sleep } = moving(1, 0);
    expect(await refusalOf(reached(models, 2, sleep))).toBe('unavailable');
    expect(at.waited).toBe(2000);
  });
});
