import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { NO_STREAM, NotLeaderError, START } from '@eventstore/db-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { failureOf, Settings, seen, severalHappened, somethingHappened, takeEvents, until } from './spec-client.js';

const settings = new Settings();
afterEach(() => settings.end());

describe.each([
  { how: 'batch append', batchAppend: true },
  { how: 'unary append', batchAppend: false },
])('$how', ({ batchAppend }) => {
  it.each([
    { lost: 'unavailable', type: 'unavailable' },
    { lost: 'connection', type: 'unavailable' },
    { lost: 'timeout', type: batchAppend ? 'deadline-exceeded' : 'timeout' },
  ] as const)('loses the reply ($lost) of an append that stands and can be repeated', async ({ lost, type }) => {
    const { client, double } = await settings.start({ batchAppend });
    await client.appendToStream('warm', somethingHappened());
    const events = severalHappened(2);
    double.faults.loseReplyOfAppend(1, lost);
    const failure = await failureOf(client.appendToStream('a', events, { expectedRevision: NO_STREAM }));
    expect(failure).toMatchObject({ type });
    expect(double.log.stream('a')).toHaveLength(2);
    const again = await client.appendToStream('a', events, { expectedRevision: NO_STREAM });
    expect(again).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(double.log.stream('a')).toHaveLength(2);
  });

  it('refuses an append before anything is done', async () => {
    const { client, double } = await settings.start({ batchAppend });
    double.faults.refuseAppend(2);
    for (const attempt of [1, 2]) {
      const failure = await failureOf(client.appendToStream('a', somethingHappened(attempt)));
      expect(failure).toMatchObject({ type: 'unavailable' });
    }
    expect(double.log.stream('a')).toHaveLength(0);
    await client.appendToStream('a', somethingHappened());
    expect(double.log.stream('a')).toHaveLength(1);
  });

  it('sends the client to the leader', async () => {
    const { client, double } = await settings.start({ batchAppend });
    const { double: leader } = await settings.start({ batchAppend });
    double.faults.notLeader(1, '127.0.0.1', leader.port);
    const failure = await failureOf(client.appendToStream('a', somethingHappened()));
    expect(failure).toBeInstanceOf(NotLeaderError);
    expect(failure).toMatchObject({ leader: { address: '127.0.0.1', port: leader.port } });
    await client.appendToStream('a', somethingHappened());
    expect(leader.log.stream('a')).toHaveLength(1);
    expect(double.log.stream('a')).toHaveLength(0);
  });

  it('delays appends', async () => {
    const { client, double } = await settings.start({ batchAppend });
    double.faults.delayAppends(80);
    const begun = performance.now();
    await client.appendToStream('a', somethingHappened());
    expect(performance.now() - begun).toBeGreaterThan(75);
  });

  it.each([
    { name: 'hangs, not done', order: 'hangAppend', stands: 0 },
    { name: 'is done and never answered', order: 'loseReplyOfAppend', stands: 1 },
  ] as const)('$name', async ({ order, stands }) => {
    const { client, double } = await settings.start({ batchAppend });
    if (order === 'hangAppend') double.faults.hangAppend();
    else double.faults.loseReplyOfAppend(1, 'silence');
    const attempt = client.appendToStream('a', somethingHappened(), { deadline: 150 }).then(
      () => 'answered',
      (error: { type: string }) => error.type,
    );
    const outcome = await Promise.race([attempt, wait(300, 'nothing')]);
    // The client sets no deadline on the call that carries batches: it relies on the server to answer.
    expect(outcome).toBe(batchAppend ? 'nothing' : 'deadline-exceeded');
    expect(double.log.stream('a')).toHaveLength(stands);
  });
});

describe('the client, by its batch append', () => {
  it('fails what all clients of the process wait for when the call of one of them fails', async () => {
    const [one, other] = [await settings.start(), await settings.start()];
    other.double.faults.hangAppend();
    const waiting = failureOf(other.client.appendToStream('a', somethingHappened()));
    await until(() => other.double.faults.pending === 0);
    one.double.faults.refuseAppend();
    await failureOf(one.client.appendToStream('a', somethingHappened()));
    expect(await waiting).toMatchObject({ type: 'unavailable' });
  });

  it('tells a wrong current revision when it is not to throw', async () => {
    const { client, double } = await settings.start();
    await client.appendToStream('a', severalHappened(5));
    const lenient = settings.connect(`${double.connectionString}&throwOnAppendFailure=false`);
    const result = await lenient.appendToStream('a', somethingHappened(), { expectedRevision: NO_STREAM });
    expect(result).toEqual({ success: false, nextExpectedRevision: 1n, position: undefined });
  });
});

describe('subscriptions', () => {
  it('end when they are dropped and go on after the last event', async () => {
    const { client, double } = await settings.start();
    await client.appendToStream('a', severalHappened(2));
    const subscription = client.subscribeToStream('a', { fromRevision: START });
    const ended = failureOf(takeEvents(subscription, 3));
    await once(subscription, 'caughtUp');
    double.faults.dropSubscriptions();
    expect(await ended).toMatchObject({ type: 'unavailable' });
    await client.appendToStream('a', somethingHappened());
    const resumed = await takeEvents(client.subscribeToStream('a', { fromRevision: 1n }), 1);
    expect(resumed.map((event) => event.revision)).toEqual([2n]);
  });

  it('deliver some events again when ordered, once', async () => {
    const { client, double } = await settings.start();
    await client.appendToStream('a', severalHappened(5));
    double.faults.redeliverOnReconnect(2);
    const revisions = async () => {
      const events = await takeEvents(client.subscribeToStream('a', { fromRevision: 2n }), 2);
      return events.map((event) => event.revision);
    };
    expect(await revisions()).toEqual([1n, 2n]);
    expect(await revisions()).toEqual([3n, 4n]);
  });

  it('end when the connections break, and the server can be reached again', async () => {
    const { client, double } = await settings.start();
    await client.appendToStream('a', severalHappened(2));
    const subscription = client.subscribeToAll();
    const ended = failureOf(takeEvents(subscription, 100));
    await once(subscription, 'caughtUp');
    double.faults.dropConnections();
    expect(await ended).toMatchObject({ type: 'unavailable' });
    const [first] = await takeEvents(client.subscribeToStream('a'), 1);
    expect(first && seen({ event: first }).revision).toBe(0n);
  });
});
