import { compare } from '../../domain/kernel/order.js';
import { about, all, holds, where } from '../condition.js';
import type { LookRow, LookWay } from './looks.js';

/** Which looks are asked for; days are local, both in the list. */
export interface LooksQuery {
  readonly recordIds?: readonly string[] | undefined;
  readonly userId?: string | undefined;
  readonly agency?: string | undefined;
  readonly way?: LookWay | undefined;
  /** The kind of record, the list or the export. */
  readonly record?: string | undefined;
  readonly from?: string | undefined;
  /** The first day that is not asked for. */
  readonly before?: string | undefined;
}

const { equal, from, before } = about<LookRow>();
/** All but the ids, which are looked up in one go. */
export const looksAsked = (q: LooksQuery) =>
  all(
    where(q.userId, (userId) => equal('userId', userId)),
    where(q.agency, (agency) => equal('agency', agency)),
    where(q.way, (way) => equal('way', way)),
    where(q.record, (record) => equal('record', record)),
    where(q.from, (day) => from('day', day)),
    where(q.before, (day) => before('day', day)),
  );
export const isAmongLooks =
  (q: LooksQuery) =>
  (row: LookRow): boolean =>
    holds(looksAsked(q), row) && (q.recordIds?.includes(row.recordId) ?? true);
/** The newest first; the same in every run. */
export const newestLook = (a: LookRow, b: LookRow): number =>
  compare(b.last, a.last) || compare(a.stream, b.stream) || compare(a.look, b.look);
