import { describe, expect, it } from '@jest/globals';
import { Erasures } from '../../../src/application/erasing/erasures.js';
import type { Destroyed } from '../../../src/application/ports/erasing.js';
import { References } from '../../../src/application/references.js';
import { Sealing } from '../../../src/application/sealing.js';
import type { Sealed } from '../../../src/domain/kernel/sealed.js';
import type { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { give, readerOf, refusalOf } from '../../support/given.js';
import { at, incoming, moving } from '../../support/two-installations.js';

const [OFFICER, OTHER] = ['VEL:compliance:u1', 'VEL:compliance:u2'];

const retainedIn = (east: Awaited<ReturnType<typeof moving>>['east'], state: 'kept' | 'disposed') =>
  east.ask(readerOf('VEL:compliance'), 'Retention', { infohus: 'koege', state, kind: 'transfer' });

/** What came in from another installation is kept no longer than the plan says, whatever was answered (domain.md rule 12, B-7). */
async function answered(how: 'TakeTransfer' | 'RefuseTransfer') {
  const moved = await moving();
  await moved.hand();
  await moved.exchange('03-11');
  if (how === 'TakeTransfer') await moved.take('03-12');
  else await moved.reply('03-12', how, { reason: 'Borgeren bor her ikke.' });
  const { east } = moved;
  const retained = (state: 'kept' | 'disposed') => retainedIn(east, state);
  return { ...moved, retained };
}

function erasingIn(east: Awaited<ReturnType<typeof moving>>['east'], day: string): Erasures {
  const listed: Destroyed[] = [];
  const store = east.store as MemoryStore;
  return new Erasures({
    ...{ store, vault: east.vault, segments: store, executor: east.executor, documents: east.documents },
    ...{ references: new References(store), search: east.search, sleep: async () => undefined },
    destroyed: { entries: async () => listed, add: async (entry) => void listed.push(entry as Destroyed) },
    clock: { now: () => at(day) },
    typed: { forget: async () => undefined },
  });
}

describe('What was handed over from another installation', () => {
  it('and not taken is kept as long as a concern that was dismissed; taken as long as a case', async () => {
    expect(await (await answered('RefuseTransfer')).retained('kept')).toMatchObject([
      { of: 'concern-dismissed', endedOn: '2024-03-12', until: '2024-09-12' },
    ]);
    expect(await (await answered('TakeTransfer')).retained('kept')).toMatchObject([
      { of: 'case', endedOn: '2024-03-12', until: '2029-03-12' },
    ]);
  });

  it('waits for its answer as long as that takes', async () => {
    const { hand, exchange, east } = await moving();
    await hand();
    await exchange('03-11');
    expect(await retainedIn(east, 'kept')).toEqual([]);
  });

  it('goes by two officers once its time is over, the signed message and the letter with it; what was answered stays in the log', async () => {
    const { tick, east, retained } = await answered('RefuseTransfer');
    const propose = (day: string) => {
      tick(day);
      return give(east, OFFICER, 'ProposeDisposal', 'd', at(day), {
        ...{ records: [{ kind: 'transfer', recordId: incoming }], ground: 'udløbet' },
      });
    };
    expect(await refusalOf(propose('09-12'))).toBe('not-due');
    await propose('09-13');
    await give(east, OTHER, 'AuthoriseDisposal', 'd', at('09-13'), { archiveClearance: 'opdigtet' });
    expect(await erasingIn(east, '09-13').run()).toBe(1);
    const received = (await east.log()).find((e) => e.type === 'TransferReceived') as unknown as {
      data: { signed: Sealed<string>; description: Sealed<string> };
    };
    const { signed, description } = received.data;
    const opened = await new Sealing(east.store, east.vault).open([signed, description]);
    expect([opened.get(signed), opened.get(description)].filter((text) => typeof text === 'string')).toEqual([]);
    expect(await retained('disposed')).toMatchObject([{ state: 'disposed' }]);
    const seen = await east.ask(readerOf('VEL:coordinator'), 'IncomingTransfer', { id: incoming });
    expect(seen).toMatchObject({ status: 'declined', persons: [], documents: [] });
  });

  it('is refused all the same for who asks once the words of the refusal are erased: no mark of ours is told as somebody’s words', async () => {
    const { tick, west, east, exchange } = await answered('RefuseTransfer');
    tick('09-13');
    const data = { records: [{ kind: 'transfer', recordId: incoming }], ground: 'udløbet' };
    await give(east, OFFICER, 'ProposeDisposal', 'd', at('09-13'), data);
    await give(east, OTHER, 'AuthoriseDisposal', 'd', at('09-13'), { archiveClearance: 'opdigtet' });
    await erasingIn(east, '09-13').run();
    await exchange('09-14');
    const declined = (await west.log()).find((e) => e.type === 'TransferDeclined')?.data as unknown as {
      readonly reason: Sealed<string>;
    };
    const opened = await new Sealing(west.store, west.vault).open([declined.reason]);
    expect(opened.get(declined.reason)).toBe('declined');
  });
});
