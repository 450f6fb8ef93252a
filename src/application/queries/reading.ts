import { agenciesAsked } from '../../domain/case/standing.js';
import type { CaseState } from '../../domain/case/state.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { Actor } from '../../domain/kernel/event.js';
import { planInForce } from '../../domain/plan/in-force.js';
import type { Source } from '../../projections/folding/raw.js';
import type { AccessLog } from '../access-log.js';
import { type Action, decide, type ObjectKind, type Purpose } from '../authorization/policy.js';
import { type Relation, toCase, toInfohus } from '../authorization/relations.js';
import { visibilityOf } from '../authorization/visibility.js';
import type { PlanBook } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModels, Scope } from '../ports/read-models.js';
import type { Clock } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { notFound, notPermitted } from '../refusal.js';
import { Sealing } from '../sealing.js';
import { caseAt } from './case-view.js';
import type { AsOf } from './moment.js';

/** Who asks, and what for. */
export interface Reader {
  readonly actor: Actor;
  readonly purpose: Purpose;
}

/** What questions are answered from. */
export interface QueryDependencies {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly live: ReadModels;
  /** The log, for what is folded as of a moment. */
  readonly source: Source;
  readonly book: PlanBook;
  readonly access: AccessLog;
  readonly clock: Clock;
}

/** What every question begins with: may this reader? And what it leaves behind: who looked at what, before the answer goes out. */
export class Reading {
  protected readonly store: EventStore;
  protected readonly vault: Vault;
  protected readonly live: ReadModels;
  protected readonly source: Source;
  protected readonly book: PlanBook;
  protected readonly access: AccessLog;
  protected readonly clock: Clock;
  protected readonly sealing: Sealing;

  constructor({ store, vault, live, source, book, access, clock }: QueryDependencies) {
    this.store = store;
    this.vault = vault;
    this.live = live;
    this.source = source;
    this.book = book;
    this.access = access;
    this.clock = clock;
    this.sealing = new Sealing(store, vault);
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
  protected async scope(reader: Reader, infohus: string): Promise<Scope> {
    await this.permit(reader, 'list', 'case');
    const { actor, purpose } = reader;
    return { infohus, reach: visibilityOf(actor, 'know', 'case', purpose, await this.planNow(infohus)) };
  }

  protected async mayKnow(reader: Reader, caseId: string): Promise<readonly Relation[]> {
    const { state } = await caseAt(this.store, caseId, { head: true });
    await this.book.refresh();
    const plan = planInForce(this.book.plans, state.infohus, localDateOf(this.clock.now()));
    const standing = toCase(state, reader.actor, plan);
    const broke = standing.length === 0 && (await this.brokeGlass(reader.actor, caseId));
    const relations: readonly Relation[] = broke ? ['broke-glass'] : standing;
    if (state.status !== 'none' && decide(reader.actor, 'know', 'case', reader.purpose, relations)) return relations;
    await this.denied(reader, 'case', caseId);
    throw notFound();
  }

  /** A glass that this very person broke for this case, and whose hours are not over. */
  protected async brokeGlass({ userId, agency }: Actor, caseId: string): Promise<boolean> {
    const now = this.clock.now();
    const all = await this.live.register('access');
    return all.some(
      ({ state: { glass } }) =>
        glass?.caseId === caseId && glass.userId === userId && glass.agency === agency && now < glass.until,
    );
  }

  protected async planNow(infohus: string) {
    await this.book.refresh();
    return planInForce(this.book.plans, infohus, localDateOf(this.clock.now()));
  }

  /** @throws Refused not-permitted, with the denial recorded */
  protected async mayRead(reader: Reader, action: Action, object: ObjectKind, infohus: string, id: string) {
    const relations = toInfohus(reader.actor, await this.planNow(infohus));
    if (decide(reader.actor, action, object, reader.purpose, relations)) return;
    await this.denied(reader, object, id);
    throw notPermitted();
  }

  protected denied({ actor, purpose }: Reader, record: string, recordId: string): Promise<void> {
    return this.access.note(actor, 'NoteDenial', { action: 'read', record, recordId, purpose });
  }

  protected disclosedOnly({ actor, purpose }: Reader, state: CaseState): boolean {
    const plan = planInForce(this.book.plans, state.infohus, localDateOf(this.clock.now()));
    return (
      agenciesAsked(state).includes(actor.agency) && !decide(actor, 'read', 'case', purpose, toCase(state, actor, plan))
    );
  }

  protected async searched(
    { actor, purpose }: Reader,
    list: string,
    criteria: Record<string, string>,
    count: number,
  ): Promise<void> {
    await this.access.note(actor, 'NoteSearch', { list, criteria, purpose, count });
  }

  protected async exported({ actor, purpose }: Reader, what: string, criteria: Record<string, string>): Promise<void> {
    await this.access.note(actor, 'NoteExport', { export: what, criteria, purpose });
  }

  protected async consulted({ actor, purpose }: Reader, record: string, recordId: string, asked: AsOf): Promise<void> {
    const asOf = 'instant' in asked ? asked.instant : 'position' in asked ? String(asked.position) : undefined;
    await this.access.note(actor, 'NoteConsultation', { record, recordId, purpose, ...(asOf ? { asOf } : {}) });
  }
}
