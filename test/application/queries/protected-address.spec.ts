import { beforeEach, describe, expect, it } from '@jest/globals';
import { give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const AT = '2024-06-01T10:00:00.000Z';
const WHY = 'Barnet skal hentes i dag';
const ADDRESS = 'Hemmeligvej 1';

describe('A protected address', () => {
  let product: ReturnType<typeof memoryInstallation>;
  beforeEach(async () => {
    product = memoryInstallation(() => AT);
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'p', AT, {
      ...{ name: 'Opdigtet', protectedAddress: true, address: ADDRESS },
    });
  });
  const address = async (who: string, params: object = {}, id = 'p') =>
    (await product.ask(readerOf(who), 'Person', { id: idFor(id), ...params })).address;

  it('is not shown by the way, and shown to whoever may know the person and says why (commands.md, Roles)', async () => {
    expect(await address('SOF:caseworker')).toBeNull();
    expect(await address('SOF:caseworker', { reveal: 'address', reason: WHY })).toBe(ADDRESS);
    for (const reason of [undefined, '', '…'])
      expect(await refusalOf(address('SOF:caseworker', { reveal: 'address', reason }))).toBe('validation-failed');
    expect(await refusalOf(address('SUF:caseworker', { reveal: 'address', reason: WHY }))).toBe('not-found');
  });

  it('leaves an access event of its own, with the reason sealed in it', async () => {
    await address('SOF:caseworker', { reveal: 'address', reason: WHY });
    const left = (await product.log()).filter((e) => e.type === 'RecordConsulted');
    expect(left.map(({ data }) => (data as { record: string }).record)).toEqual(['person', 'address']);
    expect(left[1]?.data).toMatchObject({ recordId: idFor('p'), purpose: 'casework', reason: expect.anything() });
    const bytes: string[] = [];
    for await (const batch of product.store.readAll()) bytes.push(...batch.map((e) => Buffer.from(e.bytes).toString()));
    expect(bytes.join('\n')).not.toContain(WHY);
  });

  it('is protected under each id of a person who was merged', async () => {
    await give(product, 'BIF:coordinator', 'RegisterPerson', 'q', AT, { name: 'Opdigtet', address: ADDRESS });
    await give(product, 'SOF:caseworker', 'RegisterConcern', 'c', AT, {
      ...{ infohus: 'koebenhavn', channel: 'citizen', receivedAt: AT, description: 'opdigtet' },
      subjects: [{ personId: idFor('p'), role: 'focus', ageGroup: 'adult' }],
    });
    await give(product, 'BIF:coordinator', 'MergePersons', 'p', AT, { into: idFor('q') });
    expect(await address('BIF:coordinator', {}, 'q')).toBeNull();
    expect(await address('BIF:coordinator', { reveal: 'address', reason: WHY }, 'q')).toBe(ADDRESS);
  });

  it('marks the case of a person who was merged into one without, too', async () => {
    await give(product, 'BIF:coordinator', 'RegisterPerson', 'q', AT, { name: 'Opdigtet' });
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', AT, substantiated);
    await give(product, 'BIF:coordinator', 'OpenCase', 'k', AT, {
      ...opened('koebenhavn', 'c', 'SOF'),
      subjects: [{ personId: idFor('q'), role: 'focus', ageGroup: 'adult' }],
    });
    const marked = async () =>
      ((await product.ask(readerOf('SOF:caseworker'), 'CaseAsOf', { id: idFor('k'), texts: true })) as Marked)
        .protectedAddress;
    expect(await marked()).toBe(false);
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'd', AT, {
      ...registered('koebenhavn', AT),
      subjects: [{ personId: idFor('p'), role: 'focus', ageGroup: 'adult' }],
    });
    await give(product, 'BIF:coordinator', 'MergePersons', 'p', AT, { into: idFor('q') });
    expect(await marked()).toBe(true);
  });
});
interface Marked {
  readonly protectedAddress?: boolean;
}
