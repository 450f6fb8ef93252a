import { BACKWARDS, END, FORWARDS, START, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { collected, failureOf, Settings, seen, severalHappened, somethingHappened } from './spec-client.js';

const settings = new Settings();
afterEach(() => settings.end());

async function startWithEvents() {
  const setting = await settings.start({ clock: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678) });
  await setting.client.appendToStream('a', severalHappened(3));
  await setting.client.appendToStream('b', severalHappened(2));
  return setting;
}

const at = (position: bigint) => ({ commit: position, prepare: position });

describe('reading a stream', () => {
  it('gives back what was appended, with the time of the server', async () => {
    const { client } = await settings.start({ clock: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678) });
    const event = somethingHappened(7);
    await client.appendToStream('a', event);
    const [read] = await collected(client.readStream('a'));
    expect(read?.event).toMatchObject({
      id: event.id,
      type: 'something-happened',
      streamId: 'a',
      revision: 0n,
      isJson: true,
      data: { number: 7 },
      metadata: { by: 'a test' },
      created: new Date('2026-01-02T03:04:05.678Z'),
    });
  });

  it.each([
    { fromRevision: START, direction: FORWARDS, revisions: [0n, 1n, 2n] },
    { fromRevision: 1n, direction: FORWARDS, revisions: [1n, 2n] },
    { fromRevision: END, direction: BACKWARDS, revisions: [2n, 1n, 0n] },
    { fromRevision: 1n, direction: BACKWARDS, revisions: [1n, 0n] },
    { fromRevision: START, direction: BACKWARDS, revisions: [0n] },
    { fromRevision: 9n, direction: FORWARDS, revisions: [] },
    { fromRevision: 9n, direction: BACKWARDS, revisions: [2n, 1n, 0n] },
    { fromRevision: START, direction: FORWARDS, maxCount: 2, revisions: [0n, 1n] },
    { fromRevision: END, direction: BACKWARDS, maxCount: 1, revisions: [2n] },
  ] as const)('$direction from $fromRevision: $revisions', async ({ revisions, ...options }) => {
    const { client } = await startWithEvents();
    const events = await collected(client.readStream('a', options));
    expect(events.map((event) => seen(event).revision)).toEqual(revisions);
  });

  it('does not expect to be read forwards from the end', async () => {
    const { client } = await startWithEvents();
    const failure = await failureOf(collected(client.readStream('a', { fromRevision: END, direction: FORWARDS })));
    expect(failure).toMatchObject({ type: 'unknown', code: 2 });
  });

  it('says of a tombstoned stream that it is deleted', async () => {
    const { client, double } = await startWithEvents();
    double.log.tombstone('a');
    expect(await failureOf(collected(client.readStream('a')))).toBeInstanceOf(StreamDeletedError);
  });

  it('knows no stream without events', async () => {
    const { client } = await settings.start();
    const failure = await failureOf(collected(client.readStream('nothing')));
    expect(failure).toBeInstanceOf(StreamNotFoundError);
    expect(failure).toMatchObject({ streamName: 'nothing' });
  });
});

describe('reading $all', () => {
  it('gives all events in the order of the log, those of the system among them', async () => {
    const { client, double } = await startWithEvents();
    const events = (await collected(client.readAll())).map(seen);
    expect(events.map((event) => event.position.commit)).toEqual(
      double.log.all.map(({ position }) => BigInt(position)),
    );
    expect(events.filter((event) => event.streamId.startsWith('$'))).toHaveLength(1);
    expect(events.every((event) => event.position.commit === event.position.prepare)).toBe(true);
  });

  it('includes the event at the position forwards, and begins before it backwards', async () => {
    const { client } = await startWithEvents();
    const events = (await collected(client.readAll())).map(seen);
    const fromPosition = events[3]?.position ?? START;
    const ids = async (direction: typeof FORWARDS | typeof BACKWARDS) =>
      (await collected(client.readAll({ fromPosition, direction }))).map((event) => seen(event).id);
    expect(await ids(FORWARDS)).toEqual(events.slice(3).map(({ id }) => id));
    expect(await ids(BACKWARDS)).toEqual(
      events
        .slice(0, 3)
        .toReversed()
        .map(({ id }) => id),
    );
  });

  it('gives the last event first from the end, and nothing backwards from the start', async () => {
    const { client } = await startWithEvents();
    const [last] = await collected(client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }));
    expect(last && seen(last)).toMatchObject({ streamId: 'b', revision: 1n });
    expect(await collected(client.readAll({ fromPosition: START, direction: BACKWARDS }))).toEqual([]);
    expect(await collected(client.readAll({ fromPosition: END }))).toEqual([]);
  });

  it('does not expect a position at which no record begins', async () => {
    const { client, double } = await startWithEvents();
    const within = at(BigInt(double.log.all[2]?.position ?? 0) + 1n);
    expect(await failureOf(collected(client.readAll({ fromPosition: within })))).toMatchObject({
      type: 'unknown',
      code: 2,
    });
  });

  it('gives nothing forwards from the end or from beyond it, and does not expect to be read backwards from there', async () => {
    const { client, double } = await startWithEvents();
    for (const fromPosition of [at(BigInt(double.log.end)), at(BigInt(double.log.end) + 1n)])
      expect(await collected(client.readAll({ fromPosition }))).toEqual([]);
    const back = client.readAll({ fromPosition: at(BigInt(double.log.end) + 1n), direction: BACKWARDS });
    expect(await failureOf(collected(back))).toMatchObject({ type: 'unknown', code: 2 });
  });

  it('after a scavenge begins with the next event that is left', async () => {
    const { client, double } = await startWithEvents();
    const gone = double.log.stream('a')[1]?.position ?? 0;
    double.log.scavenge((stream) => stream === 'a');
    const [next] = await collected(client.readAll({ fromPosition: at(BigInt(gone)) }));
    expect(next && seen(next)).toMatchObject({ streamId: 'b', revision: 0n });
  });
});
