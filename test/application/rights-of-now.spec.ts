import { describe, expect, it } from '@jest/globals';
import { give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const AT = '2024-05-06T10:00:00+02:00';
const LATER = '2024-05-07T10:00:00+02:00';
const city = () => memoryInstallation(() => '2024-06-03T08:00:00.000Z');
type City = ReturnType<typeof city>;

describe('A command that names an Infohus names one of the actor’s own (commands.md, Roles)', () => {
  const commands = [
    ['SOF:caseworker', 'RegisterConcern', (infohus: string) => registered(infohus, AT)],
    [
      'SOF:analyst',
      'RecordMeasurement',
      (infohus: string) => ({ infohus, indicator: 'x', year: 2024, value: 1, source: 'Kilde' }),
    ],
    [
      'BIF:administrator',
      'AdoptPlan',
      (infohus: string) => ({ infohus, planId: 'koege-2024', adoptedBy: 'Styregruppen', from: '2024-01-01' }),
    ],
  ] as const;

  it.each(commands)('%s gives %s in it only', async (who, command, data) => {
    const product = city();
    expect(await refusalOf(give(product, who, command, 'new', AT, data('koege')))).toBe('not-permitted');
    expect(await refusalOf(give(product, who, command, 'new', AT, data('nowhere')))).toBe('not-found');
  });

  it('an agency of two Infohuse is of both', async () => {
    const product = city();
    for (const infohus of ['koebenhavn', 'koege'])
      expect(
        await refusalOf(give(product, 'KRIM:caseworker', 'RegisterConcern', infohus, AT, registered(infohus, AT))),
      ).toBeUndefined();
  });

  it('an administrator of the installation adopts the first plan, and no later one', async () => {
    const product = city();
    const adopt = (who: string) =>
      refusalOf(
        give(product, who, 'AdoptPlan', 'a', AT, {
          ...{ infohus: 'koege', planId: 'koege-2024', adoptedBy: 'Styregruppen', from: '2024-01-01' },
        }),
      );
    expect(await adopt('installation:administrator')).toBeUndefined();
    expect(await adopt('installation:administrator')).toBe('not-permitted');
    expect(await adopt('VEL:administrator')).toBeUndefined();
  });
});

describe('A concern that is linked to a case', () => {
  async function linked(product: City) {
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', AT, substantiated);
    await give(product, 'BIF:coordinator', 'OpenCase', 'k', AT, opened('koebenhavn', 'c', 'SOF'));
  }
  const advise = (product: City, who: string) =>
    refusalOf(give(product, who, 'GiveAdvice', 'c', LATER, { to: 'citizen', topic: 'Emne' }));

  it('is worked on by the coordinators; the police keep the severity and their word to the Infohus', async () => {
    const product = city();
    await linked(product);
    expect(await advise(product, 'BIF:coordinator')).toBeUndefined();
    expect(await advise(product, 'KP:police')).toBe('not-permitted');
    const final = { severity: 'low', finality: 'final' };
    expect(await refusalOf(give(product, 'KP:police', 'AssessSeverity', 'c', LATER, final))).toBeUndefined();
    const told = { notifiedAt: LATER };
    expect(await refusalOf(give(product, 'KP:police', 'NotifyInfohus', 'c', LATER, told))).toBeUndefined();
    expect(await refusalOf(give(product, 'BIF:coordinator', 'NotifyInfohus', 'c', LATER, told))).toBe('not-permitted');
  });

  it('is still known to who registered it and to who works on the case, but theirs to read only', async () => {
    const product = city();
    await linked(product);
    expect(await advise(product, 'SSP:caseworker')).toBe('not-permitted');
    expect(await advise(product, 'SOF:caseworker')).toBe('not-permitted');
    expect(await advise(product, 'BUF:caseworker')).toBe('not-found');
  });

  it('is worked on by who registered it and the police before that', async () => {
    const product = city();
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    expect(await advise(product, 'SSP:caseworker')).toBeUndefined();
    expect(await advise(product, 'KP:police')).toBeUndefined();
    expect(await advise(product, 'KP:caseworker')).toBe('not-found');
  });
});

describe('What is told in a meeting', () => {
  it('stands with the concern or case that it is about', async () => {
    const product = city();
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    await give(product, 'BIF:coordinator', 'CallMeeting', 'm', AT, {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: LATER, invited: ['SSP'] },
    });
    const disclosure = {
      ...{ categories: ['identity'], legalBasis: 'RPL115_1_1', constellation: 'SSP' },
      ...{ purpose: 'crime-prevention', necessity: 'Nødvendigt' },
    };
    await give(product, 'BIF:coordinator', 'AddAgendaItem', 'm', AT, {
      subject: { concernId: idFor('c') },
      invited: ['SSP'],
      disclosures: [{ toAgency: 'SSP', disclosure }],
    });
    const told = (await product.log()).filter((e) => e.type === 'InformationDisclosed');
    expect(told.map((e) => [e.stream, (e.data as { toAgency: string }).toAgency])).toEqual([
      [`concern-${idFor('c')}`, 'SSP'],
    ]);
  });

  it('and the meeting itself, are as if they were not there for who has no part in it', async () => {
    const product = city();
    await give(product, 'BIF:coordinator', 'CallMeeting', 'm', AT, {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: LATER, invited: ['SSP'] },
    });
    const close = (who: string) => refusalOf(give(product, who, 'CloseMeeting', 'm', LATER, {}));
    expect(await close('SOF:caseworker')).toBe('not-found');
    expect(await close('SSP:caseworker')).toBe('not-permitted');
    expect(await close('BIF:coordinator')).toBeUndefined();
    expect(await close('SSP:caseworker')).toBe('not-found');
  });
});
