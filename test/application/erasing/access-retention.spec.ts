import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { afterStep } from '../../../lab/erasing/steps.js';
import { verify } from '../../../src/application/audit/verify.js';
import { AccessRetention } from '../../../src/application/erasing/access-retention.js';
import { enforce } from '../../../src/application/erasing/enforce.js';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { DestroyedFiles } from '../../../src/infrastructure/erasing/destroyed-files.js';
import type { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import { caseOfSof, give, idFor, readerOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `2016-${day}T10:00:00.000Z`;
const OFFICER = 'BIF:compliance:u1';
const PERSON = idFor('a person');

describe('What was written in access events', () => {
  let today: string;
  let product: ReturnType<typeof memoryInstallation>;
  let folder: string;
  let list: DestroyedFiles;
  let retention: AccessRetention;
  const store = () => product.store as MemoryStore;
  const around = () => ({
    ...{ store: store(), vault: product.vault, segments: store(), destroyed: list, executor: product.executor },
    ...{ book: product.book, clock: { now: () => today }, sleep: async () => undefined },
  });
  const verified = async () => {
    const signed = { notes: [], keys: [], destroyed: () => list.entries() };
    return (await verify(product.store, product.vault, {}, undefined, signed)).wrong?.problem;
  };
  const types = async () => (await product.log()).map((e) => e.type);
  beforeEach(async () => {
    today = at('04-01');
    product = memoryInstallation(() => today);
    folder = mkdtempSync(join(tmpdir(), 'sagsspor-access-retention-'));
    const signer = signingKey(join(folder, 'key', 'signing-key.pem'), 'sagsspor');
    list = new DestroyedFiles([join(folder, 'kms'), join(folder, 'ledger')], signer);
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-01'), {
      ...{ name: 'Opdigtet', address: 'Opdigtet Vej 1', protectedAddress: true },
    });
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    const reveal = { id: PERSON, reveal: 'address', reason: 'KANARIE: nødvendig besked' } as const;
    await product.ask(readerOf('SOF:caseworker'), 'Person', reveal);
    retention = new AccessRetention(around());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const failingAfter = (step: number) =>
    afterStep(step, { ...around(), documents: product.documents }, () => {
      throw new StoreUnavailable('unknown', undefined);
    });
  const written = async () => {
    const all = (await product.log()).filter((e) => e.type === 'RecordConsulted').map((e) => e.eventId);
    return (await product.store.readSegments(all)).length;
  };

  it('goes when the plan’s period is over, with its key, and that somebody looked stays provable', async () => {
    today = '2021-04-01T10:00:00.000Z';
    expect([await retention.run(), await written()]).toEqual([0, 1]);
    const before = (await product.log()).length;
    today = '2021-04-02T10:00:00.000Z';
    expect([await retention.run(), await written()]).toEqual([1, 0]);
    const [said] = (await product.log()).slice(before);
    expect(said).toMatchObject({ type: 'AccessExpired', data: { keys: 1 } });
    expect(await verified()).toBeUndefined();
    // The signed list knows it: what a backup brings back is destroyed at the start.
    expect((await list.entries()).map((e) => e.keyIds.length)).toEqual([1]);
    expect(await enforce(product.store, product.live, around())).toEqual({ keys: 0, segments: 0 });
    expect([await retention.run(), (await product.log()).length]).toEqual([0, before + 1]);
  });

  it('reads the signed list once, however many days somebody looked on', async () => {
    for (const day of ['04-02', '04-03', '04-04']) {
      today = at(day);
      await product.ask(readerOf('SOF:caseworker'), 'Person', { id: PERSON });
    }
    let reads = 0;
    const entries = async () => {
      reads++;
      return list.entries();
    };
    const destroyed = { entries, add: async () => undefined };
    today = '2021-06-01T10:00:00.000Z';
    expect(await new AccessRetention({ ...around(), destroyed }).run()).toBe(1);
    // Once more where something is destroyed.
    expect(reads).toBe(2);
  });

  it('stays as long as anything under the same key is to be kept, and goes of each stream by itself', async () => {
    const glass = { caseId: idFor('k'), justification: 'KANARIE: opdigtet grund' };
    today = '2016-05-01T10:00:00.000Z';
    await give(product, 'BUF:caseworker', 'UseBreakGlass', 'g', today, glass);
    today = '2018-05-01T10:00:00.000Z';
    const said = { glassId: idFor('g'), justified: true, assessment: 'opdigtet' };
    await give(product, OFFICER, 'ReviewBreakGlass', 'g', today, said);
    const reveal = { id: PERSON, reveal: 'address', reason: 'nyere' } as const;
    await product.ask(readerOf('SOF:caseworker:u7'), 'Person', reveal);
    const ofGlass = async () =>
      (await product.store.readSegments((await product.store.readStream(`access-${idFor('g')}`)).map((e) => e.eventId)))
        .length;
    today = '2021-06-01T10:00:00.000Z';
    expect([await retention.run(), await written(), await ofGlass()]).toEqual([1, 1, 2]);
    expect(await retention.run()).toBe(0);
    today = '2023-06-01T10:00:00.000Z';
    expect([await retention.run(), await written(), await ofGlass()]).toEqual([2, 0, 0]);
    const expired = (await product.log()).filter((e) => e.type === 'AccessExpired');
    expect(new Set(expired.map(({ actor }) => `${actor.agency}:${actor.userId}`))).toEqual(
      new Set(['installation:eraser']),
    );
    expect(new Set(expired.map((e) => (e.data as { authorisation: string }).authorisation)).size).toBe(3);
    expect((await list.entries()).map((e) => e.decidedBy)).toEqual(
      expired.map((e) => (e.data as { authorisation: string }).authorisation),
    );
    expect(await retention.run()).toBe(0);
  });

  it('of who operates the machine is kept as long as the longest period', async () => {
    const operator = { userId: 'drift', agency: 'installation', role: 'administrator' } as const;
    const reason = Sealed.of('KANARIE: fejlsøgning');
    const data = { record: 'person', recordId: PERSON, purpose: 'operation', reason };
    await product.access.note(operator, 'NoteConsultation', data);
    today = '2021-04-01T10:00:00.000Z';
    expect(await retention.run()).toBe(0);
    today = '2021-04-02T10:00:00.000Z';
    expect([await retention.run(), await written()]).toEqual([2, 0]);
  });

  it('is looked at again day by day, and what fails is said and tried again', async () => {
    const [said, waits]: [unknown[], number[]] = [[], []];
    const stop = new AbortController();
    const failing = {
      ...product.store,
      readAll: () => {
        throw new StoreUnavailable('unknown', undefined);
      },
    };
    const sleep = async (ms: number) => {
      waits.push(ms);
      if (waits.length === 2) stop.abort();
    };
    await new AccessRetention({ ...around(), store: failing as never, sleep }).follow(stop.signal, (error) =>
      said.push(error),
    );
    expect([said.length, waits]).toEqual([2, [86_400_000, 86_400_000]]);
  });

  it.each([1, 2, 3, 4, 5])('is finished by the next run, stopped after step %i', async (step) => {
    today = '2021-04-02T10:00:00.000Z';
    await expect(new AccessRetention(failingAfter(step)).run()).rejects.toThrow(StoreUnavailable);
    await enforce(product.store, product.live, around());
    await retention.run();
    expect(await written()).toBe(0);
    expect((await types()).filter((type) => type === 'AccessExpired')).toHaveLength(1);
    expect(await verified()).toBeUndefined();
  });

  it.each([1, 2, 3, 4, 5])(
    'is finished by the next run of the same process too, stopped after step %i',
    async (step) => {
      today = '2021-04-02T10:00:00.000Z';
      await expect(new AccessRetention(failingAfter(step)).run()).rejects.toThrow(StoreUnavailable);
      await retention.run();
      expect(await written()).toBe(0);
      expect((await types()).filter((type) => type === 'AccessExpired')).toHaveLength(1);
      expect(await verified()).toBeUndefined();
    },
  );

  /** Goes through it with nobody there to read a stream or to say anything. */
  const untouched = () => {
    const nobody = async (): Promise<never> => {
      throw new Error('gone through again');
    };
    const reading = new Proxy(store(), {
      get: (of, name) => (name === 'readStream' ? nobody : Reflect.get(of, name).bind(of)),
    });
    return new AccessRetention({ ...around(), store: reading, executor: { execute: nobody } });
  };
  it('is gone through once: what is kept yet, and what the log says is gone, is not read, listed or said day by day', async () => {
    today = '2021-04-01T10:00:00.000Z';
    expect(await untouched().run()).toBe(0);
    today = '2021-04-02T10:00:00.000Z';
    expect(await retention.run()).toBe(1);
    const listed = await list.entries();
    today = '2021-04-03T10:00:00.000Z';
    expect(await untouched().run()).toBe(0);
    expect(await list.entries()).toEqual(listed);
  });

  it('is finished where the log says that it is gone, and some of its texts are not yet', async () => {
    const reveal = { id: PERSON, reveal: 'address', reason: 'KANARIE: samme dag' } as const;
    await product.ask(readerOf('SOF:caseworker'), 'Person', reveal);
    today = '2021-04-02T10:00:00.000Z';
    const erase = async (refs: Parameters<MemoryStore['erase']>[0]) => {
      await store().erase(refs.slice(0, 1));
      throw new StoreUnavailable('unknown', undefined);
    };
    await expect(new AccessRetention({ ...around(), segments: { erase } }).run()).rejects.toThrow(StoreUnavailable);
    expect(await written()).toBe(1);
    await retention.run();
    expect(await written()).toBe(0);
  });

  describe('by the plans', () => {
    /** Køge keeps them for two years; København for as long as where a plan is silent, five. */
    const book = () => ({
      plans: product.book.plans.map((plan) =>
        plan.infohus === 'koege' ? { ...plan, retention: [{ of: 'access', months: 24 }, ...plan.retention] } : plan,
      ),
    });
    const under = (of: object) => new AccessRetention({ ...around(), book: of as never });
    const note = (agency: string) =>
      product.access.note({ userId: `${agency}-1`, agency, role: 'caseworker' }, 'NoteConsultation', {
        ...{ record: 'person', recordId: PERSON, purpose: 'casework', reason: Sealed.of(`KANARIE: ${agency}`) },
      });

    it('is kept as long as that of the Infohus of who looked says; of who belongs to none, as the longest of all', async () => {
      today = '2024-04-01T10:00:00.000Z';
      await note('VEL');
      await note('installation');
      await note('SOF');
      expect([await under(book()).run(), await written()]).toEqual([1, 3]);
      today = '2026-04-01T10:00:00.000Z';
      expect(await under(book()).run()).toBe(0);
      today = '2026-04-02T10:00:00.000Z';
      expect([await under(book()).run(), await written()]).toEqual([1, 2]);
    });

    it('is kept where none is in force', async () => {
      today = '2031-04-02T10:00:00.000Z';
      expect(await under({ plans: [] }).run()).toBe(0);
    });
  });

  it('that is not over yet is not touched, and what is over beside it goes', async () => {
    today = '2016-04-02T10:00:00.000Z';
    const reveal = { id: PERSON, reveal: 'address', reason: 'KANARIE: dagen efter' } as const;
    await product.ask(readerOf('SOF:caseworker'), 'Person', reveal);
    today = '2021-04-02T10:00:00.000Z';
    expect([await retention.run(), await written()]).toEqual([1, 1]);
    today = '2021-04-03T10:00:00.000Z';
    expect([await retention.run(), await written()]).toEqual([1, 0]);
  });
});
