import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { PersonSearch } from '../../../src/application/search/person-search.js';
import { caseOfSof, give, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { MemoryPersonIndex } from '../../support/memory-person-index.js';

const BIF = 'BIF:coordinator';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const NAME = 'Opdigt Ågård Grævling';
const CPR = '000000-0017';

describe('A search for a person', () => {
  let product: ReturnType<typeof memoryInstallation>;
  beforeEach(async () => {
    product = memoryInstallation(() => '2017-06-01T12:00:00.000Z');
    await give(product, BIF, 'RegisterPerson', 'a person', at('03-01'), {
      name: NAME,
      birthDate: '2001-02-03',
      cpr: CPR,
    });
    await caseOfSof(product, [at('03-02'), at('03-03'), at('03-04')]);
    await give(product, 'BUF:caseworker', 'RegisterPerson', 'hidden', at('03-05'), {
      name: 'Skjult Odder',
      cpr: '000000-0025',
    });
  });
  const find = (who: string, sought: object) =>
    product.ask(readerOf(who), 'FindPersons', { reason: 'on-case', ...sought });
  const found = async (who: string, sought: object) => (await find(who, sought)).map((row) => row.personId);
  const searches = async () =>
    (await product.log())
      .filter((e) => e.type === 'SearchPerformed')
      .map(({ data }) => data as Record<string, unknown>);

  it('finds by name in Danish spellings, by birth date and by number, and all that is given must fit', async () => {
    for (const sought of [
      { name: 'aagaard opdigt' },
      { name: 'GRAEVLING' },
      { birthDate: '2001-02-03' },
      { cpr: '0000000017' },
      { name: 'Ågaard', birthDate: '2001-02-03', cpr: CPR },
    ])
      expect(await found(BIF, sought)).toEqual([idFor('a person')]);
    expect(await found(BIF, { name: 'Ågaard', birthDate: '2001-02-04' })).toEqual([]);
    expect(await found(BIF, { name: 'Ågaard Bæver' })).toEqual([]);
    expect(await found(BIF, {})).toEqual([]);
  });

  it('names what the reader may read of the person, by number', async () => {
    const [row] = await find('SOF:caseworker', { cpr: CPR });
    expect(row).toMatchObject({
      name: NAME,
      cases: [{ caseId: idFor('k'), number: expect.stringMatching(/^S-2017-/) }],
    });
    const [whole] = await find(BIF, { cpr: CPR });
    expect(whole).toMatchObject({ cases: [{ caseId: idFor('k') }], concerns: [{ concernId: idFor('c') }] });
    // To name somebody whom one does not know gives no right to them (commands.md, *Who is named*).
    expect(await find('SSP:caseworker', { cpr: CPR })).toEqual([]);
  });

  it('leaves an access event that says who searched, why and by what, never for what', async () => {
    await find(BIF, { name: NAME, cpr: CPR, reason: 'meeting' });
    expect(await searches()).toEqual([
      { list: 'persons', criteria: { reason: 'meeting', by: 'cpr-name' }, purpose: 'casework', count: 1 },
    ]);
    await product.ask(readerOf(BIF), 'KnownPerson', { cpr: CPR });
    const all = JSON.stringify(await searches());
    for (const term of ['Opdigt', 'gård', '0000', 'opdigt', 'agard']) expect(all).not.toContain(term);
  });

  it('is asked with a reason, by who works with persons', async () => {
    expect(await refusalOf(product.ask(readerOf(BIF), 'FindPersons', { name: NAME } as never))).toBe(
      'validation-failed',
    );
    expect(await refusalOf(find('BIF:analyst', { name: NAME }))).toBe('not-permitted');
  });

  it('tells nothing of whom the reader may not know: the answer, what is left of it and how long it takes are those of nobody', async () => {
    const told = async (sought: object) => {
      const [before, waits] = [(await searches()).length, product.waited.length];
      const answer = await find('SOF:caseworker', sought);
      return { answer, left: (await searches()).slice(before), waited: product.waited.slice(waits) };
    };
    const hidden = await told({ cpr: '000000-0025' });
    expect(hidden.answer).toEqual([]);
    expect(hidden).toEqual(await told({ cpr: '000000-0033' }));
    expect((await find('BUF:caseworker', { cpr: '000000-0025' })).length).toBe(1);
    expect(hidden.waited).toEqual([400]);
  });

  it('says of a number whether somebody is known to the reader, and to nobody else', async () => {
    const known = (who: string, cpr: string) => product.ask(readerOf(who), 'KnownPerson', { cpr });
    expect(await known(BIF, CPR)).toEqual({ personId: idFor('a person'), name: NAME });
    const nobody = { personId: null, name: null };
    expect(await known(BIF, '000000-0025')).toEqual(nobody);
    expect(await known('BUF:caseworker', CPR)).toEqual(nobody);
    expect(await known('BUF:caseworker', '000000-0025')).toMatchObject({ name: 'Skjult Odder' });
  });

  it('follows a change of details: by what is true now, and not by what was', async () => {
    await give(product, BIF, 'ChangePersonDetails', 'a person', at('04-01'), { name: 'Opdigt Bæver' });
    expect(await found(BIF, { name: 'Baever' })).toEqual([idFor('a person')]);
    expect(await found(BIF, { name: 'Grævling' })).toEqual([]);
    expect(await found(BIF, { cpr: CPR })).toEqual([idFor('a person')]);
  });

  it('leaves out whose processing is restricted, but where the person asked for it; compliance finds them, and their page says so', async () => {
    const restrict = (command: string, day: string, data: object) =>
      give(product, 'BIF:compliance', command, 'a person', at(day), data);
    await restrict('RestrictProcessing', '04-01', { ground: 'Rigtigheden er bestridt' });
    expect(await found(BIF, { cpr: CPR })).toEqual([]);
    expect(await found(BIF, { cpr: CPR, reason: 'request-of-the-person' })).toEqual([idFor('a person')]);
    expect(await found('BIF:compliance', { cpr: CPR })).toEqual([idFor('a person')]);
    // That the number is known is still said: nobody is to be registered twice.
    expect(await product.ask(readerOf(BIF), 'KnownPerson', { cpr: CPR })).toMatchObject({
      personId: idFor('a person'),
    });
    expect(await product.ask(readerOf(BIF), 'Person', { id: idFor('a person') })).toMatchObject({
      restrictedSince: at('04-01'),
    });
    await restrict('LiftRestriction', '04-02', { reason: 'Det var rigtigt' });
    expect(await found(BIF, { cpr: CPR })).toEqual([idFor('a person')]);
  });

  it('finds merged persons as the one they are, by the name of either', async () => {
    await give(product, BIF, 'RegisterPerson', 'again', at('04-01'), { name: 'Opdigtet Ræv' });
    await give(product, BIF, 'MergePersons', 'again', at('04-02'), { into: idFor('a person') });
    expect(await found(BIF, { name: 'raev' })).toEqual([idFor('a person')]);
    expect(await found(BIF, { name: 'grævling' })).toEqual([idFor('a person')]);
  });

  it('keeps nothing readable: digests under a key, which another installation makes otherwise', async () => {
    await found(BIF, { name: NAME });
    const other = new MemoryPersonIndex();
    const strange = {
      ...product.vault,
      digest: (_: string, term: string) => createHmac('sha256', 'other').update(term).digest(),
    };
    await new PersonSearch(product.store, Object.assign(Object.create(product.vault), strange), other).catchUp();
    const tokens = (index: MemoryPersonIndex) => new Set(index.rows.map(([, token]) => token));
    expect(tokens(product.index).size).toBe(tokens(other).size);
    expect([...tokens(product.index)].some((token) => tokens(other).has(token))).toBe(false);
    for (const token of tokens(product.index)) expect(token).toMatch(/^[\w-]{22}$/);
  });

  it('is made anew from the log, the same', async () => {
    await found(BIF, { name: NAME });
    const before = [...product.index.rows].sort();
    await product.search.makeAnew();
    expect(product.index.rows).toEqual([]);
    await found(BIF, { name: NAME });
    expect([...product.index.rows].sort()).toEqual(before);
  });
});
