import { describe, expect, it } from '@jest/globals';
import { type Purpose, purposeOf } from '../../../src/application/authorization/policy.js';
import type { CaseQuality, FigureQuality } from '../../../src/application/queries/registers/quality.js';
import { FINDINGS } from '../../../src/domain/quality/finding.js';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const MAY = '2024-05-06T10:00:00+02:00';
const COORDINATOR = 'BIF:coordinator';

/** Some concerns of BUF, each with a case of SOF's that has been offered a mentor and heard nothing; a concern nobody decided on; a year later. */
async function city(cases = 1) {
  let now = '2024-05-06T09:00:00.000Z';
  const product = memoryInstallation(() => now);
  for (let n = 0; n < cases; n++) {
    await give(product, 'BUF:caseworker', 'RegisterConcern', `c${n}`, MAY, registered('koebenhavn', MAY));
    await give(product, COORDINATOR, 'QualifyConcern', `c${n}`, MAY, substantiated);
    await give(product, COORDINATOR, 'OpenCase', `k${n}`, MAY, opened('koebenhavn', `c${n}`, 'SOF'));
    const offer = { offerId: idFor(`o${n}`), personId: idFor('a person'), kind: 'mentor' };
    await give(product, 'SOF:caseworker', 'OfferSupport', `k${n}`, MAY, offer);
  }
  await give(product, 'BUF:caseworker', 'RegisterConcern', 'undecided', MAY, registered('koebenhavn', MAY));
  now = '2025-05-06T09:00:00.000Z';
  const ask = (who: string, purpose: Purpose = purposeOf(actorOf(who).role)) =>
    product.ask({ actor: actorOf(who), purpose }, 'DataQuality', { infohus: 'koebenhavn' });
  const seen = async (who: string) => {
    const { findings } = (await ask(who)) as CaseQuality;
    return findings.map((f) => `${f.kind} ${f.caseId ?? f.concernId}`);
  };
  return { product, ask, seen };
}
const UNANSWERED = `offer-unanswered ${idFor('k0')}`;
const UNDECIDED = `concern-undecided ${idFor('undecided')}`;

describe('The quality of the records of an Infohus', () => {
  it('is shown with its cases to those who coordinate it, and to compliance', async () => {
    const { ask, seen } = await city();
    for (const who of [COORDINATOR, 'BIF:compliance'])
      expect((await seen(who)).sort()).toEqual([UNDECIDED, UNANSWERED]);
    expect((await ask(COORDINATOR)).counts).toMatchObject([
      { kind: 'offer-unanswered', agency: 'SOF', count: 1, longest: 365 },
      { kind: 'concern-undecided', agency: 'BUF', count: 1 },
    ]);
  });

  it('is shown to an agency as far as it may read the cases and concerns, in its lists and in its counts', async () => {
    const { ask, seen } = await city();
    expect(await seen('SOF:leader')).toEqual([UNANSWERED]);
    expect(await seen('BUF:caseworker')).toEqual([UNDECIDED]);
    expect((await ask('BUF:caseworker')).counts.map((c) => c.agency)).toEqual(['BUF']);
    expect(await ask('KFF:caseworker')).toMatchObject({ counts: [], findings: [], lateByMonth: [] });
    expect(await refusalOf(seen('VEL:coordinator'))).toBe('not-permitted'); // of another Infohus
  });

  it('tells an agency that was asked to take part nothing of what is in the case', async () => {
    const { product, seen } = await city();
    const disclosure = {
      categories: ['identity'],
      legalBasis: 'RPL115_1_1',
      constellation: 'SSP',
      purpose: 'crime-prevention',
      necessity: 'opdigtet',
    };
    const asked = { referralId: idFor('r'), toAgency: 'KP', task: 'opdigtet', disclosure };
    await give(product, 'SOF:caseworker', 'ReferCase', 'k0', '2024-05-07T10:00:00+02:00', asked);
    const reader = { actor: actorOf('KP:caseworker'), purpose: 'casework' } as const;
    expect((await product.ask(reader, 'Cases', { infohus: 'koebenhavn' })).rows).toHaveLength(1);
    expect(await seen('KP:caseworker')).toEqual([]);
    const accepted = { referralId: idFor('r') };
    await give(product, 'KP:caseworker', 'AcceptReferral', 'k0', '2024-05-08T10:00:00+02:00', accepted);
    // It recorded that a year late, as SOF did with the referral.
    expect(await seen('KP:caseworker')).toEqual([
      UNANSWERED,
      `late-registration ${idFor('k0')}`,
      `late-registration ${idFor('k0')}`,
    ]);
  });

  it('is figures for an analyst: no id, no finding, and a count only where it is of enough cases', async () => {
    for (const [cases, told] of [
      [4, '<5'],
      [5, 5],
    ] as const) {
      const { product, ask } = await city(cases);
      const found = (await ask('BIF:analyst')) as FigureQuality;
      expect(Object.keys(found)).toEqual(['infohus', 'now', 'limits', 'shows', 'counts']);
      const cell = (kind: string, agency: string) =>
        found.counts.find((c) => c.kind === kind && c.agency === agency)?.count;
      expect([cell('offer-unanswered', 'SOF'), cell('concern-undecided', 'BUF'), cell('no-next-step', 'BIF')]).toEqual([
        told,
        '<5',
        '<5',
      ]);
      const ids = (await product.log()).flatMap((e) => [e.eventId, e.stream.slice(e.stream.indexOf('-') + 1)]);
      expect(ids.filter((id) => JSON.stringify(found).includes(id))).toEqual([]);
      expect(new Set(found.counts.map((c) => c.kind))).toEqual(new Set(FINDINGS));
    }
  });

  it('is refused to whoever may see neither cases nor figures, and the denial is recorded', async () => {
    const { product, ask } = await city();
    expect(await refusalOf(ask('BIF:administrator', 'casework'))).toBe('not-permitted');
    expect(await refusalOf(ask('BIF:analyst', 'casework'))).toBe('not-permitted');
    expect((await product.log()).filter((e) => e.type === 'AccessDenied')).toHaveLength(2);
  });

  it('leaves an access event with how many findings were shown, before the answer', async () => {
    const { product, ask } = await city();
    await ask(COORDINATOR);
    await ask('BIF:analyst');
    const searches = (await product.log()).filter((e) => e.type === 'SearchPerformed').map((e) => e.data);
    expect(searches).toMatchObject([
      { list: 'data-quality', criteria: { infohus: 'koebenhavn' }, purpose: 'casework', count: 2 },
      { list: 'data-quality', purpose: 'reporting', count: 0 },
    ]);
  });

  it('counts what was recorded late by the agency that recorded it and the month, and imports apart', async () => {
    const { product, ask, seen } = await city();
    await give(product, 'SOF:caseworker', 'RecordContact', 'k0', '2025-04-01T10:00:00+02:00', { kind: 'call' });
    await give(product, 'SOF:caseworker', 'RecordContact', 'k0', '2025-05-05T10:00:00+02:00', { kind: 'call' });
    const { findings, lateByMonth } = (await ask(COORDINATOR)) as CaseQuality;
    expect(lateByMonth).toEqual([{ agency: 'SOF', month: '2025-05', count: 1, days: 35 }]);
    expect(findings.filter((f) => f.kind === 'late-registration')).toMatchObject([
      { agency: 'SOF', caseId: idFor('k0'), since: '2025-04-01T08:00:00.000Z', days: 35, registrations: 1 },
    ]);
    const line = { command: 'RecordContact', id: idFor('k0'), at: '2025-03-01T10:00:00+01:00', data: { kind: 'call' } };
    const actor = { userId: 'u', agency: 'SOF', role: 'caseworker' };
    expect((await product.import([JSON.stringify({ ...line, actor })])).accepted).toBe(1);
    expect((await ask(COORDINATOR)).counts.find((c) => c.kind === 'late-import')).toMatchObject({
      agency: 'SOF',
      count: 1,
    });
    expect(((await ask(COORDINATOR)) as CaseQuality).lateByMonth).toEqual(lateByMonth);
    expect((await seen(COORDINATOR)).filter((s) => s.startsWith('late'))).toEqual([`late-registration ${idFor('k0')}`]);
  });
});
