import pg from 'pg';
import { caseAt } from '../../dist/application/queries/case-view.js';
import { PostgresStore } from '../../dist/infrastructure/event-store/postgres/postgres-store.js';
import { asRole, ROLES } from '../../dist/infrastructure/event-store/postgres/roles.js';
import { TableModels } from '../../dist/infrastructure/read-store/table-models.js';

const PAGE = 50;
/** As the list counts: no further than what a person can make sense of. */
const COUNTED = 1000;

/** The one place that knows how the product asks its read models. @param places that rows of the list have, for pages in its midst */
export function questions(models, { infohus, agencies, types, places }) {
  const below = (i) => ({ limit: PAGE, below: places[i % places.length] });
  const agency = (i) => agencies[i % agencies.length];
  const reach = (i) => ({ agency: agency(i), by: ['on-case', 'asked'] });
  return {
    'first page': () => models.cases({ infohus }, { limit: PAGE }),
    'page in the midst': (i) => models.cases({ infohus }, below(i)),
    'page before it': (i) => models.cases({ infohus }, { limit: PAGE, above: places[i % places.length] }),
    'open ones': (i) => models.cases({ infohus, status: 'open' }, below(i)),
    'open, of an agency and a type': (i) =>
      models.cases(
        { infohus, status: 'open', responsible: agency(i), caseType: types[i % types.length] },
        { limit: PAGE },
      ),
    'known to an agency': (i) => models.cases({ infohus, reach: reach(i) }, { limit: PAGE }),
    'known to an agency, in the midst': (i) => models.cases({ infohus, reach: reach(i) }, below(i)),
    'a handover waits': () => models.cases({ infohus, pending: true }, { limit: PAGE }),
    'count, to 1000': () => models.countCases({ infohus, status: 'open' }, COUNTED),
    'count of an agency, to 1000': (i) => models.countCases({ infohus, reach: reach(i) }, COUNTED),
    'concerns, first page': () => models.concerns({ infohus }, { limit: PAGE }),
    'concerns known to an agency': (i) =>
      models.concerns({ infohus, reach: { ...reach(i), by: ['on-case', 'asked', 'registrar'] } }, { limit: PAGE }),
    tally: () => models.tally(infohus),
  };
}

/** Those which no list page waits for: said with the others, but not held to their aim. */
export const NOT_LISTS = new Set(['tally']);

export async function withModels(url, work) {
  const pool = new pg.Pool({ connectionString: url, options: asRole(ROLES.reader), max: 4 });
  pool.on('error', () => undefined);
  try {
    return await work(TableModels.over(pool));
  } finally {
    await pool.end();
  }
}

export async function withStore(url, work) {
  const store = await PostgresStore.open(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** @param moment as the product's queries take it: a position, or an instant and its clock */
export const caseAsOf = (store, caseId, moment) => caseAt(store, caseId, moment);
