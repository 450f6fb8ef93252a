import { describe, expect, it } from '@jest/globals';
import { packageOf } from '../../../src/application/queries/sharing/package.js';
import { References } from '../../../src/application/references.js';
import { Sealing } from '../../../src/application/sealing.js';
import { actorOf, give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const BIF = 'BIF:coordinator';
const SOF = 'SOF:caseworker';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const disclosure = {
  ...{ legalBasis: 'GDPR-DBL', constellation: 'none', purpose: 'crime-prevention', necessity: 'opdigtet grund' },
  categories: ['identity', 'course'],
};
const [told, kept] = [idFor('told'), idFor('kept')];
const statement = { dimension: 'school', nature: 'observation' };

/** SOF's case about a young person with a mentor on offer, and an assessment of two statements, of which one may be passed on. */
async function caseOfSof() {
  let now = at('03-01');
  const product = memoryInstallation(() => now);
  const id = idFor('k');
  const step = async (day: string, who: string, command: string, about: string, data: object) => {
    now = at(day);
    return give(product, who, command, about, at(day), data);
  };
  const personId = idFor('a person');
  await step('03-01', BIF, 'RegisterConcern', 'c', registered('koebenhavn', at('03-01')));
  await step('03-02', BIF, 'QualifyConcern', 'c', substantiated);
  await step('03-03', BIF, 'OpenCase', 'k', opened('koebenhavn', 'c', 'SOF'));
  await step('03-04', SOF, 'RecordAssessment', 'k', {
    ...{ personId, needs: 'opdigtet behov', recommendedEfforts: ['mentor'], followUpAgency: 'SOF' },
    statements: [
      { ...statement, statementId: told, text: 'Møder i skolen', shareable: true },
      { ...statement, statementId: kept, text: 'Sagt i fortrolighed', shareable: false },
    ],
  });
  await step('03-05', SOF, 'OfferSupport', 'k', { offerId: idFor('o'), personId, kind: 'mentor' });
  const preview = (who = SOF, statements = told) =>
    product.ask(readerOf(who), 'DisclosurePreview', {
      ...{ id, toAgency: 'BUF', categories: disclosure.categories.join(), statements },
    });
  const packages = (who: string) => product.ask(readerOf(who), 'CasePackages', { id });
  const offer = (statements: readonly string[] = [told]) =>
    step('03-10', SOF, 'OfferHandover', 'k', {
      ...{ handoverId: idFor('h'), toAgency: 'BUF', reason: 'opdigtet', disclosure: { ...disclosure, statements } },
    });
  return { product, step, preview, packages, offer, personId, id };
}

class AllErased extends Sealing {
  override open = async () => new Map();
}

describe('What is passed on of a case', () => {
  it('is what the sender was shown beforehand, to the letter and to the hash', async () => {
    const { preview, packages, offer } = await caseOfSof();
    const { bases: _, ...shown } = await preview();
    await offer();
    const [receipt] = await packages(SOF);
    const [answered] = await packages('BUF:caseworker');
    expect(answered).toMatchObject(shown);
    expect(answered).toEqual(receipt);
    expect(answered).toMatchObject({
      fromAgency: 'SOF',
      toAgency: 'BUF',
      handoverId: idFor('h'),
      ...{ necessity: 'opdigtet grund' },
    });
  });

  it('is what was chosen and nothing else: no contact, no statement that was not named, never what is not to be passed on', async () => {
    const { preview, packages, offer } = await caseOfSof();
    const { persons, support, statements } = await preview();
    expect(persons.map((one) => Object.keys(one))).toEqual([['number', 'role', 'ageGroup', 'name', 'birthDate']]);
    expect(support).toEqual([{ person: 1, kind: 'mentor', since: at('03-05'), status: 'open' }]);
    expect(statements.map(({ text }) => text)).toEqual(['Møder i skolen']);
    const unshared = await preview(SOF, kept);
    expect([unshared.statements, unshared.events.length]).toEqual([[], (await preview()).events.length - 1]);
    expect(await refusalOf(offer([kept]))).toBe('not-shareable');
    await offer();
    expect(JSON.stringify(await packages('BUF:caseworker'))).not.toContain('fortrolighed');
  });

  it('of which something was corrected since says so to both, until the receiver was told (GDPR art. 19)', async () => {
    const { product, step, packages, offer } = await caseOfSof();
    await offer();
    expect(await packages(SOF)).toMatchObject([{ rectified: [], rectificationToldAt: null }]);
    const events = await product.log();
    const eventOf = (type: string) => events.find((e) => e.type === type)?.eventId ?? '';
    await step('03-11', SOF, 'CorrectEvent', 'k', {
      ...{ eventId: eventOf('SupportOffered'), changes: { kind: 'parent-coach' }, reason: 'Forkert slags' },
    });
    // What was not passed on may be corrected without telling anybody.
    await step('03-11', SOF, 'RecordContact', 'k', { kind: 'call', summary: 'opdigtet' });
    for (const who of [SOF, 'BUF:caseworker'])
      expect(await packages(who)).toMatchObject([
        { rectified: [{ type: 'SupportOffered', how: 'corrected', at: at('03-11') }], rectificationToldAt: null },
      ]);
    const disclosureId = eventOf('InformationDisclosed');
    const tell = (day: string, sentAt: string, which = disclosureId) =>
      step(day, SOF, 'TellRectification', 'k', { disclosureId: which, sentAt, by: 'telephone' });
    expect(await refusalOf(tell('03-12', at('03-12'), eventOf('SupportOffered')))).toBe('no-such-disclosure');
    expect(await refusalOf(tell('03-12', at('03-09')))).toBe('out-of-order');
    expect(await refusalOf(tell('03-12', at('03-13')))).toBe('occurred-in-future');
    await tell('03-12', at('03-12'));
    expect(await packages(SOF)).toMatchObject([{ rectificationToldAt: at('03-12') }]);
    // Corrected again, it is told again.
    await step('03-13', SOF, 'AnnulEvent', 'k', { eventId: eventOf('SupportOffered'), reason: 'Aldrig tilbudt' });
    expect(await packages(SOF)).toMatchObject([
      { rectified: [{ how: 'corrected' }, { how: 'annulled' }], rectificationToldAt: null },
    ]);
  });

  it('holds the documents that are named, as they were then, and of the others not even that there are any', async () => {
    const { product, step, packages, id } = await caseOfSof();
    async function* sent() {
      yield Buffer.from('et opdigtet brev');
    }
    const attach = async (title: string) => {
      const { documentId } = await product.documents.upload(actorOf(SOF), sent());
      await step('03-06', SOF, 'AttachDocument', 'k', { documentId, kind: 'letter', title });
      return documentId;
    };
    const [goes, stays] = [await attach('Brev til skolen'), await attach('Fortroligt brev')];
    const asked = { id, toAgency: 'BUF', categories: 'identity' };
    const preview = (documents?: string) =>
      product.ask(readerOf(SOF), 'DisclosurePreview', { ...asked, ...(documents ? { documents } : {}) });
    const { bases: _, ...shown } = await preview(goes);
    expect(shown.documents).toMatchObject([
      { documentId: goes, kind: 'letter', mediaType: 'text/plain', size: 16, title: 'Brev til skolen' },
    ]);
    const without = await preview();
    expect([without.documents, shown.events.length]).toEqual([[], without.events.length + 1]);
    expect(shown.hash).not.toBe(without.hash);
    await step('03-10', SOF, 'OfferHandover', 'k', {
      ...{ handoverId: idFor('h'), toAgency: 'BUF', reason: 'opdigtet' },
      disclosure: { ...disclosure, categories: ['identity'], documents: [goes] },
    });
    const answered = await packages('BUF:caseworker');
    expect(answered).toMatchObject([shown]);
    expect(JSON.stringify(answered)).not.toContain(stays);
    await step('03-11', SOF, 'DetachDocument', 'k', { documentId: goes, reason: 'opdigtet' });
    expect(await packages('BUF:caseworker')).toEqual(answered);
  });

  it('stays what was sent, whatever is recorded afterwards', async () => {
    const { step, packages, offer, personId } = await caseOfSof();
    await offer();
    const sent = await packages('BUF:caseworker');
    await step('03-11', SOF, 'OfferSupport', 'k', { offerId: idFor('o2'), personId, kind: 'parent-coach' });
    expect(await packages('BUF:caseworker')).toEqual(sent);
  });

  it('has another hash where anything that it was taken from is another', async () => {
    const { step, preview, personId } = await caseOfSof();
    const before = await preview();
    await step('03-06', SOF, 'DeclineOffer', 'k', { offerId: idFor('o') });
    const after = await preview();
    expect(after.events).toHaveLength(before.events.length + 1);
    expect(after.hash).not.toBe(before.hash);
    expect(personId).not.toBe('');
  });

  it('is shown to the receiver until it has declined, and to nobody whose it is not', async () => {
    const { step, packages, offer, preview } = await caseOfSof();
    await offer();
    expect(await packages('BUF:caseworker')).toHaveLength(1);
    expect(await refusalOf(packages('SUF:caseworker'))).toBe('not-found');
    // A receiver looks at what it was sent: it asks for no previews of the rest.
    expect(await preview('BUF:caseworker')).toMatchObject({ persons: [], statements: [], events: [], bases: [] });
    await step('03-12', 'BUF:caseworker', 'DeclineHandover', 'k', { handoverId: idFor('h'), reason: 'opdigtet' });
    expect(await packages('BUF:caseworker')).toEqual([]);
  });

  it('is shown to who oversees the case by name and proof, without what only who works with a person is shown', async () => {
    const { step, packages, preview, product, id } = await caseOfSof();
    await step('03-06', BIF, 'RegisterPerson', 'a person', { name: 'Opdigtet Navn', contact: 'opdigtet telefon' });
    await step('03-10', SOF, 'OfferHandover', 'k', {
      ...{ handoverId: idFor('h'), toAgency: 'BUF', reason: 'opdigtet' },
      disclosure: { ...disclosure, categories: ['identity', 'contact'] },
    });
    const [received] = await packages('BUF:caseworker');
    expect(received?.persons[0]).toMatchObject({ name: 'Opdigtet Navn', contact: 'opdigtet telefon' });
    const [overseen] = await product.ask(readerOf('BIF:compliance'), 'CasePackages', { id });
    expect(overseen?.hash).toBe(received?.hash);
    expect(overseen?.persons).toEqual([{ number: 1, role: 'focus', ageGroup: 'adult', name: 'Opdigtet Navn' }]);
    expect(await preview('BIF:compliance')).toMatchObject({ persons: [], hash: '' });
  });

  it('holds no address that is protected under another id of the same person, also where that was learned after it was sent', async () => {
    const { step, packages, product, id } = await caseOfSof();
    await step('03-06', BIF, 'RegisterPerson', 'a person', { name: 'Opdigtet', address: 'Opdigtet Vej 1' });
    await step('03-10', SOF, 'OfferHandover', 'k', {
      ...{ handoverId: idFor('h'), toAgency: 'BUF', reason: 'opdigtet' },
      disclosure: { ...disclosure, categories: ['contact'] },
    });
    expect(JSON.stringify(await packages('BUF:caseworker'))).toContain('Opdigtet Vej 1');
    await step('03-11', BIF, 'RegisterPerson', 'again', { name: 'Opdigtet', protectedAddress: true });
    await step('03-12', BIF, 'MergePersons', 'again', { into: idFor('a person') });
    const previewed = await product.ask(readerOf(SOF), 'DisclosurePreview', {
      ...{ id, toAgency: 'BUF', categories: 'contact' },
    });
    for (const persons of [previewed.persons, (await packages('BUF:caseworker'))[0]?.persons])
      expect(persons).toMatchObject([{ address: null, protectedAddress: true }]);
  });

  it('tells nothing of a person whom the sender does not know: not by naming them in a case either (commands.md, *Who is named*)', async () => {
    const { step, product, packages, id } = await caseOfSof();
    await step('03-06', 'BUF:caseworker', 'RegisterPerson', 'theirs', { name: 'Kun Bufs', birthDate: '2001-01-01' });
    const stranger = { personId: idFor('theirs'), role: 'relative', ageGroup: 'adult' };
    await step('03-07', SOF, 'AddSubject', 'k', stranger);
    const about = { id, toAgency: 'SUF', categories: 'identity,contact,family' };
    const previewed = () => product.ask(readerOf(SOF), 'DisclosurePreview', about);
    const before = await previewed();
    expect(before.persons).toHaveLength(2);
    expect(before.persons[1]).toMatchObject({ number: 2, role: 'relative', name: null, birthDate: null });
    expect(await refusalOf(product.ask(readerOf(SOF), 'Person', { id: idFor('theirs') }))).toBe('not-found');
    await step('03-08', SOF, 'DiscloseInformation', 'k', {
      ...{ toAgency: 'SUF', disclosure: { ...disclosure, categories: ['identity', 'contact', 'family'] } },
    });
    await step('03-09', BIF, 'AddSubject', 'k', stranger);
    // Named by right since: told from now on, and what was sent before stays what it was.
    expect((await previewed()).persons[1]).toMatchObject({ name: 'Kun Bufs', birthDate: '2001-01-01' });
    const [sent] = await packages(SOF);
    expect(sent).toMatchObject({ persons: before.persons, hash: before.hash });
  });

  it('stays what was sent when the case by which its sender knew somebody becomes another agency’s', async () => {
    const { step, product, packages } = await caseOfSof();
    const theirs = { personId: idFor('theirs'), role: 'relative', ageGroup: 'adult' };
    await step('03-06', 'BUF:caseworker', 'RegisterPerson', 'theirs', { name: 'Kun Bufs' });
    await step('03-06', BIF, 'RegisterConcern', 'd', registered('koebenhavn', at('03-06')));
    await step('03-06', BIF, 'QualifyConcern', 'd', substantiated);
    await step('03-06', BIF, 'OpenCase', 'y', opened('koebenhavn', 'd', 'SOF'));
    await step('03-06', BIF, 'AddSubject', 'y', theirs);
    await step('03-07', SOF, 'AddSubject', 'k', theirs);
    await step('03-08', SOF, 'DiscloseInformation', 'k', {
      ...{ toAgency: 'SUF', disclosure: { ...disclosure, categories: ['identity'] } },
    });
    const sent = await packages(SOF);
    expect(sent[0]?.persons[1]).toMatchObject({ name: 'Kun Bufs' });
    await step('03-09', SOF, 'OfferHandover', 'y', {
      ...{ handoverId: idFor('hy'), toAgency: 'BUF', reason: 'opdigtet' },
      disclosure: { ...disclosure, categories: ['identity'] },
    });
    await step('03-10', 'BUF:caseworker', 'AcceptHandover', 'y', { handoverId: idFor('hy') });
    expect(await refusalOf(product.ask(readerOf(SOF), 'Person', { id: idFor('theirs') }))).toBe('not-found');
    expect(await packages(SOF)).toEqual(sent);
  });

  it('leaves out for good whom its sender did not know then, though a case that names them became its sender’s since', async () => {
    const { step, packages } = await caseOfSof();
    const theirs = { personId: idFor('theirs'), role: 'relative', ageGroup: 'adult' };
    await step('03-06', 'BUF:caseworker', 'RegisterPerson', 'theirs', { name: 'Kun Bufs' });
    await step('03-06', BIF, 'RegisterConcern', 'd', registered('koebenhavn', at('03-06')));
    await step('03-06', BIF, 'QualifyConcern', 'd', substantiated);
    await step('03-06', BIF, 'OpenCase', 'y', opened('koebenhavn', 'd', 'BUF'));
    await step('03-06', BIF, 'AddSubject', 'y', theirs);
    await step('03-07', SOF, 'AddSubject', 'k', theirs);
    await step('03-08', SOF, 'DiscloseInformation', 'k', {
      ...{ toAgency: 'SUF', disclosure: { ...disclosure, categories: ['identity'] } },
    });
    const sent = await packages(SOF);
    expect(sent[0]?.persons[1]).toMatchObject({ name: null });
    await step('03-09', 'BUF:caseworker', 'OfferHandover', 'y', {
      ...{ handoverId: idFor('hy'), toAgency: 'SOF', reason: 'opdigtet' },
      disclosure: { ...disclosure, categories: ['identity'] },
    });
    await step('03-10', SOF, 'AcceptHandover', 'y', { handoverId: idFor('hy') });
    expect(await packages(SOF)).toEqual(sent);
  });

  it('tells of a correction of who has custody only where that was passed on', async () => {
    const { step, product, packages } = await caseOfSof();
    await step('03-06', BIF, 'RegisterPerson', 'mother', { name: 'Opdigtet Mor' });
    await step('03-06', BIF, 'RegisterPerson', 'a person', { name: 'Opdigtet Barn', guardians: [idFor('mother')] });
    // Their child is in the case, and not one whom SOF knows.
    await step('03-06', 'BUF:caseworker', 'RegisterPerson', 'father', { name: 'Opdigtet Far' });
    await step('03-06', 'BUF:caseworker', 'RegisterPerson', 'theirs', { name: 'Bufs', guardians: [idFor('father')] });
    await step('03-07', SOF, 'AddSubject', 'k', { personId: idFor('theirs'), role: 'relative', ageGroup: 'adult' });
    for (const categories of [['identity'], ['identity', 'family']])
      await step('03-08', SOF, 'DiscloseInformation', 'k', {
        toAgency: 'SUF',
        disclosure: { ...disclosure, categories },
      });
    const events = await product.log();
    for (const [who, whose] of [
      [BIF, 'mother'],
      ['BUF:caseworker', 'father'],
    ] as const) {
      const { eventId } = events.find((e) => e.stream === `person-${idFor(whose)}`) ?? { eventId: '' };
      await step('03-09', who, 'CorrectEvent', whose, { eventId, changes: { name: 'Et andet' }, reason: 'opdigtet' });
    }
    const rectified = (await packages(SOF)).map((one) => one.rectified.map(({ how }) => how));
    expect(rectified).toEqual([[], ['corrected']]);
  });

  it('tells of a person whom its sender registered, whoever named them', async () => {
    const { step, product, id } = await caseOfSof();
    await step('03-06', 'SUF:caseworker', 'RegisterPerson', 'theirs', { name: 'Kun Sufs' });
    await step('03-07', SOF, 'AddSubject', 'k', { personId: idFor('theirs'), role: 'relative', ageGroup: 'adult' });
    await step('03-08', SOF, 'ReferCase', 'k', {
      ...{ referralId: idFor('r'), toAgency: 'SUF', task: 'opdigtet', disclosure },
    });
    await step('03-09', 'SUF:caseworker', 'AcceptReferral', 'k', { referralId: idFor('r') });
    const seen = async (who: string) =>
      (await product.ask(readerOf(who), 'DisclosurePreview', { id, toAgency: 'BUF', categories: 'identity' }))
        .persons[1];
    expect(await seen('SUF:caseworker')).toMatchObject({ name: 'Kun Sufs' });
    expect(await seen(SOF)).toMatchObject({ name: null });
  });

  it('has the same hash when who has custody was erased: they are found in a sealed text, which is gone then', async () => {
    const { step, product, id, personId } = await caseOfSof();
    await step('03-06', BIF, 'RegisterPerson', 'mother', { name: 'Opdigtet Mor' });
    await step('03-06', BIF, 'RegisterPerson', 'a person', { name: 'Opdigtet Barn', guardians: [idFor('mother')] });
    const asked = { from: actorOf(SOF), toAgency: 'BUF', categories: ['family'], statements: [], documents: [] };
    const { store, vault, book } = product;
    const around = { store, book, references: new References(store), now: at('03-08') };
    const told = (sealing: Sealing) => packageOf({ ...around, sealing }, { aggregate: 'case', id }, undefined, asked);
    const [before, after] = [await told(new Sealing(store, vault)), await told(new AllErased(store, vault))];
    expect(before.persons).toMatchObject([{ guardians: ['Opdigtet Mor'] }]);
    expect(after.persons).toMatchObject([{ guardians: [] }]);
    expect(after).toMatchObject({ events: before.events, hash: before.hash });
    expect([before.events.length, personId]).toEqual([2, idFor('a person')]);
  });

  it('may go on the bases that hold for this pair today: counselling only once every adult has said yes', async () => {
    const { step, preview, personId } = await caseOfSof();
    const bases = async () => (await preview()).bases;
    expect(await bases()).toContain('GDPR-DBL');
    expect(await bases()).not.toContain('RPL115_1_2');
    expect(await bases()).not.toContain('SEL12B');
    await step('03-06', SOF, 'ChangeSubject', 'k', { personId, ageGroup: 'adult' });
    await step('03-07', SOF, 'AcceptOffer', 'k', {
      ...{ offerId: idFor('o'), consent: { by: [personId], scope: 'opdigtet', givenOn: '2017-03-07' } },
    });
    expect(await bases()).toContain('SEL12B');
  });
});
