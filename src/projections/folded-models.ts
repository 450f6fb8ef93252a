import type { Facts } from '../domain/indicators/facts.js';
import { type Recorded, streamOf } from '../domain/kernel/event.js';
import { compare } from '../domain/kernel/order.js';
import type { Survivor } from '../domain/person/survivor.js';
import type { CaseRow } from './case-list/case-list.js';
import { CASES, type CaseQuery, within } from './case-list/case-query.js';
import type { ConcernRow } from './concern-facts/concern-facts.js';
import { CONCERNS, type ConcernQuery } from './concern-facts/concern-query.js';
import { holds, isListed, namesOthers } from './condition.js';
import type { AlertRow } from './deadline-alerts/deadline-alerts.js';
import type { FigureRow } from './figures/figures.js';
import type { Holding } from './handover-chain/handover-chain.js';
import {
  caseList,
  concernFacts,
  deadlineAlerts,
  figures,
  handoverChain,
  lateRegistrations,
  looks,
  numbers,
  persons,
  references,
  registers,
  support,
} from './index.js';
import type { LateRow } from './late-registrations/late-registrations.js';
import { isAmongLooks, type LooksQuery, newestLook } from './looks/look-query.js';
import type { LookRow } from './looks/looks.js';
import { type CountedRecord, countedAs, countedIn, type NumberRow, type Series } from './numbers/numbers.js';
import { inOrder, partOf } from './order.js';
import { type PersonRow, survivorsIn } from './persons/persons.js';
import { fold, type Projection } from './projection.js';
import type { ReadModels } from './read-models.js';
import type { ReferenceRow } from './references/references.js';
import type { GlassQuery } from './registers/register-query.js';
import type { Register, RegisterRow } from './registers/registers.js';
import { type CountedYears, factsFrom } from './report-facts.js';
import type { RowList } from './row-list.js';
import type { PageRequest, Scope, VisibilityScope } from './scope.js';
import type { SupportRow } from './support/support.js';
import { each, type Tally, tallyOf, type Workload, workloadsIn } from './tally.js';
import type { RowWallContext } from './wall-context.js';
import { WALLS } from './walls.js';

/** The read models as of a moment: folded from events by the same definitions, without touching a table. */
export class FoldedModels implements ReadModels {
  readonly #folded = new Map<Projection, Promise<readonly object[]>>();

  readonly beyond: ReadModels;
  /** @param rowsOf folds one read model; asked once for each that is needed */
  constructor(
    private readonly at: number,
    private readonly rowsOf: (p: Projection) => Promise<readonly object[]>,
    beyond?: ReadModels,
  ) {
    this.beyond = beyond ?? this;
  }

  /** What is owed is no fold, so a wall that asks for it is none here. */
  as(standing: RowWallContext): ReadModels {
    const behind = async (p: Projection) => {
      const rows = await this.rows<object>(p);
      const wall = WALLS[p.name]?.(standing).whole;
      if (!wall || p.name === deadlineAlerts.name) return rows;
      const named = await this.named();
      return rows.filter((row) => holds(wall, row, (_, id) => named.get(id)));
    };
    return new FoldedModels(this.at, behind, this.beyond);
  }

  /** Of events that are at hand. @param until by the occurred clock: only what had happened by then */
  static of(events: readonly Recorded[], until?: string): FoldedModels {
    const rows = async (p: Projection) => [...fold(p, events, until).values()].flatMap((group) => group.rows);
    return new FoldedModels(events.at(-1)?.position ?? 0, rows);
  }

  async position(): Promise<number> {
    return this.at;
  }

  async listRows<R extends object, Q extends Scope>(
    { of, listed, placeOf }: RowList<R, Q>,
    query: Q,
    part?: PageRequest,
  ): Promise<readonly R[]> {
    const asked = listed(query);
    const named = asked.branches.some(namesOthers) ? await this.named() : new Map<string, object>();
    const found = (await this.rows<R>(of)).filter(isListed(asked, (_, id) => named.get(id)));
    const place = (row: R) => placeOf(row, query.sort);
    return partOf(found.sort(inOrder(place, asked.up)), place, part, asked.up);
  }
  async countRows<R extends object, Q extends Scope>(list: RowList<R, Q>, query: Q, cap: number): Promise<number> {
    return Math.min(cap, (await this.listRows(list, query)).length);
  }
  cases(query: CaseQuery, part?: PageRequest): Promise<readonly CaseRow[]> {
    return this.listRows(CASES, query, part);
  }
  async casesOf(caseIds: readonly string[]): Promise<readonly CaseRow[]> {
    const asked = new Set(caseIds);
    return (await this.caseRows()).filter(({ caseId }) => asked.has(caseId));
  }
  async casesWithin(reach: VisibilityScope, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = (await this.caseRows()).filter((row) => caseIds.includes(row.caseId) && holds(within(reach), row));
    return new Set(rows.map((row) => row.caseId));
  }
  countCases(query: CaseQuery, cap: number): Promise<number> {
    return this.countRows(CASES, query, cap);
  }
  concerns(query: ConcernQuery, part?: PageRequest): Promise<readonly ConcernRow[]> {
    return this.listRows(CONCERNS, query, part);
  }
  countConcerns(query: ConcernQuery, cap: number): Promise<number> {
    return this.countRows(CONCERNS, query, cap);
  }
  async concern(concernId: string): Promise<ConcernRow | undefined> {
    return (await this.concernRows()).find((r) => r.concernId === concernId);
  }
  async tally(infohus: string): Promise<Tally> {
    return tallyOf(each(await this.cases({ infohus })), each(await this.concerns({ infohus })));
  }
  async workloads(infohus: string, agency: string): Promise<readonly Workload[]> {
    const open = await this.cases({ infohus, status: 'open', reach: { agency, by: ['on-case'] } });
    return workloadsIn(open, agency);
  }
  async holdings(caseId: string): Promise<readonly Holding[]> {
    return (await this.rows<Holding>(handoverChain as unknown as Projection)).filter((r) => r.caseId === caseId);
  }
  async register<A extends Register>(aggregate: A, infohus?: string): Promise<readonly RegisterRow<A>[]> {
    return (await this.rows<RegisterRow<A>>(registers as unknown as Projection))
      .filter((r) => r.aggregate === aggregate && (infohus === undefined || r.infohus === infohus))
      .sort((a, b) => compare(b.at, a.at) || compare(a.id, b.id));
  }
  async registered<A extends Register>(aggregates: readonly A[], ids: readonly string[]) {
    const streams = new Set(aggregates.flatMap((aggregate) => ids.map((id) => streamOf(aggregate, id))));
    const rows = await this.rows<RegisterRow<A>>(registers as unknown as Projection);
    return rows.filter(({ stream }) => streams.has(stream)).sort((a, b) => compare(a.stream, b.stream));
  }
  async glasses(of: GlassQuery): Promise<readonly RegisterRow<'access'>[]> {
    const rows = await this.register('access');
    return rows.filter((row) => ('caseId' in of ? row.caseId === of.caseId : row.userId === of.userId));
  }
  async meetingsFrom(infohus: string, from: string): Promise<readonly RegisterRow<'meeting'>[]> {
    return (await this.register('meeting', infohus))
      .filter(({ startsAt }) => startsAt !== null && startsAt >= from)
      .sort((a, b) => compare(a.startsAt ?? '', b.startsAt ?? '') || compare(a.id, b.id));
  }
  async alerts(infohus?: string): Promise<readonly AlertRow[]> {
    return (await this.rows<AlertRow>(deadlineAlerts as unknown as Projection))
      .filter((r) => infohus === undefined || r.infohus === infohus)
      .sort((a, b) => compare(b.at, a.at) || compare(a.alertId, b.alertId));
  }
  async figures(infohus: string): Promise<readonly FigureRow[]> {
    return (await this.rows<FigureRow>(figures as unknown as Projection))
      .filter((r) => r.infohus === infohus)
      .sort((a, b) => compare(a.occurredAt, b.occurredAt) || a.position - b.position);
  }

  async persons(also: readonly string[] = []): Promise<readonly PersonRow[]> {
    const asked = new Set(also);
    const all = await this.rows<PersonRow>(persons as unknown as Projection);
    return all.filter((row) => row.told || asked.has(row.personId));
  }

  async survivors(): Promise<Survivor> {
    return survivorsIn(await this.rows<PersonRow>(persons as unknown as Projection));
  }

  async facts(infohus: string, { before }: CountedYears = {}): Promise<Facts> {
    const begins = (at: string) => before === undefined || at < before;
    const rows = {
      concerns: (await this.concernRows()).filter((r) => r.infohus === infohus && begins(r.receivedAt)),
      support: (await this.rows<SupportRow>(support as unknown as Projection)).filter(
        (r) => r.infohus === infohus && begins(r.begun),
      ),
      activities: await this.register('activity', infohus),
      partners: await this.register('partner', infohus),
      figures: await this.figures(infohus),
    };
    return factsFrom(rows, await this.survivors());
  }
  snapshot<T>(work: (models: ReadModels) => Promise<T>): Promise<T> {
    return work(this);
  }
  async lateRegistrations(infohus: string): Promise<readonly LateRow[]> {
    return (await this.rows<LateRow>(lateRegistrations as unknown as Projection))
      .filter((r) => r.infohus === infohus && r.late > 0)
      .sort((a, b) => compare(a.stream, b.stream));
  }

  async streamsNaming(id: string): Promise<readonly string[]> {
    const rows = await this.rows<ReferenceRow>(references as unknown as Projection);
    return rows.filter((r) => r.named === id).map((r) => r.stream);
  }

  async looks(query: LooksQuery): Promise<readonly LookRow[]> {
    const rows = await this.rows<LookRow>(looks as unknown as Projection);
    return rows.filter(isAmongLooks(query)).sort(newestLook);
  }

  async counted(ids: readonly string[]): Promise<readonly CountedRecord[]> {
    return countedIn(await this.rows<NumberRow>(numbers as unknown as Projection), ids);
  }
  async countedAs(series: Series, count: number): Promise<string | undefined> {
    return countedAs(await this.rows<NumberRow>(numbers as unknown as Projection), series, count);
  }

  /** What rows of other read models name. */
  private async named(): Promise<ReadonlyMap<string, object>> {
    const [cases, concerns] = [await this.caseRows(), await this.concernRows()];
    return new Map<string, object>([
      ...cases.map((c) => [c.caseId, c] as const),
      ...concerns.map((c) => [c.concernId, c] as const),
    ]);
  }
  private readonly caseRows = () => this.rows<CaseRow>(caseList as unknown as Projection);
  private readonly concernRows = () => this.rows<ConcernRow>(concernFacts as unknown as Projection);
  private rows<R>(p: Projection): Promise<readonly R[]> {
    const known = this.#folded.get(p) ?? this.rowsOf(p);
    this.#folded.set(p, known);
    return known as Promise<readonly R[]>;
  }
}
