import { caseOf } from '../../domain/concern/state.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { Actor } from '../../domain/kernel/event.js';
import { streamOf } from '../../domain/kernel/event.js';
import { adoptionAggregate } from '../../domain/plan/adoption.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { isCoordinator } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { HeadHash } from '../audit/head-hash.js';
import { type Signed, verify } from '../audit/verify.js';
import { decide } from '../authorization/policy.js';
import { toConcern, toInfohus } from '../authorization/relations.js';
import type { Counts } from '../ports/read-models.js';
import type { Ids } from '../ports/runtime.js';
import { notFound } from '../refusal.js';
import { Reporting } from '../reports/reporting.js';
import { proposedAgenda } from './agenda.js';
import { caseAt, caseView, chainView } from './case-view.js';
import { concernView, loadConcern } from './concern-view.js';
import { deadlineFacts, deadlines, obligationsAt } from './deadlines.js';
import { type Inbox, inbox } from './inbox.js';
import { asOf, Lists } from './lists.js';
import { type AsOf, modelsAt, momentOf } from './moment.js';
import { namesOf } from './names.js';
import { type Touched, touchedBy } from './plan-diff.js';
import { type DataQuality, dataQuality } from './quality.js';
import type { QueryDependencies, Reader } from './reading.js';
import { eventsOf, meetingView, opened, registerView } from './records.js';

export type { Reader } from './reading.js';

/** Every question the product answers: permission first, the access event next, then the answer. */
export class Queries extends Lists {
  readonly reports: Reporting;

  constructor(around: QueryDependencies & { readonly ids: Ids; readonly headHash: HeadHash }) {
    super(around);
    this.reports = new Reporting(around, around.ids, around.headHash);
  }

  async deadlines(reader: Reader, infohus: string, now?: string) {
    const scope = await this.scope(reader, infohus);
    const instant = now ?? this.clock.now();
    const found = await deadlines(this.live, this.book.plans, scope, instant);
    await this.searched(reader, 'deadlines', { infohus, now: instant }, found.length);
    return found;
  }

  /** As of a moment: what was known then, or had happened, of what the reader may know of today. `now`: by default that moment. */
  async deadlinesAt(reader: Reader, infohus: string, asked: AsOf, now?: string) {
    const scope = await this.scope(reader, infohus);
    const moment = await momentOf(this.store, asked);
    const today = await deadlineFacts(this.live, scope);
    const known = new Set([...today.cases.map((c) => c.caseId), ...today.concerns.map((c) => c.concernId)]);
    const then = await deadlineFacts(await modelsAt(this.source, this.live, asked, moment), { infohus });
    const facts = {
      ...then,
      cases: then.cases.filter(({ caseId }) => known.has(caseId)),
      concerns: then.concerns.filter(({ concernId }) => known.has(concernId)),
      partners: scope.reach === undefined ? then.partners : [],
    };
    const instant = now ?? moment.clock;
    const found = obligationsAt(facts, this.book.plans, instant);
    await this.searched(reader, 'deadlines', { infohus, now: instant, ...asOf(asked) }, found.length);
    return found;
  }

  /** A concern with what it says, for those who may read it. */
  async concern(reader: Reader, concernId: string) {
    const { actor, purpose } = reader;
    const loaded = await loadConcern(this.store, concernId);
    const infohus = loaded.state.facts?.infohus ?? '';
    const caseId = caseOf(loaded.state);
    const itsCase = caseId ? (await caseAt(this.store, caseId, { head: true })).state : undefined;
    const relations = toConcern(loaded.state, actor, await this.planNow(infohus), itsCase);
    if (loaded.state.facts === null || !decide(actor, 'read', 'concern', purpose, relations)) {
      await this.denied(reader, 'concern', concernId);
      throw notFound();
    }
    await this.consulted(reader, 'concern', concernId, { head: true });
    const row = await this.live.concern(concernId);
    return concernView(this.sealing, concernId, loaded, row, this.book.plans, this.clock.now());
  }

  /** The plan by which an Infohus works today, and every plan of it with its period: no secret, and about nobody. */
  async plans(reader: Reader, infohus: string) {
    const current = await this.planNow(infohus);
    if (!current) throw notFound();
    await this.consulted(reader, 'plan', infohus, { head: true });
    const adopted = await eventsOf(this.store, streamOf(adoptionAggregate.aggregate, infohus));
    const adoptions = adopted.flatMap(({ type, data, recordedAt }) =>
      type === 'PlanAdopted' ? [{ ...(data as Adopted), recordedAt }] : [],
    );
    return { current, all: this.book.plans.filter((p) => p.infohus === infohus), adoptions };
  }

  /** What would be due otherwise if one plan stood in another's place; only what the reader may list. */
  async touchedByPlan(reader: Reader, a: Plan, b: Plan, now = this.clock.now()): Promise<readonly Touched[]> {
    const scope = await this.scope(reader, a.infohus);
    const found = touchedBy(await deadlineFacts(this.live, scope), this.book.plans, a, b, now);
    await this.searched(reader, 'plan-diff', { a: a.planId, b: b.planId, now }, found.length);
    return found;
  }

  /** Where a user is at home: the Infohuse whose plans name the agency, and the one that was asked for, if it is one of them. */
  async infohusContext({ agency }: Actor, wanted?: string) {
    await this.book.refresh();
    const { plans } = this.book;
    const today = localDateOf(this.clock.now());
    const infohuse = [...new Set(plans.map((p) => p.infohus))].filter((infohus) =>
      planInForce(plans, infohus, today)?.agencies.some((a) => a.code === agency),
    );
    const infohus = infohuse.find((i) => i === wanted) ?? infohuse[0] ?? '';
    return { infohus, infohuse, plan: planInForce(plans, infohus, today), plans };
  }

  /** `texts`: with what was written, for a person to read; without, sealed values are shown as being there. */
  async case(reader: Reader, caseId: string, asked: AsOf, { texts = false } = {}) {
    const relations = await this.mayKnow(reader, caseId);
    const found = await caseAt(this.store, caseId, asked);
    if (found.state.status === 'none') throw notFound();
    await this.consulted(reader, 'case', caseId, asked);
    const show = texts ? await opened(this.sealing, found.events) : undefined;
    const view = caseView(caseId, found, show);
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

  /** What waits for the reader in an Infohus. */
  async inbox(reader: Reader, infohus: string): Promise<Inbox> {
    const scope = await this.scope(reader, infohus);
    const now = this.clock.now();
    const { actor, purpose } = reader;
    const plan = planInForce(this.book.plans, infohus, localDateOf(now));
    const facts = {
      deadlines: await deadlineFacts(this.live, scope),
      alerts: await this.live.alerts(infohus),
      meetings: await this.live.register('meeting', infohus),
      hotline: await this.live.register('hotline'),
      absences: await this.live.register('absence'),
      glass: decide(actor, 'list', 'glass', purpose, []) ? await this.live.register('access', infohus) : [],
    };
    const compliance = decide(actor, 'list', 'glass', purpose, []);
    const who = { actor, coordinating: isCoordinator(actor, plan), compliance, everything: purpose !== 'casework' };
    const found = inbox(facts, who, this.book.plans, now);
    await this.searched(reader, 'inbox', { infohus }, found.alerts.length + found.asked.length);
    return found;
  }

  /** The rows of a register of the Infohus: activities, partners, incidents, hotline contacts. */
  async register<A extends 'activity' | 'partner' | 'incident' | 'hotline'>(reader: Reader, of: A, infohus: string) {
    await this.mayRead(reader, 'list', 'register', infohus, of);
    const rows = await this.live.register(of, infohus);
    await this.searched(reader, of, { infohus }, rows.length);
    return registerView(this.store, this.sealing, rows);
  }

  /** Counts of an Infohus, of everything that is there and of forms; never a list, never by person (K16-18, domain.md rule 13). */
  async overview(reader: Reader, infohus: string) {
    await this.mayRead(reader, 'report', 'figures', infohus, 'overview');
    const counts = await this.live.tally(infohus);
    await this.searched(reader, 'overview', { infohus }, sum(counts.cases) + sum(counts.concerns));
    return counts;
  }

  /** What is missing or came late in the records: cases to whoever may read them, figures only to whoever may not. */
  async dataQuality(reader: Reader, infohus: string): Promise<DataQuality> {
    const mayList = decide(reader.actor, 'list', 'case', reader.purpose, []);
    if (!mayList) await this.mayRead(reader, 'report', 'figures', infohus, 'data-quality');
    await this.book.refresh();
    const { plans } = this.book;
    const now = this.clock.now();
    const found = await this.live.snapshot((models) => dataQuality(models, plans, reader, infohus, now));
    await this.searched(reader, 'data-quality', { infohus }, found.shows === 'cases' ? found.findings.length : 0);
    return found;
  }

  /** The meetings that the reader calls or is asked to. */
  async meetings(reader: Reader, infohus: string) {
    const { actor, purpose } = reader;
    const plan = await this.planNow(infohus);
    const all = await this.live.register('meeting', infohus);
    const found = all.filter(({ state }) =>
      decide(actor, 'read', 'meeting', purpose, toInfohus(actor, plan, state.invited)),
    );
    await this.searched(reader, 'meetings', { infohus }, found.length);
    return found.map(({ id, state: { kind, startsAt, invited, heldAt, closedAt, agenda, decisions } }) => {
      return {
        meetingId: id,
        kind,
        startsAt,
        invited,
        heldAt,
        closedAt,
        items: agenda.length,
        decisions: decisions.length,
      };
    });
  }

  /** A meeting, and for those who call it the agenda that is proposed (K16-14). An agency sees the items it is asked in for. */
  async meeting(reader: Reader, meetingId: string) {
    const { actor, purpose } = reader;
    const view = await meetingView(this.store, this.sealing, meetingId);
    const relations = toInfohus(actor, await this.planNow(view.infohus), view.invited);
    if (view.calledAt === null || !decide(actor, 'read', 'meeting', purpose, relations)) {
      await this.denied(reader, 'meeting', meetingId);
      throw notFound();
    }
    await this.consulted(reader, 'meeting', meetingId, { head: true });
    if (purpose !== 'casework' || relations.includes('coordinating')) {
      const facts = await deadlineFacts(this.live, { infohus: view.infohus });
      return { ...view, proposed: proposedAgenda(facts, this.book.plans, view.startsAt, this.clock.now()) };
    }
    return forInvited(view, actor.agency);
  }

  /** What the persons of a case are called, for those who may read it. */
  async names(reader: Reader, caseId: string): Promise<ReadonlyMap<string, string>> {
    const relations = await this.mayKnow(reader, caseId);
    if (!decide(reader.actor, 'read', 'case', reader.purpose, relations)) return new Map();
    const { state } = await caseAt(this.store, caseId, { head: true });
    await this.consulted(reader, 'names', caseId, { head: true });
    return namesOf(this.store, this.sealing, Object.keys(state.subjects));
  }

  async handovers(reader: Reader, caseId: string, asked: AsOf = { head: true }) {
    await this.mayKnow(reader, caseId);
    const { moment } = await caseAt(this.store, caseId, asked);
    const models = await modelsAt(this.source, this.live, asked, moment);
    await this.consulted(reader, 'handovers', caseId, asked);
    return chainView(await models.holdings(caseId));
  }

  async verify(
    reader: Reader,
    range: { from?: number; to?: number },
    progress?: (position: number) => void,
    signed?: Signed,
  ) {
    await this.permit(reader, 'verify', 'log');
    await this.consulted(reader, 'log', 'verify', { head: true });
    return verify(this.store, this.vault, range, progress, signed);
  }

  /** Where an event stands, for whoever may check the log. */
  async positionOf(reader: Reader, eventId: string): Promise<number> {
    await this.permit(reader, 'verify', 'log');
    await this.consulted(reader, 'log', eventId, { head: true });
    for await (const batch of this.store.readAll()) {
      const found = batch.find((e) => e.eventId === eventId);
      if (found) return found.position;
    }
    throw notFound();
  }
}

/** Of a meeting an agency sees the items it is asked in for, and what was decided on them (need to know). */
function forInvited(view: Awaited<ReturnType<typeof meetingView>>, agency: string) {
  const agenda = view.agenda.filter((i) => i.invited.length === 0 || i.invited.includes(agency));
  const about = new Set(agenda.map((i) => i.subject.caseId ?? i.subject.concernId));
  const decisions = view.decisions.filter(
    (d) => d.responsibleAgency === agency || about.has(d.subject.caseId ?? d.subject.concernId),
  );
  return { ...view, agenda, decisions, timeline: [], proposed: [] };
}

const sum = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0);

interface Adopted {
  readonly planId: string;
  readonly adoptedBy: string;
  readonly from: string;
  readonly to?: string;
}
