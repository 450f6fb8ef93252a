import { z } from 'zod';
import type { Cursor, PageRequest } from '../application/ports/read-models.js';
import type { CaseFilter, ConcernFilter } from '../application/queries/lists.js';
import { invalid } from '../application/refusal.js';
import { addDays, startOfDay } from '../domain/kernel/calendar.js';
import { code, id, instant, localDate } from '../domain/kernel/schema.js';
import { CONCERN_STATUSES } from '../projections/concern-facts/concern-status.js';

/** What a list is asked by, in a URL or on a command line: the same names everywhere. */
export type QueryParams = Readonly<Record<string, unknown>>;

const MOST = 500;
const limit = z.coerce.number(`must be a whole number from 1 to ${MOST}`).int().min(1).max(MOST);
/** Beyond these years there is no local day to reckon with. */
const day = localDate.pipe(z.string().refine((d) => d >= '1900' && d < '2200', 'must lie between 1900 and 2199'));
const days = { from: day.optional(), to: day.optional() };
const caseFields = z.object({
  status: code.optional(),
  agency: code.optional(),
  type: code.optional(),
  pending: z.literal('true', 'must be true, or left out').optional(),
  ...days,
});
const concernFields = z.object({ standing: z.enum(CONCERN_STATUSES).optional(), ...days });
const pageFields = z.object({ limit: limit.optional(), cursor: z.string().optional() });

/** Days are local, both in the list. @throws Refused validation-failed */
export function caseFilter(asked: QueryParams): CaseFilter {
  const { status, agency: responsible, type: caseType, pending, from, to } = checked(caseFields, asked);
  return known({ status, responsible, caseType, pending: pending && true, ...between(from, to) });
}
/** @throws Refused validation-failed */
export function concernFilter(asked: QueryParams): ConcernFilter {
  const { standing, from, to } = checked(concernFields, asked);
  return known({ standing, ...between(from, to) });
}
const between = (from: string | undefined, to: string | undefined) => ({
  from: from && startOfDay(from),
  before: to && startOfDay(addDays(to, 1)),
});

/** The part of a list that is asked for; undefined: all of it. @throws Refused validation-failed */
export function partOf(asked: QueryParams, unlessSaid?: number): PageRequest | undefined {
  const { limit: rows = unlessSaid, cursor } = checked(pageFields, asked);
  if (rows === undefined && cursor === undefined) return undefined;
  return { limit: rows ?? 50, ...(cursor === undefined ? {} : placeIn(cursor)) };
}

type Side = 'below' | 'above';
/** Names the page below or above a place. Opaque to those who are given it; it gives no right, the list is asked as any other. */
export const cursorOf = (side: Side, { at, id: row }: Cursor): string =>
  Buffer.from(`${side} ${at} ${row}`).toString('base64url');

const place = z.tuple([z.enum(['below', 'above']), instant, id]);
function placeIn(cursor: string): Pick<PageRequest, Side> {
  const parsed = place.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '));
  if (!parsed.success) throw invalid([{ path: 'cursor', message: 'is none that a list gave' }]);
  const [side, at, row] = parsed.data;
  return { [side]: { at, id: row } };
}

/** A position of the log that an answer must not be older than. @throws Refused validation-failed */
export function positionIn({ after }: QueryParams): number | undefined {
  if (after === undefined || after === '') return undefined;
  if (typeof after === 'string' && /^\d{1,15}$/.test(after)) return Number(after);
  throw invalid([{ path: 'after', message: 'must be a position of the log' }]);
}

/** What a form leaves empty was not asked for. @throws Refused validation-failed */
export function checked<S extends z.ZodType>(schema: S, asked: QueryParams): z.output<S> {
  const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '' && value !== undefined));
  const result = schema.safeParse(said);
  if (result.success) return result.data;
  throw invalid(result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}
const known = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
