import { events as life } from '../../domain/case/life.js';
import { events as concerns } from '../../domain/concern/intake.js';
import { localYearOf } from '../../domain/kernel/calendar.js';
import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { events as meetings } from '../../domain/meeting/agenda.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const NUMBERED = ['concern', 'case', 'meeting'] as const;
export type NumberedKind = (typeof NUMBERED)[number];
/** What is counted by itself: the records of a kind that an Infohus recorded in a local year. */
export interface Series {
  readonly infohus: string;
  readonly kind: NumberedKind;
  readonly year: number;
}
/** A record is the `count`th of its series, from 1. */
export interface CountedRecord extends Series {
  readonly id: string;
  readonly count: number;
}

export const table = {
  block: 'text',
  infohus: 'text',
  kind: 'text',
  year: 'int',
  /** Which part of the log; an engine's positions may be wide apart. */
  part: 'float',
  count: 'int',
  /** The records whose first event stands in this part of the log, in its order. */
  ids: 'texts',
} as const;
export type NumberRow = Row<typeof table>;

/** Positions a block. Few enough that a row stays small, many enough that the counts before a block are quickly summed. */
export const BLOCK = 256;

interface Opening {
  readonly infohus?: string;
}
const partOf = ({ position }: Recorded) => Math.floor(position / BLOCK);
const yearOf = ({ recordedAt }: Recorded) => localYearOf(recordedAt);

/** A key a block of a series, so that keys stay small and a slice of them needs no other. A record is numbered by its first event only. */
function keys({ infohus }: Opening, event: Recorded): readonly string[] {
  if (event.version !== 1 || typeof infohus !== 'string') return [];
  return [`${infohus}/${aggregateOf(event.stream)}/${yearOf(event)}/${partOf(event)}`];
}

function evolve(rows: readonly NumberRow[], event: Recorded<Opening>, block: string): readonly NumberRow[] {
  const ids = [...(rows[0]?.ids ?? []), idOf(event.stream)];
  const infohus = String(event.data.infohus);
  const kind = aggregateOf(event.stream);
  return [{ block, infohus, kind, year: yearOf(event), part: partOf(event), count: ids.length, ids }];
}

/**
 * What stands behind the numbers that are said on the telephone (screens.md law 1): the how-manieth of its Infohus, kind and year a record is.
 * The count is the record's place among the positions of its series: what precedes it in the log never changes, so it is the same in every
 * run, and neither a correction nor an annulment nor an erasure gives it to another. It is split into blocks of the log, a row each: a count
 * is the sum of the blocks before and the place in its own. The digits are made of it at reading (application/numbers), with a key.
 */
export const numbers = defineProjection({
  name: 'record_numbers',
  version: 1,
  table,
  primaryKey: ['block'],
  indexes: [['infohus', 'kind', 'year', 'part'], ['ids']],
  ofRecording: true,
  elsewhere: {
    of: {
      ConcernRegistered: concerns.ConcernRegistered,
      CaseOpened: life.CaseOpened,
      MeetingCalled: meetings.MeetingCalled,
    },
    on: {
      ConcernRegistered: { keys, evolve },
      CaseOpened: { keys, evolve },
      MeetingCalled: { keys, evolve },
    },
  },
});

const seriesOf = ({ infohus, kind, year }: NumberRow): Series => ({ infohus, kind: kind as NumberedKind, year });
const same = (x: Series, y: Series) => x.infohus === y.infohus && x.kind === y.kind && x.year === y.year;

/** Those of these records that are numbered, from all rows. */
export function countedIn(rows: readonly NumberRow[], ids: readonly string[]): readonly CountedRecord[] {
  return rows.flatMap((row) => {
    const before = rows.filter((r) => same(seriesOf(r), seriesOf(row)) && r.part < row.part);
    const start = before.reduce((sum, r) => sum + r.count, 0);
    return row.ids.flatMap((id, n) => (ids.includes(id) ? [{ id, ...seriesOf(row), count: start + n + 1 }] : []));
  });
}

/** The record with this count, from all rows. */
export function countedAs(rows: readonly NumberRow[], series: Series, count: number): string | undefined {
  const own = rows.filter((row) => same(seriesOf(row), series)).sort((x, y) => x.part - y.part);
  return own.flatMap(({ ids }) => ids)[count - 1];
}
