import type { OpenReport } from '../../../application/reports/open-figures.js';
import { CSV_COLUMNS } from '../csv.js';
import { title } from '../metadata.js';
import { both, type Opening, tableName } from './opening.js';

/** What tells a machine how the table of a publication is read (CSV on the Web, W3C 2015). An empty cell is null: withheld, or never recorded. */
export function tableMetadata({ view, issuedAt }: OpenReport, { licence, publisher }: Opening): object {
  const columns = Object.entries(CSV_COLUMNS).map(([name, { kind, says }]) => ({
    ...{ name, titles: name, 'dc:description': both((language) => says[language]), null: [''] },
    datatype: kind === 'strings' ? 'string' : kind,
    ...(kind === 'strings' ? { separator: ' ' } : {}),
  }));
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: tableName(view),
    'dc:title': both((language) => `${title(view, language)} · ${view.plan.name[language]}`),
    'dc:publisher': publisher,
    'dc:license': { '@id': licence },
    'dc:issued': { '@value': issuedAt, '@type': 'xsd:dateTime' },
    dialect: { encoding: 'utf-8', header: true, delimiter: ',', quoteChar: '"', doubleQuote: true },
    tableSchema: { columns, primaryKey: ['infohus', 'plan', 'year', 'indicator'] },
  };
}
