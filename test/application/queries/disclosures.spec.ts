import { describe, expect, it } from '@jest/globals';
import { DISCLOSURE_FILTERS, DisclosuresPage } from '../../../src/interface/web/disclosures/disclosures.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { actorOf, give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { visibleIn } from '../../support/visible-text.js';

const BIF = 'BIF:coordinator';
const SOF = 'SOF:caseworker';
const KBH = { infohus: 'koebenhavn' };
const OFFICER = { actor: actorOf('BIF:compliance'), purpose: 'audit' as const };
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const disclosure = (more: object = {}) => ({
  ...{ legalBasis: 'GDPR-DBL', constellation: 'none', purpose: 'crime-prevention', necessity: 'opdigtet grund' },
  ...{ categories: ['identity'], channel: 'written' as const, ...more },
});

/** SSP's concern of which BUF was told, and SOF's case of it: offered to BUF, referred to KFF, told to RHP. */
async function passedOn() {
  let now = at('03-01');
  const product = memoryInstallation(() => now);
  const step = async (day: string, who: string, command: string, about: string, data: object) => {
    now = at(day);
    return give(product, who, command, about, at(day), data);
  };
  await step('03-01', 'SSP:caseworker', 'RegisterConcern', 'c', registered('koebenhavn', at('03-01')));
  await step('03-02', 'SSP:caseworker', 'DiscloseInformation', 'c', {
    ...{ toAgency: 'BUF', disclosure: disclosure({ categories: ['identity', 'assessment'], channel: 'call' }) },
  });
  await step('03-02', BIF, 'QualifyConcern', 'c', substantiated);
  await step('03-03', BIF, 'OpenCase', 'k', opened('koebenhavn', 'c', 'SOF'));
  await step('03-04', SOF, 'OfferHandover', 'k', {
    ...{ handoverId: idFor('h'), toAgency: 'BUF', reason: 'opdigtet', disclosure: disclosure() },
  });
  await step('03-05', SOF, 'ReferCase', 'k', {
    ...{ referralId: idFor('r'), toAgency: 'KFF', task: 'opdigtet', disclosure: disclosure() },
  });
  const psp = { legalBasis: 'RPL115_1_2', constellation: 'PSP', categories: ['health'], channel: 'meeting' };
  await step('03-06', SOF, 'DiscloseInformation', 'k', { toAgency: 'RHP', disclosure: disclosure(psp) });
  const list = async (who: string, more: object = {}) =>
    (await product.ask(readerOf(who), 'Disclosures', { ...KBH, ...more })).rows.map(
      ({ kind, fromAgency, toAgency }) => `${kind} ${fromAgency} > ${toAgency}`,
    );
  return { product, step, list };
}

const OF_CASE = ['case SOF > RHP', 'case SOF > KFF', 'case SOF > BUF'];
const OF_CONCERN = ['concern SSP > BUF'];

describe('The register of disclosures', () => {
  it('tells compliance and coordinators of all, the newest first, on which basis, of what and how', async () => {
    const { product, list } = await passedOn();
    const { rows } = await product.ask(OFFICER, 'Disclosures', KBH);
    expect(rows.map((r) => [r.at, r.legalBasis, r.categories, r.occasion, /^[SB]-2017-/.test(r.number ?? '')])).toEqual(
      [
        [at('03-06'), 'RPL115_1_2', ['health'], 'meeting', true],
        [at('03-05'), 'GDPR-DBL', ['identity'], 'referral', true],
        [at('03-04'), 'GDPR-DBL', ['identity'], 'handover', true],
        [at('03-02'), 'GDPR-DBL', ['identity', 'assessment'], 'call', true],
      ],
    );
    expect(await list(BIF)).toEqual([...OF_CASE, ...OF_CONCERN]);
  });

  it('tells who is on the case of it and its concerns, who is only asked of what it was told, who registered the concern of that', async () => {
    const { step, list } = await passedOn();
    expect(await list(SOF)).toEqual([...OF_CASE, ...OF_CONCERN]);
    expect(await list('KFF:caseworker')).toEqual(['case SOF > KFF']);
    expect(await list('SSP:caseworker')).toEqual(OF_CONCERN);
    expect(await list('KP:police')).toEqual(OF_CONCERN);
    // Told is not asked: it has no relation to the case, and what it received is with it.
    expect(await list('RHP:caseworker')).toEqual([]);
    expect(await list('TMF:caseworker')).toEqual([]);
    await step('03-07', 'BUF:caseworker', 'AcceptHandover', 'k', { handoverId: idFor('h') });
    expect(await list('BUF:caseworker')).toEqual([...OF_CASE, ...OF_CONCERN]);
    // What it recorded itself, after its relation has ended; nothing that comes now.
    await step('03-08', 'BUF:caseworker', 'DiscloseInformation', 'k', { toAgency: 'TMF', disclosure: disclosure() });
    expect(await list(SOF)).toEqual(OF_CASE);
  });

  it.each([
    [{ fromAgency: 'SSP' }, OF_CONCERN],
    [{ toAgency: 'BUF' }, ['case SOF > BUF', ...OF_CONCERN]],
    [{ basis: 'RPL115_1_2' }, ['case SOF > RHP']],
    [{ category: 'assessment' }, OF_CONCERN],
    [{ kind: 'case' }, OF_CASE],
    [{ concernId: idFor('c') }, OF_CONCERN],
    [{ caseId: idFor('k'), toAgency: 'KFF' }, ['case SOF > KFF']],
    [{ from: '2017-03-05', to: '2017-03-05' }, ['case SOF > KFF']],
    [{ caseId: idFor('of nobody') }, []],
  ] as const)('is filtered by %j, and counted and exported alike', async (filter, rows) => {
    const { product, list } = await passedOn();
    expect(await list(BIF, filter)).toEqual(rows);
    expect((await product.ask(readerOf(BIF), 'CountDisclosures', { ...KBH, ...filter })).count).toBe(rows.length);
    const exported: object[] = [];
    const file = (await product.ask(readerOf(BIF), 'ExportDisclosures', {
      ...{ ...KBH, ...filter },
    })) as AsyncIterable<readonly object[]>;
    for await (const page of file) exported.push(...page);
    expect(exported).toHaveLength(rows.length);
  });

  it('goes on from page to page, and what was annulled leaves it', async () => {
    const { product, step, list } = await passedOn();
    const first = await product.ask(readerOf(BIF), 'Disclosures', { ...KBH, limit: 3 });
    expect([first.rows.length, first.total]).toEqual([3, { count: 4, more: false }]);
    const rest = await product.ask(readerOf(BIF), 'Disclosures', { ...KBH, limit: 3, cursor: first.next ?? '' });
    expect(rest.rows.map(({ kind }) => kind)).toEqual(['concern']);
    const told = first.rows[0]?.eventId;
    await step('03-09', SOF, 'AnnulEvent', 'k', { eventId: told, reason: 'Aldrig sendt' });
    expect(await list(BIF)).toEqual([...OF_CASE.slice(1), ...OF_CONCERN]);
  });

  it('is a page in Danish, each row leading to its receipt, and holding on to what is filtered by', async () => {
    const { product } = await passedOn();
    const session = { actor: OFFICER.actor, reader: OFFICER, csrf: '', row: {} } as never;
    const page = pageFor('da', session, '/disclosures', await product.ask(OFFICER, 'InfohusContext', {}));
    const list = await product.ask(OFFICER, 'Disclosures', { ...KBH, limit: 2 });
    const chosen = { toAgency: 'BUF', caseId: idFor('k') };
    const html = String(DisclosuresPage({ page, list, chosen, isFirst: true })).replaceAll('&amp;', '&');
    for (const said of ['Videregivelser', 'på et møde', 'henvisning', 'Alle sager og bekymringer'])
      expect(visibleIn(html)).toContain(said);
    expect(html).toContain(`/cases/${idFor('k')}/responsibility?infohus=koebenhavn`);
    expect(html).toContain(`name="caseId" value="${idFor('k')}"`);
    expect(html).toContain(`/api/disclosures.csv?infohus=koebenhavn&toAgency=BUF&caseId=${idFor('k')}`);
    expect(DISCLOSURE_FILTERS).toContain('basis');
    expect(String(DisclosuresPage({ page, list: { ...list, rows: [] }, chosen: {}, isFirst: true }))).toContain(
      'Ingen videregivelser',
    );
  });
});

describe('What is passed on of a concern', () => {
  it('is previewed with the bases that hold, and its receipt says the same to the letter and to the hash', async () => {
    const { product, step } = await passedOn();
    const id = idFor('c');
    const asked = { id, toAgency: 'SUF', categories: 'identity,assessment' };
    const { bases, ...shown } = await product.ask(readerOf(BIF), 'ConcernDisclosurePreview', asked);
    // SEL12B is of a case only (commands.md, Legal bases).
    expect([bases.includes('GDPR-DBL'), bases.includes('SEL12B')]).toEqual([true, false]);
    expect(shown.description).toBeDefined();
    expect(shown.events.length).toBeGreaterThan(0);
    const categories = ['identity', 'assessment'];
    await step('03-10', BIF, 'DiscloseInformation', 'c', { toAgency: 'SUF', disclosure: disclosure({ categories }) });
    const receipts = await product.ask(readerOf(BIF), 'ConcernPackages', { id });
    expect(receipts).toHaveLength(2);
    expect(receipts[1]).toMatchObject({ ...shown, toAgency: 'SUF', necessity: 'opdigtet grund' });
    const less = await product.ask(readerOf(BIF), 'ConcernDisclosurePreview', { ...asked, categories: 'identity' });
    expect([less.description, less.hash === shown.hash]).toEqual([undefined, false]);
  });

  it('says what of it was corrected since, until whoever passed it on has told the receiver, and again after the next correction', async () => {
    const { product, step } = await passedOn();
    const log = await product.log();
    const of = (type: string) =>
      log.find((e) => e.type === type && e.stream === `concern-${idFor('c')}`)?.eventId ?? '';
    const packages = () => product.ask(readerOf('SSP:caseworker'), 'ConcernPackages', { id: idFor('c') });
    const correct = (day: string, description: string) =>
      step(day, 'SSP:caseworker', 'CorrectEvent', 'c', {
        ...{ eventId: of('ConcernRegistered'), changes: { description }, reason: 'opdigtet' },
      });
    expect(await packages()).toMatchObject([{ rectified: [], rectificationToldAt: null }]);
    await correct('03-07', 'Opdigtet, og rettet');
    const rectified = [{ type: 'ConcernRegistered', how: 'corrected', at: at('03-07') }];
    expect(await packages()).toMatchObject([{ rectified, rectificationToldAt: null }]);
    const tell = (who: string, day: string) =>
      step(day, who, 'TellRectification', 'c', {
        ...{ disclosureId: of('InformationDisclosed'), sentAt: at(day), by: 'letter' },
      });
    expect(await refusalOf(tell('BUF:caseworker', '03-08'))).toBe('not-found');
    expect(await refusalOf(tell(SOF, '03-08'))).toBe('not-the-discloser');
    await tell('SSP:caseworker', '03-08');
    expect(await packages()).toMatchObject([{ rectified, rectificationToldAt: at('03-08') }]);
    await correct('03-09', 'Opdigtet, og rettet igen');
    expect(await packages()).toMatchObject([{ rectificationToldAt: null }]);
  });

  it('is previewed for who works with it: compliance reads receipts, and of persons their names alone', async () => {
    const { product } = await passedOn();
    const asked = { id: idFor('c'), toAgency: 'SUF', categories: 'identity,contact' };
    const shown = await product.ask(OFFICER, 'ConcernDisclosurePreview', asked);
    expect(shown).toMatchObject({ persons: [], events: [], bases: [], hash: '' });
    const [receipt] = await product.ask(OFFICER, 'ConcernPackages', { id: idFor('c') });
    expect([receipt?.toAgency, receipt?.persons.some((p) => 'birthDate' in p)]).toEqual(['BUF', false]);
  });
});
