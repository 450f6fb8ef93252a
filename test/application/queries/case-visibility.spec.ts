import { describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const BIF = 'BIF:coordinator';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const disclosure = {
  ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
  ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
};
const AGENCIES = ['BIF', 'SOF', 'SUF', 'BUF', 'SSP', 'KP', 'KRIM'];
const COORDINATING = ['BIF', 'KP'];
/** Those that fit the agency: others are nobody's (commands.md, Roles). */
const rolesOf = (agency: string) => [
  ...['caseworker', 'leader'],
  ...(COORDINATING.includes(agency) ? ['coordinator'] : []),
  ...(agency === 'KP' ? ['police'] : []),
];

describe('Who could see a case at a moment', () => {
  it('is who could read it then, by what each was answered when it was so', async () => {
    let now = at('03-01');
    const product = memoryInstallation(() => now);
    const id = idFor('k');
    /** What everybody is really answered, as the replay says it. */
    const answered = async () => {
      const seen: string[] = [];
      for (const agency of AGENCIES)
        for (const role of rolesOf(agency)) {
          const asked = product.ask(readerOf(`${agency}:${role}`), 'CaseAsOf', { id });
          const view = (await refusalOf(asked)) === undefined ? await asked : undefined;
          if (view) seen.push(`${agency} ${role} ${sees(view)}`);
        }
      return seen.sort();
    };
    const sees = ({ disclosedOnly, status }: { disclosedOnly: boolean; status: string }) =>
      disclosedOnly ? (status === 'none' ? 'own' : 'disclosed') : 'whole';
    const told = async (position?: number) => {
      const moment = { id, ...(position ? { at: String(position) } : {}) };
      const { agencies } = await product.ask(readerOf('BIF:compliance'), 'CaseVisibility', moment);
      return agencies.flatMap((s) => s.roles.map((role) => `${s.agency} ${role} ${s.sees}`)).sort();
    };
    const moments: { readonly position: number; readonly seen: readonly string[] }[] = [];
    const step = async (day: string, who: string, command: string, about: string, data: object) => {
      now = at(day);
      await give(product, who, command, about, at(day), data);
      if (command === 'RegisterConcern' || command === 'QualifyConcern') return;
      const { position } = await product.store.head();
      moments.push({ position, seen: await answered() });
      expect(await told()).toEqual(moments.at(-1)?.seen);
    };
    await step('03-01', 'SSP:caseworker', 'RegisterConcern', 'c', registered('koebenhavn', at('03-01')));
    await step('03-02', BIF, 'QualifyConcern', 'c', substantiated);
    await step('03-03', BIF, 'OpenCase', 'k', opened('koebenhavn', 'c', 'SOF'));
    await step('03-05', 'SOF:caseworker', 'ReferCase', 'k', {
      ...{ referralId: idFor('r'), toAgency: 'BUF', task: 'opdigtet', disclosure },
    });
    await step('03-06', 'BUF:caseworker', 'AcceptReferral', 'k', { referralId: idFor('r') });
    await step('03-07', 'BUF:caseworker', 'CompleteReferral', 'k', { referralId: idFor('r'), outcome: 'opdigtet' });
    await step('03-08', 'SOF:caseworker', 'OfferHandover', 'k', {
      ...{ handoverId: idFor('h'), toAgency: 'SUF', reason: 'opdigtet', disclosure },
    });
    await step('03-09', 'SUF:caseworker', 'AcceptHandover', 'k', { handoverId: idFor('h') });
    for (const { position, seen } of moments) expect(await told(position)).toEqual(seen);
    expect(new Set(moments.map(({ seen }) => seen.join()).values()).size).toBe(6);
  });

  it('is told to who sees the whole case, and hidden with it', async () => {
    const product = memoryInstallation(() => at('04-01'));
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    const asked = (who: string) => product.ask(readerOf(who), 'CaseVisibility', { id: idFor('k') });
    expect((await asked('SOF:caseworker')).agencies).not.toEqual([]);
    expect(await refusalOf(asked('SUF:caseworker'))).toBe('not-found');
    expect(await refusalOf(asked('VEL:compliance'))).toBe('not-found');
    await give(product, 'KRIM:caseworker', 'UseBreakGlass', 'glass', at('04-01'), {
      caseId: idFor('k'),
      justification: 'opdigtet',
    });
    expect(await asked('BIF:compliance')).toMatchObject({ brokenGlass: [{ agency: 'KRIM', from: at('04-01') }] });
  });
});
