import { about, all, type ListQuery, where } from '../condition.js';
import { type Orders, orderOf, orders } from '../order.js';
import { rowList } from '../row-list.js';
import type { Scope } from '../scope.js';
import { type Register, type RegisterRow, registers } from './registers.js';

export type GlassQuery = { readonly caseId: string } | { readonly userId: string };

export interface RegisterQuery extends Scope {
  readonly aggregate: Register;
  /** Of all Infohuse: what was passed on to one stands with the other. */
  readonly everywhere?: boolean | undefined;
  /** Meetings that start at this instant or later. */
  readonly startsFrom?: string | undefined;
  /** Begun at this instant or later. */
  readonly from?: string | undefined;
  /** Begun before this instant. */
  readonly before?: string | undefined;
}

const { equal, from, before, there } = about<RegisterRow>();
const listedIn =
  (declared: Orders) =>
  ({ aggregate, infohus, everywhere, startsFrom, sort, ...days }: RegisterQuery): ListQuery => {
    const order = orderOf(declared, sort);
    const condition = all(
      equal('aggregate', aggregate),
      everywhere ? undefined : equal('infohus', infohus),
      where(startsFrom, (instant) => from('startsAt', instant)),
      where(days.from, (instant) => from('at', instant)),
      where(days.before, (instant) => before('at', instant)),
      // What was called never has no day to stand at.
      order.at === 'startsAt' ? there('startsAt') : undefined,
    );
    return { table: 'registers', branches: [condition], ...order };
  };

export const REGISTER_ORDERS = orders({ id: 'id', by: { at: 'at' }, first: '-at' });
export const MEETING_ORDERS = orders({ id: 'id', by: { starts: 'startsAt' }, first: '-starts' });
/** The rows of one of the smaller registers. */
export const REGISTERED = rowList<RegisterRow, RegisterQuery>({
  ...{ of: registers, listed: listedIn(REGISTER_ORDERS), orders: REGISTER_ORDERS },
});
export const MEETINGS = rowList<RegisterRow<'meeting'>, RegisterQuery>({
  ...{ of: registers, listed: listedIn(MEETING_ORDERS), orders: MEETING_ORDERS },
});
