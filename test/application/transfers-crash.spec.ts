import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../../src/application/ports/event-store.js';
import { idFor } from '../support/given.js';
import { sampled } from '../support/sample.js';
import { moving } from '../support/two-installations.js';

class Killed extends Error {}

/** Dies at one of the appends: just before it is durable, or just after, when nobody was told. */
class Dying {
  appends = 0;
  constructor(
    readonly at = 0,
    readonly when: 'before' | 'after' = 'before',
  ) {}
  watching = false;

  readonly through = (store: EventStore): EventStore =>
    new Proxy(store, {
      get: (target, name) => {
        const found = Reflect.get(target, name, target) as unknown;
        if (name !== 'append') return typeof found === 'function' ? found.bind(target) : found;
        return async (append: Parameters<EventStore['append']>[0]) => {
          if (!this.watching) return target.append(append);
          const dies = ++this.appends === this.at;
          if (dies && this.when === 'before') throw new Killed();
          const appended = await target.append(append);
          if (dies) throw new Killed();
          return appended;
        };
      },
    });
}

/** From the first message to the last answer, started anew after each death. @returns what both logs hold at the end */
async function moved(dying: Dying) {
  const both = await moving(dying.through);
  await both.hand();
  dying.watching = true;
  let deaths = 0;
  const round = async (day: string) => {
    for (;;) {
      try {
        both.tick(day);
        return await both.restarted().exchange();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        deaths += 1;
      }
    }
  };
  await round('03-11');
  await round('03-12');
  await both.take('03-13').catch(async (error) => {
    if (!(error instanceof Killed)) throw error;
    deaths += 1;
    await both.take('03-13').catch(() => undefined); // it was taken: whoever gives it again is told so
  });
  await round('03-14');
  dying.watching = false;
  const types = async (product: typeof both.west) => (await product.log()).map((e) => e.type);
  const view = await both.west.ask(
    { actor: { userId: 'x', agency: 'BIF', role: 'coordinator' }, purpose: 'casework' },
    'CaseAsOf',
    { id: idFor('k') },
  );
  return { west: await types(both.west), east: await types(both.east), closedAt: view.closedAt, deaths };
}

describe('A transfer that is killed at one of its steps', () => {
  it('ends as one that was not, on both sides', async () => {
    const whole = new Dying();
    const expected = await moved(whole);
    expect(expected.deaths).toBe(0);
    expect(whole.appends).toBeGreaterThan(4);
    const points = Array.from({ length: whole.appends }, (_, i) => [i + 1, 'before'] as const).flatMap(([at]) => [
      [at, 'before'] as const,
      [at, 'after'] as const,
    ]);
    for (const [at, when] of sampled(points, 3)) {
      const { deaths, ...ended } = await moved(new Dying(at, when));
      expect([at, when, deaths]).toEqual([at, when, 1]);
      expect({ at, when, ...ended }).toEqual({
        at,
        when,
        west: expected.west,
        east: expected.east,
        closedAt: expected.closedAt,
      });
    }
  });
});
