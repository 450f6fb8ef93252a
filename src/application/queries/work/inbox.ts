import { type AbsenceState, substituteOn } from '../../../domain/absence/absence.js';
import type { Glass } from '../../../domain/access/state.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import type { Actor } from '../../../domain/kernel/event.js';
import type { MeetingSubject } from '../../../domain/meeting/state.js';
import type { Obligation } from '../../../domain/obligations/index.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import { type AlertRow, byDeadline } from '../../../projections/deadline-alerts/deadline-alerts.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import type { OwedWork } from '../../obligations/standing.js';
import type { RetainedRecord } from '../rights/retention.js';

/** An alert that still holds, for somebody to act on. */
export interface InboxAlert {
  readonly deadlineId: string;
  readonly obligation: Obligation['obligation'];
  readonly state: string;
  readonly dueAt: string;
  readonly caseId: string | null;
  readonly concernId: string | null;
  readonly partnerId: string | null;
  readonly raisedAt: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  /** The caseworker of the reader's agency who has the case. */
  readonly assignedTo: string | null;
  /** Assigned to the reader, or to somebody the reader stands in for today. */
  readonly mine: boolean;
}
export interface Inbox {
  readonly alerts: readonly InboxAlert[];
  /** Cases that the agency was asked to take, or to take part in. */
  readonly asked: readonly { readonly caseId: string; readonly handover: boolean }[];
  /** Recommended by a meeting for this agency (KØ-5). */
  readonly decisions: readonly {
    readonly meetingId: string;
    readonly subject: MeetingSubject;
    readonly startsBy: string | null;
    readonly at: string;
  }[];
  /** Hotline contacts that another Infohus sent on to this one, and nobody has made a concern of (K24-8). */
  readonly forwarded: readonly { readonly contactId: string; readonly from: string; readonly at: string }[];
  /** What has been kept as long as the plan allows, for compliance (domain.md rule 12, KØ-6); oldest first. */
  readonly expired: readonly (Pick<RetainedRecord, 'of' | 'endedOn' | 'until'> & {
    readonly concernId?: string;
    readonly caseId?: string;
  })[];
  /** Broken glass that compliance has not reviewed (domain.md rule 11). */
  readonly glass: readonly (Glass & { readonly id: string; readonly justification: string | null })[];
}
export interface InboxFacts {
  readonly infohus: string;
  readonly owed: readonly OwedWork[];
  /** Cases that the agency was asked to. */
  readonly asked: readonly CaseRow[];
  readonly alerts: readonly AlertRow[];
  readonly meetings: readonly RegisterRow<'meeting'>[];
  readonly hotline: readonly RegisterRow<'hotline'>[];
  readonly absences: readonly RegisterRow<'absence'>[];
  readonly glass: readonly RegisterRow<'access'>[];
  /** For compliance alone. */
  readonly retained: readonly RetainedRecord[];
  /** Why each glass was broken, by its id; what was erased is not among them. */
  readonly whyBroken: ReadonlyMap<string, string>;
}

/** What waits for this reader: only what the facts' scope lets the reader see. */
export function inbox(facts: InboxFacts, reader: InboxReader, now: string): Inbox {
  const { actor, coordinating } = reader;
  return {
    alerts: alertsFor(facts, reader, now),
    asked: facts.asked.map(({ caseId, pendingTo }) => ({ caseId, handover: pendingTo === actor.agency })),
    decisions: facts.meetings.flatMap(({ id: meetingId, state }) =>
      state.decisions
        .filter((d) => d.responsibleAgency === actor.agency && d.completedAt === null)
        .map(({ subject, startsBy, at }) => ({ meetingId, subject, startsBy, at })),
    ),
    forwarded: coordinating
      ? facts.hotline
          .filter(isForwardedTo(facts.infohus))
          .map(({ id: contactId, infohus: from, at }) => ({ contactId, from, at }))
      : [],
    expired: expired(facts.retained),
    glass: facts.glass.flatMap(({ id, state: { glass } }) =>
      glass && !glass.reviewedAt ? [{ id, ...glass, justification: facts.whyBroken.get(id) ?? null }] : [],
    ),
  };
}

/** Sent on to this Infohus, and nobody has made a concern of it or taken it. */
export const isForwardedTo =
  (infohus: string) =>
  ({ state }: RegisterRow<'hotline'>): boolean =>
    state.forwardedTo === infohus && state.concernId === null && state.taken === null;

export interface InboxReader {
  readonly actor: Actor;
  readonly coordinating: boolean;
  /** Compliance and the machine's administrator look at everybody's. */
  readonly everything: boolean;
}

/** What compliance is to act on now; the page of retention has it all. */
const expired = (kept: readonly RetainedRecord[]): Inbox['expired'] =>
  kept.flatMap(({ kind, recordId, state, of, endedOn, until }) => {
    if (state !== 'due' || (kind !== 'case' && kind !== 'concern')) return [];
    return [{ ...(kind === 'case' ? { caseId: recordId } : { concernId: recordId }), of, endedOn, until }];
  });

function alertsFor({ owed, alerts, absences }: InboxFacts, reader: InboxReader, now: string): readonly InboxAlert[] {
  const told = byDeadline(alerts);
  const away = absences.map(({ state }) => state);
  return owed.flatMap(({ obligation: o, deadlineId, assigned }) => {
    const rows = (told.get(deadlineId) ?? []).filter((r) => r.state === o.state);
    const newest = rows.find((r) => isFor(r, reader));
    if (!newest) return [];
    const assignedTo = o.caseId ? (assigned[reader.actor.agency] ?? null) : null;
    const acknowledged = rows.find((r) => r.acknowledgedAt !== null);
    return [
      {
        deadlineId,
        obligation: o.obligation,
        state: o.state,
        dueAt: o.dueAt,
        caseId: o.caseId ?? null,
        concernId: o.concernId ?? null,
        partnerId: o.partnerId ?? null,
        raisedAt: newest.at,
        acknowledgedAt: acknowledged?.acknowledgedAt ?? null,
        acknowledgedBy: acknowledged?.acknowledgedBy ?? null,
        assignedTo,
        mine: assignedTo !== null && standsFor(reader.actor, assignedTo, away, localDateOf(now)),
      },
    ];
  });
}

/** A caseworker's alert is for the whole agency, a coordinator's for all who coordinate the Infohus, a leader's for the leaders. */
export function isFor({ recipient, agency }: AlertRow, { actor, coordinating, everything }: InboxReader): boolean {
  if (everything) return true;
  if (recipient === 'coordinator') return coordinating;
  if (agency !== actor.agency) return false;
  return recipient === 'caseworker' || recipient === null || recipient === actor.role;
}

const standsFor = ({ userId, agency }: Actor, assignedTo: string, away: readonly AbsenceState[], today: string) =>
  assignedTo === userId || substituteOn(away, assignedTo, agency, today) === userId;
