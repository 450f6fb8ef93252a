import { invalid } from '../../application/refusal.js';

/** What stands in an address, before it is looked at. */
export type QueryParams = Readonly<Record<string, unknown>>;

/** A position of the log that an answer must not be older than. @throws Refused validation-failed */
export function positionIn({ after }: QueryParams): number | undefined {
  if (after === undefined || after === '') return undefined;
  if (typeof after === 'string' && /^\d{1,15}$/.test(after)) return Number(after);
  throw invalid([{ path: 'after', message: 'must be a position of the log' }]);
}
