import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { enforce } from '../../../src/application/erasing/enforce.js';
import { Erasures } from '../../../src/application/erasing/erasures.js';
import { lawfullyErased, lawfullyGone } from '../../../src/application/erasing/shred.js';
import {
  aPersonWithACase,
  around,
  at,
  authorise,
  BIF,
  drafts,
  erasures,
  folder,
  kept,
  list,
  OFFICER,
  OTHER,
  PERSON,
  product,
  request,
  verified,
} from '../../support/erasing.js';
import { actorOf, give, idFor, refusalOf, registered } from '../../support/given.js';

async function* bytes() {
  yield Buffer.from('et opdigtet brev');
}

describe('What was destroyed', () => {
  aPersonWithACase();

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
      await drafts().keep('sof-1', '/meetings/m/do/HoldMeeting', { 'data.summary': 'Kanarie' });
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
      await drafts().keep('sof-1', '/meetings/m/do/HoldMeeting', { 'data.summary': 'Kanarie' });
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
      await drafts().keep('sof-1', '/concerns/c/do/GiveAdvice', { 'data.topic': 'Kanarie' });
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
});
