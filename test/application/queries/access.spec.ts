import { beforeEach, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const BIF = 'BIF:coordinator';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const id = idFor('k');
let now = at('03-01');
let product: ReturnType<typeof memoryInstallation>;

/** A case of SOF, to which BUF is only asked. */
beforeEach(async () => {
  now = at('03-10');
  product = memoryInstallation(() => now);
  await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
  await give(product, 'SOF:caseworker', 'ReferCase', 'k', at('03-05'), {
    ...{ referralId: idFor('r'), toAgency: 'BUF', task: 'opdigtet' },
    disclosure: {
      ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
      ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
    },
  });
});
const looked = async (who: string, day: string, query: 'CaseAsOf' | 'CaseNames' = 'CaseAsOf') => {
  now = at(day);
  await product.ask(readerOf(who), query, { id });
};

describe('Who has seen a case', () => {
  const seen = (who: string) => product.ask(readerOf(who), 'CaseAccess', { id });
  const told = async (who: string) =>
    (await seen(who)).map(({ day, agency, role, way, count }) => [day, agency, role, way, count].join(' '));

  it('is told to everybody on it: agency and role by day, the newest first, and no user', async () => {
    await looked('SOF:caseworker:one', '04-01');
    await looked('SOF:caseworker:two', '04-01', 'CaseNames');
    await looked('BIF:compliance', '04-02');
    await looked('BUF:caseworker', '04-03');
    now = at('04-04');
    expect(await told('SOF:leader')).toEqual([
      '2017-04-03 BUF caseworker opened 1',
      '2017-04-02 BIF compliance opened 1',
      '2017-04-01 SOF caseworker opened 2',
    ]);
    expect(JSON.stringify(await seen(BIF))).not.toMatch(/one|two|user/);
  });

  it('has the day of Denmark, broken glass and what left as a file; a denial is none', async () => {
    await looked('SOF:caseworker', '04-01');
    now = '2017-04-01T22:30:00.000Z'; // past midnight in Copenhagen
    await product.ask(readerOf('SOF:caseworker'), 'CaseAsOf', { id });
    expect(await refusalOf(product.ask(readerOf('KRIM:caseworker'), 'CaseAsOf', { id }))).toBe('not-found');
    await give(product, 'KRIM:caseworker', 'UseBreakGlass', 'glass', at('04-01'), {
      ...{ caseId: id, justification: 'opdigtet' },
    });
    expect(await told('SOF:caseworker')).toEqual([
      '2017-04-02 KRIM caseworker glass 1',
      '2017-04-02 SOF caseworker opened 1',
      '2017-04-01 SOF caseworker opened 1',
    ]);
  });

  it('is told to nobody else: who is only asked is told nothing, for others it is not there', async () => {
    await looked('SOF:caseworker', '04-01');
    expect(await seen('BUF:caseworker')).toEqual([]);
    expect(await refusalOf(seen('SUF:caseworker'))).toBe('not-found');
    expect(await refusalOf(seen('VEL:compliance'))).toBe('not-found');
  });
});

describe('For compliance', () => {
  const COMPLIANCE = readerOf('BIF:compliance');
  const record = (of: string) => product.ask(COMPLIANCE, 'RecordAccess', { id: of });

  it('who has seen a case, a concern or a person is told with users; of a person also what names it', async () => {
    await looked('SOF:caseworker:one', '04-01');
    await product.ask(readerOf('SSP:caseworker'), 'Concern', { id: idFor('c') });
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-01'), { name: 'Holger Opdigtsen' });
    await product.ask(readerOf('SOF:caseworker:one'), 'Person', { id: idFor('a person') });
    const ofCase = await record(id);
    expect(ofCase).toMatchObject({ kind: 'case', number: expect.stringMatching(/^S-/), name: null });
    expect(ofCase.looks).toMatchObject([{ userId: 'one', agency: 'SOF', way: 'opened', record: 'case', count: 1 }]);
    expect((await record(idFor('c'))).looks).toMatchObject([{ agency: 'SSP', record: 'concern' }]);
    const ofPerson = await record(idFor('a person'));
    expect([ofPerson.kind, ofPerson.name]).toEqual(['person', 'Holger Opdigtsen']);
    const others = ofPerson.looks.filter(({ agency }) => agency !== 'BIF');
    expect(others.map((l) => l.record).sort()).toEqual(['case', 'concern', 'person']);
    // By its number, too. That compliance looked who had looked is a look as any other.
    const again = (await record(`koebenhavn:${ofCase.number}`)).looks;
    expect(again.map((l) => `${l.agency} ${l.record}`)).toEqual(['BIF access-log', 'SOF case']);
  });

  it('what was looked at is told by day, user, agency and how; the file has the same rows', async () => {
    await looked('SOF:caseworker:one', '04-01');
    await looked('SOF:caseworker:two', '04-02');
    await product.ask(readerOf('SOF:caseworker:two'), 'Cases', { infohus: 'koebenhavn' });
    const log = async (q: object) =>
      (
        await product.ask(COMPLIANCE, 'AccessLog', {
          infohus: 'koebenhavn',
          from: '2017-04-01',
          to: '2017-04-02',
          ...q,
        })
      ).rows
        .filter(({ agency }) => agency === 'SOF')
        .map(({ day, userId, way, record: of }) => `${day} ${userId} ${way} ${of}`)
        .sort()
        .reverse();
    expect(await log({})).toEqual([
      '2017-04-02 two opened case',
      '2017-04-02 two listed cases',
      '2017-04-01 one opened case',
    ]);
    expect(await log({ userId: 'one' })).toHaveLength(1);
    expect(await log({ way: 'listed' })).toHaveLength(1);
    expect(await log({ to: '2017-04-01' })).toHaveLength(1);
    expect(await log({ agency: 'BUF' })).toEqual([]);
    const asked = { infohus: 'koebenhavn', userId: 'two', from: '2017-04-01' };
    const file = await product.ask(COMPLIANCE, 'ExportAccessLog', asked);
    expect(file).toEqual((await product.ask(COMPLIANCE, 'AccessLog', asked)).rows);
    expect(await refusalOf(product.ask(COMPLIANCE, 'AccessLog', { infohus: 'koebenhavn', from: '2017-04-03' }))).toBe(
      'validation-failed',
    );
  });

  it('that nobody of an agency looked is read off the log itself, and says up to where that holds', async () => {
    await looked('SOF:caseworker', '04-01');
    const { position } = await product.store.head();
    const nobody = (agency: string, from: string, to: string) =>
      product.ask(COMPLIANCE, 'NobodyLooked', { id, agency, from, to });
    const proven = await nobody('SSP', '2017-03-01', '2017-04-30');
    expect(proven).toMatchObject({ nobody: true, looks: [], agency: 'SSP', position });
    expect(proven.headHash).toMatch(/^[0-9a-f]{64}$/);
    const seen = await nobody('SOF', '2017-03-01', '2017-04-30');
    expect(seen).toMatchObject({ nobody: false, looks: [{ role: 'caseworker', type: 'RecordConsulted' }] });
    expect((await nobody('SOF', '2017-04-02', '2017-04-30')).nobody).toBe(true);
  });

  it('and for nobody else; of another Infohus nothing is there', async () => {
    expect(await refusalOf(product.ask(readerOf('VEL:compliance'), 'RecordAccess', { id }))).toBe('not-found');
    for (const who of ['SOF:caseworker', BIF, 'BIF:analyst', 'BIF:administrator']) {
      expect(await refusalOf(product.ask(readerOf(who), 'RecordAccess', { id }))).toBe('not-found');
      expect(await refusalOf(product.ask(readerOf(who), 'AccessLog', { infohus: 'koebenhavn' }))).toBe('not-permitted');
    }
  });
});
