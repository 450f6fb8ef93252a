import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { FollowUps } from '../../../src/application/processes/follow-ups.js';
import { Refused } from '../../../src/application/refusal.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';

/** A log with promises of two commands that are still to be kept; looking at the first fails so. */
function twoPromises(why: Error) {
  const kept: string[] = [];
  const promises = { open: async () => ['first', 'second'], complete: async (id: string) => void kept.push(id) };
  const store = Object.assign(new MemoryStore(), {
    promises,
    findCommand: async (id: string) => {
      if (id === 'first') throw why;
      return { events: [{ stream: 'case-1', version: 1 }] };
    },
    readStream: async () => [{ stream: 'case-1' }],
  });
  const ids = { systemCommandId: (name: string) => name };
  return { kept, followUps: new FollowUps(store as never, ids as never, async () => undefined) };
}

describe('Promises of commands that were cut short', () => {
  it('that can never be kept are complained of at a start, and stop neither it nor the others', async () => {
    const never = new Refused('not-found', 'What it was promised to is not there.');
    const { kept, followUps } = twoPromises(never);
    const complaints: unknown[] = [];
    await followUps.finishAtStart((error) => complaints.push(error));
    expect([complaints, kept]).toEqual([[never], ['second']]);
  });

  it.each([new StoreUnavailable('not-persisted', 'away'), new Refused('unavailable', 'away')])(
    'stop a start while the log is away (%#)',
    async (away) => {
      const { followUps } = twoPromises(away);
      await expect(followUps.finishAtStart(() => undefined)).rejects.toBe(away);
    },
  );
});
