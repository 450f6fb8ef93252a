import { z } from 'zod';
import { addDays, startOfDay } from '../../domain/kernel/calendar.js';
import { code, id, instant, localDate, year } from '../../domain/kernel/schema.js';
import { type NumberedKind, referenceIn } from '../numbers/record-numbers.js';
import type { Cursor, PageRequest } from '../ports/read-models.js';
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
export const cursorOf = (side: Side, { at, id: row }: Cursor): string =>
  Buffer.from(`${side} ${at} ${row}`).toString('base64url');

const cursorIn = (row: z.ZodType<string>) => {
  const place = z.tuple([z.enum(['below', 'above']), instant, row]);
  return z.string().transform((text, ctx) => {
    const parsed = place.safeParse(Buffer.from(text, 'base64url').toString().split(' '));
    if (parsed.success) return { side: parsed.data[0], place: { at: parsed.data[1], id: parsed.data[2] } };
    ctx.addIssue({ code: 'custom', message: 'is none that a list gave' });
    return z.NEVER;
  });
};
const cursor = cursorIn(id);
/** Into a list of what is owed: among those due at one instant by their place. */
export const workCursor = cursorIn(z.string().regex(/^[0-9a-z|:.-]{1,120}$/i));
/** Into the access log, where a digest tells looks of one instant apart. */
export const lookCursor = cursorIn(z.string().regex(/^[\w-]{43}$/));
const limit = z.coerce.number(`must be a whole number from 1 to ${MOST}`).int().min(1).max(MOST);
export const page = { limit: limit.optional(), cursor: cursor.optional() };

type PageParams = { readonly [K in keyof typeof page]?: z.output<(typeof page)[K]> };
/** The part of a list that is asked for; undefined: all of it. */
export function pageRequest({ limit: rows, cursor: from }: PageParams): PageRequest | undefined {
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
