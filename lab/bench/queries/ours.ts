import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import type { ReadModels } from '../../../src/projections/read-models.js';
import type { Cursor, VisibilityScope } from '../../../src/projections/scope.js';
import type { RowWallContext } from '../../../src/projections/wall-context.js';
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

/** Who coordinates the Infohus, or who is of an agency in it: behind the wall of the first, or of the second. */
const contextOf = (infohus: string, agency?: string): RowWallContext => {
  const all = agency === undefined ? [infohus] : [];
  return {
    ...{ userId: 'u1', agency: agency ?? '', infohuse: [infohus], cases: all, concerns: all, owed: all },
    ...{ viewers: [], audit: '', record: '' },
  };
};
const NAMED = { open: '', walled: ', behind the wall' };

/** The one place that knows how the product asks its read models: as who works for itself, and for a reader, behind row-level security. */
export function questions(all: ReadModels, subject: Subject): Questions {
  const { infohus } = subject;
  const asked = (how: keyof typeof NAMED, as: (agency?: string) => ReadModels) =>
    Object.entries(questionsOf(as, subject)).map(([name, ask]) => [name + NAMED[how], ask] as const);
  const [open, walled] = [asked('open', () => all), asked('walled', (agency) => all.as(contextOf(infohus, agency)))];
  // One beside the other, so that what the machine does meanwhile falls on both.
  return Object.fromEntries(open.flatMap((one, i) => [one, walled[i] ?? one]));
}

function questionsOf(as: (agency?: string) => ReadModels, { infohus, agencies, types, places }: Subject): Questions {
  const nth = <T>(of: readonly T[], i: number): T | undefined => of[i % of.length];
  const below = (i: number) => ({ limit: PAGE, below: nth(places, i) });
  const reach = (i: number): VisibilityScope => ({ agency: nth(agencies, i) ?? '', by: ['on-case', 'asked'] });
  const registered = (i: number): VisibilityScope => ({ ...reach(i), by: ['on-case', 'asked', 'registrar'] });
  const ofType = (i: number) => ({ responsible: nth(agencies, i), caseType: nth(types, i) });
  const first = { limit: PAGE };
  return {
    'first page': () => as().cases({ infohus }, first),
    'page in the midst': (i) => as().cases({ infohus }, below(i)),
    'page before it': (i) => as().cases({ infohus }, { limit: PAGE, above: nth(places, i) }),
    'open ones': (i) => as().cases({ infohus, status: 'open' }, below(i)),
    'open, of an agency and a type': (i) => as().cases({ infohus, status: 'open', ...ofType(i) }, first),
    'known to an agency': (i) => as(reach(i).agency).cases({ infohus, reach: reach(i) }, first),
    'known to an agency, in the midst': (i) => as(reach(i).agency).cases({ infohus, reach: reach(i) }, below(i)),
    'by what happened last': () => as().cases({ infohus, sort: '-last' }, first),
    'open ones, the longest at rest first': () => as().cases({ infohus, status: 'open', sort: 'last' }, first),
    'by agency': () => as().cases({ infohus, sort: 'agency' }, first),
    'known to an agency, by what happened last': (i) =>
      as(reach(i).agency).cases({ infohus, reach: reach(i), sort: '-last' }, first),
    'a handover waits': () => as().cases({ infohus, pending: true }, first),
    'count, to 1000': () => as().countCases({ infohus, status: 'open' }, COUNTED),
    'count of an agency, to 1000': (i) => as(reach(i).agency).countCases({ infohus, reach: reach(i) }, COUNTED),
    'concerns, first page': () => as().concerns({ infohus }, first),
    'concerns known to an agency': (i) => as(reach(i).agency).concerns({ infohus, reach: registered(i) }, first),
    tally: () => as().tally(infohus),
  };
}

/** Those which no list page waits for: said with the others, but not held to their aim. */
export const NOT_LISTS: ReadonlySet<string> = new Set(['tally', 'tally, behind the wall']);

export async function withModels<T>(url: string, work: (models: ReadModels) => Promise<T>): Promise<T> {
  const [pool, asker, party] = [poolAs('reader', url), poolAs('asker', url), poolAs('party', url)];
  try {
    return await work(TableModels.over(pool, { asker, party }));
  } finally {
    for (const one of [pool, asker, party]) await one.end();
  }
}
