import { describe, expect, it } from '@jest/globals';
import { Freshness } from '../../../src/application/queries/freshness.js';
import { ProjectionFailed } from '../../../src/projections/projection-failed.js';
import { refusalOf } from '../../support/given.js';

/** Read models that move on by so many positions whenever somebody waits for a moment; the log stands at 9. */
function moving(
  from: number,
  step: number,
  catchUp: () => Promise<void> = async () => undefined,
  fill: (after: number, upTo: number) => boolean = () => false,
) {
  const at = { position: from, waited: 0 };
  const freshness = new Freshness({
    stand: async () => ({ position: at.position, reached: at.position, since: '2026-01-01' }),
    looks: { fill },
    store: { head: async () => ({ position: 9, recordedAt: '' }) },
    catchUp,
    sleep: async (ms) => {
      at.waited += ms;
      at.position += step;
    },
  });
  return { at, freshness };
}

describe('A query asked after a position', () => {
  it('is answered at once where the read models have reached it', async () => {
    const { at, freshness } = moving(7, 0);
    await freshness.reach(7, false);
    expect(at.waited).toBe(0);
  });

  it('waits until they have, and no longer', async () => {
    const { at, freshness } = moving(1, 2);
    await freshness.reach(6, false);
    expect(at.position).toBe(7);
  });

  it('is refused after two seconds, with the advice to ask again', async () => {
    const { at, freshness } = moving(1, 0);
    expect(await refusalOf(freshness.reach(2, false))).toBe('unavailable');
    expect(at.waited).toBe(2000);
  });
});

describe('A query asked without a position', () => {
  it('brings the read models to the head first, and only where they are behind', async () => {
    let caughtUp = 0;
    const catchUp = async () => void caughtUp++;
    await moving(9, 0, catchUp).freshness.reach(undefined, false);
    expect(caughtUp).toBe(0);
    await moving(8, 0, catchUp).freshness.reach(undefined, false);
    expect(caughtUp).toBe(1);
  });

  it('does not wait for it to be read that somebody looked, unless it is about who looked', async () => {
    let caughtUp = 0;
    const catchUp = async () => void caughtUp++;
    const looked = (after: number, upTo: number) => after === 8 && upTo === 9;
    await moving(8, 0, catchUp, looked).freshness.reach(undefined, false);
    expect(caughtUp).toBe(0);
    await moving(8, 0, catchUp, looked).freshness.reach(undefined, true);
    await moving(7, 0, catchUp, looked).freshness.reach(undefined, false);
    expect(caughtUp).toBe(2);
  });

  it('is refused where a read model has stopped: what stands still would be taken for the truth', async () => {
    const { freshness } = moving(1, 0, async () => {
      throw new ProjectionFailed('case_list', 2, new Error('no'));
    });
    expect(await refusalOf(freshness.reach(undefined, false))).toBe('unavailable');
  });
});

describe('A page that has looked where all stands', () => {
  it('asks the rows of what is owed without asking again how new they are, but not where anything is folded first', async () => {
    const since = async (at: number, fill?: (after: number, upTo: number) => boolean) =>
      (await moving(at, 0, undefined, fill).freshness.stand()).since;
    expect(await since(9)).toBe('2026-01-01');
    expect(await since(8, (after, upTo) => after === 8 && upTo === 9)).toBe('2026-01-01');
    expect(await since(8)).toBe(undefined);
  });
});
