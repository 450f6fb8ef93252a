import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Parser, Store } from 'n3';
import Shapes from 'rdf-validate-shacl';
import type { OpenReport } from '../../../src/application/reports/open-figures.js';
import { csvReport } from '../../../src/interface/documents/csv.js';
import { catalogue } from '../../../src/interface/documents/open-data/catalogue.js';
import { tableMetadata } from '../../../src/interface/documents/open-data/csvw.js';
import { reportView } from '../../support/report-view.js';

const OPENING = {
  baseUrl: 'https://tal.example',
  licence: 'https://creativecommons.org/licenses/by/4.0/',
  publisher: 'Opdigtet Kommune',
};
const open = (planId: string, year: number): OpenReport => ({
  view: reportView(planId, { published: true, year }),
  issuedAt: '2026-02-01T09:00:00.000Z',
});
const OPEN = [open('koebenhavn-2024', 2024), open('koebenhavn-2024', 2025), open('koege-2024', 2025)];

const shapes = new Shapes(
  new Store(new Parser().parse(readFileSync('test/fixtures/open-data/dcat-shapes.ttl', 'utf8'))),
);
const quadsOf = (turtle: string) => new Parser().parse(turtle);
const faultsOf = async (quads: ReturnType<typeof quadsOf>) =>
  (await shapes.validate(new Store(quads))).results.map(({ path }) =>
    String((path as { value?: string } | null)?.value),
  );

describe('The catalogue of open figures', () => {
  it('says all that DCAT-AP-DK wants to be said of each data set', async () => {
    const quads = quadsOf(await catalogue(OPEN, OPENING));
    expect(await faultsOf(quads)).toEqual([]);
    const tables = quads.filter(({ predicate }) => predicate.value.endsWith('#downloadURL')).map((q) => q.object.value);
    expect(tables).toEqual([
      'https://tal.example/open-data/koebenhavn-2024-2024.csv',
      'https://tal.example/open-data/koebenhavn-2024-2025.csv',
      'https://tal.example/open-data/koege-2024-2025.csv',
    ]);
  });

  it.each(['title', 'publisher', 'description', 'accessURL', 'license', 'startDate', 'distribution', 'name'])(
    'is found wrong without %s',
    async (property) => {
      const quads = quadsOf(await catalogue(OPEN, OPENING));
      const left = quads.filter(({ predicate }) => !new RegExp(`[/#]${property}$`).test(predicate.value));
      expect((await faultsOf(left)).some((path) => path.endsWith(property))).toBe(true);
    },
  );

  it('takes a publisher of any name without another statement of it', async () => {
    const publisher = 'A" . <https://tal.example/x> a <https://tal.example/y> . "';
    const quads = quadsOf(await catalogue(OPEN, { ...OPENING, publisher }));
    expect(quads.filter(({ object }) => object.value === publisher)).toHaveLength(1);
    expect(quads.some(({ object }) => object.value === 'https://tal.example/y')).toBe(false);
  });
});

describe('What tells how a published table is read', () => {
  interface Told {
    readonly url: string;
    readonly tableSchema: { readonly columns: readonly { readonly name: string; readonly datatype: string }[] };
  }
  const one = OPEN[1] as OpenReport;
  const told = tableMetadata(one, OPENING) as Told;
  const [head = '', ...rows] = csvReport(one.view, 'da').replace('\uFEFF', '').trimEnd().split('\r\n');

  it('names every column of it in its order, and every cell is of the kind that it says', () => {
    expect(told.url).toBe('koebenhavn-2024-2025.csv');
    expect(told.tableSchema.columns.map(({ name }) => name)).toEqual(head.split(','));
    const fits: Readonly<Record<string, RegExp>> = {
      ...{ number: /^-?\d+(\.\d+)?$/, integer: /^-?\d+$/, boolean: /^(true|false)$/, gYear: /^\d{4}$/ },
      ...{ date: /^\d{4}-\d\d-\d\d$/, string: /./ },
    };
    const plain = rows.filter((row) => !row.includes('"'));
    expect(plain.length).toBeGreaterThan(3);
    for (const row of plain)
      for (const [i, cell] of row.split(',').entries()) {
        const { name, datatype } = told.tableSchema.columns[i] ?? { name: '', datatype: '' };
        expect(`${name} ${cell === '' || fits[datatype]?.test(cell)}`).toBe(`${name} true`);
      }
  });

  it('leaves a withheld figure empty, which it says is null', () => {
    const withheld = rows.filter((row) => row.includes('value numerator'));
    expect(withheld.length).toBeGreaterThan(0);
    for (const column of told.tableSchema.columns) expect(column).toMatchObject({ null: [''] });
  });
});
