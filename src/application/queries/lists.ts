import type { CaseRow } from '../../projections/case-list/case-list.js';
import { placeOfCase } from '../../projections/case-list/case-query.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import { placeOfConcern } from '../../projections/concern-facts/concern-query.js';
import { compare } from '../../projections/order.js';
import { visibilityOf } from '../authorization/visibility.js';
import type { CaseQuery, ConcernQuery, PageRequest, Scope } from '../ports/read-models.js';
import { concernRow } from './concern-view.js';
import { type AsOf, modelsAt, momentOf } from './moment.js';
import { allPages, type Count, countOf, type Paged, pageOf } from './paging.js';
import { type Reader, Reading } from './reading.js';

export type CaseFilter = Omit<CaseQuery, keyof Scope>;
export type ConcernFilter = Omit<ConcernQuery, keyof Scope>;

/** Lists, their pages, counts and exports: each asks by the same query object, with the permission in it. */
export class Lists extends Reading {
  /** The whole list. */
  async cases(reader: Reader, infohus: string, filter: CaseFilter = {}) {
    const found = await this.live.cases({ ...filter, ...(await this.scope(reader, infohus)) });
    await this.searched(reader, 'cases', { infohus, ...criteria(filter) }, found.length);
    return found.map((row) => this.caseShown(reader, row));
  }

  /** As of a moment: of the cases that the reader may know of today, what was known of them then, or what had happened. */
  async casesAt(reader: Reader, infohus: string, filter: CaseFilter, asked: AsOf) {
    const scope = await this.scope(reader, infohus);
    const today = new Map((await this.live.cases(scope)).map((row) => [row.caseId, row]));
    const models = await modelsAt(this.source, this.live, asked, await momentOf(this.store, asked));
    const found = (await models.cases({ ...filter, infohus })).filter(({ caseId }) => today.has(caseId));
    await this.searched(reader, 'cases', { infohus, ...criteria(filter), ...asOf(asked) }, found.length);
    return found.map((row) => this.caseShown(reader, row, today.get(row.caseId)?.state));
  }

  /** A page of it, and how many there are in all. */
  async casesPage(reader: Reader, infohus: string, filter: CaseFilter, part: PageRequest) {
    const query = { ...filter, ...(await this.scope(reader, infohus)) };
    const page = await pageOf((p) => this.live.cases(query, p), placeOfCase, part);
    const total = await countOf((cap) => this.live.countCases(query, cap));
    await this.searched(reader, 'cases', { infohus, ...criteria(filter), ...criteria(part) }, page.rows.length);
    return { ...page, rows: page.rows.map((row) => this.caseShown(reader, row)), total };
  }

  async countCases(reader: Reader, infohus: string, filter: CaseFilter = {}): Promise<Count> {
    const query = { ...filter, ...(await this.scope(reader, infohus)) };
    const total = await countOf((cap) => this.live.countCases(query, cap));
    await this.searched(reader, 'case-count', { infohus, ...criteria(filter) }, total.count);
    return total;
  }

  /** The whole list as pages, read while they are taken. */
  async exportCases(reader: Reader, infohus: string, filter: CaseFilter = {}) {
    const query = { ...filter, ...(await this.scope(reader, infohus)) };
    await this.exported(reader, 'cases', { infohus, ...criteria(filter) });
    const shown = (row: CaseRow) => ({ responsibleAgency: row.responsible, ...this.caseShown(reader, row) });
    const pages = allPages((part) => this.live.cases(query, part), placeOfCase);
    return (async function* () {
      for await (const rows of pages) yield rows.map(shown);
    })();
  }

  /** The whole list: the one whose triage is due first stands first. */
  async concerns(reader: Reader, infohus: string, filter: ConcernFilter = {}) {
    const found = await this.live.concerns({ ...filter, ...(await this.concernScope(reader, infohus)) });
    await this.searched(reader, 'concerns', { infohus, ...criteria(filter) }, found.length);
    return found.map((row) => this.concernShown(row)).sort(dueFirst);
  }

  /** A page of it, newest first, and how many there are in all. */
  async concernsPage(reader: Reader, infohus: string, filter: ConcernFilter, part: PageRequest) {
    const query = { ...filter, ...(await this.concernScope(reader, infohus)) };
    const page: Paged<ConcernRow> = await pageOf((p) => this.live.concerns(query, p), placeOfConcern, part);
    const total = await countOf((cap) => this.live.countConcerns(query, cap));
    await this.searched(reader, 'concerns', { infohus, ...criteria(filter), ...criteria(part) }, page.rows.length);
    return { ...page, rows: page.rows.map((row) => this.concernShown(row)), total };
  }

  async countConcerns(reader: Reader, infohus: string, filter: ConcernFilter = {}): Promise<Count> {
    const query = { ...filter, ...(await this.concernScope(reader, infohus)) };
    const total = await countOf((cap) => this.live.countConcerns(query, cap));
    await this.searched(reader, 'concern-count', { infohus, ...criteria(filter) }, total.count);
    return total;
  }

  private async concernScope(reader: Reader, infohus: string): Promise<Scope> {
    await this.permit(reader, 'list', 'case');
    const { actor, purpose } = reader;
    return { infohus, reach: visibilityOf(actor, 'know', 'concern', purpose, await this.planNow(infohus)) };
  }
  private concernShown(row: ConcernRow) {
    return concernRow(row, this.book.plans, this.clock.now());
  }
  /** @param today what permission goes by, where the row is of another moment */
  private caseShown(reader: Reader, row: CaseRow, today = row.state) {
    if (!this.disclosedOnly(reader, today)) return caseRow(row);
    const { caseId, infohus, status, responsible, openedAt } = row;
    return { caseId, infohus, status, responsible, openedAt };
  }
}

export const asOf = (asked: AsOf): Record<string, string> =>
  'instant' in asked
    ? { asOf: asked.instant, clock: asked.clock }
    : 'position' in asked
      ? { asOf: String(asked.position) }
      : {};

/** What was asked for, as codes, ids and instants: the id of a place says enough of it. */
const criteria = (asked: CaseFilter | ConcernFilter | PageRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(asked)
      .filter(([name, value]) => name !== 'limit' && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'object' ? value.id : String(value)]),
  );

type ConcernShown = ReturnType<typeof concernRow>;
/** Open triages by their limit, then the newest. */
const dueFirst = (a: ConcernShown, b: ConcernShown): number => {
  const [x, y] = [a, b].map((c) => (c.triage?.open ? c.triage.dueAt : '~'));
  return compare(x ?? '', y ?? '') || compare(b.receivedAt, a.receivedAt);
};

/** As the list shows it: no names, no free text. */
const caseRow = ({
  caseId,
  infohus,
  status,
  caseType,
  level,
  responsible,
  openedAt,
  closedAt,
  lastAt,
  openOffers,
  pendingTo,
  state,
}: CaseRow) => ({
  caseId,
  infohus,
  status,
  caseType,
  level,
  responsibleAgency: responsible,
  openedAt,
  closedAt,
  lastAt,
  subjects: Object.keys(state.subjects).length,
  openOffers,
  pendingHandoverTo: pendingTo,
});
