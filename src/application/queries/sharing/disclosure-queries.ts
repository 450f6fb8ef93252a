import { z } from 'zod';
import { CATEGORIES } from '../../../domain/case/disclosure.js';
import {
  DISCLOSURE_ORDERS,
  DISCLOSURES,
  type DisclosureQuery,
} from '../../../projections/disclosures/disclosure-query.js';
import type { DisclosureRow } from '../../../projections/disclosures/disclosures.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { allPages, countOf, exported, listed, listOf } from '../paging.js';
import * as p from '../params.js';

/** With a handover or a referral, said in a meeting or on the telephone, or sent by itself. */
export const DISCLOSURE_OCCASIONS = ['handover', 'referral', 'meeting', 'call', 'written'] as const;
const filters = {
  fromAgency: p.code.optional(),
  toAgency: p.code.optional(),
  basis: p.code.optional(),
  category: z.enum(CATEGORIES).optional(),
  kind: z.enum(['case', 'concern']).optional(),
  caseId: p.caseId.optional(),
  concernId: p.concernId.optional(),
  ...p.days,
  sort: p.sortIn(DISCLOSURE_ORDERS),
};
type Filters = z.output<z.ZodObject<typeof filters>> & { readonly infohus: string };

const disclosureListed = z.object({
  /** Of the InformationDisclosed: by it the record's receipts name it. */
  eventId: a.text,
  kind: z.enum(['case', 'concern']),
  recordId: a.text,
  number: a.number,
  at: a.text,
  recordedAt: a.text,
  fromAgency: a.text,
  toAgency: a.text,
  legalBasis: a.text,
  constellation: a.text,
  categories: a.rowsOf(a.text),
  occasion: a.orNull(z.enum(DISCLOSURE_OCCASIONS)),
  statements: a.whole,
  documents: a.whole,
});
const may = { action: 'list', object: 'case' } as const;

/** Who told whom what on which basis, over all records that the reader may know of (K16-13, domain.md rule 5). */
export const disclosureQueries = defineQueries({
  Disclosures: query({
    says: 'The register of disclosures, newest first: from whom to whom, on which basis, of which case or concern; whole, or with `limit` a page',
    path: 'disclosures',
    params: { infohus: p.infohus, ...filters, ...p.pageOf(DISCLOSURE_ORDERS) },
    answer: a.pageOf(disclosureListed),
    may,
    over: 'page',
    leaves: { searches: 'disclosures', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const asked = askedFor(params, asking);
      return listed(p.pageRequest(params), {
        ...listOf(asking.live, DISCLOSURES, asked),
        show: (rows) => shown(rows, asking),
      });
    },
  }),
  CountDisclosures: query({
    says: 'How many disclosures there are; `more`: at least as many, and counted no further',
    path: 'disclosures/count',
    params: { infohus: p.infohus, ...filters },
    answer: a.count,
    may,
    leaves: { searches: 'disclosure-count', found: ({ count }) => count },
    find: (params, asking) => countOf((cap) => asking.live.countRows(DISCLOSURES, askedFor(params, asking), cap)),
  }),
  ExportDisclosures: query({
    says: 'The whole register of disclosures for a spreadsheet, written as it is read, newest first',
    path: 'disclosures.csv',
    params: { infohus: p.infohus, ...filters },
    answer: z.custom<AsyncIterable<readonly object[]>>((v) => typeof v === 'object'),
    may,
    leaves: { exports: 'disclosures' },
    over: 'csv',
    async find(params, asking) {
      const asked = askedFor(params, asking);
      return exported({
        ...listOf(asking.live, DISCLOSURES, asked),
        show: async (rows) =>
          (await shown(rows, asking)).map((row) => ({ ...row, categories: row.categories.join(' ') })),
      });
    },
  }),
});

/** How many there are on each basis since a day, the most used first: each counts the list that it leads to. */
export async function disclosuresByBasis(infohus: string, from: string, asking: Asking) {
  const { rows, placeOf } = listOf(asking.live, DISCLOSURES, askedFor({ infohus, from }, asking));
  const counts = new Map<string, number>();
  for await (const page of allPages(rows, placeOf))
    for (const { legalBasis } of page) counts.set(legalBasis, (counts.get(legalBasis) ?? 0) + 1);
  return [...counts].map(([basis, count]) => ({ basis, count })).sort((a, b) => b.count - a.count);
}

/** The one query object behind the pages, the count and the export, with the permission in it. */
function askedFor({ infohus, from, to, ...asked }: Filters, { owedScope }: Asking): DisclosureQuery {
  return { infohus, reach: owedScope(infohus).reach, ...asked, ...p.between({ from, to }) };
}

async function shown(rows: readonly DisclosureRow[], { numbersOf }: Asking) {
  const recordOf = ({ caseId, concernId }: DisclosureRow) => caseId ?? concernId ?? '';
  const numbers = await numbersOf([...new Set(rows.map(recordOf))]);
  return rows.map((row) => {
    const { eventId, at, recordedAt, fromAgency, toAgency, legalBasis, constellation, categories } = row;
    const kind = row.caseId === null ? ('concern' as const) : ('case' as const);
    return {
      ...{ eventId, kind, recordId: recordOf(row), number: numbers.get(recordOf(row)) ?? null },
      ...{ at, recordedAt, fromAgency, toAgency, legalBasis, constellation, categories },
      ...{ occasion: occasionOf(row), statements: row.statements, documents: row.documents },
    };
  });
}

/** Null: it was not said. */
function occasionOf({ handoverId, referralId, channel }: DisclosureRow): (typeof DISCLOSURE_OCCASIONS)[number] | null {
  if (handoverId !== null) return 'handover';
  if (referralId !== null) return 'referral';
  return DISCLOSURE_OCCASIONS.find((one) => one === channel) ?? null;
}
