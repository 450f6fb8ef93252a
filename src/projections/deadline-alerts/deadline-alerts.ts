import { events } from '../../domain/alerts/alerts.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { grouped } from '../../domain/kernel/grouped.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

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

export const byDeadline = (alerts: readonly AlertRow[]) => grouped(alerts, ({ deadlineId }) => deadlineId);

/** What was told of each obligation, and what a person has said was seen: the inbox, and the scheduler's memory. */
export const deadlineAlerts = defineProjection({
  name: 'deadline_alerts',
  version: 1,
  table,
  primaryKey: ['deadlineId', 'alertId'],
  of: events,
  on: {
    DeadlineAlertRaised: (rows, event, deadlineId) => {
      const { state, step, to: recipient } = event.data;
      return [...rows, { ...told(event, deadlineId), state, step, recipient }];
    },
    DeadlineMissed: (rows, event, deadlineId) => [...rows, { ...told(event, deadlineId), state: 'missed' }],
    DeadlineMet: (rows, event, deadlineId) => [...rows, { ...told(event, deadlineId), state: 'met' }],
    AlertAcknowledged: (rows, { occurredAt: acknowledgedAt, actor: { userId: acknowledgedBy } }) =>
      rows.map((r) => (r.acknowledgedAt ? r : { ...r, acknowledgedAt, acknowledgedBy })),
  },
});

type AlertKey = Pick<AlertRow, 'infohus' | 'obligation' | 'dueAt'> &
  Partial<Record<'agency' | 'caseId' | 'concernId' | 'partnerId', string | undefined>>;
const told = ({ eventId, data, occurredAt }: Recorded<AlertKey>, deadlineId: string): AlertRow => ({
  deadlineId,
  alertId: eventId,
  infohus: data.infohus,
  obligation: data.obligation,
  state: '',
  step: null,
  recipient: null,
  agency: data.agency ?? null,
  caseId: data.caseId ?? null,
  concernId: data.concernId ?? null,
  partnerId: data.partnerId ?? null,
  dueAt: data.dueAt,
  at: occurredAt,
  acknowledgedAt: null,
  acknowledgedBy: null,
});
