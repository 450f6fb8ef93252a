import { beforeEach, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const BIF = 'BIF:coordinator';
const OFFICER = readerOf('BIF:compliance');
const infohus = 'koebenhavn';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const id = idFor('k');
let now = at('03-01');
let product: ReturnType<typeof memoryInstallation>;

beforeEach(async () => {
  now = at('03-10');
  product = memoryInstallation(() => now);
  await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
});
const looked = async (who: string, when: string) => {
  now = when;
  await product.ask(readerOf(who), 'CaseAsOf', { id });
};
interface Told {
  readonly day: string;
  readonly userId: string;
  readonly way: string;
  readonly record: string;
  readonly count: number;
}
const rows = (looks: readonly Told[]) =>
  looks.map(({ day, userId, way, record, count }) => [day, userId, way, record, count].join(' '));

describe('Who has seen a record', () => {
  it('of a person is who opened what names it, and no record of anybody else', async () => {
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-05'), { name: 'Opdigtet' });
    await looked('SOF:caseworker:one', at('04-01'));
    const subjects = [{ personId: idFor('another'), role: 'focus', ageGroup: 'adult' }];
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'd', at('03-01'), {
      ...registered(infohus, at('03-01')),
      subjects,
    });
    await give(product, BIF, 'QualifyConcern', 'd', at('03-02'), substantiated);
    await give(product, BIF, 'OpenCase', 'other', at('03-03'), { ...opened(infohus, 'd', 'SOF'), subjects });
    await product.ask(readerOf('SOF:caseworker:two'), 'CaseAsOf', { id: idFor('other') });
    const { kind, name, looks } = await product.ask(OFFICER, 'RecordAccess', { id: idFor('a person') });
    expect([kind, name]).toEqual(['person', 'Opdigtet']);
    expect(rows(looks).filter((row) => row.includes(' case '))).toEqual(['2017-04-01 one opened case 1']);
  });
});

describe('That nobody of an agency looked', () => {
  const nobody = (agency: string, from: string, to: string) =>
    product.ask(OFFICER, 'NobodyLooked', { id, agency, from: `2017-${from}`, to: `2017-${to}` });

  it('is not said of the day of Denmark on which one of them opened it, and is of the days about it', async () => {
    await looked('SOF:caseworker:one', '2017-04-01T22:30:00.000Z'); // past midnight in Copenhagen
    expect(await nobody('SOF', '03-20', '04-02')).toMatchObject({ nobody: false, looks: [{ userId: 'one' }] });
    expect(await nobody('SOF', '03-20', '04-01')).toMatchObject({ nobody: true });
    expect(await nobody('SOF', '04-03', '04-03')).toMatchObject({ nobody: true });
  });

  it('is not said of a period that ends before it begins', async () => {
    expect(await refusalOf(nobody('SOF', '04-03', '04-02'))).toBe('validation-failed');
  });

  it('is said by each Infohus of its own records only, also of a person whom both know', async () => {
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-05'), { name: 'Opdigtet' });
    await give(product, 'VEL:coordinator', 'RegisterConcern', 'd', at('03-01'), registered('koege', at('03-01')));
    now = at('04-01');
    await product.ask(readerOf('VEL:coordinator:two'), 'Concern', { id: idFor('d') });
    const about = { id: idFor('a person'), agency: 'VEL', from: '2017-04-01', to: '2017-04-01' };
    expect(await product.ask(OFFICER, 'NobodyLooked', about)).toMatchObject({ nobody: true, looks: [] });
    expect(await product.ask(readerOf('VEL:compliance'), 'NobodyLooked', about)).toMatchObject({ nobody: false });
  });

  it('is not said where one of them broke the glass', async () => {
    await give(product, 'KRIM:caseworker', 'UseBreakGlass', 'glass', at('03-10'), {
      ...{ caseId: id, justification: 'opdigtet' },
    });
    expect(await nobody('KRIM', '03-10', '03-10')).toMatchObject({ nobody: false });
  });
});

describe('The access log', () => {
  const log = async (asked: object = {}) => (await product.ask(OFFICER, 'AccessLog', { infohus, ...asked })).rows;

  it('is the last week, or the days, the user, the agency or the way that is asked for', async () => {
    await looked('SOF:caseworker:one', at('04-01'));
    await looked('BIF:coordinator:two', at('04-07'));
    const opening = async (asked?: object) => rows(await log(asked)).filter((row) => row.includes(' case '));
    expect(await opening()).toEqual(['2017-04-07 two opened case 1', '2017-04-01 one opened case 1']);
    now = at('04-08');
    expect(await opening()).toEqual(['2017-04-07 two opened case 1']);
    const days = { from: '2017-04-01', to: '2017-04-07' };
    expect(await opening({ ...days, userId: 'one' })).toEqual(['2017-04-01 one opened case 1']);
    expect(await opening({ ...days, agency: 'BIF' })).toEqual(['2017-04-07 two opened case 1']);
    expect(await opening({ ...days, way: 'denied' })).toEqual([]);
  });

  it('is read page by page, each look once and the newest first, and says how many there are', async () => {
    for (const day of ['04-01', '04-02', '04-03', '04-04', '04-05']) await looked('SOF:caseworker:one', at(day));
    const whole = await log({ userId: 'one' });
    const paged = [];
    let cursor: string | null | undefined;
    do {
      const page = await product.ask(OFFICER, 'AccessLog', {
        ...{ infohus, userId: 'one', limit: 2 },
        ...(cursor ? { cursor } : {}),
      });
      expect(page.total).toEqual({ count: 5, more: false });
      paged.push(...page.rows);
      cursor = page.next;
    } while (cursor);
    expect(paged).toEqual(whole);
    expect(paged.map(({ day }) => day).slice(0, 2)).toEqual(['2017-04-05', '2017-04-04']);
  });

  it('shows a year at most, and no end before its beginning', async () => {
    for (const days of [
      { from: '2016-01-01', to: '2017-03-01' },
      { from: '2017-03-02', to: '2017-03-01' },
    ])
      expect(await refusalOf(log(days))).toBe('validation-failed');
  });

  it("of another Infohus is not told: neither to its officer nor in one's own list", async () => {
    await looked('SOF:caseworker:one', at('04-01'));
    // A list is of no record: it belongs to where its reader does.
    await product.ask(readerOf('SOF:caseworker:one'), 'Cases', { infohus });
    expect(await refusalOf(product.ask(readerOf('VEL:compliance'), 'AccessLog', { infohus }))).toBe('not-permitted');
    const theirs = await product.ask(readerOf('VEL:compliance'), 'AccessLog', { infohus: 'koege' });
    expect(JSON.stringify(theirs)).not.toMatch(/"one"/);
  });

  it('of an agency that is of two Infohuse is told to each of its own: documents and persons too', async () => {
    const theirs = 'KRIM:caseworker:three';
    const subjects = [{ personId: idFor('theirs'), role: 'focus', ageGroup: 'adult' }];
    await give(product, theirs, 'RegisterPerson', 'theirs', at('03-05'), { name: 'Opdigtet' });
    await give(product, theirs, 'RegisterConcern', 'd', at('03-06'), { ...registered('koege', at('03-06')), subjects });
    const bytes = async function* () {
      yield Buffer.from('En opdigtet tekst');
    };
    const { documentId } = await product.documents.upload(readerOf(theirs).actor, bytes());
    const letter = { documentId, kind: 'letter', title: 'opdigtet' };
    await give(product, theirs, 'AttachDocument', 'd', at('03-07'), letter);
    now = at('04-01');
    await product.ask(readerOf(theirs), 'DocumentDetails', { id: documentId });
    await product.ask(readerOf(theirs), 'Person', { id: idFor('theirs') });
    const seen = async (officer: string, of: string) => {
      const found = await product.ask(readerOf(officer), 'AccessLog', { infohus: of, userId: 'three' });
      return found.rows.map(({ record }) => record).sort();
    };
    expect(await seen('VEL:compliance', 'koege')).toEqual(['document', 'person']);
    expect(await seen('BIF:compliance', infohus)).toEqual([]);
  });

  it('of broken glass and of a breach is told where they are, not to the other Infohus of who looked', async () => {
    await give(product, 'RSJ:caseworker', 'RegisterConcern', 'there', at('03-05'), registered('koege', at('03-05')));
    await give(product, 'VEL:coordinator', 'QualifyConcern', 'there', at('03-06'), substantiated);
    await give(product, 'VEL:coordinator', 'OpenCase', 'away', at('03-07'), opened('koege', 'there', 'FAM'));
    const why = { caseId: idFor('away'), justification: 'opdigtet' };
    await give(product, 'SOC:caseworker', 'UseBreakGlass', 'their glass', at('03-08'), why);
    await give(product, 'VEL:compliance', 'RecordBreach', 'their breach', at('03-08'), {
      ...{ infohus: 'koege', discoveredAt: at('03-08'), losses: ['confidentiality'], description: 'opdigtet' },
    });
    const officer = readerOf('KRIM:compliance:four');
    await product.ask(officer, 'BrokenGlass', { id: idFor('their glass') });
    await product.ask(officer, 'Breach', { id: idFor('their breach') });
    const seen = async (of: string, by: string) => {
      const found = await product.ask(readerOf(by), 'AccessLog', { infohus: of, userId: 'four' });
      return found.rows.map(({ record }) => record).sort();
    };
    expect(await seen('koege', 'VEL:compliance')).toEqual(['breach', 'broken-glass']);
    expect(await seen(infohus, 'BIF:compliance')).toEqual([]);
  });
});
