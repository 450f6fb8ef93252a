import { beforeEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { zippedPack } from '../../../src/interface/documents/insight-package.js';
import { actorOf, caseOfSof, give, idFor, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const NOW = at('06-01');
const officer = (who: string): Reader => ({ actor: actorOf(who), purpose: 'audit' });
const [FIRST, SECOND] = [officer('SOF:compliance:u1'), officer('SOF:compliance:u2')];
const disclosure = {
  ...{ categories: ['identity', 'school-work'], legalBasis: 'GDPR-DBL', constellation: 'none' },
  ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
};
const SISTER = 'Ingeborg Opdigtsen';

describe('A subject access pack', () => {
  let product: ReturnType<typeof memoryInstallation>;
  const id = idFor('a person');
  const pack = (who = FIRST, more = {}) => product.ask(who, 'SubjectAccess', { id, ...more });
  const typesOf = async () => (await pack()).events.map((e) => e.type);

  /** By a coordinator, so that police of the Infohus know of the person too. */
  const named = (concern: string) =>
    give(product, 'BIF:coordinator', 'IdentifySubject', concern, at('03-02'), {
      ...{ personId: id, role: 'focus', ageGroup: 'adult' },
    });

  beforeEach(async () => {
    product = memoryInstallation(() => NOW);
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-01'), { name: 'Holger Opdigtsen' });
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'sister', at('03-01'), { name: SISTER });
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    await give(product, 'SOF:caseworker', 'AddSubject', 'k', at('03-04'), {
      ...{ personId: idFor('sister'), role: 'sibling', ageGroup: 'adult' },
    });
    await give(product, 'SOF:caseworker', 'RecordContact', 'k', at('03-05'), {
      ...{ kind: 'call', personId: id, summary: 'Søsteren Ingeborgs telefon; INGEBORG OPDIGTSEN ringer tilbage' },
    });
    await give(product, 'SOF:caseworker', 'RecordContact', 'k', at('03-06'), {
      ...{ kind: 'call', personId: idFor('sister'), summary: 'om en anden' },
    });
    for (const [name, who] of [
      ['own', 'a person'],
      ['hers', 'sister'],
    ] as const)
      await give(product, 'SOF:caseworker', 'OfferSupport', 'k', at('03-07'), {
        ...{ offerId: idFor(name), personId: idFor(who), kind: 'mentor' },
      });
    await give(product, 'SOF:caseworker', 'DeclineOffer', 'k', at('03-08'), {
      offerId: idFor('hers'),
      reason: 'hendes',
    });
    await give(product, 'SOF:caseworker', 'DiscloseInformation', 'k', at('03-09'), { toAgency: 'BUF', disclosure });
    await give(product, 'SOF:caseworker', 'DiscloseInformation', 'k', at('03-09'), {
      ...{ toAgency: 'KRIM', disclosure: { ...disclosure, legalBasis: 'RPL115_1_3a', constellation: 'KSP' } },
    }).catch(() => undefined);
  });

  it('holds what its controller holds of the person, opened, and nothing that is about another alone', async () => {
    const { events, controller } = await pack();
    expect(controller).toBe('SOF');
    expect(events.map((e) => e.type)).toEqual(
      expect.arrayContaining(['PersonRegistered', 'CaseOpened', 'ContactRecorded', 'SupportOffered']),
    );
    expect(events.filter((e) => e.type === 'ContactRecorded')).toHaveLength(1);
    expect(events.filter((e) => e.type === 'SupportOffered')).toHaveLength(1);
    expect(events.some((e) => e.type === 'OfferDeclined')).toBe(false);
    expect(JSON.stringify(events)).toContain('Holger Opdigtsen');
  });

  it('names no third person: neither by id nor in a text, in whatever case it is written', async () => {
    const text = JSON.stringify(await pack());
    expect(text).not.toMatch(/ingeborg/i);
    expect(text).not.toContain(idFor('sister'));
    expect(text).toContain('Søsteren [third person] telefon');
  });

  it('says whom else to ask, and to whom what was disclosed; police and probation are neither confirmed nor denied', async () => {
    await give(product, 'SOF:caseworker', 'OfferHandover', 'k', at('03-10'), {
      ...{ handoverId: idFor('h'), toAgency: 'KRIM', reason: 'opdigtet', disclosure },
    });
    await give(product, 'KRIM:caseworker', 'AcceptHandover', 'k', at('03-11'), { handoverId: idFor('h') });
    await give(product, 'KRIM:caseworker', 'RecordContact', 'k', at('03-12'), { kind: 'call', summary: 'opdigtet' });
    const found = await pack();
    expect(found.elsewhere).toEqual(['SSP']);
    expect(found.disclosures).toMatchObject([{ from: 'SOF', to: 'BUF', legalBasis: 'GDPR-DBL' }]);
    expect(JSON.stringify(found)).not.toContain('KRIM');
  });

  it('tells of what police have cleared, by name and in words, and of nothing beside it; it is read by two anew', async () => {
    const KP: Reader = { actor: actorOf('KP:police'), purpose: 'casework' };
    await named('c');
    await give(product, 'BIF:coordinator', 'NotifyPolice', 'c', at('03-02'), { notifiedAt: at('03-02') });
    await give(product, 'BIF:coordinator', 'NotifyPolice', 'c', at('03-03'), { notifiedAt: at('03-03') });
    const bySsp = officer('SSP:compliance:u3');
    expect(JSON.stringify(await pack(bySsp))).not.toMatch(/PoliceNotified|KP/);
    const parts = () => product.ask(KP, 'InsightParts', { id });
    expect((await parts()).map(({ type, clearedAt }) => [type, clearedAt])).toEqual([
      ['PoliceNotified', null],
      ['PoliceNotified', null],
    ]);
    const [told] = await parts();
    const clear = (who: string) => give(product, who, 'ClearForInsight', 'a person', NOW, { eventId: told?.eventId });
    expect(await refusalOf(clear('SOF:caseworker'))).toBe('not-permitted');
    expect(await refusalOf(clear('MVSJ:police'))).toBe('not-found');
    await clear('KP:police');
    expect((await parts()).map((part) => part.clearedAt)).toEqual([NOW, null]);
    const found = await pack(bySsp);
    expect(found.events.filter((e) => e.type === 'PoliceNotified').map((e) => e.eventId)).toEqual([told?.eventId]);
    expect(found.readByTwo).toBe(false);
    // That police cleared something is said of nothing by itself.
    expect(JSON.stringify(await pack())).not.toMatch(/InsightPartCleared|PoliceNotified/);
    expect(await refusalOf(product.ask(officer('SOF:caseworker'), 'InsightParts', { id }))).toBe('not-found');
  });

  it('is not told what police cleared who only know the person: the part is of another Infohus, or of others', async () => {
    await named('c');
    await give(product, 'VEL:coordinator', 'RegisterConcern', 'c4', at('03-02'), {
      ...{ infohus: 'koege', channel: 'professional', receivedAt: at('03-02'), description: 'opdigtet' },
      subjects: [{ personId: id, role: 'focus', ageGroup: 'adult' }],
    });
    const { events } = await give(product, 'VEL:coordinator', 'NotifyPolice', 'c4', at('03-03'), {
      notifiedAt: at('03-03'),
    });
    const [told] = events;
    const byVel = officer('VEL:compliance:u4');
    await give(product, 'KP:police', 'ClearForInsight', 'a person', NOW, { eventId: told?.eventId });
    expect(JSON.stringify(await pack(byVel))).not.toContain('PoliceNotified');
    await give(product, 'MVSJ:police', 'ClearForInsight', 'a person', NOW, { eventId: told?.eventId });
    expect(JSON.stringify(await pack(byVel))).toContain('PoliceNotified');
  });

  it('confirms whom else to ask once police have cleared what they answer for, and never what went to the security service', async () => {
    await give(product, 'KP:police', 'RegisterConcern', 'c2', at('03-02'), {
      ...{ infohus: 'koebenhavn', channel: 'police', receivedAt: at('03-02'), description: 'opdigtet' },
      subjects: [{ personId: id, role: 'focus', ageGroup: 'adult' }],
    });
    await named('c2');
    await give(product, 'KP:police', 'HandConcernToPolice', 'c2', at('03-03'), { to: 'pet', reason: 'opdigtet' });
    expect((await pack()).elsewhere).toEqual(['SSP']);
    const parts = await product.ask({ actor: actorOf('KP:police'), purpose: 'casework' }, 'InsightParts', { id });
    const own = parts.filter((part) => part.recordId === idFor('c2'));
    expect(own.map((part) => part.type)).toEqual(['ConcernRegistered', 'ConcernSubjectIdentified']);
    await give(product, 'KP:police', 'ClearForInsight', 'a person', NOW, { eventId: own[0]?.eventId });
    expect((await pack()).elsewhere).toEqual(['KP', 'SSP']);
  });

  it('takes along the bytes of those documents that both officers looked at and chose, and of no others', async () => {
    async function* sent() {
      yield Buffer.from('Et brev, der nævner Ingeborg');
    }
    const attached = async (on: string, by: string, subjects: string[]) => {
      const { documentId } = await product.documents.upload(actorOf(by), sent());
      const data = { documentId, kind: 'letter', title: 'Brev om Ingeborg', subjects };
      await give(product, by, 'AttachDocument', on, at('03-10'), data);
      return documentId;
    };
    const own = await attached('k', 'SOF:caseworker', [id]);
    const hers = await attached('k', 'SOF:caseworker', [idFor('sister')]);
    expect((await pack()).documents).toMatchObject([
      { documentId: own, title: 'Brev om [third person]', mediaType: 'text/plain', included: false },
    ]);
    // Each is looked at before: it is an access event, and another's is not there.
    const look = (documentId: string) => product.ask(FIRST, 'InsightDocument', { id, documentId });
    expect(await look(own)).toMatchObject({ documentId: own, title: 'Brev om [third person]' });
    expect(await refusalOf(look(hers))).toBe('not-found');
    const withIt = await pack(FIRST, { documents: own });
    expect(withIt.documents).toMatchObject([{ documentId: own, included: true }]);
    expect(withIt.contentHash).not.toBe((await pack()).contentHash);
    // Whoever chose otherwise has not read the same.
    expect((await pack(SECOND)).readByTwo).toBe(true);
    expect((await pack(SECOND, { documents: own })).readByTwo).toBe(true);
    expect((await pack(officer('SOF:compliance:u3'), { documents: hers })).readByTwo).toBe(false);
    const files = unzipSync(await zippedPack(withIt, product.documents, 'da'));
    expect(Object.keys(files).sort()).toEqual([`documents/${own}.txt`, 'insight.json', 'insight.pdf'].sort());
    expect(Buffer.from(files[`documents/${own}.txt`] ?? []).toString()).toBe('Et brev, der nævner Ingeborg');
    expect(Object.keys(unzipSync(await zippedPack(await pack(), product.documents, 'da')))).toHaveLength(2);
  });

  it('has an extract of who looked: agencies, purposes and days, no names of staff', async () => {
    const reader: Reader = { actor: actorOf('SOF:caseworker:nysgerrig'), purpose: 'casework' };
    await product.ask(reader, 'CaseAsOf', { id: idFor('k'), texts: true });
    const police: Reader = { actor: actorOf('KP:police'), purpose: 'casework' };
    await product.ask(police, 'Concern', { id: idFor('c') });
    const { looks } = await pack();
    expect(looks).toContainEqual({ day: '2017-06-01', agency: 'SOF', purpose: 'casework', record: 'case', count: 1 });
    expect(JSON.stringify(looks)).not.toMatch(/nysgerrig|KP/);
  });

  it('is read by a second officer before it may leave, and again where something was added', async () => {
    expect((await pack()).readByTwo).toBe(false);
    expect((await pack()).readByTwo).toBe(false);
    const second = await pack(SECOND);
    expect(second).toMatchObject({ readByTwo: true, contentHash: (await pack()).contentHash });
    await give(product, 'SOF:caseworker', 'RecordContact', 'k', at('05-01'), { kind: 'call', summary: 'nyt' });
    expect((await pack()).readByTwo).toBe(false);
  });

  it('leaves out what both officers except, with its ground, and says how much', async () => {
    const contact = (await pack()).events.find((e) => e.type === 'ContactRecorded');
    const withhold = `${contact?.eventId}:dbl-22-1`;
    const found = await pack(FIRST, { withhold });
    expect(found.withheld).toEqual([{ ground: 'dbl-22-1', count: 1 }]);
    expect(found.events.map((e) => e.eventId)).not.toContain(contact?.eventId);
    expect((await pack(SECOND)).readByTwo).toBe(true);
    expect((await pack(SECOND, { withhold })).readByTwo).toBe(true);
    expect(await refusalOf(pack(FIRST, { withhold: 'alt' }))).toBe('validation-failed');
  });

  it('says by when it is owed', async () => {
    await give(product, 'SOF:compliance', 'RequestInsight', 'a person', at('05-20'), { receivedOn: '2017-05-19' });
    expect((await pack()).requests).toMatchObject([{ dueAt: '2017-06-19T21:59:59.999Z', state: 'upcoming' }]);
    expect(await typesOf()).toContain('InsightRequested');
  });

  it('is drawn up by compliance alone', async () => {
    const worker: Reader = { actor: actorOf('SOF:caseworker'), purpose: 'casework' };
    expect(await refusalOf(product.ask(worker, 'SubjectAccess', { id }))).toBe('not-found');
  });
});
