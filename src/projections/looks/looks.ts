import { events as log } from '../../domain/access/access.js';
import { events as glass } from '../../domain/access/break-glass.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

/** What was done: a record was opened, a list or a count was asked for, something left as a file, an access was denied, a glass was broken. */
export const WAYS = ['opened', 'listed', 'exported', 'denied', 'glass'] as const;
export type LookWay = (typeof WAYS)[number];

export const table = {
  stream: 'text',
  look: 'text',
  way: 'text',
  /** The kind of record, the list or the export. */
  record: 'text',
  /** `-`: of no one record. */
  recordId: 'text',
  purpose: 'text',
  userId: 'text',
  agency: 'text',
  role: 'text',
  /** Local. */
  day: 'text',
  first: 'instant',
  last: 'instant',
  count: 'int',
} as const;
export type LookRow = Row<typeof table>;

interface LookTarget {
  readonly way: LookWay;
  readonly record?: string | undefined;
  readonly recordId?: string | undefined;
  readonly purpose?: string | undefined;
}
const NONE = '-';
// Total over whatever a log holds.
type Said = Readonly<Record<string, string | undefined>> & {
  readonly criteria?: Readonly<Record<string, string | undefined>>;
};

function evolve(rows: readonly LookRow[], event: Recorded, stream: string, what: LookTarget): readonly LookRow[] {
  const { userId, agency, role } = event.actor;
  const day = localDateOf(event.recordedAt);
  const { way, record = NONE, recordId = NONE, purpose = NONE } = what;
  const look = [day, way, record, recordId, purpose, agency, role].join(' ');
  const at = rows.findIndex((row) => row.look === look);
  const known = rows[at];
  if (known) return rows.with(at, { ...known, last: event.recordedAt, count: known.count + 1 });
  const { recordedAt: first } = event;
  const whole = { way, record, recordId, purpose, userId, agency, role, day };
  return [...rows, { stream, look, ...whole, first, last: first, count: 1 }];
}
const as =
  (whatOf: (said: Said) => LookTarget) =>
  (rows: readonly LookRow[], event: Recorded<unknown>, stream: string): readonly LookRow[] =>
    evolve(rows, event as Recorded, stream, whatOf((event.data ?? {}) as Said));

/**
 * Who looked at what on which day, how often, for what purpose: the access events, a row each user, record and day. What "who has seen this" is
 * answered from (domain.md rule 11); that nobody has is shown from the log itself.
 */
export const looks = defineProjection({
  name: 'looks',
  version: 1,
  // What was looked at is never taken back, and the day is that of the recording.
  ofRecording: true,
  table,
  primaryKey: ['stream', 'look'],
  indexes: [['recordId'], ['day'], ['userId', 'day']],
  keyed: 'stream',
  of: { ...log, ...glass },
  on: {
    RecordConsulted: as(({ record, recordId, purpose }) => ({ way: 'opened', record, recordId, purpose })),
    SearchPerformed: as(({ list, purpose }) => ({ way: 'listed', record: list, purpose })),
    ExportMade: as(({ export: of, criteria, purpose }) => ({
      way: 'exported',
      record: of,
      recordId: criteria?.id,
      purpose,
    })),
    AccessDenied: as(({ record, recordId, purpose }) => ({ way: 'denied', record, recordId, purpose })),
    BreakGlassUsed: as(({ caseId }) => ({ way: 'glass', record: 'case', recordId: caseId, purpose: 'break-glass' })),
  },
});
