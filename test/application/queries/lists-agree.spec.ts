import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { AccessLog } from '../../../src/application/access-log.js';
import { Asker } from '../../../src/application/queries/asker.js';
import { type Params, QUERY_NAMES, type QueryName, queryNamed } from '../../../src/application/queries/catalogue.js';
import { FoldedModels } from '../../../src/projections/folded-models.js';
import { generate } from '../../support/generator/index.js';
import { caseOfSof, give, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { WHOLE } from '../../support/sample.js';

const infohus = 'koebenhavn';
type Asked = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;

/** Every list that is declared with its export, by the paths that they are declared with; and its count, where it has one. */
interface Declared {
  readonly rows: QueryName;
  readonly file: QueryName;
  readonly count: QueryName | undefined;
}
const at = (path: string) => QUERY_NAMES.find((name) => queryNamed(name).path === path);
const LISTS: readonly Declared[] = QUERY_NAMES.filter((name) => name.startsWith('Export')).map((file) => {
  const path = (queryNamed(file).path ?? '').replace(/(\/rows)?\.csv$/, '');
  const rows = at(path);
  if (!rows) throw new Error(`${file} is of no list`);
  return { rows, file, count: at(`${path}/count`) };
});

const READERS = [
  ...['BIF:coordinator', 'SOF:caseworker', 'SOF:leader', 'BUF:caseworker', 'KP:police', 'SSP:caseworker'],
  ...['BIF:analyst', 'BIF:compliance', 'BIF:administrator'],
];

/** What may be said to a filter: all that a closed list has, and of the rest what this city knows. */
const SAID = [true, 'open', 'closed', 'SOF', 'adult', '2017-01-15', '2017-03-01T00:00:00.000Z', idFor('k')];
function valuesOf(schema: z.ZodType): readonly unknown[] {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const all = inner instanceof z.ZodEnum ? inner.options : SAID;
  return all.filter((value) => inner.safeParse(value).success);
}

/** Each filter alone, with each of its values, and some together; what is asked for in any case stands in all. */
function filtersOf(file: QueryName): readonly Asked[] {
  const { infohus: _, ...params } = queryNamed(file).params as Readonly<Record<string, z.ZodType>>;
  const entries = Object.entries(params).map(([name, schema]) => ({ name, of: valuesOf(schema), schema }));
  const needed = entries.filter(({ schema }) => !(schema instanceof z.ZodOptional));
  const free = entries.filter(({ schema }) => schema instanceof z.ZodOptional);
  const bases = needed.reduce<readonly Asked[]>(
    (all, { name, of }) => all.flatMap((asked) => of.map((value) => ({ ...asked, [name]: value }))),
    [{}],
  );
  const alone = free.flatMap(({ name, of }) =>
    (of.length > 20 ? of.slice(0, 3) : of).map((value) => ({ [name]: value })),
  );
  const together =
    free.length < 2
      ? []
      : fc.sample(
          fc.record(Object.fromEntries(free.map(({ name, of }) => [name, fc.constantFrom(...of)])), {
            requiredKeys: [],
          }),
          { numRuns: WHOLE ? 4 : 2, seed: 16 },
        );
  const every = [{}, ...alone, ...together];
  // Each list that has to be named is asked for whole, and the filters go round among them.
  return bases.length === 1
    ? every.map((asked) => ({ ...bases[0], ...asked }))
    : bases.flatMap((base, n) =>
        every.filter((_, i) => i === 0 || i % bases.length === n).map((a) => ({ ...base, ...a })),
      );
}

/** How a list, its count and its file differ; empty: they do not. */
function differences(rows: readonly Row[], count: number | undefined, file: readonly Row[]): readonly string[] {
  const plain = (value: unknown) => value === null || typeof value !== 'object';
  const differs = rows.flatMap((row, i) => {
    const line = file[i] ?? {};
    const shared = Object.keys(row).filter((name) => name in line && plain(row[name]) && plain(line[name]));
    if (!shared.some((name) => /[iI]d$/.test(name) || name === 'obligation')) return [`row ${i} has no line`];
    return shared.filter((name) => row[name] !== line[name]).map((name) => `row ${i} says another ${name}`);
  });
  return [
    ...(count !== undefined && count !== rows.length ? [`${count} are counted of ${rows.length}`] : []),
    ...(file.length === rows.length ? [] : [`${file.length} lines of ${rows.length}`]),
    ...differs,
  ];
}

describe('Every list that is declared with an export', () => {
  let asker: Asker;
  beforeAll(async () => {
    const now = () => '2017-09-01T10:00:00.000Z';
    const product = memoryInstallation(now);
    await product.import(generate(7, 10));
    await caseOfSof(product, ['2017-05-01T10:00:00Z', '2017-05-02T10:00:00Z', '2017-05-03T10:00:00Z']);
    await give(product, 'SOF:caseworker', 'ReferCase', 'k', '2017-08-30T10:00:00Z', {
      ...{ referralId: idFor('r'), toAgency: 'BUF', task: 'opdigtet' },
      disclosure: {
        ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
        ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
      },
    });
    await give(product, 'BIF:coordinator', 'CallMeeting', 'meeting', '2017-08-20T10:00:00Z', {
      ...{ infohus, kind: 'ordinary', startsAt: '2017-09-05T10:00:00Z', invited: ['SOF'] },
    });
    await give(product, 'BIF:coordinator', 'SignAgreement', 'p', '2017-06-01T10:00:00Z', {
      ...{ name: 'Forening X', signedOn: '2017-06-01' },
    });
    await give(product, 'BIF:coordinator', 'RegisterMentor', 'm', '2017-06-01T10:00:00Z', {
      ...{ infohus, name: 'Opdigtet Mentor', kinds: ['mentor'], capacity: 1, trainedOn: '2017-01-01' },
    });
    await product.ask(readerOf('SOF:caseworker'), 'CaseAsOf', { id: idFor('k') });
    const log = await product.log();
    const { dependencies } = product.asker as unknown as { dependencies: ConstructorParameters<typeof Asker>[0] };
    // Nothing is folded anew for what these questions themselves leave behind.
    const access = { note: async () => undefined } as unknown as AccessLog;
    asker = new Asker({ ...dependencies, access, live: FoldedModels.of(log) });
  });

  const ask = (who: string, name: QueryName, asked: Asked) =>
    asker.ask(name, { infohus, ...asked } as Params<QueryName>, readerOf(who)) as Promise<unknown>;

  async function walked(who: string, name: QueryName, asked: Asked): Promise<readonly Row[]> {
    if (!('cursor' in queryNamed(name).params)) return (await ask(who, name, asked)) as readonly Row[];
    const rows: Row[] = [];
    const totals = new Set<number>();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await ask(who, name, { ...asked, limit: 7, ...(cursor ? { cursor } : {}) })) as {
        rows: readonly Row[];
        next: string | null;
        total: { count: number };
      };
      rows.push(...page.rows);
      cursor = page.next;
      totals.add(page.total.count);
    }
    // Each page says how many there are in all, and all of them are there.
    expect([...totals]).toEqual([rows.length]);
    return rows;
  }
  async function written(who: string, name: QueryName, asked: Asked): Promise<readonly Row[]> {
    const found = (await ask(who, name, asked)) as readonly Row[] | AsyncIterable<readonly Row[]>;
    if (Array.isArray(found)) return found;
    const rows: Row[] = [];
    for await (const some of found as AsyncIterable<readonly Row[]>) rows.push(...some);
    return rows;
  }

  it('is found: cases, concerns, disclosures, work, meetings, registers, mentors and the access log', () => {
    expect(LISTS.map(({ rows }) => rows).sort()).toEqual(
      ['AccessLog', 'Cases', 'Concerns', 'Disclosures', 'Meetings', 'Mentors', 'Register', 'Work'].sort(),
    );
    expect(filtersOf('ExportCases').length).toBeGreaterThan(12);
  });

  it.each(LISTS.flatMap((list) => READERS.map((who) => [list.rows, who, list] as const)))(
    '%s: for %s the rows, their count and the file are the same, by every filter',
    async (_, who, { rows, file, count }) => {
      for (const asked of filtersOf(file)) {
        const refused = await refusalOf(walked(who, rows, asked));
        if (refused !== undefined) {
          expect(await refusalOf(written(who, file, asked))).toBe(refused);
          if (count) expect(await refusalOf(ask(who, count, asked))).toBe(refused);
          continue;
        }
        const found = await walked(who, rows, asked);
        const counted = count && ((await ask(who, count, asked)) as { count: number }).count;
        expect({ asked, ...differences(found, counted, await written(who, file, asked)) }).toEqual({ asked });
      }
    },
  );

  it('has rows for somebody: what agrees in nothing would agree', async () => {
    const seen = await Promise.all([
      ...(['Cases', 'Concerns', 'Meetings'] as const).map((name) => walked('BIF:coordinator', name, {})),
      walked('BIF:coordinator', 'Work', { list: 'all' }),
      walked('BIF:compliance', 'AccessLog', {}),
      walked('BIF:coordinator', 'Register', { name: 'partner' }),
      walked('BIF:coordinator', 'Mentors', {}),
      walked('BIF:coordinator', 'Disclosures', {}),
    ]);
    expect(seen.map(({ length }) => length > 0)).toEqual(seen.map(() => true));
  });

  it('shows who is only asked the one row, in the list, the count and the file, without what it may not know', async () => {
    const [row, ...others] = (await walked('BUF:caseworker', 'Cases', {})).filter(
      ({ caseId }) => caseId === idFor('k'),
    );
    expect([Object.keys(row ?? {}).includes('phase'), others]).toEqual([false, []]);
    const line = (await written('BUF:caseworker', 'ExportCases', {})).find(({ caseId }) => caseId === idFor('k'));
    // What can be done with it stands in no file.
    const { acts, ...told } = row ?? {};
    expect([line, acts]).toEqual([told, [expect.objectContaining({ command: 'AcceptReferral' }), expect.anything()]]);
  });

  it('would be told of by this: a row that is not counted, not written, or written otherwise', async () => {
    const rows = await walked('BIF:coordinator', 'Cases', {});
    const file = await written('BIF:coordinator', 'ExportCases', {});
    expect(differences(rows, rows.length, file)).toEqual([]);
    expect(differences(rows, rows.length - 1, file)).toHaveLength(1);
    expect(differences(rows, rows.length, file.slice(1)).length).toBeGreaterThan(1);
    expect(differences(rows, rows.length, file.toReversed()).length).toBeGreaterThan(1);
  });
});
