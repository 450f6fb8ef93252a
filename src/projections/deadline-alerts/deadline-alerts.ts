import { deadline } from '../../domain/alerts/alerts.js';
import type { Recorded } from '../../domain/kernel/event.js';
import type { Projection, Row } from '../projection.js';

export const table = {
  deadlineId: 'uuid',
  alertId: 'uuid',
  infohus: 'text',
  obligation: 'text',
  /** due-soon, overdue, missed or met. */
  state: 'text',
  step: 'int?',
  recipient: 'text?',
  agency: 'text?',
  caseId: 'uuid?',
  concernId: 'uuid?',
  partnerId: 'uuid?',
  dueAt: 'instant',
  at: 'instant',
  acknowledgedAt: 'instant?',
  acknowledgedBy: 'text?',
} as const;
export type AlertRow = Row<typeof table>;

const STATE: Readonly<Record<string, string>> = { DeadlineMissed: 'missed', DeadlineMet: 'met' };

/** What was told of each obligation, and what a person has said was seen: the inbox, and the scheduler's memory. */
export const deadlineAlerts: Projection<typeof table> = {
  name: 'deadline_alerts',
  version: 1,
  table,
  primaryKey: ['deadlineId', 'alertId'],
  events: Object.keys(deadline.events).filter((type) => type !== 'EventCorrected' && type !== 'EventAnnulled'),
  evolve(rows, event, deadlineId) {
    if (event.type !== 'AlertAcknowledged') return [...rows, told(event, deadlineId)];
    const { occurredAt, actor } = event;
    return rows.map((r) => (r.acknowledgedAt ? r : { ...r, acknowledgedAt: occurredAt, acknowledgedBy: actor.userId }));
  },
};

function told({ type, eventId, data, occurredAt }: Recorded, deadlineId: string): AlertRow {
  const said = data as Partial<AlertRow> & { to?: string };
  return {
    deadlineId,
    alertId: eventId,
    infohus: said.infohus ?? '',
    obligation: said.obligation ?? '',
    state: STATE[type] ?? said.state ?? '',
    step: said.step ?? null,
    recipient: said.to ?? null,
    agency: said.agency ?? null,
    caseId: said.caseId ?? null,
    concernId: said.concernId ?? null,
    partnerId: said.partnerId ?? null,
    dueAt: said.dueAt ?? occurredAt,
    at: occurredAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
  };
}
