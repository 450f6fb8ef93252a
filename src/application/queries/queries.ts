import { agenciesAsked } from '../../domain/case/standing.js';
import type { CaseState } from '../../domain/case/state.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { Actor } from '../../domain/kernel/event.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { isCoordinator } from '../../domain/plan/roles.js';
import type { AccessLog } from '../access-log.js';
import { verify } from '../audit/verify.js';
import { type Action, decide, type ObjectKind, type Purpose } from '../permission/policy.js';
import { type Relation, toCase } from '../permission/standing.js';
import type { PlanBook } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModels, Scope } from '../ports/read-models.js';
import type { Clock } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { notFound, notPermitted } from '../refusal.js';
import { caseAt, caseView, chainView } from './case-view.js';
import { deadlines } from './deadlines.js';
import { type Asked, modelsAt } from './moment.js';
import { type ReportAsked, report } from './report.js';

/** Who asks, and what for. */
export interface Reader {
  readonly actor: Actor;
  readonly purpose: Purpose;
}

/** Every question the product answers: permission first, the access event next, then the answer. */
export class Queries {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly live: ReadModels,
    private readonly book: PlanBook,
    private readonly access: AccessLog,
    private readonly clock: Clock,
  ) {}

  async report(reader: Reader, asked: ReportAsked) {
    await this.permit(reader, 'report', 'figures');
    const { infohus, plan, year } = asked;
    const found = await report(this.store, this.live, this.book, asked);
    await this.access.note(reader.actor, 'NoteExport', {
      export: 'report',
      criteria: { infohus, plan, year: String(year) },
      purpose: reader.purpose,
    });
    return found;
  }

  async deadlines(reader: Reader, infohus: string, now?: string) {
    const scope = await this.scope(reader, infohus);
    const instant = now ?? this.clock.now();
    const found = await deadlines(this.live, this.book.plans, scope, instant);
    await this.searched(reader, 'deadlines', { infohus, now: instant }, found.length);
    return found;
  }

  async cases(reader: Reader, infohus: string, filter: { readonly status?: string } = {}) {
    const scope = await this.scope(reader, infohus);
    const all = await this.live.cases(scope);
    const found = all.filter((c) => filter.status === undefined || c.status === filter.status);
    await this.searched(reader, 'cases', { infohus, ...filter }, found.length);
    return found.map((row) =>
      this.disclosedOnly(reader, row.state)
        ? { caseId: row.caseId, infohus, status: row.status, responsible: row.responsible, openedAt: row.openedAt }
        : caseRow(row),
    );
  }

  async case(reader: Reader, caseId: string, asked: Asked) {
    const relations = await this.mayKnow(reader, caseId);
    const found = await caseAt(this.store, caseId, asked);
    if (found.state.status === 'none') throw notFound();
    await this.consulted(reader, 'case', caseId, asked);
    const view = caseView(caseId, found);
    if (decide(reader.actor, 'read', 'case', reader.purpose, relations)) return { ...view, disclosedOnly: false };
    const { agency } = reader.actor;
    const toThem = view.timeline.filter(({ data }) => (data as { toAgency?: string }).toAgency === agency);
    const { infohus, status, responsibleAgency, pendingHandover, version, position } = view;
    return {
      caseId,
      infohus,
      status,
      responsibleAgency,
      subjects: [],
      offers: [],
      courses: [],
      pendingHandover,
      version,
      position,
      timeline: toThem,
      disclosedOnly: true,
    };
  }

  async handovers(reader: Reader, caseId: string, asked: Asked = { head: true }) {
    await this.mayKnow(reader, caseId);
    const { moment } = await caseAt(this.store, caseId, asked);
    const models = await modelsAt(this.store, this.live, asked, moment);
    await this.consulted(reader, 'handovers', caseId, asked);
    return chainView(await models.holdings(caseId));
  }

  async verify(reader: Reader, range: { from?: number; to?: number }, progress?: (position: number) => void) {
    await this.permit(reader, 'verify', 'log');
    await this.consulted(reader, 'log', 'verify', { head: true });
    return verify(this.store, this.vault, range, progress);
  }

  /** @throws Refused not-permitted, with the denial recorded */
  async permit(reader: Reader, action: Action, object: ObjectKind): Promise<void> {
    if (decide(reader.actor, action, object, reader.purpose, [])) return;
    await this.access.note(reader.actor, 'NoteDenial', {
      action,
      record: object,
      recordId: '-',
      purpose: reader.purpose,
    });
    throw notPermitted();
  }

  /** Which rows: a coordinator of the Infohus, compliance and the machine's administrator see all of it, others their agency's. */
  private async scope(reader: Reader, infohus: string): Promise<Scope> {
    await this.permit(reader, 'list', 'case');
    await this.book.refresh();
    const plan = planInForce(this.book.plans, infohus, localDateOf(this.clock.now()));
    const whole = reader.purpose !== 'casework' || isCoordinator(reader.actor, plan);
    return whole ? { infohus } : { infohus, agency: reader.actor.agency };
  }

  private async mayKnow(reader: Reader, caseId: string): Promise<readonly Relation[]> {
    const { state } = await caseAt(this.store, caseId, { head: true });
    await this.book.refresh();
    const plan = planInForce(this.book.plans, state.infohus, localDateOf(this.clock.now()));
    const relations = toCase(state, reader.actor, plan);
    if (state.status !== 'none' && decide(reader.actor, 'know', 'case', reader.purpose, relations)) return relations;
    await this.access.note(reader.actor, 'NoteDenial', {
      action: 'read',
      record: 'case',
      recordId: caseId,
      purpose: reader.purpose,
    });
    throw notFound();
  }

  private disclosedOnly({ actor, purpose }: Reader, state: CaseState): boolean {
    const plan = planInForce(this.book.plans, state.infohus, localDateOf(this.clock.now()));
    return (
      agenciesAsked(state).includes(actor.agency) && !decide(actor, 'read', 'case', purpose, toCase(state, actor, plan))
    );
  }

  private async searched(
    { actor, purpose }: Reader,
    list: string,
    criteria: Record<string, string>,
    count: number,
  ): Promise<void> {
    await this.access.note(actor, 'NoteSearch', { list, criteria, purpose, count });
  }

  private async consulted({ actor, purpose }: Reader, record: string, recordId: string, asked: Asked): Promise<void> {
    const asOf = 'instant' in asked ? asked.instant : 'position' in asked ? String(asked.position) : undefined;
    await this.access.note(actor, 'NoteConsultation', { record, recordId, purpose, ...(asOf ? { asOf } : {}) });
  }
}

type Row = Awaited<ReturnType<ReadModels['cases']>>[number];
/** As the list shows it: no names, no free text. */
const caseRow = ({
  caseId,
  infohus,
  status,
  caseType,
  responsible,
  openedAt,
  closedAt,
  lastAt,
  openOffers,
  pendingTo,
  state,
}: Row) => ({
  caseId,
  infohus,
  status,
  caseType,
  level: state.level,
  responsibleAgency: responsible,
  openedAt,
  closedAt,
  lastAt,
  subjects: Object.keys(state.subjects).length,
  openOffers,
  pendingHandoverTo: pendingTo,
});
