import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Executor } from '../../../../src/application/commands/execute.js';
import { parseRequest } from '../../../../src/application/commands/request.js';
import { deadlineIdOf } from '../../../../src/application/obligations/deadline-id.js';
import { deadlines } from '../../../../src/application/obligations/deadlines.js';
import { AlertScheduler } from '../../../../src/application/processes/alerts/scheduler.js';
import { Refused } from '../../../../src/application/refusal.js';
import type { Recorded } from '../../../../src/domain/kernel/event.js';
import { give, idFor, opened, refusalOf, registered, substantiated } from '../../../support/given.js';
import { memoryInstallation } from '../../../support/installation.js';

const COORDINATOR = 'BIF:coordinator';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2016-02-29T08:00:00.000Z');

/** A product whose clock stands still until it is moved. */
function withClock(start = START) {
  let now = start;
  const product = memoryInstallation(() => new Date(now).toISOString());
  return {
    product,
    now: () => new Date(now).toISOString(),
    move: (ms: number) => {
      now += ms;
    },
    to: (instant: string) => {
      now = Date.parse(instant);
    },
  };
}
const isAlert = (e: Recorded) => ['DeadlineAlertRaised', 'DeadlineMissed', 'DeadlineMet'].includes(e.type);
const alertsIn = async (product: ReturnType<typeof memoryInstallation>) => (await product.log()).filter(isAlert);
const said = ({ type, occurredAt, data }: Recorded) => {
  const { obligation, state, to, agency } = data as Record<string, string>;
  return [type, obligation, state, to, agency, occurredAt].filter(Boolean).join(' ');
};

describe('The scheduler', () => {
  for (const speed of [1, 1000])
    it(`tells everything at most 60 s of real time late with a clock that runs ${speed} times as fast`, async () => {
      const { product, now, move } = withClock();
      await give(product, COORDINATOR, 'RegisterConcern', 'c', now(), registered('koebenhavn', now()));
      const stop = new AbortController();
      let looks = 0;
      const scheduler = new AlertScheduler(product.alerts(), {
        store: product.store,
        clock: { now },
        gate: { importing: (work) => work(), evaluating: (work) => work() },
        catchUp: async () => undefined,
        sleep: async (ms) => {
          move(ms * speed);
          if (++looks === (speed === 1 ? 40 : 200)) stop.abort();
        },
      });
      if (speed === 1) move(24 * HOUR - 20_000);
      const complaints: unknown[] = [];
      await scheduler.run(stop.signal, (error) => complaints.push(error));
      const alerts = await alertsIn(product);
      expect(complaints).toEqual([]);
      expect(alerts.filter((e) => (e.data as { state?: string }).state === 'overdue').length).toBeGreaterThan(0);
      const unseen = speed === 1 ? 1 : 0; // what was due before it started is late by that
      const late = alerts.slice(unseen).map((e) => (Date.parse(e.recordedAt) - Date.parse(e.occurredAt)) / speed);
      expect(late.filter((ms) => ms > 60_000)).toEqual([]);
    });

  it('does what is done after each look, whatever of it fails', async () => {
    const { product, now } = withClock();
    const stop = new AbortController();
    const [done, complaints]: [string[], unknown[]] = [[], []];
    const fails = (what: string) => async () => {
      done.push(what);
      throw new Error(what);
    };
    const scheduler = new AlertScheduler(product.alerts(), {
      store: product.store,
      clock: { now },
      gate: { importing: (work) => work(), evaluating: (work) => work() },
      catchUp: async () => undefined,
      afterwards: [fails('documents'), async () => void done.push('mail'), fails('drafts')],
      sleep: async () => stop.abort(),
    });
    await scheduler.run(stop.signal, (error) => complaints.push((error as Error).message));
    expect([done, complaints]).toEqual([
      ['documents', 'mail', 'drafts'],
      ['documents', 'drafts'],
    ]);
  });

  it('evaluates nothing while an import keeps it quiet, and catches up afterwards', async () => {
    const { product, now, move } = withClock();
    await give(product, COORDINATOR, 'RegisterConcern', 'c', now(), registered('koebenhavn', now()));
    move(30 * HOUR);
    let importing = true;
    const scheduler = new AlertScheduler(product.alerts(), {
      store: product.store,
      clock: { now },
      gate: { importing: (work) => work(), evaluating: async (work) => (importing ? undefined : work()) },
      catchUp: async () => undefined,
      sleep: async () => undefined,
    });
    expect(await scheduler.look()).toBeUndefined();
    expect(await alertsIn(product)).toEqual([]);
    importing = false;
    expect(await scheduler.look()).toMatchObject({ raised: 1 });
    expect(await scheduler.look()).toBeUndefined(); // nothing is new, nothing falls due
  });
});

describe('Alerts', () => {
  it('tell the coordinator when a triage falls due soon, when it is overdue, and the leader a day later', async () => {
    const { product, move } = withClock();
    const alerts = product.alerts();
    await give(product, COORDINATOR, 'RegisterConcern', 'c', '2016-02-29T08:00:00Z', {
      ...registered('koebenhavn', '2016-02-29T08:00:00Z'),
    });
    await alerts.evaluate();
    expect(await alertsIn(product)).toEqual([]);
    for (const hours of [12, 12, 1, 23]) {
      move(hours * HOUR + 1);
      await alerts.evaluate();
      await alerts.evaluate();
    }
    expect((await alertsIn(product)).map(said)).toEqual([
      'DeadlineAlertRaised triage due-soon coordinator BIF 2016-02-29T20:00:00.000Z',
      'DeadlineAlertRaised triage overdue coordinator BIF 2016-03-01T08:00:00.001Z',
      'DeadlineAlertRaised triage overdue leader BIF 2016-03-02T08:00:00.001Z',
    ]);
  });

  it('say when the next one falls due, so that nothing has to be ticked', async () => {
    const { product, to } = withClock();
    const alerts = product.alerts();
    await give(product, COORDINATOR, 'RegisterConcern', 'c', '2016-02-29T08:00:00Z', {
      ...registered('koebenhavn', '2016-02-29T08:00:00Z'),
    });
    const nexts: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      const { next } = await alerts.evaluate();
      nexts.push(next);
      if (next) to(next);
    }
    expect(nexts).toEqual([
      '2016-02-29T20:00:00.000Z',
      '2016-03-01T08:00:00.001Z',
      '2016-03-02T08:00:00.001Z',
      undefined,
    ]);
  });

  it('go to the agency that holds the case, and say once that a deadline was met after all', async () => {
    const { product, to } = withClock();
    const alerts = product.alerts();
    await aCase(product, '2016-02-29T08:00:00Z');
    await give(product, 'SOF:caseworker', 'OfferSupport', 'k', '2016-02-29T08:00:00Z', {
      offerId: idFor('o'),
      personId: idFor('a person'),
      kind: 'mentor',
    });
    await give(product, 'SOF:caseworker', 'DeclineOffer', 'k', '2016-02-29T08:00:00Z', { offerId: idFor('o') });
    to('2016-05-29T22:30:00.000Z'); // 30 May, local: the day after the last
    await alerts.evaluate();
    await give(product, 'SOF:caseworker', 'RepeatOffer', 'k', '2016-05-29T22:30:00Z', { offerId: idFor('o') });
    await alerts.evaluate();
    await alerts.evaluate();
    expect((await alertsIn(product)).map(said).filter((s) => s.includes('reoffer-1'))).toEqual([
      'DeadlineAlertRaised reoffer-1 overdue caseworker SOF 2016-05-29T22:00:00.000Z',
      'DeadlineAlertRaised reoffer-1 overdue coordinator BIF 2016-05-29T22:00:00.000Z',
      'DeadlineMet reoffer-1 2016-05-29T22:30:00.000Z',
    ]);
  });

  it('climb no further once a person has acknowledged them, and can be acknowledged once', async () => {
    const { product, move, now } = withClock();
    const alerts = product.alerts();
    await give(product, COORDINATOR, 'RegisterConcern', 'c', '2016-02-29T08:00:00Z', {
      ...registered('koebenhavn', '2016-02-29T08:00:00Z'),
    });
    move(25 * HOUR);
    await alerts.evaluate();
    const [alert] = await alertsIn(product);
    const deadlineId = String(alert?.stream.slice('deadline-'.length));
    const acknowledge = () =>
      product.executor.execute({
        request: request('AcknowledgeAlert', deadlineId, now()),
        actor: { userId: 'bif-coordinator', agency: 'BIF', role: 'coordinator' },
        kind: 'person',
        commandId: idFor(`acknowledged ${acknowledged++}`),
      });
    await acknowledge();
    expect(await refusalOf(acknowledge())).toBe('nothing-to-acknowledge');
    move(40 * HOUR);
    await alerts.evaluate();
    expect((await alertsIn(product)).map(said)).toEqual([
      'DeadlineAlertRaised triage overdue coordinator BIF 2016-03-01T08:00:00.001Z',
    ]);
  });

  it('of what an agency may not know of cannot be acknowledged by it', async () => {
    const { product, move, now } = withClock();
    await aCase(product, '2016-02-29T08:00:00Z');
    move(60 * HOUR);
    await product.alerts().evaluate();
    const [alert] = await alertsIn(product);
    const foreign = product.executor.execute({
      request: request('AcknowledgeAlert', String(alert?.stream.slice('deadline-'.length)), now()),
      actor: { userId: 'buf-caseworker', agency: 'BUF', role: 'caseworker' },
      kind: 'person',
      commandId: idFor('foreign'),
    });
    expect(await refusalOf(foreign)).toBe('not-found');
  });

  it('are raised exactly once, never early, and none is left out, however the clock jumps and whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const world = withClock();
        await aCase(world.product, '2016-02-29T08:00:00Z');
        await give(world.product, 'SOF:caseworker', 'OfferSupport', 'k', '2016-02-29T08:00:00Z', {
          offerId: idFor('o'),
          personId: idFor('a person'),
          kind: 'mentor',
        });
        for (const [i, what] of steps.entries()) await play(world, what, i);
        world.move(1);
        await world.product.alerts().evaluate();
        await check(world);
      }),
      { numRuns: 25 },
    );
  });
});

let acknowledged = 0;
const request = (name: string, id: string, at: string) => parseRequest(name, { id, at, data: {} });

/** What may happen between two looks. */
const step = fc.oneof(
  fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: -40 * DAY, max: 120 * DAY }) }),
  fc.record({ what: fc.constant('look' as const), failing: fc.boolean() }),
  fc.record({ what: fc.constant('concern' as const), daysAgo: fc.integer({ min: 0, max: 3 }) }),
  fc.constant({ what: 'decline' as const }),
  fc.constant({ what: 'repeat' as const }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type World = ReturnType<typeof withClock>;

async function play({ product, move, now }: World, action: Step, i: number): Promise<void> {
  switch (action.what) {
    case 'wait':
      return move(action.ms);
    case 'look':
      // Another process each time; where it fails, every second append is lost before or after it was written.
      await product
        .alerts(action.failing ? failing(product.executor) : product.executor)
        .evaluate()
        .catch(refused);
      return;
    case 'concern': {
      const received = new Date(Date.parse(now()) - action.daysAgo * DAY).toISOString();
      await give(product, COORDINATOR, 'RegisterConcern', `c${i}`, received, registered('koebenhavn', received)).catch(
        refused,
      );
      return;
    }
    case 'decline':
      await give(product, 'SOF:caseworker', 'DeclineOffer', 'k', now(), { offerId: idFor('o') }).catch(refused);
      return;
    case 'repeat':
      await give(product, 'SOF:caseworker', 'RepeatOffer', 'k', now(), { offerId: idFor('o') }).catch(refused);
  }
}
const refused = (error: unknown) => {
  if (!(error instanceof Refused)) throw error;
};

function failing(executor: Executor): Pick<Executor, 'execute'> {
  let count = 0;
  return {
    execute: async (given) => {
      count++;
      if (count % 3 === 1) throw new Refused('unavailable', 'before');
      const answer = await executor.execute(given);
      if (count % 3 === 2) throw new Refused('unavailable', 'after');
      return answer;
    },
  };
}

async function check({ product, now }: World): Promise<void> {
  const raised = await alertsIn(product);
  const keys = raised.map(({ stream, type, data }) => {
    const { state, step: nth, dueAt } = data as Record<string, string>;
    return type === 'DeadlineAlertRaised' ? `${stream} ${state} ${nth} ${dueAt}` : `${stream} ${type}`;
  });
  expect(keys.length).toBe(new Set(keys).size);
  for (const e of raised) {
    const { state, dueAt } = e.data as Record<string, string>;
    if (state === 'overdue') expect(e.occurredAt > String(dueAt)).toBe(true);
    expect(e.occurredAt <= e.recordedAt).toBe(true);
  }
  for (const o of await deadlines(product.live, product.book.plans, { infohus: 'koebenhavn' }, now())) {
    if (o.state !== 'overdue' && o.state !== 'due-soon' && o.state !== 'missed') continue;
    const own = raised.filter((e) => e.stream === `deadline-${deadlineIdOf(o)}`);
    const told = own.some((e) => e.type === 'DeadlineMissed' || (e.data as { state?: string }).state === o.state);
    expect({ o, told }).toEqual({ o, told: true });
  }
}

async function aCase(product: World['product'], at: string): Promise<void> {
  await give(product, COORDINATOR, 'RegisterConcern', 'c', at, registered('koebenhavn', at));
  await give(product, COORDINATOR, 'QualifyConcern', 'c', at, substantiated);
  await give(product, COORDINATOR, 'OpenCase', 'k', at, opened('koebenhavn', 'c', 'SOF'));
}

describe('Nobody stops the alerts', () => {
  const overdue = async () => {
    const { product, now, to } = withClock();
    await give(product, COORDINATOR, 'RegisterConcern', 'c', now(), registered('koebenhavn', now()));
    await give(product, COORDINATOR, 'RegisterConcern', 'd', now(), registered('koebenhavn', now()));
    to('2016-03-04T12:00:00.000Z');
    return product;
  };

  it('their command ids come from the installation’s key: those of another installation are others', async () => {
    const [one, other] = [await overdue(), await overdue()];
    await one.alerts().evaluate();
    await other.alerts().evaluate();
    const ids = async (product: typeof one) => (await alertsIn(product)).map((e) => e.commandId);
    expect((await ids(one)).length).toBeGreaterThan(1);
    expect((await ids(one)).filter((id) => id === undefined)).toEqual([]);
    const shared = new Set(await ids(other));
    expect((await ids(one)).filter((id) => shared.has(id))).toEqual([]);
  });

  it('a look that fails leaves no alert under way: none is appended once the clock has moved on', async () => {
    const product = await overdue();
    const [begun, ended] = [new Set<string>(), new Set<string>()];
    const slowly = {
      execute: async (given: Parameters<Executor['execute']>[0]) => {
        begun.add(given.commandId);
        if (begun.size === 1) throw new Refused('unavailable', 'before');
        await new Promise(setImmediate);
        const answer = await product.executor.execute(given);
        ended.add(given.commandId);
        return answer;
      },
    };
    expect(await refusalOf(product.alerts(slowly).evaluate())).toBe('unavailable');
    expect(begun.size).toBeGreaterThan(1);
    expect(ended.size).toBe(begun.size - 1);
  });

  it('one that is refused stops no other, and is counted', async () => {
    const product = await overdue();
    let calls = 0;
    const through = {
      execute: async (given: Parameters<Executor['execute']>[0]) => {
        if (++calls === 1) throw new Refused('idempotency-mismatch', 'taken');
        return product.executor.execute(given);
      },
    };
    const { raised, refused } = await product.alerts(through).evaluate();
    expect(refused).toBe(1);
    expect(raised).toBe(calls - 1);
    expect(raised).toBeGreaterThan(0);
    expect((await product.alerts().evaluate()).raised).toBe(1);
  });
});
