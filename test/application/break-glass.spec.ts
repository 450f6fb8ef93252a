import { describe, expect, it } from '@jest/globals';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const AT = '2024-05-06T10:00:00+02:00';

async function city() {
  let now = '2024-05-06T09:00:00.000Z';
  const product = memoryInstallation(() => now);
  await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
  await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', AT, substantiated);
  await give(product, 'BIF:coordinator', 'OpenCase', 'k', AT, opened('koebenhavn', 'c', 'SOF'));
  return {
    product,
    to: (instant: string) => {
      now = instant;
    },
    breaks: (who: string, data: object = {}, id = 'g') =>
      give(product, who, 'UseBreakGlass', id, '2024-05-06T11:00:00+02:00', {
        caseId: idFor('k'),
        justification: 'akut fare',
        ...data,
      }),
    reads: (who: string) =>
      refusalOf(product.ask({ actor: actorOf(who), purpose: 'casework' }, 'CaseAsOf', { id: idFor('k') })),
    glass: async () =>
      (await product.ask({ actor: actorOf('BIF:compliance'), purpose: 'audit' }, 'Inbox', { infohus: 'koebenhavn' }))
        .glass,
  };
}

describe('Breaking the glass (domain.md rule 11)', () => {
  it('shows one case to one person for some hours, and compliance sees it at once', async () => {
    const { to, breaks, reads, glass } = await city();
    expect(await reads('BUF:caseworker')).toBe('not-found');
    await breaks('BUF:caseworker');
    expect(await reads('BUF:caseworker')).toBeUndefined();
    expect(await reads('BUF:caseworker:another')).toBe('not-found');
    expect(await glass()).toMatchObject([
      { agency: 'BUF', userId: 'buf-caseworker', caseId: idFor('k'), justification: 'akut fare' },
    ]);
    to('2024-05-06T16:59:59.999Z');
    expect(await reads('BUF:caseworker')).toBeUndefined();
    to('2024-05-06T17:00:00.000Z');
    expect(await reads('BUF:caseworker')).toBe('not-found');
  });

  it('needs a reason that says something, a case that is there, and a need', async () => {
    const { breaks } = await city();
    expect(await refusalOf(breaks('BUF:caseworker', { justification: ' \n ' }))).toBe('validation-failed');
    expect(await refusalOf(breaks('BUF:caseworker', { caseId: idFor('none') }))).toBe('not-found');
    expect(await refusalOf(breaks('SOF:caseworker'))).toBe('glass-not-needed');
    expect(await refusalOf(breaks('BIF:analyst'))).toBe('not-permitted');
  });

  it('lets the person read, and change nothing', async () => {
    const { product, breaks } = await city();
    await breaks('BUF:caseworker');
    const work = give(product, 'BUF:caseworker', 'RecordContact', 'k', '2024-05-06T11:00:00+02:00', { kind: 'call' });
    expect(await refusalOf(work)).toBe('not-found');
  });

  it('is reviewed by compliance, by somebody else, once', async () => {
    const { product, breaks, glass } = await city();
    await breaks('BUF:caseworker:x');
    const review = (who: string) =>
      give(product, who, 'ReviewBreakGlass', 'g', '2024-05-06T11:00:00+02:00', {
        ...{ glassId: idFor('g'), justified: true, assessment: 'i orden' },
      });
    expect(await refusalOf(review('BIF:coordinator'))).toBe('not-permitted');
    expect(await refusalOf(review('BIF:compliance:x'))).toBe('own-break-glass');
    await review('BIF:compliance');
    expect(await refusalOf(review('BIF:compliance'))).toBe('already-reviewed');
    expect(await glass()).toEqual([]);
  });
});
