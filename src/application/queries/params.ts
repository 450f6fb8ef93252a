import { z } from 'zod';
import { addDays, startOfDay } from '../../domain/kernel/calendar.js';
import { code, id, instant, localDate, year } from '../../domain/kernel/schema.js';
import { isText, type Orders, type Sort, sortsOf } from '../../projections/order.js';
import type { Cursor, PageRequest } from '../../projections/scope.js';
import { type NumberedKind, referenceIn } from '../numbers/record-numbers.js';
import { invalid } from '../refusal.js';
import type { AsOf } from './moment.js';

/** The parameters that queries have in common: the same names in an address, on the command line and in code. */
export const infohus = code;
export { code, id, instant };

const numberedKinds = new WeakMap<z.ZodType, NumberedKind | 'any'>();
/** A record's id, or its number with the Infohus that gave it: `koebenhavn:S-2026-0317`. The asker makes an id of it; commands take ids only. */
function recordOf(kind: NumberedKind | 'any') {
  const reference = z
    .string()
    .max(80)
    .refine((text) => referenceIn(text) !== undefined, 'must be an id or a number');
  const schema = z.union([id, reference]);
  numberedKinds.set(schema, kind);
  return schema;
}
export const caseId = recordOf('case');
export const concernId = recordOf('concern');
export const meetingId = recordOf('meeting');
/** Whatever it is; a person has no number. */
export const recordId = recordOf('any');
/** What kind of record a parameter names, where it may name it by number. */
export const kindNamed = (schema: z.ZodType): NumberedKind | 'any' | undefined => numberedKinds.get(schema);

const MOST = 500;
/** Beyond these years there is no local day to reckon with. */
const day = localDate.pipe(z.string().refine((d) => d >= '1900' && d < '2200', 'must lie between 1900 and 2199'));
export const birthDate = day;
/** Days are local, both in the list. */
export const days = { from: day.optional(), to: day.optional() };
export const between = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) => ({
  from: from && startOfDay(from),
  before: to && startOfDay(addDays(to, 1)),
});

/** True, or left out: what an address can say. */
export const flag = z
  .union([z.literal('true').transform(() => true), z.literal(true)], 'must be true, or left out')
  .optional();

type Side = 'below' | 'above';
/** Names the page below or above a place. Opaque to those who are given it; it gives no right, the list is asked as any other. */
export const cursorOf = (side: Side, { at, id: row }: Cursor, sort?: string): string =>
  Buffer.from([side, at, row, ...(sort ? [sort] : [])].join(' ')).toString('base64url');

const cursorIn = (row: z.ZodType<string>, declared?: Orders) => {
  const place = z.tuple([z.enum(['below', 'above']), z.string(), row]).rest(z.string());
  return z.string().transform((text, ctx) => {
    const parsed = place.safeParse(Buffer.from(text, 'base64url').toString().split(' '));
    const [side, at = '', rowId = '', sort, ...more] = parsed.data ?? [];
    // What the column of that order cannot hold would be no question to the database.
    const isKnown = sort === undefined || (declared !== undefined && sortsOf(declared).some((known) => known === sort));
    const held = declared && isText(declared, sort ?? declared.first) ? code : instant;
    if (side && isKnown && more.length === 0 && held.safeParse(at).success)
      return { side, sort, place: { at, id: rowId } };
    ctx.addIssue({ code: 'custom', message: 'is none that a list gave' });
    return z.NEVER;
  });
};
const limit = z.coerce.number(`must be a whole number from 1 to ${MOST}`).int().min(1).max(MOST);

/** In which of its orders a list stands. */
export const sortIn = <Name extends string>(declared: Orders<Name>) => {
  const sorts = sortsOf(declared);
  return z.enum(sorts as [Sort<Name>, ...Sort<Name>[]], `must be one of ${sorts.join(', ')}`).optional();
};
/** A page of a list, by its orders. @param row what the rows of one instant are told apart by; default their ids */
export const pageOf = <Name extends string>(declared: Orders<Name>, row: z.ZodType<string> = id) => ({
  limit: limit.optional(),
  cursor: cursorIn(row, declared).optional(),
});

interface PageParams {
  readonly limit?: number | undefined;
  readonly cursor?: z.output<ReturnType<typeof cursorIn>> | undefined;
  readonly sort?: string | undefined;
}
/** The part of a list that is asked for; undefined: all of it. @throws Refused validation-failed for a place in another order */
export function pageRequest({ limit: rows, cursor: from, sort }: PageParams): PageRequest | undefined {
  if (from && from.sort !== sort) throw invalid([{ path: 'cursor', message: 'is of another order' }]);
  if (rows === undefined && from === undefined) return undefined;
  return { limit: rows ?? 50, ...(from ? { [from.side]: from.place } : {}) };
}

const atParam = z.union(
  [
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
    z.int().min(0),
    instant,
  ],
  'must be a position of the log, or an instant with an offset',
);
/** A moment: a position of the log or an instant, by the recorded clock (what was known) or the occurred one (what had happened). */
export const moment = {
  at: atParam.optional(),
  clock: z.enum(['recorded', 'occurred'], 'must be recorded or occurred').optional(),
};
/** The same where `at` would be taken for another thing. */
export const asOfMoment = { asOf: atParam.optional(), clock: moment.clock };

export function asOf(at: string | number | undefined, clock: 'recorded' | 'occurred' | undefined): AsOf {
  if (at === undefined) return { head: true };
  return typeof at === 'number' ? { position: at } : { instant: at, clock: clock ?? 'recorded' };
}

export const wholeYear = z.coerce.number('must be a calendar year').pipe(year);
