import { CATEGORIES } from '../../../domain/case/disclosure.js';
import { DISCLOSURE_ORDERS } from '../../../projections/disclosures/disclosure-query.js';
import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { Layout, type Page } from '../layout.js';
import { type Chosen, type Field, listHref, RecordLink } from '../list.js';
import { headings, ListBody } from '../list-body.js';

/** What the address of the register says. */
export const DISCLOSURE_FILTERS = [
  ...['from', 'to', 'fromAgency', 'toAgency', 'basis', 'category', 'kind', 'caseId', 'concernId', 'sort'],
] as const;
type Listed = Answer<'Disclosures'>;
const KINDS = ['case', 'concern'] as const;

/** Who told whom what on which basis, over all that the reader may know of (K16-13). */
export function DisclosuresPage(props: { page: Page; list: Listed; chosen: Chosen; isFirst: boolean }) {
  const { page, list, chosen, isFirst } = props;
  const { say } = page;
  const by = headings(page, '/disclosures', chosen, DISCLOSURE_ORDERS);
  const { caseId, concernId, ...others } = chosen;
  const record = { ...(caseId ? { caseId } : {}), ...(concernId ? { concernId } : {}) };
  return (
    <Layout page={page} title={say('disclosures.title')}>
      <p>{say('disclosures.what')}</p>
      {Object.keys(record).length > 0 ? (
        <p>
          <a href={listHref('/disclosures', page, others)}>{say('disclosures.whole')}</a>
        </p>
      ) : null}
      <ListBody
        {...{ page, path: '/disclosures', chosen, fields: fields(page), keep: record, list, isFirst }}
        none={say('disclosures.none')}
        head={HEAD.map((key) => (key === 'disclosures.at' ? by(say(key), 'at') : say(key)))}
        cells={list.rows.map((row) => cells(page, row))}
        file="/api/disclosures.csv"
      />
    </Layout>
  );
}
const HEAD = [
  ...(['disclosures.at', 'disclosures.record', 'disclosures.way'] as const),
  ...(['disclosures.basis', 'disclosures.category', 'disclosures.occasion'] as const),
] as const;

function cells(page: Page, row: Listed['rows'][number]) {
  const { say, plan, language, infohus } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  return [
    <span class="nowrap">{datedOn(page, row.at)}</span>,
    <RecordLink href={placeOf(row, infohus)} number={row.number} />,
    `${agency(row.fromAgency)} → ${agency(row.toAgency)}`,
    planName(plan?.legalBases, row.legalBasis, language),
    row.categories.map((code) => codeName(code, language)).join(', '),
    row.occasion === null ? '' : say(`disclosures.occasion.${row.occasion}`),
  ];
}
/** Where its receipt stands. */
const placeOf = ({ kind, recordId }: Listed['rows'][number], infohus: string): string =>
  kind === 'case' ? `/cases/${recordId}/responsibility?infohus=${infohus}` : `/concerns/${recordId}?infohus=${infohus}`;

const fields = ({ say, plan, language }: Page): readonly Field[] => {
  const of = (all: readonly { readonly code: string; readonly name: Readonly<Record<string, string>> }[] = []) =>
    all.map(({ code, name }) => ({ code, name: name[language] ?? code }));
  return [
    { name: 'from', label: say('list.from'), is: 'date' },
    { name: 'to', label: say('list.to'), is: 'date' },
    { name: 'fromAgency', label: say('disclosures.from'), of: of(plan?.agencies) },
    { name: 'toAgency', label: say('disclosures.to'), of: of(plan?.agencies) },
    { name: 'basis', label: say('disclosures.basis'), of: of(plan?.legalBases) },
    {
      name: 'category',
      label: say('disclosures.category'),
      of: CATEGORIES.map((code) => ({ code, name: codeName(code, language) })),
    },
    {
      name: 'kind',
      label: say('disclosures.kind'),
      of: KINDS.map((code) => ({ code, name: say(`disclosures.kind.${code}`) })),
    },
  ];
};
