import type { Cursor, ReadModels, VisibilityScope } from '../../../src/application/ports/read-models.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { poolAs } from '../../scenarios/pools.js';

const PAGE = 50;
/** As the list counts: no further than what a person can make sense of. */
const COUNTED = 1000;

/** What is asked for. */
export interface Subject {
  readonly infohus: string;
  readonly agencies: readonly string[];
  readonly types: readonly string[];
  /** That rows of the list have, for pages in its midst. */
  readonly places: readonly Cursor[];
}
/** What list pages ask, the i-th time; the tally is no list. */
export type Questions = Readonly<Record<string, (i: number) => Promise<unknown>>>;

/** The one place that knows how the product asks its read models. */
export function questions(models: ReadModels, { infohus, agencies, types, places }: Subject): Questions {
  const nth = <T>(of: readonly T[], i: number): T | undefined => of[i % of.length];
  const below = (i: number) => ({ limit: PAGE, below: nth(places, i) });
  const reach = (i: number): VisibilityScope => ({ agency: nth(agencies, i) ?? '', by: ['on-case', 'asked'] });
  const registered = (i: number): VisibilityScope => ({ ...reach(i), by: ['on-case', 'asked', 'registrar'] });
  const ofType = (i: number) => ({ responsible: nth(agencies, i), caseType: nth(types, i) });
  const first = { limit: PAGE };
  return {
    'first page': () => models.cases({ infohus }, first),
    'page in the midst': (i) => models.cases({ infohus }, below(i)),
    'page before it': (i) => models.cases({ infohus }, { limit: PAGE, above: nth(places, i) }),
    'open ones': (i) => models.cases({ infohus, status: 'open' }, below(i)),
    'open, of an agency and a type': (i) => models.cases({ infohus, status: 'open', ...ofType(i) }, first),
    'known to an agency': (i) => models.cases({ infohus, reach: reach(i) }, first),
    'known to an agency, in the midst': (i) => models.cases({ infohus, reach: reach(i) }, below(i)),
    'a handover waits': () => models.cases({ infohus, pending: true }, first),
    'count, to 1000': () => models.countCases({ infohus, status: 'open' }, COUNTED),
    'count of an agency, to 1000': (i) => models.countCases({ infohus, reach: reach(i) }, COUNTED),
    'concerns, first page': () => models.concerns({ infohus }, first),
    'concerns known to an agency': (i) => models.concerns({ infohus, reach: registered(i) }, first),
    tally: () => models.tally(infohus),
  };
}

/** Those which no list page waits for: said with the others, but not held to their aim. */
export const NOT_LISTS: ReadonlySet<string> = new Set(['tally']);

export async function withModels<T>(url: string, work: (models: ReadModels) => Promise<T>): Promise<T> {
  const pool = poolAs('reader', url);
  try {
    return await work(TableModels.over(pool));
  } finally {
    await pool.end();
  }
}
