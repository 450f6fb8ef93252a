import {
  ANY,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { failureOf, Settings, severalHappened, somethingHappened } from './spec-client.js';

const settings = new Settings();
afterEach(() => settings.end());

describe.each([
  { how: 'batch append', batchAppend: true },
  { how: 'unary append', batchAppend: false },
])('$how', ({ batchAppend }) => {
  it('gives the events contiguous revisions and rising positions with gaps', async () => {
    const { client, double } = await settings.start({ batchAppend });
    const result = await client.appendToStream('a', severalHappened(3), { expectedRevision: NO_STREAM });
    const stored = double.log.stream('a');
    expect(stored.map((event) => event.revision)).toEqual([0, 1, 2]);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(result.position?.commit).toBe(BigInt(stored[2]?.position ?? 0));
    const positions = double.log.all.map((event) => event.position);
    expect(positions[0]).toBeGreaterThan(0);
    expect(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0) + 1)).toBe(true);
  });

  it('refuses a wrong expected revision and tells the current one', async () => {
    const { client } = await settings.start({ batchAppend });
    await client.appendToStream('a', severalHappened(2), { expectedRevision: NO_STREAM });
    const attempts = [
      { expectedRevision: NO_STREAM, expected: 'no_stream' },
      { expectedRevision: 0n, expected: 0n },
      { expectedRevision: 7n, expected: 7n },
    ] as const;
    for (const { expectedRevision, expected } of attempts) {
      const failure = await failureOf(client.appendToStream('a', somethingHappened(), { expectedRevision }));
      expect(failure).toBeInstanceOf(WrongExpectedVersionError);
      expect(failure).toMatchObject({ streamName: 'a', actualVersion: 1n, expectedVersion: expected });
    }
    const failure = await failureOf(
      client.appendToStream('b', somethingHappened(), { expectedRevision: STREAM_EXISTS }),
    );
    expect(failure).toMatchObject({ actualVersion: 'no_stream', expectedVersion: 'stream_exists' });
  });

  it('answers the same events at the same place as done, also when the stream has grown since', async () => {
    const { client, double } = await settings.start({ batchAppend });
    const events = severalHappened(2);
    const first = await client.appendToStream('a', events, { expectedRevision: NO_STREAM });
    await client.appendToStream('a', severalHappened(3), { expectedRevision: 1n });
    expect(await client.appendToStream('a', events, { expectedRevision: NO_STREAM })).toEqual(first);
    expect(double.log.stream('a')).toHaveLength(5);
  });

  it('refuses a batch of which only a part stands', async () => {
    const { client, double } = await settings.start({ batchAppend });
    const [one, two] = [somethingHappened(1), somethingHappened(2)];
    await client.appendToStream('a', [one, two], { expectedRevision: NO_STREAM });
    for (const events of [
      [one, somethingHappened(3)],
      [one, two, somethingHappened(3)],
      [two, one],
    ]) {
      const failure = await failureOf(client.appendToStream('a', events, { expectedRevision: NO_STREAM }));
      expect(failure).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
    }
    expect(double.log.stream('a')).toHaveLength(2);
  });

  it('repeats with ANY only what it remembers', async () => {
    const { client, double } = await settings.start({ batchAppend });
    const events = severalHappened(2);
    const first = await client.appendToStream('a', events, { expectedRevision: ANY });
    expect(await client.appendToStream('a', events, { expectedRevision: ANY })).toEqual(first);
    const half = await failureOf(
      client.appendToStream('a', [...events, somethingHappened()], { expectedRevision: ANY }),
    );
    expect(half).toMatchObject({ type: 'wrong-expected-version' });
    double.log.forgetRecentIds();
    await client.appendToStream('a', events, { expectedRevision: ANY });
    expect(double.log.stream('a')).toHaveLength(4);
  });

  it('takes the same event id in two streams', async () => {
    const { client } = await settings.start({ batchAppend });
    const event = somethingHappened();
    for (const stream of ['a', 'b']) {
      const appended = await client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
      expect(appended).toMatchObject({ success: true, nextExpectedRevision: 0n });
    }
  });

  it('refuses what is larger than the maximum append size, and takes what just fits', async () => {
    const { client, double } = await settings.start({ batchAppend, maxAppendSize: 2000 });
    const large = [1, 2, 3].map((number) => ({
      ...somethingHappened(number),
      data: { number, text: 'x'.repeat(700) },
    }));
    const failure = await failureOf(client.appendToStream('a', large, { expectedRevision: NO_STREAM }));
    expect(failure).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(failure).toMatchObject({ maxAppendSize: 2000 });
    expect(double.log.stream('a')).toHaveLength(0);
    await client.appendToStream('a', large.slice(0, 2), { expectedRevision: NO_STREAM });
    expect(double.log.stream('a')).toHaveLength(2);
  });

  it('takes one mebibyte by default, in several messages, but not a byte more', async () => {
    const { client, double } = await settings.start({ batchAppend });
    const filled = (size: number) => ({ ...somethingHappened(), metadata: undefined, data: 'x'.repeat(size - 2) });
    const options = { expectedRevision: NO_STREAM, batchAppendSize: 200_000 } as const;
    const halves = [filled(524_288), filled(524_288)];
    await client.appendToStream('a', halves, options);
    expect(double.log.stream('a')).toHaveLength(2);
    const failure = await failureOf(client.appendToStream('b', [...halves, filled(3)], options));
    expect(failure).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
  });
});
