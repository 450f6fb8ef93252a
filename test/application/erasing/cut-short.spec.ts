import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { afterStep } from '../../../lab/erasing/steps.js';
import { enforce } from '../../../src/application/erasing/enforce.js';
import { Erasures } from '../../../src/application/erasing/erasures.js';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { DestroyedFiles } from '../../../src/infrastructure/erasing/destroyed-files.js';
import { type MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import {
  aPersonWithACase,
  around,
  at,
  authorise,
  BIF,
  erasures,
  folder,
  list,
  nameOf,
  product,
  request,
  said,
  store,
  types,
  verified,
} from '../../support/erasing.js';
import { give } from '../../support/given.js';

describe('An erasure that is cut short, or fails', () => {
  aPersonWithACase();

  it.each([1, 2, 3, 4, 5, 6, 7])(
    'that is cut short after its step %i ends the same when it is done again',
    async (step) => {
      await request();
      await authorise();
      const failing = afterStep(step, around(), () => {
        throw new StoreUnavailable('unknown', undefined);
      });
      await expect(new Erasures(failing).run()).rejects.toThrow(StoreUnavailable);
      // As every start does, whatever the step at which the process was killed.
      await enforce(product.store, product.live, around());
      expect(await verified()).toBeUndefined();
      await new Erasures(around()).run();
      await enforce(product.store, product.live, around());
      expect((await types()).filter((type) => type === 'PersonErased')).toHaveLength(1);
      expect(await nameOf()).toBeUndefined();
      const { erased } = await said();
      expect(await product.store.readSegments(erased)).toEqual([]);
      expect(await verified()).toBeUndefined();
    },
  );

  it('is looked for again and again until the process ends, and what fails is said and tried again', async () => {
    await request();
    await authorise();
    const [said, waits]: [unknown[], number[]] = [[], []];
    const stop = new AbortController();
    const typed = {
      forget: async () => {
        if (waits.length === 0) throw new StoreUnavailable('unknown', undefined);
      },
    };
    const sleep = async (ms: number) => {
      waits.push(ms);
      if (waits.length === 3) stop.abort();
    };
    await new Erasures({ ...around(), typed, sleep } as never).follow(stop.signal, (error) => said.push(error));
    expect([said.length, waits]).toEqual([1, [1000, 1000, 1000]]);
    expect((await types()).filter((type) => type === 'PersonErased')).toHaveLength(1);
  });

  it('carries out one decision after the other: what stands in the way of one is tried again, and what is done is not', async () => {
    await request();
    await authorise();
    expect([await erasures.run(), await erasures.run()]).toEqual([1, 0]);
    expect(await list.entries()).toHaveLength(1);
  });

  it('is known beside the log: a list that is missing stops the start, and says what to put back', async () => {
    await request();
    await authorise();
    await erasures.run();
    for (const beside of ['kms', 'ledger']) rmSync(join(folder, beside), { recursive: true });
    await expect(enforce(product.store, product.live, around())).rejects.toThrow(/destroyed-list-missing/);
  });

  it('is looked for by a start in the read models, and in the log only where they have not come so far', async () => {
    await request();
    await authorise();
    await erasures.run();
    const { position } = await product.store.head();
    const from: (number | undefined)[] = [];
    const reading = new Proxy(store(), {
      get: (of, name) => {
        if (name !== 'readAll') return Reflect.get(of, name).bind(of);
        return (range: Parameters<MemoryStore['readAll']>[0]) => {
          from.push(range?.from);
          return of.readAll(range);
        };
      },
    });
    // Somebody who was registered and never erased stands there beside the others.
    await give(product, BIF, 'RegisterPerson', 'another person', at('12-03'), { name: 'Opdigtet' });
    await enforce(reading, product.live, around());
    expect(from).toEqual([position + 2]);
    const empty = new DestroyedFiles([join(folder, 'elsewhere')], signingKey(join(folder, 'other.pem'), 'sagsspor'));
    for (const reached of [0, position + 1]) {
      const models = { register: product.live.register.bind(product.live), position: async () => reached };
      const unlisted = enforce(product.store, models, { ...around(), destroyed: empty });
      await expect(unlisted).rejects.toThrow(/destroyed-list-missing/);
    }
  });

  it('a segment that is missing without such a decision is tampering', async () => {
    const [registration] = (await product.log()).filter((e) => e.type === 'PersonRegistered');
    await store().erase([{ eventId: registration?.eventId ?? '', segment: 0 }]);
    expect(await verified()).toMatch(/is missing/);
  });
});
