import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CopyDiffers, copyLog } from '../../../src/application/audit/copy.js';
import { fromLeaves } from '../../../src/application/audit/head-hash.js';
import { verify } from '../../../src/application/audit/verify.js';
import type { Append } from '../../../src/application/ports/event-store.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
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
