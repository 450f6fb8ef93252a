import { describe, expect, it } from '@jest/globals';
import { assertTogether, type Companion, logIdOf } from '../../src/application/companions.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { command, write } from '../contract/event-store/fixtures.js';

class Beside implements Companion {
  constructor(
    readonly name: string,
    public log?: string,
    private readonly holdsNothing: boolean | 'unless first' = false,
  ) {}
  async mark() {
    return this.log;
  }
  async put(log: string) {
    this.log = log;
  }
  async holdsNothingOf(known: boolean) {
    return this.holdsNothing === 'unless first' ? known : this.holdsNothing;
  }
}
const marks = (all: readonly Beside[]) => all.map(({ log }) => log);

describe('A log and what stands beside it', () => {
  it('are married once the log has an event, and know each other from then on', async () => {
    const all = [new Beside('keys'), new Beside('ledger', undefined, 'unless first')];
    await assertTogether(undefined, all);
    expect(marks(all)).toEqual([undefined, undefined]);
    await assertTogether('a', all);
    expect(marks(all)).toEqual(['a', 'a']);
    await expect(assertTogether('a', all)).resolves.toBeUndefined();
  });

  it('of two installations are refused by the name of what is another’s, and nothing is marked', async () => {
    const all = [new Beside('keys', 'a'), new Beside('ledger', 'b'), new Beside('read models')];
    await expect(assertTogether('a', all)).rejects.toThrow(/^another-log: ledger belongs to another log/);
    expect(marks(all)).toEqual(['a', 'b', undefined]);
  });

  it('an empty log is not begun beside what belongs to one that had events', () =>
    expect(assertTogether(undefined, [new Beside('keys', 'a')])).rejects.toThrow(/^log-missing: .*keys/));

  it('what holds nothing of a log that has events is refused, and the others are not marked meanwhile', async () => {
    const all = [new Beside('ledger'), new Beside('keys', undefined, true)];
    await expect(assertTogether('a', all)).rejects.toThrow(/^companion-empty: .*keys holds nothing/);
    expect(marks(all)).toEqual([undefined, undefined]);
  });

  it('a ledger that was never signed is no lost one, until the others know the log', async () => {
    const ledger = () => new Beside('ledger', undefined, 'unless first');
    await expect(assertTogether('a', [new Beside('keys'), ledger()])).resolves.toBeUndefined();
    await expect(assertTogether('a', [new Beside('keys', 'a'), ledger()])).rejects.toThrow(/companion-empty/);
  });
});

describe('The name of a log', () => {
  const begun = async (name: string) => {
    const store = new MemoryStore();
    await store.append(command(name, [write('case-1', 0, name)]));
    return store;
  };

  it('is there from its first event on, and stays', async () => {
    expect(await logIdOf(new MemoryStore())).toBeUndefined();
    const store = await begun('a');
    const name = await logIdOf(store);
    await store.append(command('b', [write('case-1', 1, 'b')]));
    expect(await logIdOf(store)).toBe(name);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another one for another log, and the same where the bytes of the first event were changed', async () => {
    const store = await begun('a');
    expect(await logIdOf(await begun('b'))).not.toBe(await logIdOf(store));
    const changed: Pick<MemoryStore, 'readAll'> = {
      async *readAll(range) {
        for await (const events of store.readAll(range)) yield events.map((e) => ({ ...e, bytes: Buffer.from('{}') }));
      },
    };
    expect(await logIdOf(changed)).toBe(await logIdOf(store));
  });
});
