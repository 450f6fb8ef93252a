import { describe, expect, it } from '@jest/globals';
import { headStanding } from '../../../src/application/operations/parts.js';
import { APART } from '../../../src/application/ports/runtime.js';
import { AgreedClock, ClocksApart } from '../../../src/infrastructure/clock/agreed-clock.js';
import { partFinding } from '../../../src/interface/cli/doctor.js';

const START = Date.parse('2026-11-20T10:00:00.000Z');
const MINUTE = 60_000;

/** Two wall clocks that can be set, and one that only beats. */
function world() {
  const time = { ours: START, theirs: START, beat: 500, asked: 0, away: false };
  const theirs = async () => {
    time.asked++;
    if (time.away) throw new Error('the database is away');
    return new Date(time.theirs);
  };
  const clock = () => AgreedClock.with({ now: () => new Date(time.ours).toISOString() }, theirs, () => time.beat);
  const pass = (ms: number) => {
    for (const name of ['ours', 'theirs', 'beat'] as const) time[name] += ms;
  };
  return { time, clock, pass };
}

describe('the clock of what is recorded', () => {
  it('is ours, as long as the database’s is not minutes away', async () => {
    const { time, clock, pass } = world();
    time.ours += APART;
    const agreed = await clock();
    pass(3 * 60 * MINUTE);
    expect(agreed.now()).toBe(new Date(START + APART + 3 * 60 * MINUTE).toISOString());
  });

  it.each([APART + 1, -APART - 1])(
    'is refused by name at the start where they are minutes apart: %s ms',
    async (apart) => {
      const { time, clock } = world();
      time.ours += apart;
      const refused: unknown = await clock().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ClocksApart);
      expect(refused).toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/^clocks-apart: .*set the wrong one/),
      });
    },
  );

  it('is refused from the moment that it is set wrong, and good again when it is put right', async () => {
    const { time, clock } = world();
    const agreed = await clock();
    time.ours += 365 * 24 * 60 * MINUTE;
    expect(() => agreed.now()).toThrow(ClocksApart);
    time.ours = START;
    expect(agreed.now()).toBe(new Date(START).toISOString());
  });

  it('is believed again when the database’s was asked anew: after a machine slept, or both were put right', async () => {
    const { time, clock } = world();
    const agreed = await clock();
    time.ours += 60 * MINUTE;
    time.theirs += 60 * MINUTE; // and the monotonic clock stood still
    expect(() => agreed.now()).toThrow(ClocksApart);
    await agreed.ask();
    expect(agreed.now()).toBe(new Date(START + 60 * MINUTE).toISOString());
  });

  it('goes on by what was said last while the database is away, and asks no more than once a minute', async () => {
    const { time, clock, pass } = world();
    const agreed = await clock();
    time.away = true;
    for (let n = 0; n < 5; n++) {
      pass(10);
      agreed.now();
    }
    expect(time.asked).toBe(1);
    pass(2 * MINUTE);
    expect(agreed.now()).toBe(new Date(START + 2 * MINUTE + 50).toISOString());
    expect(time.asked).toBe(2);
  });
});

describe('doctor on the head of the log', () => {
  it('says when it lies in the future, and nothing when it does not', () => {
    const now = new Date(START).toISOString();
    const headFinding = (...of: Parameters<typeof headStanding>) => headStanding(...of).flatMap(partFinding);
    expect(headFinding({ position: 7, recordedAt: now }, now)).toEqual([]);
    expect(headFinding({ position: 0, recordedAt: '1970-01-01T00:00:00.000Z' }, now)).toEqual([]);
    expect(headFinding({ position: 7, recordedAt: '2027-11-20T10:00:00.000Z' }, now)).toEqual([
      expect.objectContaining({
        level: 'wrong',
        what: expect.stringContaining('2027-11-20T10:00:00.000Z, which lies in the future'),
      }),
    ]);
  });
});
