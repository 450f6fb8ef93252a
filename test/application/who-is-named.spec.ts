import { describe, expect, it } from '@jest/globals';
import { give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const [FIRST, NEXT, LATER, LAST] = [6, 7, 8, 9].map((day) => `2024-05-0${day}T10:00:00+02:00`) as [
  string,
  string,
  string,
  string,
];
const city = () => memoryInstallation(() => '2024-06-03T08:00:00.000Z');
type City = ReturnType<typeof city>;

const register = (product: City, who: string, name = 'p') =>
  give(product, who, 'RegisterPerson', name, FIRST, { name: 'Opdigtet Person' });
const changes = (product: City, who: string, name = 'p') =>
  refusalOf(give(product, who, 'ChangePersonDetails', name, LAST, { contact: 'opdigtet' }));
const concern = (product: City, who: string, at: string, subjects: readonly string[] = ['p'], name = 'c') =>
  give(product, who, 'RegisterConcern', name, at, {
    ...registered('koebenhavn', at),
    subjects: subjects.map((s) => ({ personId: idFor(s), role: 'focus', ageGroup: 'adult' })),
  });
async function aCase(product: City, responsible: string, subject = 'p') {
  await concern(product, 'BIF:coordinator', NEXT, []);
  await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', NEXT, substantiated);
  await give(product, 'BIF:coordinator', 'OpenCase', 'k', NEXT, {
    ...opened('koebenhavn', 'c', responsible),
    subjects: [{ personId: idFor(subject), role: 'focus', ageGroup: 'adult' }],
  });
}

describe('A person is changed by those who may know the person (trial 3):', () => {
  it('the agency that registered them, and nobody else by that alone', async () => {
    const product = city();
    await register(product, 'SOF:caseworker');
    expect(await changes(product, 'SOF:caseworker:a-colleague')).toBeUndefined();
    expect(await changes(product, 'BUF:caseworker')).toBe('not-found');
    expect(await changes(product, 'BIF:coordinator')).toBe('not-found');
    // Analysts see figures, never persons: not even that there is one.
    expect(await changes(product, 'SOF:analyst')).toBe('not-found');
  });

  it('agencies on a case with the person, and its coordinators', async () => {
    const product = city();
    await register(product, 'SOF:caseworker');
    await aCase(product, 'KFF');
    expect(await changes(product, 'KFF:caseworker')).toBeUndefined();
    expect(await changes(product, 'BIF:coordinator')).toBeUndefined();
    expect(await changes(product, 'BUF:caseworker')).toBe('not-found');
    expect(await changes(product, 'VEL:coordinator')).toBe('not-found');
  });

  it('no longer on it by a subject who was removed', async () => {
    const product = city();
    await register(product, 'SOF:caseworker');
    await aCase(product, 'KFF');
    await give(product, 'KFF:caseworker', 'AddSubject', 'k', LATER, {
      ...{ personId: idFor('q'), role: 'sibling', ageGroup: 'adult' },
    });
    await give(product, 'KFF:caseworker', 'RemoveSubject', 'k', LATER, {
      personId: idFor('p'),
      reason: 'Forkert person',
    });
    expect(await changes(product, 'KFF:caseworker')).toBe('not-found');
  });

  it('the police and whoever registered a concern about them', async () => {
    const product = city();
    await register(product, 'SSP:caseworker');
    await concern(product, 'SSP:caseworker', NEXT);
    expect(await changes(product, 'KP:police')).toBeUndefined();
    expect(await changes(product, 'KP:caseworker')).toBe('not-found');
  });
});

describe('A concern or case gives a right to a person (commands.md, *Who is named*)', () => {
  it('not where who named the person knew nothing of them', async () => {
    const product = city();
    await register(product, 'SOF:caseworker');
    await concern(product, 'SSP:caseworker', NEXT);
    expect(await changes(product, 'SSP:caseworker')).toBe('not-found');
    expect(await changes(product, 'KP:police')).toBe('not-found');
  });

  it('but where a coordinator of its Infohus named them', async () => {
    const product = city();
    await register(product, 'SOF:caseworker');
    await concern(product, 'SSP:caseworker', NEXT, []);
    await give(product, 'BIF:coordinator', 'IdentifySubject', 'c', LATER, {
      ...{ personId: idFor('p'), role: 'focus', ageGroup: 'adult' },
    });
    expect(await changes(product, 'SSP:caseworker')).toBeUndefined();
  });

  it('or where nobody had registered them by then', async () => {
    const product = city();
    await concern(product, 'SSP:caseworker', FIRST);
    await register(product, 'SOF:caseworker');
    expect(await changes(product, 'SSP:caseworker')).toBeUndefined();
    expect(await changes(product, 'BUF:caseworker')).toBe('not-found');
  });

  it('and whoever knows them by it may name them again', async () => {
    const product = city();
    await concern(product, 'SSP:caseworker', FIRST);
    await register(product, 'SOF:caseworker');
    await concern(product, 'SSP:caseworker', NEXT, ['p'], 'd');
    await concern(product, 'BUF:caseworker', NEXT, ['p'], 'e');
    expect(await changes(product, 'SSP:caseworker')).toBeUndefined();
    expect(await changes(product, 'BUF:caseworker')).toBe('not-found');
  });
});

describe('Merged persons are one', () => {
  const merge = (product: City, who: string) =>
    refusalOf(give(product, who, 'MergePersons', 'p', LATER, { into: idFor('q') }));

  it('by a coordinator who may know both', async () => {
    const product = city();
    await register(product, 'BIF:coordinator', 'p');
    await register(product, 'SOF:caseworker', 'q');
    expect(await merge(product, 'BIF:coordinator')).toBe('not-found');
    expect(await merge(product, 'SOF:caseworker')).toBe('not-found');
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', NEXT, {
      ...registered('koebenhavn', NEXT),
      subjects: [{ personId: idFor('q'), role: 'focus', ageGroup: 'adult' }],
    });
    expect(await merge(product, 'BIF:caseworker')).toBe('not-permitted');
    expect(await merge(product, 'BIF:coordinator')).toBeUndefined();
  });

  it('so who may know either knows the one, and what is said of either is said of who they are now', async () => {
    const product = city();
    await register(product, 'BIF:coordinator', 'p');
    await register(product, 'BIF:coordinator', 'q');
    await aCase(product, 'KFF', 'p');
    await merge(product, 'BIF:coordinator');
    expect(await changes(product, 'KFF:caseworker', 'q')).toBeUndefined();
    const { stream } = await give(product, 'KFF:caseworker', 'ChangePersonDetails', 'p', LAST, { contact: 'opdigtet' });
    expect(stream).toBe(`person-${idFor('q')}`);
  });
});

describe('Compliance answers for the persons of its Infohuse', () => {
  it('and knows no others', async () => {
    const product = city();
    await register(product, 'SOF:caseworker');
    const asks = (who: string) =>
      refusalOf(give(product, who, 'RequestInsight', 'p', LAST, { receivedOn: '2024-05-08' }));
    expect(await asks('VEL:compliance')).toBe('not-found');
    expect(await asks('SOF:caseworker')).toBe('not-permitted');
    expect(await asks('BIF:compliance')).toBeUndefined();
  });
});
