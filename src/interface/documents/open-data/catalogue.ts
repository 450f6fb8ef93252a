import { DataFactory, type Quad, type Quad_Object, type Quad_Subject, Writer } from 'n3';
import type { OpenReport } from '../../../application/reports/open-figures.js';
import { LANGUAGES, type Language, sayIn } from '../../words/words.js';
import { title } from '../metadata.js';
import { metadataName, type Opening, tableName } from './opening.js';

const PREFIXES = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;
const { literal, namedNode, quad } = DataFactory;
type Prefix = keyof typeof PREFIXES;
type Name = `${Prefix}:${string}`;
const named = (name: Name) => {
  const [prefix, local] = name.split(':') as [Prefix, string];
  return namedNode(PREFIXES[prefix] + local);
};
const TYPE = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
/** Authority tables of the Publications Office, which DCAT-AP names: formats, how often, where, about what. */
const authority = (table: string, code: string) =>
  namedNode(`http://publications.europa.eu/resource/authority/${table}/${code}`);
const DENMARK = authority('country', 'DNK');
const YEARLY = authority('frequency', 'ANNUAL');
const SOCIETY = authority('data-theme', 'SOCI');
const FORMAT = authority('file-type', 'CSV');
const CSV = namedNode('https://www.iana.org/assignments/media-types/text/csv');

type Said = readonly [property: Name, ...objects: readonly Quad_Object[]];
const about = (subject: Quad_Subject, type: Name, ...said: readonly Said[]): readonly Quad[] => [
  quad(subject, TYPE, named(type)),
  ...said.flatMap(([property, ...objects]) => objects.map((object) => quad(subject, named(property), object))),
];
const inEach = (say: (language: Language) => string) => LANGUAGES.map((language) => literal(say(language), language));
const instant = (at: string) => literal(at, named('xsd:dateTime'));
const day = (of: string) => literal(of, named('xsd:date'));

/** What is open, as catalogues of the public sector read it (DCAT-AP-DK 2): a data set a plan and year, each a table with what tells how it is read. */
export function catalogue(open: readonly OpenReport[], opening: Opening): Promise<string> {
  const publisher = namedNode(`${opening.baseUrl}/open-data#publisher`);
  const quads = [
    ...about(publisher, 'foaf:Agent', ['foaf:name', literal(opening.publisher, 'da')]),
    ...about(
      namedNode(`${opening.baseUrl}/open-data`),
      'dcat:Catalog',
      ['dct:title', ...inEach((l) => sayIn(l)('open.title'))],
      ['dct:description', ...inEach((l) => sayIn(l)('open.what'))],
      ['dct:publisher', publisher],
      ['dct:license', namedNode(opening.licence)],
      ['dcat:dataset', ...open.map((one) => namedNode(dataSet(one, opening)))],
    ),
    ...about(namedNode(opening.licence), 'dct:LicenseDocument'),
    ...about(CSV, 'dct:MediaType'),
    ...about(FORMAT, 'dct:MediaTypeOrExtent'),
    ...about(DENMARK, 'dct:Location'),
    ...about(YEARLY, 'dct:Frequency'),
    ...about(SOCIETY, 'skos:Concept', [
      'skos:prefLabel',
      literal('Befolkning og samfund', 'da'),
      literal('Population and society', 'en'),
    ]),
    ...open.flatMap((one) => dataSetQuads(one, opening)),
  ];
  return written(quads);
}

const dataSet = ({ view }: OpenReport, { baseUrl }: Opening): string =>
  `${baseUrl}/open-data#${view.report.plan}-${view.report.year}`;

function dataSetQuads(one: OpenReport, opening: Opening): readonly Quad[] {
  const { view, issuedAt } = one;
  const { plan, report } = view;
  const at = (name: string) => namedNode(`${opening.baseUrl}/open-data/${name}`);
  // Named, so that the same catalogue is the same bytes.
  const [table, period] = [at(tableName(view)), namedNode(`${dataSet(one, opening)}-period`)];
  return [
    ...about(
      namedNode(dataSet(one, opening)),
      'dcat:Dataset',
      ['dct:title', ...inEach((l) => `${title(view, l)} · ${plan.name[l]}`)],
      ['dct:description', ...inEach((l) => sayIn(l)('open.data-set', { t: plan.name[l], n: report.year }))],
      ['dct:publisher', namedNode(`${opening.baseUrl}/open-data#publisher`)],
      ['dct:identifier', literal(dataSet(one, opening))],
      ['dct:issued', instant(issuedAt)],
      ['dct:temporal', period],
      ['dct:spatial', DENMARK],
      ['dct:accrualPeriodicity', YEARLY],
      ['dcat:theme', SOCIETY],
      ['dcat:distribution', table],
    ),
    ...about(
      period,
      'dct:PeriodOfTime',
      ['dcat:startDate', day(`${report.year}-01-01`)],
      ['dcat:endDate', day(`${report.year}-12-31`)],
    ),
    ...about(
      table,
      'dcat:Distribution',
      ['dct:title', ...inEach((l) => sayIn(l)('open.table'))],
      ['dcat:accessURL', namedNode(`${opening.baseUrl}/open-data`)],
      ['dcat:downloadURL', table],
      ['dcat:mediaType', CSV],
      ['dct:format', FORMAT],
      ['dct:license', namedNode(opening.licence)],
      ['dct:conformsTo', at(metadataName(view))],
      ['dct:issued', instant(issuedAt)],
    ),
    ...about(at(metadataName(view)), 'dct:Standard'),
  ];
}

function written(quads: readonly Quad[]): Promise<string> {
  const writer = new Writer({ prefixes: PREFIXES });
  writer.addQuads([...quads]);
  return new Promise((done, failed) => {
    writer.end((error, text: string) => (error ? failed(error) : done(text)));
  });
}
