import { beforeEach, describe, expect, it } from '@jest/globals';
import { give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
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
  await give(product, 'SSP:caseworker', 'RegisterConcern', 'c', at('03-01'), registered('koebenhavn', at('03-01')));
  await give(product, BIF, 'QualifyConcern', 'c', at('03-02'), substantiated);
  await give(product, BIF, 'OpenCase', 'k', at('03-03'), opened('koebenhavn', 'c', 'SOF'));
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
