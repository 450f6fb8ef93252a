import { describe, expect, it } from '@jest/globals';
import { namesOf } from '../../../src/application/queries/names.js';
import { Sealing } from '../../../src/application/sealing.js';
import {
  aPersonWithACase,
  at,
  authorise,
  BIF,
  drafts,
  erasures,
  kept,
  list,
  nameOf,
  OFFICER,
  OTHER,
  PERSON,
  product,
  request,
  said,
  saved,
  savedLists,
  types,
  verified,
} from '../../support/erasing.js';
import { give, idFor, readerOf, refusalOf, registered } from '../../support/given.js';

describe('An erasure', () => {
  aPersonWithACase();

  it('drops whatever somebody was typing: it may name the person', async () => {
    await drafts().keep('sof-1', '/cases/k/do/RecordContact', { 'data.summary': 'Kanarie' });
    await request();
    await authorise();
    expect(kept.rows).toHaveLength(1);
    await erasures.run();
    expect(kept.rows).toEqual([]);
  });

  it('takes the names of the lists that users keep, for it may be one, with their keys; the lists stay', async () => {
    await savedLists().save('sof-1', { name: 'Kanarie', address: '/cases?status=open' });
    const [before] = saved.rows;
    await request();
    await authorise();
    await erasures.run();
    expect(await savedLists().list('sof-1')).toMatchObject([{ name: null, address: '/cases?status=open' }]);
    // A backup brings the old row back: it opens no more, and the signed list says that its key is gone.
    saved.rows = before ? [before] : [];
    expect(await savedLists().list('sof-1')).toEqual([]);
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
});
