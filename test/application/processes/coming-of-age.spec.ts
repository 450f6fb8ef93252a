import { describe, expect, it } from '@jest/globals';
import { deadlines } from '../../../src/application/obligations/deadlines.js';
import { ComingOfAge } from '../../../src/application/processes/coming-of-age.js';
import { give, idFor, opened, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const [GIRL, MOTHER] = [idFor('a girl'), idFor('a mother')];
const subject = { personId: GIRL, role: 'focus', ageGroup: 'minor' };

async function underWay(born: string) {
  let now = '2024-06-09T21:59:59.000Z';
  const product = memoryInstallation(() => now);
  const by = (who: string, name: string, id: string, at: string, data: object) =>
    give(product, who, name, id, at, data);
  await by('SOF:caseworker', 'RegisterPerson', 'a girl', '2024-01-08T07:00:00Z', {
    name: 'Opdigtet Navn',
    birthDate: born,
    guardians: [MOTHER],
  });
  await by('BIF:coordinator', 'RegisterConcern', 'a concern', '2024-01-08T08:00:00Z', {
    ...registered('koebenhavn', '2024-01-08T08:00:00Z'),
    subjects: [subject],
  });
  await by('BIF:coordinator', 'QualifyConcern', 'a concern', '2024-01-08T09:00:00Z', substantiated);
  await by('BIF:coordinator', 'OpenCase', 'a case', '2024-01-08T10:00:00Z', {
    ...opened('koebenhavn', 'a concern', 'SOF'),
    subjects: [subject],
  });
  const offerId = idFor('an offer');
  const onCase = (name: string, at: string, data: object) => by('SOF:caseworker', name, 'a case', at, data);
  await onCase('OfferSupport', '2024-01-09T10:00:00Z', { offerId, personId: GIRL, kind: 'mentor' });
  const consent = { by: [GIRL, MOTHER], scope: 'Ja', givenOn: '2024-01-10' };
  await onCase('AcceptOffer', '2024-01-10T10:00:00Z', { offerId, consent });
  await onCase('StartCourse', '2024-01-11T10:00:00Z', { courseId: idFor('a course'), offerId, mentor: 'Opdigtet' });
  const process = new ComingOfAge({ ...product, models: product.live, clock: { now: () => now } });
  const look = () => process.look();
  const put = (instant: string) => {
    now = instant;
  };
  const said = async () => (await product.log()).filter((e) => e.type === 'CameOfAge');
  return { product, look, put, said };
}

describe('A person with a course that a guardian consented to', () => {
  it('comes of age on the birthday, is said so once, and owes the own consent from then', async () => {
    const { product, look, put, said } = await underWay('2006-06-10');
    expect(await look()).toEqual({ given: 0, next: '2024-06-09T22:00:00.000Z' });
    put('2024-06-20T10:00:00.000Z');
    expect(await look()).toEqual({ given: 1, next: undefined });
    expect(await look()).toEqual({ given: 0, next: undefined });
    const events = await said();
    expect(events.map(({ occurredAt, data }) => ({ occurredAt, data }))).toEqual([
      { occurredAt: '2024-06-09T22:00:00.000Z', data: { age: 18 } },
    ]);
    const due = await deadlines(
      product.live,
      product.book.plans,
      { infohus: 'koebenhavn' },
      '2024-06-20T10:00:00.000Z',
    );
    expect(due.filter((o) => o.obligation === 'own-consent').map((o) => [o.personId, o.dueAt])).toEqual([
      [GIRL, '2024-07-10T21:59:59.999Z'],
    ]);
  });

  it('has a birth date that is opened by the system, once a day in the access log', async () => {
    const { product, look, put } = await underWay('2010-06-10');
    const noted = async () =>
      (await product.log()).filter((e) => e.type === 'RecordConsulted').map((e) => [e.actor.userId, e.data]);
    await look();
    await look();
    const said = ['scheduler', { record: 'birth-dates', recordId: '-', purpose: 'operation' }];
    expect(await noted()).toEqual([said]);
    put('2024-06-20T10:00:00.000Z');
    await look();
    expect(await noted()).toEqual([said, said]);
  });

  it('is not asked for where no birthday comes, nor by anybody but the system', async () => {
    const { product, look, said } = await underWay('2010-06-10');
    expect(await look()).toEqual({ given: 0, next: '2028-06-09T22:00:00.000Z' });
    await expect(
      give(product, 'SOF:caseworker', 'CameOfAge', 'a girl', '2024-06-01T10:00:00Z', { age: 18 }),
    ).rejects.toMatchObject({ code: 'not-permitted' });
    expect(await said()).toEqual([]);
  });
});
