import { beforeEach, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const infohus = 'koebenhavn';
const OFFICER = readerOf('BIF:compliance');
const WHO = 'BUF:caseworker:one';
const AT = '2024-05-06T11:00:00+02:00';
let now = '';
let product: ReturnType<typeof memoryInstallation>;

beforeEach(async () => {
  now = '2024-05-06T09:00:00.000Z';
  product = memoryInstallation(() => now);
  await caseOfSof(product, ['2024-05-01T10:00:00+02:00', '2024-05-02T10:00:00+02:00', '2024-05-03T10:00:00+02:00']);
});
const breaks = (who = WHO, id = 'g') =>
  give(product, who, 'UseBreakGlass', id, AT, { caseId: idFor('k'), justification: 'akut fare' });
const judged = (justified: boolean) =>
  give(product, 'BIF:compliance', 'ReviewBreakGlass', 'g', AT, {
    ...{ glassId: idFor('g'), justified, assessment: 'opdigtet vurdering' },
  });
const opens = (who: string, as: 'CaseAsOf' | 'CaseNames' = 'CaseAsOf') =>
  product.ask(readerOf(who), as, { id: idFor('k') });
const reviewed = (id = idFor('g')) => product.ask(OFFICER, 'BrokenGlass', { id });
const home = async () => (await product.ask(OFFICER, 'Oversight', { infohus })).glass;
const banner = async (who: string) => (await product.ask(readerOf(who), 'InfohusContext', {})).glass;

describe('A broken glass as compliance reviews it', () => {
  it('stands on their home at once, with the reason, until a judgement is given', async () => {
    await breaks();
    expect(await home()).toMatchObject({
      waiting: 1,
      running: 1,
      rows: [{ justification: 'akut fare', running: true }],
    });
    await judged(true);
    expect(await home()).toMatchObject({ waiting: 0, running: 1, rows: [] });
    const { rows } = await product.ask(OFFICER, 'BrokenGlasses', { infohus, state: 'reviewed' });
    expect(rows).toMatchObject([{ id: idFor('g'), justified: true }]);
    expect(await reviewed()).toMatchObject({ reviewedBy: 'bif-compliance', assessment: 'opdigtet vurdering' });
  });

  it('shows what that very person opened of the case while it was open: nothing before, nothing after, nobody else', async () => {
    await opens('SOF:caseworker:one'); // of the same name, in another agency
    await breaks();
    await opens(WHO);
    now = '2024-05-06T09:10:00.000Z';
    await opens(WHO, 'CaseNames');
    await opens('SOF:caseworker:two');
    now = '2024-05-06T17:00:00.000Z';
    expect(await refusalOf(opens(WHO))).toBe('not-found');
    const { seen } = await reviewed();
    expect(seen.map(({ at, record }) => `${at.slice(11, 16)} ${record}`)).toEqual(['09:00 case', '09:10 names']);
  });

  it('shows too that a person whom the reader knew was opened: with the glass that page tells of the case', async () => {
    // BUF registered the person, and knows of no case of theirs.
    await give(product, WHO, 'RegisterPerson', 'a person', AT, { name: 'Opdigtet' });
    const person = () => product.ask(readerOf(WHO), 'Person', { id: idFor('a person') });
    expect((await person()).parts).toEqual([]);
    now = '2024-05-06T09:10:00.000Z';
    const why = { caseId: idFor('k'), justification: 'akut fare' };
    await give(product, WHO, 'UseBreakGlass', 'g', now, why);
    now = '2024-05-06T09:20:00.000Z';
    expect((await person()).parts).toMatchObject([{ caseId: idFor('k') }]);
    const { seen } = await reviewed();
    expect(seen.map(({ at, record }) => `${at.slice(11, 16)} ${record}`)).toEqual(['09:20 person']);
  });

  it('is of the Infohus whose case it is: to another officer it is not there', async () => {
    await breaks();
    const other = readerOf('VEL:compliance');
    expect(await refusalOf(product.ask(other, 'BrokenGlass', { id: idFor('g') }))).toBe('not-found');
    expect(await refusalOf(product.ask(other, 'BrokenGlass', { id: idFor('none') }))).toBe('not-found');
    expect(await refusalOf(reviewed(idFor('none')))).toBe('not-found');
    expect((await product.ask(other, 'BrokenGlasses', { infohus: 'koege' })).rows).toEqual([]);
  });
});

describe('What persons have asked of compliance', () => {
  it('is counted on their home as its lists are long: insight not given, erasure that waits for a second officer', async () => {
    for (const name of ['p1', 'p2', 'p3'])
      await give(product, 'SOF:caseworker', 'RegisterPerson', name, AT, { name: 'Opdigtet' });
    for (const name of ['p1', 'p2'])
      await give(product, 'BIF:compliance', 'RequestInsight', name, AT, { receivedOn: '2024-05-06' });
    await give(product, 'BIF:compliance', 'RequestInsight', 'p1', AT, { receivedOn: '2024-05-05' });
    await give(product, 'BIF:compliance', 'DeliverInsight', 'p2', AT, { deliveredOn: '2024-05-06' });
    await give(product, 'BIF:compliance', 'RequestErasure', 'p3', AT, { ground: 'opdigtet' });
    const asked = async (open?: 'insight' | 'erasure') => {
      const rows = await product.ask(OFFICER, 'PersonRequests', { infohus, ...(open ? { open } : {}) });
      return rows.map(({ personId }) => personId).sort();
    };
    expect(await asked('insight')).toEqual([idFor('p1')]);
    expect(await asked('erasure')).toEqual([idFor('p3')]);
    expect(await asked()).toHaveLength(3);
    const { insights, erasures } = await product.ask(OFFICER, 'Oversight', { infohus });
    expect([insights.count, erasures]).toEqual([1, 1]);
  });
});

describe('The home of compliance', () => {
  const home = () => product.ask(OFFICER, 'Oversight', { infohus });

  it('says when a sample of the access log was drawn last, and that one is due after thirty days', async () => {
    expect((await home()).sample).toEqual({ drawnAt: null, due: true });
    await product.ask(OFFICER, 'SampleAccess', { infohus });
    expect((await home()).sample).toEqual({ drawnAt: now, due: false });
    const drawnAt = now;
    now = '2024-06-06T09:00:00.000Z';
    expect((await home()).sample).toEqual({ drawnAt, due: true });
    expect((await product.ask(readerOf('VEL:compliance'), 'Oversight', { infohus: 'koege' })).sample.drawnAt).toBe(
      null,
    );
  });

  it('counts what was passed on in seven days by its basis, as the register lists it from that day', async () => {
    const disclosure = {
      ...{ legalBasis: 'GDPR-DBL', constellation: 'none', categories: ['identity'], necessity: 'opdigtet' },
      ...{ purpose: 'crime-prevention', channel: 'written' },
    };
    await give(product, 'SOF:caseworker', 'DiscloseInformation', 'k', AT, { toAgency: 'BUF', disclosure });
    const { from, byBasis } = (await home()).disclosures;
    const { rows } = await product.ask(OFFICER, 'Disclosures', { infohus, from });
    expect([from, rows.length]).toEqual(['2024-04-30', 1]);
    expect(byBasis).toEqual(rows.map(({ legalBasis }) => ({ basis: legalBasis, count: 1 })));
    now = '2024-06-06T09:00:00.000Z';
    expect((await home()).disclosures.byBasis).toEqual([]);
  });
});

describe('The banner of a broken glass', () => {
  it('says the case, until when and why, to the one who broke it and to nobody else', async () => {
    await breaks();
    expect(await banner(WHO)).toMatchObject([
      { caseId: idFor('k'), until: '2024-05-06T17:00:00.000Z', justification: 'akut fare' },
    ]);
    expect(await banner('BUF:caseworker:another')).toEqual([]);
    now = '2024-05-06T17:00:00.000Z';
    expect(await banner(WHO)).toEqual([]);
  });

  it('is gone at once when it was found unjustified', async () => {
    await breaks();
    await judged(false);
    expect(await banner(WHO)).toEqual([]);
    expect((await home()).running).toBe(0);
  });
});

describe('A case that is named by its number, to break the glass for it', () => {
  it('gives its id, and for a number that was never given one that nobody has', async () => {
    const { number } = await opens('SOF:caseworker');
    const named = async (id: string) => (await product.ask(readerOf(WHO), 'CaseNumbered', { id })).caseId;
    expect(await named(`koebenhavn:${number}`)).toBe(idFor('k'));
    const [one, other] = [await named('koebenhavn:S-2024-0000'), await named('koebenhavn:S-2024-0001')];
    expect(new Set([one, other, idFor('k')]).size).toBe(3);
  });

  it('gives the same id whenever it is asked, of the form of any other: neither tells whether the number was given', async () => {
    const named = async (id: string) => (await product.ask(readerOf(WHO), 'CaseNumbered', { id })).caseId;
    const first = await named('koebenhavn:S-2024-0000');
    expect(await named('koebenhavn:s-2024-0000')).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is none that another Infohus has', async () => {
    const { number } = await opens('SOF:caseworker');
    const id = `koebenhavn:${number}`;
    expect((await product.ask(readerOf('VEL:caseworker'), 'CaseNumbered', { id })).caseId).not.toBe(idFor('k'));
  });
});
