import { describe, expect, it } from '@jest/globals';
import { Erasures } from '../../../src/application/erasing/erasures.js';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { type MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import {
  aPersonWithACase,
  around,
  at,
  authorise,
  BIF,
  erasures,
  NOW,
  OFFICER,
  OTHER,
  PERSON,
  product,
  request,
  said,
  store,
  types,
  verified,
} from '../../support/erasing.js';
import { actorOf, give, idFor, readerOf, refusalOf } from '../../support/given.js';

describe('An erasure with documents', () => {
  aPersonWithACase();
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
