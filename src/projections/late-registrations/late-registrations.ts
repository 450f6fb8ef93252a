import { caseDecider } from '../../domain/case/case.js';
import { concern } from '../../domain/concern/concern.js';
import { events as ending } from '../../domain/concern/ending.js';
import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import type { EventInfo } from '../../domain/kernel/vocabulary.js';
import { delayOf } from '../../domain/quality/delay.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  stream: 'text',
  infohus: 'text',
  caseId: 'uuid?',
  concernId: 'uuid?',
  /** How many there are, however late: a record that has none is not read. */
  late: 'int',
  tallies: 'json',
} as const;
/** What an agency recorded afterwards of a case or a concern in a month: facts, as the plan says what is late. */
export interface LateTally {
  readonly agency: string;
  /** The month in which it was recorded. */
  readonly month: string;
  /** Read in from a file, where the day of the import is the day of recording. */
  readonly imported: boolean;
  /** How many, by the days of their delay. */
  readonly counts: Readonly<Record<string, number>>;
  /** The largest delay in days, and when what it is of happened. */
  readonly days: number;
  readonly since: string;
}
export type LateRow = Row<typeof table> & { readonly tallies: readonly LateTally[] };

/** Recorded with the decision on the case that gave them, which is counted. */
const GIVEN_WITH: readonly EventInfo[] = [ending.ConcernLinkedToCase, ending.ConcernUnlinkedFromCase];
const counted = Object.entries(concern.events).filter(([type]) => !GIVEN_WITH.some((e) => e.type === type));

/**
 * How late things were recorded that happened to cases and concerns: the records that deadlines and figures are made of. A row for every
 * one of them, also where all was recorded on its day, because the Infohus stands in its first event alone.
 */
export const lateRegistrations = defineProjection({
  name: 'late_registrations',
  version: 2,
  table,
  primaryKey: ['stream'],
  indexes: [['infohus', 'late']],
  keyed: 'stream',
  each: {
    of: [caseDecider.events, Object.fromEntries(counted)],
    evolve([before], event, stream) {
      const row = (before ?? empty(stream)) as LateRow;
      const { infohus = row.infohus } = event.data as { infohus?: string };
      const tallies = tallied(row.tallies, event);
      const late = tallies === row.tallies ? row.late : row.late + 1;
      return [{ ...row, infohus, late, tallies }];
    },
  },
});

const empty = (stream: string): LateRow => ({
  stream,
  infohus: '',
  caseId: aggregateOf(stream) === 'case' ? idOf(stream) : null,
  concernId: aggregateOf(stream) === 'concern' ? idOf(stream) : null,
  late: 0,
  tallies: [],
});

function tallied(tallies: readonly LateTally[], event: Recorded): readonly LateTally[] {
  const { agency, kind } = event.actor;
  const delay = kind === 'system' ? undefined : delayOf(event);
  if (!delay) return tallies;
  const imported = kind === 'import';
  const { days, since, month } = delay;
  const one: LateTally = { agency, month, imported, counts: { [days]: 1 }, days, since };
  const at = tallies.findIndex((t) => t.agency === agency && t.month === month && t.imported === imported);
  const known = tallies[at];
  if (!known) return [...tallies, one];
  return tallies.with(at, {
    ...(known.days >= days ? known : one),
    counts: { ...known.counts, [days]: (known.counts[days] ?? 0) + 1 },
  });
}
