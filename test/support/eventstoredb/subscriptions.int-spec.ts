import { once } from 'node:events';
import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { collected, failureOf, Settings, seen, severalHappened, somethingHappened, takeEvents } from './spec-client.js';

const settings = new Settings();
afterEach(() => settings.end());

async function startWithEvents() {
  const setting = await settings.start();
  await setting.client.appendToStream('a', severalHappened(3));
  await setting.client.appendToStream('b', severalHappened(2));
  const all = (await collected(setting.client.readAll())).map(seen);
  return { ...setting, all, own: all.filter((event) => !event.streamId.startsWith('$')) };
}

describe('a subscription to a stream', () => {
  it('gives what stands, says that it has caught up, then gives what comes', async () => {
    const { client } = await startWithEvents();
    const subscription = client.subscribeToStream('a', { fromRevision: START });
    const caughtUp = once(subscription, 'caughtUp');
    const events = takeEvents(subscription, 4);
    await caughtUp;
    await client.appendToStream('a', somethingHappened());
    expect((await events).map((event) => event.revision)).toEqual([0n, 1n, 2n, 3n]);
  });

  it.each([
    { name: 'after a revision', fromRevision: 1n, revisions: [2n, 3n] },
    { name: 'from the end', fromRevision: END, revisions: [3n] },
  ] as const)('begins $name', async ({ fromRevision, revisions }) => {
    const { client } = await startWithEvents();
    const subscription = client.subscribeToStream('a', { fromRevision });
    const events = takeEvents(subscription, revisions.length);
    await once(subscription, 'caughtUp');
    await client.appendToStream('a', somethingHappened());
    expect((await events).map((event) => event.revision)).toEqual(revisions);
  });

  it('waits for a stream that does not exist yet', async () => {
    const { client } = await settings.start();
    const subscription = client.subscribeToStream('later');
    const events = takeEvents(subscription, 1);
    await once(subscription, 'confirmation');
    await client.appendToStream('later', somethingHappened());
    expect(await events).toHaveLength(1);
  });
});

describe('a subscription to $all', () => {
  it('begins after a position', async () => {
    const { client, all } = await startWithEvents();
    const subscription = client.subscribeToAll({ fromPosition: all[3]?.position ?? START });
    const events = await takeEvents(subscription, all.length - 4);
    expect(events.map(({ id }) => id)).toEqual(all.slice(4).map(({ id }) => id));
  });

  it('begins at the end', async () => {
    const { client } = await startWithEvents();
    const subscription = client.subscribeToAll({ fromPosition: END });
    const events = takeEvents(subscription, 1);
    await once(subscription, 'caughtUp');
    const next = somethingHappened();
    await client.appendToStream('c', next);
    expect(await events).toMatchObject([{ id: next.id }]);
  });

  it('refuses a position within a record', async () => {
    const { client, all } = await startWithEvents();
    const within = (all[2]?.position.commit ?? 0n) + 1n;
    const subscription = client.subscribeToAll({ fromPosition: { commit: within, prepare: within } });
    expect(await failureOf(takeEvents(subscription, 1))).toMatchObject({ type: 'unknown', code: 2 });
  });

  it('gives every event that comes when it is asked to begin beyond its end', async () => {
    const { client, double } = await startWithEvents();
    const beyond = BigInt(double.log.end) + 100n;
    const subscription = client.subscribeToAll({ fromPosition: { commit: beyond, prepare: beyond } });
    const events = takeEvents(subscription, 2);
    await once(subscription, 'caughtUp');
    const [first, second] = [somethingHappened(), somethingHappened()];
    await client.appendToStream('c', [first, second]);
    expect(await events).toMatchObject([{ id: first.id }, { id: second.id }]);
  });

  it.each<{ name: string; filter: Filter; streams: readonly string[] }>([
    { name: 'no system events', filter: excludeSystemEvents(), streams: ['a', 'a', 'a', 'b', 'b'] },
    { name: 'a prefix of the stream', filter: streamNameFilter({ prefixes: ['b', 'x'] }), streams: ['b', 'b'] },
    { name: 'a regex of the stream', filter: streamNameFilter({ regex: '^[b-z]' }), streams: ['b', 'b'] },
    { name: 'a prefix of the type', filter: eventTypeFilter({ prefixes: ['$'] }), streams: ['$$$scavenges'] },
  ])('filters by $name', async ({ filter, streams }) => {
    const { client } = await startWithEvents();
    const events = await takeEvents(client.subscribeToAll({ filter }), streams.length);
    expect(events.map((event) => event.streamId)).toEqual(streams);
  });

  it('tells by checkpoints how far it has come without a match, and can be resumed there', async () => {
    const { client, all, own } = await startWithEvents();
    const checkpoints: Position[] = [];
    const filter = streamNameFilter({
      prefixes: ['nothing'],
      maxSearchWindow: 2,
      checkpointInterval: 2,
      checkpointReached: (_subscription, position) => {
        checkpoints.push(position);
      },
    });
    const subscription = client.subscribeToAll({ filter });
    subscription.resume();
    await once(subscription, 'caughtUp');
    // After every fourth event that was looked at, with prepare 0, and none just before "caught up".
    expect(checkpoints).toEqual([{ commit: all[3]?.position.commit, prepare: 0n }]);
    const resumed = await takeEvents(client.subscribeToAll({ fromPosition: all[3]?.position ?? END }), 1);
    expect(resumed[0]?.id).toBe(own[3]?.id);
  });
});
