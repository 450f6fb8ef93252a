import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '../../../src/application/ports/event-store.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import * as broken from './broken-stores.js';
import { patience } from './fixtures.js';
import { contractCases, runCase } from './suite.js';

const { silence } = patience;
afterEach(() => {
  patience.silence = silence;
});

/** Whether the case of that name finds the store broken. */
async function isCaught(store: EventStore, name: string): Promise<boolean> {
  const contractCase = contractCases.find((each) => each.name === name);
  if (!contractCase) throw new Error(`there is no case called ${name}`);
  const subject = async () => ({ store, close: async () => undefined });
  return runCase(contractCase, subject).then(
    () => false,
    () => true,
  );
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
    [
      'parts of a command taken for repetitions',
      broken.WithoutParts,
      'a later part of a command is appended behind what others wrote in between, once, sealed texts and all',
    ],
    ['an early acknowledgement', broken.AcknowledgingEarly, 'what was acknowledged is there for the next read'],
    [
      'a subscription that repeats',
      broken.RepeatingSubscriber,
      'a subscriber that stops and starts again from its checkpoint misses and repeats nothing',
    ],
  ])('%s', async (_defect, Store, caught) => {
    expect(await isCaught(new MemoryStore(), caught)).toBe(false);
    patience.silence = 500;
    expect(await isCaught(new Store(), caught)).toBe(true);
  });
});
