import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CopyDiffers, copyLog } from '../../../src/application/audit/copy.js';
import { fromLeaves } from '../../../src/application/audit/head-hash.js';
import { verify } from '../../../src/application/audit/verify.js';
import type { Append } from '../../../src/application/ports/event-store.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { after, command, range, write } from '../../contract/event-store/fixtures.js';
import { emptyStore as eventStoreDb } from '../../support/eventstoredb/server.js';
import { generate, IMPORTED_AT } from '../../support/generator/index.js';
import { memoryInstallation } from '../../support/installation.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

async function emptyStore(): Promise<PostgresStore> {
  const url = await server.freshDatabase();
  await migrate(url);
  return PostgresStore.open(url);
}
async function source() {
  const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
  await product.import(generate(5, 20));
  return product;
}

describe('Copying a log into another store', () => {
  it('stopped in the middle goes on where it stopped, and ends with the same log: bytes, chains, leaves and sealed segments', async () => {
    const product = await source();
    const target = await emptyStore();
    let left = 40;
    const dying = new Proxy(target, {
      get: (store, name) => {
        if (name !== 'append') return Reflect.get(store, name).bind?.(store) ?? Reflect.get(store, name);
        return async (append: Append) => {
          if (left-- === 0) throw new Error('killed');
          return store.append(append);
        };
      },
    });
    await expect(copyLog(product.store, dying)).rejects.toThrow('killed');
    const { position } = await product.store.head();
    const done = await copyLog(product.store, target);
    expect(done.found).toBeGreaterThanOrEqual(40);
    expect([done.copied + done.found, done.verified]).toEqual([position, position]);
    expect(await copyLog(product.store, target)).toEqual({ copied: 0, found: position, verified: position });
    expect(await fromLeaves(target)(position)).toBe(await fromLeaves(product.store)(position));
    expect(await verify(target, product.vault)).toMatchObject({ ok: true, events: position });
    await target.close();
  });

  it('takes over commands between whose events others wrote, from EventStoreDB and back, and goes on inside one', async () => {
    const there = await eventStoreDb(server);
    const mine = (n: number) => command(`mine ${n}`, [write(`case-${n}`, 0, `mine ${n}`)], after(n * 2));
    const rest = (n: number) => ({
      ...command(`mine ${n}`, [write(`concern-${n}`, 0, `rest ${n}`)], after(n * 2 + 1)),
      firstOrdinal: 1,
    });
    const others = (n: number) => command(`other ${n}`, [write(`person-${n}`, 0, `other ${n}`)], after(n * 2));
    for (const n of range(1, 12)) {
      await there.store.append(mine(n));
      await there.store.append(others(n));
      await there.store.append(rest(n));
    }
    const [fresh, back] = [await emptyStore(), await eventStoreDb(server)];
    await fresh.append(mine(1));
    await fresh.append(others(1));
    expect(await copyLog(there.store, fresh)).toEqual({ copied: 34, found: 2, verified: 36 });
    expect(await copyLog(fresh, back.store)).toEqual({ copied: 36, found: 0, verified: 36 });
    expect(await fromLeaves(back.store)(36)).toBe(await fromLeaves(there.store)(36));
    expect(await copyLog(back.store, fresh)).toEqual({ copied: 0, found: 36, verified: 36 });
    for (const each of [there, back]) await each.close();
    await fresh.close();
  });

  it('says where the target is another log', async () => {
    const [one, other] = [await source(), memoryInstallation(() => new Date(IMPORTED_AT).toISOString())];
    await other.import(generate(6, 5));
    await expect(copyLog(one.store, other.store)).rejects.toThrow(CopyDiffers);
    const longer = await source();
    await expect(copyLog(other.store, longer.store)).rejects.toThrow(CopyDiffers);
  });

  it('takes over no bytes that are no event, or that could be read in two ways', async () => {
    const product = await source();
    const damaged = (damage: (text: string) => Uint8Array) =>
      new Proxy(product.store, {
        get: (store, name) => {
          if (name !== 'readAll') return Reflect.get(store, name).bind?.(store) ?? Reflect.get(store, name);
          return async function* (options: object) {
            for await (const batch of store.readAll(options))
              yield batch.map((e) => (e.position === 3 ? { ...e, bytes: damage(Buffer.from(e.bytes).toString()) } : e));
          };
        },
      });
    const cases: readonly [RegExp, (text: string) => Uint8Array][] = [
      [/position 3 .*Latin-1/, (text) => Buffer.from(text.replace('"data"', '"d\u00e6ta"'), 'latin1')],
      [/position 3 .*"type" twice/, (text) => Buffer.from(text.replace('{', '{"type":"Other",'))],
      [/position 3 an event that is not written/, (text) => Buffer.from(` ${text}`)],
    ];
    for (const [says, damage] of cases) {
      const target = memoryInstallation(() => new Date(IMPORTED_AT).toISOString()).store;
      await expect(copyLog(damaged(damage), target)).rejects.toThrow(says);
    }
  });
});
