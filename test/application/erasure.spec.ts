import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { afterStep } from '../../lab/erasing/steps.js';
import { verify } from '../../src/application/audit/verify.js';
import { Drafts } from '../../src/application/drafts.js';
import { enforce } from '../../src/application/erasing/enforce.js';
import { Erasures } from '../../src/application/erasing/erasures.js';
import { lawfullyErased, lawfullyGone } from '../../src/application/erasing/shred.js';
import { StoreUnavailable } from '../../src/application/ports/event-store.js';
import { namesOf } from '../../src/application/queries/names.js';
import { References } from '../../src/application/references.js';
import { SavedLists } from '../../src/application/saved-lists.js';
import { Sealing } from '../../src/application/sealing.js';
import { DestroyedFiles } from '../../src/infrastructure/erasing/destroyed-files.js';
import type { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { signingKey } from '../../src/infrastructure/ledger/signing-key.js';
import { actorOf, caseOfSof, give, idFor, readerOf, refusalOf, registered } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { MemoryDrafts } from '../support/memory-drafts.js';

const NOW = '2026-06-01T12:00:00.000Z';
const at = (day: string) => `2016-${day}T10:00:00.000Z`;
const BIF = 'BIF:coordinator';
const OFFICER = 'BIF:compliance:u1';
const OTHER = 'BIF:compliance:u2';
const PERSON = idFor('a person');

async function* bytes() {
  yield Buffer.from('et opdigtet brev');
}
const draftsIn = (kept: MemoryDrafts, vault: ConstructorParameters<typeof Drafts>[1]) =>
  new Drafts(kept, vault, { now: () => NOW }, { uuid: randomUUID });

describe('An erasure', () => {
  let product: ReturnType<typeof memoryInstallation>;
  let folder: string;
  let list: DestroyedFiles;
  let erasures: Erasures;
  let kept: MemoryDrafts;
  let saved: MemoryDrafts;
  const store = () => product.store as MemoryStore;
  const around = () => ({
    ...{ store: store(), vault: product.vault, segments: store(), destroyed: list },
    ...{ references: new References(product.store), search: product.search, executor: product.executor },
    ...{ clock: { now: () => NOW }, sleep: async () => undefined, documents: product.documents },
    typed: {
      async forget(decidedBy: string) {
        await draftsIn(kept, product.vault).forgetAll();
        await listsIn().forgetNames(decidedBy);
      },
    },
  });
  const listsIn = () =>
    new SavedLists(saved, product.vault, list, { clock: { now: () => NOW }, ids: { uuid: randomUUID } });
  const nameOf = async () =>
    (await namesOf(product.store, new Sealing(product.store, product.vault), [PERSON])).get(PERSON);
  const verified = async () => {
    const signed = { notes: [], keys: [], destroyed: () => list.entries() };
    return (await verify(product.store, product.vault, {}, undefined, signed)).wrong?.problem;
  };

  beforeEach(async () => {
    product = memoryInstallation(() => NOW);
    kept = new MemoryDrafts();
    saved = new MemoryDrafts();
    folder = mkdtempSync(join(tmpdir(), 'sagsspor-erasure-'));
    const signer = signingKey(join(folder, 'key', 'signing-key.pem'), 'sagsspor');
    list = new DestroyedFiles([join(folder, 'kms'), join(folder, 'ledger')], signer);
    await give(product, BIF, 'RegisterPerson', 'a person', at('03-01'), {
      name: `Kanarie ${randomBytes(4).toString('hex')}`,
    });
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    await give(product, 'SOF:caseworker', 'OfferSupport', 'k', at('03-04'), {
      ...{ offerId: idFor('o'), personId: PERSON, kind: 'mentor' },
    });
    await give(product, 'SOF:caseworker', 'DeclineOffer', 'k', at('03-05'), {
      offerId: idFor('o'),
      reason: 'opdigtet',
    });
    erasures = new Erasures(around());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const request = () => give(product, OFFICER, 'RequestErasure', 'a person', at('12-01'), { ground: 'anmodning' });
  const authorise = (who = OTHER) =>
    give(product, who, 'AuthoriseErasure', 'a person', at('12-02'), { archiveClearance: 'aflevering 17' });
  const said = async () => {
    const [erased] = (await product.log()).filter((e) => e.type === 'PersonErased');
    return (erased?.data ?? {}) as { readonly erased: readonly string[]; readonly review: readonly string[] };
  };
  const types = async () => (await product.log()).map((e) => e.type);

  it('drops whatever somebody was typing: it may name the person', async () => {
    await draftsIn(kept, product.vault).keep('sof-1', '/cases/k/do/RecordContact', { 'data.summary': 'Kanarie' });
    await request();
    await authorise();
    expect(kept.rows).toHaveLength(1);
    await erasures.run();
    expect(kept.rows).toEqual([]);
  });

  it('takes the names of the lists that users keep, for it may be one, with their keys; the lists stay', async () => {
    await listsIn().save('sof-1', { name: 'Kanarie', address: '/cases?status=open' });
    const [before] = saved.rows;
    await request();
    await authorise();
    await erasures.run();
    expect(await listsIn().list('sof-1')).toMatchObject([{ name: null, address: '/cases?status=open' }]);
    // A backup brings the old row back: it opens no more, and the signed list says that its key is gone.
    saved.rows = before ? [before] : [];
    expect(await listsIn().list('sof-1')).toEqual([]);
    expect((await list.entries()).flatMap(({ keyIds }) => keyIds)).toContain(before?.segment.keyId);
    expect(await verified()).toBeUndefined();
  });

  it('is asked for by one officer of compliance and authorised by another', async () => {
    expect(await refusalOf(authorise())).toBe('no-erasure-requested');
    await request();
    expect(await refusalOf(request())).toBe('already-requested');
    expect(await refusalOf(authorise(OFFICER))).toBe('own-request');
    expect(
      await refusalOf(give(product, BIF, 'AuthoriseErasure', 'a person', at('12-02'), { archiveClearance: 'ja' })),
    ).toBe('not-permitted');
    expect(await erasures.run()).toBe(0);
    expect(await nameOf()).toMatch(/^Kanarie/);
    await authorise();
    expect(await refusalOf(authorise())).toBe('already-authorised');
  });

  it('leaves the events, countable and verifiable, and nothing that can be opened', async () => {
    const before = (await product.log()).length;
    await request();
    await authorise();
    expect(await erasures.run()).toBe(1);
    expect(await nameOf()).toBeUndefined();
    const log = await product.log();
    expect(log.length).toBe(before + 3);
    const erased = log.find((e) => e.type === 'PersonErased');
    const nameAndReason = log
      .filter((e) => ['PersonRegistered', 'OfferDeclined'].includes(e.type))
      .map((e) => e.eventId);
    expect(erased?.data).toMatchObject({ keys: 2, erased: nameAndReason });
    expect(await product.store.readSegments(nameAndReason)).toEqual([]);
    expect(await verified()).toBeUndefined();
  });

  it('leaves a person who had guardians to be looked at, without them', async () => {
    await give(product, BIF, 'RegisterPerson', 'mother', at('03-01'), { name: 'Opdigtet' });
    await give(product, BIF, 'RegisterPerson', 'child', at('03-01'), { name: 'Kanarie', guardians: [idFor('mother')] });
    await give(product, BIF, 'RegisterConcern', 'another', at('03-01'), {
      ...registered('koebenhavn', at('03-01')),
      subjects: [{ personId: idFor('child'), role: 'focus', ageGroup: 'minor' }],
    });
    const guardians = async () =>
      (await product.ask(readerOf(BIF), 'Person', { id: idFor('child') })).guardians.map((g) => g.name);
    expect(await guardians()).toEqual(['Opdigtet']);
    await give(product, OFFICER, 'RequestErasure', 'child', at('12-01'), { ground: 'anmodning' });
    await give(product, OTHER, 'AuthoriseErasure', 'child', at('12-02'), { archiveClearance: 'aflevering 17' });
    expect(await erasures.run()).toBe(1);
    expect(await guardians()).toEqual([]);
  });

  it('leaves nothing by which the person is found', async () => {
    const found = async () => product.index.rows.filter(([id]) => id === PERSON).length;
    await product.search.catchUp();
    expect(await found()).toBeGreaterThan(0);
    await request();
    await authorise();
    await erasures.run();
    expect(await found()).toBe(0);
    await product.search.makeAnew();
    await product.search.catchUp();
    expect(await found()).toBe(0);
  });

  it('names the texts under keys of other records that two people look at', async () => {
    await request();
    await authorise();
    await erasures.run();
    const { review } = await said();
    const [grounds] = (await product.log()).filter((e) => e.type === 'ConcernQualified').map((e) => e.eventId);
    expect(review).toContain(grounds);
    const decide = (decision: string, more = {}) =>
      give(product, OFFICER, 'DecideSealedText', 'c', at('12-03'), { eventId: grounds, decision, ...more });
    const confirm = (who: string) => give(product, who, 'ConfirmSealedText', 'c', at('12-04'), { eventId: grounds });
    expect(await refusalOf(confirm(OTHER))).toBe('not-decided');
    const [silent] = (await product.log()).filter((e) => e.type === 'CaseOpened').map((e) => e.eventId);
    const none = give(product, OFFICER, 'DecideSealedText', 'k', at('12-03'), { eventId: silent, decision: 'keep' });
    expect(await refusalOf(none)).toBe('no-sealed-text');
    await decide('destroy');
    expect(await refusalOf(confirm(OFFICER))).toBe('own-decision');
    await confirm(OTHER);
    expect(await refusalOf(confirm(OTHER))).toBe('already-confirmed');
    await erasures.run();
    expect(await product.store.readSegments([grounds ?? ''])).toEqual([]);
    expect(await verified()).toBeUndefined();
  });

  it('keeps its ground and the clearance readable', async () => {
    await request();
    await authorise();
    await erasures.run();
    const kept = (await product.log()).filter((e) => e.type === 'ErasureRequested' || e.type === 'ErasureAuthorised');
    expect(await product.store.readSegments(kept.map((e) => e.eventId))).toHaveLength(2);
    // They are of the erasure itself, and nobody is asked what is to become of them.
    const { review } = await said();
    expect(kept.filter((e) => review.includes(e.eventId))).toEqual([]);
  });

  it('is said of the one who was asked for last: until that stands, all of it is done again', async () => {
    await give(product, BIF, 'RegisterPerson', 'the same', at('03-06'), { name: 'Opdigtet' });
    await give(product, BIF, 'MergePersons', 'the same', at('03-07'), { into: PERSON });
    await request();
    await authorise();
    await erasures.run();
    const erased = (await product.log()).filter((e) => e.type === 'PersonErased');
    expect(erased.map((e) => [e.stream, e.actor.agency, e.actor.userId])).toEqual([
      [`person-${idFor('the same')}`, 'installation', 'eraser'],
      [`person-${PERSON}`, 'installation', 'eraser'],
    ]);
  });

  it('of who was merged is of all their ids', async () => {
    await give(product, BIF, 'RegisterPerson', 'the same', at('03-06'), { name: 'Opdigtet' });
    await give(product, BIF, 'MergePersons', 'the same', at('03-07'), { into: PERSON });
    await request();
    await authorise();
    await erasures.run();
    const same = idFor('the same');
    expect((await namesOf(product.store, new Sealing(product.store, product.vault), [same])).get(same)).toBeUndefined();
    expect((await types()).filter((type) => type === 'PersonErased')).toHaveLength(2);
  });

  it('is final: nothing personal is written there again', async () => {
    await request();
    await authorise();
    await erasures.run();
    const change = give(product, BIF, 'ChangePersonDetails', 'a person', at('12-05'), { name: 'Opdigtet' });
    expect(await refusalOf(change)).toBe('erased');
    expect(await refusalOf(request())).toBe('erased');
  });

  it.each([1, 2, 3, 4, 5])('that is cut short after its step %i ends the same when it is done again', async (step) => {
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
  });

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

  it('of a record that holds no text is listed too: the next start knows it', async () => {
    const meeting = { infohus: 'koebenhavn', kind: 'ordinary', startsAt: at('04-01'), invited: ['SOF'] };
    await give(product, BIF, 'CallMeeting', 'm', at('03-20'), meeting);
    await give(product, OFFICER, 'ProposeDisposal', 'd', at('12-01'), {
      ...{ records: [{ kind: 'meeting', recordId: idFor('m') }], ground: 'bevaringstid udløbet' },
    });
    await give(product, OTHER, 'AuthoriseDisposal', 'd', at('12-02'), { archiveClearance: 'aflevering 17' });
    expect(await erasures.run()).toBe(1);
    expect(await enforce(product.store, product.live, around())).toEqual({ keys: 0, segments: 0 });
  });

  it('of records whose period is over is proposed by one and authorised by another, and never before', async () => {
    const propose = (id: string) =>
      give(product, OFFICER, 'ProposeDisposal', id, at('12-01'), {
        ...{ records: [{ kind: 'case', recordId: idFor('k') }], ground: 'bevaringstid udløbet' },
      });
    expect(await refusalOf(propose('d1'))).toBe('not-due');
    await give(product, 'SOF:caseworker', 'LapseReoffer', 'k', at('03-06'), {
      offerId: idFor('o'),
      reason: 'moved',
    }).catch(() => undefined);
    await give(product, BIF, 'LapseReoffer', 'k', at('03-06'), { offerId: idFor('o'), reason: 'moved' });
    await give(product, 'SOF:caseworker', 'CloseCase', 'k', at('03-08'), { reason: 'risk-over' });
    await propose('d2');
    const clear = (who: string) =>
      give(product, who, 'AuthoriseDisposal', 'd2', at('12-02'), { archiveClearance: 'aflevering 17' });
    expect(await refusalOf(clear(OFFICER))).toBe('own-proposal');
    await clear(OTHER);
    expect(await erasures.run()).toBe(1);
    expect(await verified()).toBeUndefined();
    const contact = give(product, 'SOF:caseworker', 'RecordContact', 'k', at('03-07'), {
      kind: 'call',
      summary: 'opdigtet',
    });
    expect(await refusalOf(contact)).toBe('erased');
  });

  describe('at a start', () => {
    /** Read models that have seen nothing yet, and such as have seen everything. */
    const behind = { position: async () => 0, register: async () => [] };
    const lost = () => {
      for (const beside of ['kms', 'ledger']) rmSync(join(folder, beside), { recursive: true, force: true });
    };
    const aDisposal = async () => {
      const meeting = { infohus: 'koebenhavn', kind: 'ordinary', startsAt: at('04-01'), invited: ['SOF'] };
      await give(product, BIF, 'CallMeeting', 'm', at('03-20'), meeting);
      const records = [{ kind: 'meeting', recordId: idFor('m') }];
      await give(product, OFFICER, 'ProposeDisposal', 'd', at('12-01'), { records, ground: 'udløbet' });
    };

    it('an erasure that the list does not know is found by the read models and by the log alike', async () => {
      await request();
      await authorise();
      // What is decided and not yet done is in no list.
      expect(await enforce(product.store, product.live, around())).toEqual({ keys: 0, segments: 0 });
      await erasures.run();
      // Both ways find that the list knows it.
      for (const models of [product.live, behind])
        expect(await enforce(product.store, models, around())).toEqual({ keys: 0, segments: 0 });
      lost();
      for (const models of [product.live, behind])
        await expect(enforce(product.store, models, around())).rejects.toThrow(
          /destroyed-list-missing.*put back the newest file destroyed-keys beside the keys \(kms\) or the ledger/,
        );
    });

    it('so is a disposal, once it was carried out', async () => {
      await aDisposal();
      await give(product, OTHER, 'AuthoriseDisposal', 'd', at('12-02'), { archiveClearance: 'aflevering 17' });
      expect(await enforce(product.store, product.live, around())).toEqual({ keys: 0, segments: 0 });
      await erasures.run();
      lost();
      for (const models of [product.live, behind])
        await expect(enforce(product.store, models, around())).rejects.toThrow(/destroyed-list-missing/);
    });

    it('what a backup brought back is destroyed again, and no text beside it', async () => {
      await request();
      await authorise();
      await erasures.run();
      const [entry] = await list.entries();
      const back = (entry?.segments ?? []).map((ref) => ({ ...ref, keyId: 'k' }));
      const beside = { ...back[0], segment: 99 };
      const [keys, segments]: [unknown[], unknown[]] = [[], []];
      const brought = {
        vault: {
          living: async (ids: readonly string[]) => ids,
          destroyKeys: async (ids: unknown[]) => keys.push(...ids),
        },
        segments: { erase: async (refs: unknown[]) => segments.push(...refs) },
        destroyed: list,
      };
      const store = { ...product.store, readAll: product.store.readAll.bind(product.store) };
      const held = { ...store, readSegments: async () => [...back, beside] };
      expect(await enforce(held as never, product.live, brought as never)).toEqual({ keys: 2, segments: back.length });
      expect(keys).toEqual(entry?.keyIds);
      expect(segments).toEqual(back);
    });

    it('drafts go with a disposal, and its event says how much is gone by which decision', async () => {
      await aDisposal();
      await draftsIn(kept, product.vault).keep('sof-1', '/meetings/m/do/HoldMeeting', { 'data.summary': 'Kanarie' });
      expect(await erasures.run()).toBe(0);
      expect(kept.rows).toHaveLength(1);
      await give(product, OTHER, 'AuthoriseDisposal', 'd', at('12-02'), { archiveClearance: 'aflevering 17' });
      await erasures.run();
      expect(kept.rows).toEqual([]);
      const log = await product.log();
      const decided = log.find((e) => e.type === 'DisposalAuthorised');
      const done = log.find((e) => e.type === 'RecordDisposed');
      const data = { authorisation: decided?.eventId, kind: 'meeting', recordId: idFor('m'), keys: 0, erased: [] };
      expect(done).toMatchObject({ data, actor: { userId: 'eraser', kind: 'system' } });
      await draftsIn(kept, product.vault).keep('sof-1', '/meetings/m/do/HoldMeeting', { 'data.summary': 'Kanarie' });
      // Read anew from the log it is done already, and nothing that is typed since is lost.
      expect(await new Erasures(around()).run()).toBe(0);
      expect(kept.rows).toHaveLength(1);
    });

    it('a concern that is disposed of takes what was sealed under the keys of its persons with it', async () => {
      const subjects = [{ personId: PERSON, role: 'focus', ageGroup: 'adult' }];
      const told = { ...registered('koebenhavn', at('03-01')), subjects };
      await give(product, 'SSP:caseworker', 'RegisterConcern', 'x', at('03-01'), told);
      const { documentId } = await product.documents.upload(actorOf('SSP:caseworker'), bytes());
      const data = { documentId, kind: 'letter', title: 'Brev', subjects: [PERSON] };
      await give(product, 'SSP:caseworker', 'AttachDocument', 'x', at('03-01'), data);
      await give(product, BIF, 'DismissConcern', 'x', at('03-02'), { reason: 'irrelevant' });
      const records = [{ kind: 'concern', recordId: idFor('x') }];
      await give(product, OFFICER, 'ProposeDisposal', 'd', at('12-01'), { records, ground: 'udløbet' });
      await give(product, OTHER, 'AuthoriseDisposal', 'd', at('12-02'), { archiveClearance: 'aflevering 17' });
      await erasures.run();
      const done = (await product.log()).find((e) => e.type === 'RecordDisposed');
      expect(done?.data).toMatchObject({ keys: 2 });
      const stored = await product.store.readStream(`concern-${idFor('x')}`);
      expect(await product.store.readSegments(stored.map((e) => e.eventId))).toEqual([]);
      expect(product.blobs.held.has(documentId)).toBe(false);
    });

    it('what two people decided of a text: kept it stays; destroyed or sealed again it is listed, and known by log and list', async () => {
      const [grounds, opened] = (await product.log())
        .filter((e) => e.type === 'ConcernQualified' || e.type === 'ConcernRegistered')
        .map((e) => ({ eventId: e.eventId }));
      const decide = async (eventId: string | undefined, decision: string, more = {}) => {
        await give(product, OFFICER, 'DecideSealedText', 'c', at('12-03'), { eventId, decision, ...more });
        await give(product, OTHER, 'ConfirmSealedText', 'c', at('12-04'), { eventId });
      };
      const texts = async (eventId = '') => (await product.store.readSegments([eventId])).length;
      await decide(grounds?.eventId, 'keep');
      expect(await erasures.run()).toBe(0);
      expect(await texts(grounds?.eventId)).toBeGreaterThan(0);
      expect(await lawfullyErased(product.store)).toEqual(new Set());
      await draftsIn(kept, product.vault).keep('sof-1', '/concerns/c/do/GiveAdvice', { 'data.topic': 'Kanarie' });
      await decide(grounds?.eventId, 'destroy');
      await decide(opened?.eventId, 'reseal', { text: 'uden personen' });
      expect(await erasures.run()).toBe(2);
      expect(kept.rows).toEqual([]);
      expect([await texts(grounds?.eventId), await texts(opened?.eventId)]).toEqual([0, 0]);
      const confirmed = (await product.log()).filter((e) => e.type === 'SealedTextConfirmed').map((e) => e.eventId);
      const entries = await list.entries();
      expect(entries.map((e) => [e.decidedBy, e.keyIds])).toEqual([
        [confirmed[1], []],
        [confirmed[2], []],
      ]);
      expect(entries.map((e) => e.segments[0]?.eventId)).toEqual([grounds?.eventId, opened?.eventId]);
      const both = new Set([grounds?.eventId, opened?.eventId]);
      expect(await lawfullyErased(product.store)).toEqual(both);
      expect(await lawfullyErased({ readAll: async function* () {} } as never, entries)).toEqual(both);
      // Field by field: by the log alone what was destroyed is, of what was sealed again only what the list names.
      const byLog = await lawfullyGone(product.store, []);
      expect([byLog(grounds?.eventId ?? '', 5), byLog(opened?.eventId ?? '', 0)]).toEqual([true, false]);
      const byBoth = await lawfullyGone(product.store, entries);
      expect([byBoth(opened?.eventId ?? '', 0), byBoth(opened?.eventId ?? '', 5)]).toEqual([true, false]);
    });
  });

  describe('with documents', () => {
    const WORDS = 'KANARIEFUGLEN I BREVET';
    async function* sent() {
      yield Buffer.from(WORDS);
    }
    const attached = async (id: string, more: object = {}, by = BIF, when = at('03-05')) => {
      const { documentId } = await product.documents.upload(actorOf(by), sent());
      const data = { documentId, kind: 'letter', title: 'Kanarie', ...more };
      await give(product, by, 'AttachDocument', id, when, data);
      return documentId;
    };
    const opens = (documentId: string) =>
      product.documents.open(documentId).then(
        () => true,
        () => false,
      );
    const lies = (documentId: string) => product.blobs.held.has(documentId);
    const attaching = async (documentId: string) =>
      (await product.log()).find((e) => (e.data as { documentId?: string }).documentId === documentId)?.eventId;
    const propose = (kind: string, recordId: string) =>
      give(product, OFFICER, 'ProposeDisposal', recordId, at('12-01'), {
        ...{ records: [{ kind, recordId }], ground: 'bevaringstid udløbet' },
      });
    const clear = (recordId: string) =>
      give(product, OTHER, 'AuthoriseDisposal', recordId, at('12-02'), { archiveClearance: 'aflevering 17' });
    const aMeeting = () =>
      give(product, BIF, 'CallMeeting', 'm', at('03-20'), {
        ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: at('04-01'), invited: ['SOF'] },
      });

    it('takes the bytes of those about the person alone, wherever they hang, and of no others', async () => {
      const own = await attached('a person');
      const alone = await attached('k', { subjects: [PERSON] });
      const ofCase = await attached('k');
      await request();
      await authorise();
      await erasures.run();
      expect([own, alone, ofCase].map(lies)).toEqual([false, false, true]);
      expect(await Promise.all([own, alone, ofCase].map(opens))).toEqual([false, false, true]);
      // What hangs on the case may name the person: two people look at it, and may have it destroyed.
      const eventId = await attaching(ofCase);
      expect((await said()).review).toContain(eventId);
      await give(product, OFFICER, 'DecideSealedText', 'k', NOW, { eventId, decision: 'destroy' });
      await give(product, OTHER, 'ConfirmSealedText', 'k', NOW, { eventId });
      await erasures.run();
      expect([lies(ofCase), await opens(ofCase)]).toEqual([false, false]);
      expect(await verified()).toBeUndefined();
    });

    it('leaves a document whose title was sealed again without the person, with its bytes, and in every copy', async () => {
      const ofCase = await attached('k', { title: 'Brev om KANARIEFUGLEN', name: 'kanarie.txt' });
      await request();
      await authorise();
      await erasures.run();
      const eventId = await attaching(ofCase);
      const decided = { eventId, decision: 'reseal', text: 'Brev fra skolen' };
      await give(product, OFFICER, 'DecideSealedText', 'k', NOW, decided);
      await give(product, OTHER, 'ConfirmSealedText', 'k', NOW, { eventId });
      expect(await erasures.run()).toBe(1);
      expect([lies(ofCase), await opens(ofCase)]).toEqual([true, true]);
      // Its own key alone is left of what was sealed in the attachment.
      expect(await product.store.readSegments([eventId ?? ''])).toHaveLength(1);
      expect(await product.asker.ask('DocumentDetails', { id: ofCase }, readerOf(BIF))).toMatchObject({
        title: 'Brev fra skolen',
      });
      // A start takes out what was erased; an erasure that begins anew finds nothing to do.
      await product.documents.removeErased();
      expect([lies(ofCase), await opens(ofCase)]).toEqual([true, true]);
      expect(await new Erasures(around()).run()).toBe(0);
      expect(await verified()).toBeUndefined();
    });

    it('takes the bytes with the record that they hang on', async () => {
      await aMeeting();
      const minutes = await attached('m', {}, BIF, at('04-01'));
      await propose('meeting', idFor('m'));
      await clear(idFor('m'));
      await erasures.run();
      expect([lies(minutes), await opens(minutes)]).toEqual([false, false]);
    });

    it('takes one by itself once what it hangs on is due, and leaves the rest', async () => {
      await aMeeting();
      const [gone, stays] = [await attached('m', {}, BIF, at('04-01')), await attached('m', {}, BIF, at('04-01'))];
      expect(await refusalOf(propose('document', await attached('k')))).toBe('not-due');
      expect(await refusalOf(propose('document', await attached('a person')))).toBe('not-found');
      expect(await refusalOf(propose('document', idFor('nothing')))).toBe('not-found');
      await propose('document', gone);
      await clear(gone);
      expect(await erasures.run()).toBe(1);
      expect([gone, stays].map(lies)).toEqual([false, true]);
      expect(await Promise.all([gone, stays].map(opens))).toEqual([false, true]);
      expect(await verified()).toBeUndefined();
      expect((await product.log()).at(-1)).toMatchObject({
        ...{ type: 'RecordDisposed', data: { kind: 'document', recordId: gone, erased: [await attaching(gone)] } },
      });
    });

    it('is not said to be gone while its words can be read, and goes at the next look', async () => {
      await aMeeting();
      const gone = await attached('m', {}, BIF, at('04-01'));
      await propose('document', gone);
      await clear(gone);
      const eventId = (await attaching(gone)) ?? '';
      const sealed = async () => (await product.store.readSegments([eventId])).length;
      let failures = 1;
      const erase = async (refs: Parameters<MemoryStore['erase']>[0]) => {
        if (failures-- > 0) throw new StoreUnavailable('not-persisted', 'away for a moment');
        await store().erase(refs);
      };
      const shaky = new Erasures({ ...around(), segments: { erase } });
      await expect(shaky.run()).rejects.toThrow(StoreUnavailable);
      expect([await sealed(), await types()]).toEqual([
        expect.any(Number),
        expect.not.arrayContaining(['RecordDisposed']),
      ]);
      expect(await shaky.run()).toBe(1);
      expect(await sealed()).toBe(0);
      expect((await product.log()).at(-1)).toMatchObject({ type: 'RecordDisposed', data: { erased: [eventId] } });
      expect(await verified()).toBeUndefined();
    });

    it('whose parts a backup brought back goes again at the next start', async () => {
      const documentId = await attached('a person');
      const parts = product.blobs.held.get(documentId) ?? [];
      const other = await attached('k');
      await request();
      await authorise();
      await erasures.run();
      product.blobs.held.set(documentId, parts);
      await product.documents.removeErased();
      expect([documentId, other].map(lies)).toEqual([false, true]);
    });
  });
});
