import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '../../../src/application/ports/event-store.js';
import { calmly } from '../../../src/infrastructure/read-store/calmly.js';

const event = (type: string, position: number) => ({ type, position }) as StoredEvent;
const look = (position: number) => event('RecordConsulted', position);
const LONG = 3_600_000;

/** Batches that are there already, and then nothing more for ever, or the end. */
async function* batches(given: readonly (readonly StoredEvent[])[], ends: boolean) {
  yield* given;
  if (!ends) await new Promise(() => undefined);
}
const positions = (all: readonly StoredEvent[]) => all.map(({ position }) => position);

describe('Following the log behind the read models', () => {
  it('takes what is recorded at once, with the looks before it', async () => {
    const followed = calmly(batches([[look(1)], [look(2)], [event('CaseOpened', 3)], [look(4)]], false), LONG);
    expect(positions((await followed.next()).value ?? [])).toEqual([1, 2, 3]);
  });
  it('gathers looks for a while and no longer', async () => {
    const followed = calmly(batches([[look(1)], [look(2)]], false), 1);
    expect(positions((await followed.next()).value ?? [])).toEqual([1, 2]);
  });
  it('leaves nothing out at the end of what it follows', async () => {
    const found: number[] = [];
    for await (const batch of calmly(batches([[look(1)], [event('CaseOpened', 2)], [look(3)], [look(4)]], true), LONG))
      found.push(...positions(batch));
    expect(found).toEqual([1, 2, 3, 4]);
  });
  it('fails as what it follows does', async () => {
    async function* broken() {
      yield [event('CaseOpened', 1)];
      throw new Error('gone');
    }
    const followed = calmly(broken(), LONG);
    await followed.next();
    await expect(followed.next()).rejects.toThrow('gone');
  });
});
