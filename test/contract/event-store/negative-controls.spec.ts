import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../../../src/application/ports/event-store.js';
import * as broken from './broken-stores.js';
import { contractCases, runCase } from './suite.js';

/** Names of the cases that the store fails. */
async function failures(make: () => EventStore): Promise<string[]> {
  const failed: string[] = [];
  const subject = async () => ({ store: make(), close: async () => undefined });
  const runs = contractCases.map((contractCase) =>
    runCase(contractCase, subject).catch(() => failed.push(contractCase.name)),
  );
  await Promise.all(runs);
  return failed;
}

const DUPLICATE = 'the same command again appends nothing and answers with the events that stand in the log';

describe('the event store contract catches', () => {
  it.each([
    [
      'no version check',
      broken.WithoutVersionCheck,
      'of many concurrent appends at the same expected version exactly one wins, in each of many rounds',
    ],
    ['unchecked guards', broken.WithoutGuards, 'a guard that does not hold refuses the whole append'],
    ['a gap in positions', broken.WithGap, 'positions under concurrent writers are 1, 2, 3 … without a gap'],
    [
      'a lost event',
      broken.LosingTheLast,
      'several events of one append keep their order and all of them stand in the log',
    ],
    ['a repeated command appended again', broken.ForgettingCommands, DUPLICATE],
    [
      'another request under a known command id',
      broken.TrustingFingerprints,
      'the same command id from another request returns the stored fingerprint and appends nothing',
    ],
    [
      'leaves of other events',
      broken.WithLeavesOfOthers,
      'the leaves of a range, where the store reads them alone, are those of its events',
    ],
    ['time that goes back', broken.WithoutMonotonicTime, 'recordedAt never decreases when the clock goes back'],
    [
      'a subscription that skips',
      broken.SkippingSubscriber,
      'a subscriber sees every event once and in order under concurrent writers',
    ],
    [
      'a re-serialisation',
      broken.Reserialising,
      'a megabyte of arbitrary octets (or as many as an append may hold) reads back unchanged',
    ],
    [
      'a half-written append',
      broken.StreamByStream,
      'one stream at the wrong version leaves the other streams of the append untouched',
    ],
    [
      'batches turned round one by one',
      broken.ReversingBatches,
      'the log is read backwards in batches, the same events against their order',
    ],
    ['an early acknowledgement', broken.AcknowledgingEarly, 'what was acknowledged is there for the next read'],
    [
      'a subscription that repeats',
      broken.RepeatingSubscriber,
      'a subscriber that stops and starts again from its checkpoint misses and repeats nothing',
    ],
  ])(
    '%s',
    async (_defect, Store, caught) => {
      expect(await failures(() => new Store())).toContain(caught);
    },
    20_000,
  );
});
