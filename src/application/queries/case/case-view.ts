import { assessmentsOf } from '../../../domain/case/assessment.js';
import { caseDecider } from '../../../domain/case/case.js';
import { courseStatus } from '../../../domain/case/course-status.js';
import { dutyLists } from '../../../domain/case/duties.js';
import { goalsOf } from '../../../domain/case/goals.js';
import { offerStatus } from '../../../domain/case/offer-status.js';
import { under } from '../../../domain/case/persons.js';
import { phaseOf } from '../../../domain/case/phase.js';
import { agenciesAsked } from '../../../domain/case/standing.js';
import { type CaseState, caseAggregate, pendingHandover } from '../../../domain/case/state.js';
import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import {
  type AmendmentTarget,
  ANNULLED,
  asOnceKnown,
  CORRECTED,
  history,
  inOrder,
  isAmendment,
} from '../../../domain/kernel/history.js';
import type { Survivor } from '../../../domain/person/survivor.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import type { Holding } from '../../../projections/handover-chain/handover-chain.js';
import { decide } from '../../authorization/policy.js';
import { toCase } from '../../authorization/relations.js';
import { hashedOnce, openPart } from '../../codec.js';
import { onceOf } from '../../once-of.js';
import type { EventStore, StoredEvent } from '../../ports/event-store.js';
import type { Asking } from '../asking.js';
import { type AsOf, type ClockMoment, momentOf } from '../moment.js';

export interface CaseAtMoment {
  readonly state: CaseState;
  /** The state that says who may know of it: what was opened and annulled stays readable for who could read it (commands.md, AnnulEvent). */
  readonly knownAs: CaseState;
  readonly version: number;
  readonly moment: ClockMoment;
  readonly events: readonly (Recorded & { readonly hash: string })[];
}

/** A case as of any moment, folded from its stream; the state before it was opened is `none`. */
export async function caseAt(store: EventStore, caseId: string, asked: AsOf): Promise<CaseAtMoment> {
  const moment = await momentOf(store, asked);
  const stored = await store.readStream(streamOf(caseAggregate.aggregate, caseId));
  const read = stored.filter((e) => e.position <= moment.position);
  const key = `${read.length} ${moment.until ?? ''}`;
  const folds = foldsOf(stored);
  const known = folds.get(key) ?? foldedAt(read, moment);
  if (folds.size >= MOST_FOLDS) folds.clear();
  folds.set(key, known);
  return { ...known, moment };
}
/** Of what was read once: most questions of a case's page ask what it is to the reader, and each folded it anew, twice. */
const foldsOf = onceOf((_: readonly StoredEvent[]) => new Map<string, CaseFold>());
/** Moments of one case that are remembered: any may be asked for. */
const MOST_FOLDS = 8;
type CaseFold = Omit<CaseAtMoment, 'moment'>;

function foldedAt(read: readonly StoredEvent[], { until }: ClockMoment): CaseFold {
  const known = read.map(hashedOnce);
  const folded = (all: readonly Recorded[]) =>
    all
      .filter((e) => until === undefined || e.occurredAt <= until)
      .reduce((s, e) => caseDecider.evolve(s, e), caseAggregate.initial);
  const state = folded(history(known));
  const knownAs = state.status === 'none' ? folded(asOnceKnown(known)) : state;
  const events = until === undefined ? known : known.filter((e) => e.occurredAt <= until || isAmendment(e));
  return { state, knownAs, version: events.at(-1)?.version ?? 0, events };
}

/** What of an event's data is shown: by default the open part, sealed values as being there. */
export type Show = (data: object) => object;

/** As commands.md gives it. */
export function caseView(caseId: string, { state, version, moment, events }: CaseAtMoment, show: Show = openPart) {
  const pending = pendingHandover(state);
  return {
    caseId,
    infohus: state.infohus,
    status: state.status,
    caseType: state.caseType,
    level: state.level,
    responsibleAgency: state.responsible,
    phase: phaseOf(state),
    caseworkers: Object.entries(state.assigned).map(([agency, userId]) => ({ agency, userId })),
    openedAt: state.openedAt,
    closedAt: state.closedAt,
    concernIds: state.concernIds,
    subjects: Object.entries(state.subjects).map(([personId, s]) => ({ personId, ...s })),
    offers: Object.entries(state.offers).map(([offerId, o]) => ({
      offerId,
      personId: o.personId,
      kind: o.kind,
      offeredAt: o.offeredAt,
      status: offerStatus(o),
    })),
    courses: Object.entries(state.courses).map(([courseId, c]) => ({
      courseId,
      offerId: c.offerId,
      personId: c.personId,
      kind: c.kind,
      startedAt: c.startedAt,
      status: courseStatus(c),
      ...(c.mentorId ? { mentorId: c.mentorId } : {}),
    })),
    pendingHandover: pending
      ? { handoverId: pending[0], toAgency: pending[1].to, offeredAt: pending[1].offeredAt }
      : null,
    assessments: assessmentsOf(state),
    goals: goalsOf(state),
    controllerDuties: dutyLists(state),
    securityHold: state.hold !== null,
    version,
    position: moment.position,
    timeline: timeline(events, show),
  };
}

/** What happened, in the order in which it happened, with both clocks; what was corrected or annulled says so and stays. */
export function timeline(events: CaseAtMoment['events'], show: Show = openPart) {
  const amended = (how: string) =>
    new Set(events.filter((e) => e.type === how).map((e) => (e.data as AmendmentTarget).eventId));
  const [corrected, annulled] = [amended(CORRECTED), amended(ANNULLED)];
  const values = new Map(asOnceKnown(events).map((e) => [e.eventId, e]));
  return [...events].sort(inOrder).map((event) => {
    const stands = values.get(event.eventId) ?? event;
    return {
      position: event.position,
      version: event.version,
      eventId: event.eventId,
      type: event.type,
      occurredAt: stands.occurredAt,
      recordedAt: event.recordedAt,
      actor: event.actor,
      controller: event.controller,
      data: show(stands.data),
      hash: event.hash,
      ...(corrected.has(event.eventId) ? { corrected: true, recorded: show(event.data) } : {}),
      ...(annulled.has(event.eventId) ? { annulled: true } : {}),
    };
  });
}

/** The chain of responsibility, as commands.md gives it: no gap and no overlap from opening to closing. */
export const chainView = (holdings: readonly Holding[]) =>
  holdings.map(({ agency, since, until, handoverId, offeredAt, acceptedAt, legalBasis }) => ({
    agency,
    from: since,
    ...(until ? { to: until } : {}),
    ...(handoverId ? { by: { handoverId, offeredAt, acceptedAt, legalBasis } } : {}),
  }));

/** From the acceptance there the chain ends with the installation that the case moved to (commands.md, HandToInstallation). */
export const heldElsewhere = ({ transfers = {} }: CaseState) =>
  Object.values(transfers).flatMap(({ installation, answer }) =>
    answer?.what === 'accepted' ? [{ agency: installation, from: answer.at }] : [],
  );

/**
 * What an agency sees of a case that it is not on (commands.md, Roles): the events that it recorded itself; where it is asked, what was
 * disclosed to it besides, and the answer that it owes.
 */
export function disclosedView(view: ReturnType<typeof caseView>, agency: string, isAsked: boolean) {
  const { caseId, infohus, status, responsibleAgency, pendingHandover: pending, version, position } = view;
  const told = isAsked ? { status, responsibleAgency } : { status: 'none' as const, responsibleAgency: '' };
  return {
    ...{ caseId, infohus, ...told, version, position },
    pendingHandover: pending?.toAgency === agency ? pending : null,
    ...{ subjects: [], offers: [], courses: [] },
    timeline: view.timeline.filter(
      ({ type, actor, data }) =>
        actor.agency === agency ||
        (isAsked && DISCLOSED.has(type) && (data as { toAgency?: string }).toAgency === agency),
    ),
    disclosedOnly: true,
  };
}
const DISCLOSED = new Set(['InformationDisclosed', 'HandoverOffered', 'CaseReferred']);

/** Why a case was handed to security is for police, coordinators and compliance only (commands.md, Roles). */
export function withoutReasonOfHold(events: CaseAtMoment['events']): CaseAtMoment['events'] {
  return events.map((event) => {
    const { target } = event.data as { target?: string };
    if (event.type === HANDED) return { ...event, data: without('reason', event.data) };
    if (target !== HANDED) return event;
    const { changes, ...amendment } = event.data as { changes?: object };
    const data = { ...without('reason', amendment), ...(changes ? { changes: without('reason', changes) } : {}) };
    return { ...event, data };
  });
}
const HANDED = 'CaseHandedToSecurity';
const without = (field: string, data: object): object =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name !== field));

/** The reader's agency was asked to take the case or take part in it, and has no other relation to it. */
export function disclosedOnly({ reader: { actor, purpose }, planOf }: Asking, state: CaseState): boolean {
  const relations = toCase(state, actor, planOf(state.infohus));
  return agenciesAsked(state).includes(actor.agency) && !decide(actor, 'read', 'case', purpose, relations);
}

/** As the list shows it: no names, no free text; of a case that was only asked for, that it is there. */
export function caseRow(row: CaseRow, onlyAsked: boolean, survivor: Survivor, numbers: ReadonlyMap<string, string>) {
  const number = numbers.get(row.caseId) ?? null;
  const { caseId, infohus, status, responsible: responsibleAgency, openedAt } = row;
  if (onlyAsked) return { caseId, number, infohus, status, responsibleAgency, openedAt };
  const { caseType, level, closedAt, lastAt, openOffers, pendingTo, state } = row;
  const caseworker = state.assigned[responsibleAgency] ?? null;
  return {
    ...{ caseId, number, infohus, status, caseType, level, responsibleAgency, openedAt, closedAt, lastAt },
    ...{ phase: phaseOf(state), caseworker },
    ...{ subjects: Object.keys(under(state, survivor).subjects).length, openOffers, pendingHandoverTo: pendingTo },
  };
}
