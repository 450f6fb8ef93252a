import { type DocumentState, documentAggregate } from '../../../domain/document/state.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { CONCERN_RULES, keptFrom, retentionMonths } from '../../../domain/plan/retention.js';
import { loadRecord } from '../../load.js';
import type { Asking } from '../asking.js';
import { type Disposing, disposing, keptCase, keptConcern, keptInRegisters, retainedOf } from './retention.js';

type Around = Pick<Asking, 'live' | 'store' | 'book' | 'now'>;
type Disposals = ReadonlyMap<string, Disposing>;
/** No list is longer: these are told whole. */
const ALL = 1_000_000_000;

/**
 * How many rows Retention lists as due and as blocked. Cases and concerns are counted by an index: none is read but those that a waiting disposal
 * names.
 */
export async function retentionCounts(infohus: string, around: Around) {
  const { live, book, now } = around;
  const on = { plans: book.plans, day: localDateOf(now) };
  const disposals = await disposing(live, infohus);
  const others = await keptInRegisters(live, infohus);
  const own = retainedOf(others, disposals, on).filter(({ kind, state }) => kind !== 'document' && state === 'due');
  // What a disposal names is not due any more: it waits, or is gone.
  const named = [...disposals.keys()];
  let due = own.length;
  for (const count of counters(infohus, live, on)) {
    due += await count();
    if (named.length > 0) due -= await count(named);
  }
  const waiting = await waitingOf(infohus, disposals, around);
  const blocked = retainedOf([...waiting.records, ...others], disposals, on).filter(
    ({ state, recordId }) => state === 'blocked-by-archive' && waiting.ids.has(recordId),
  );
  return { due, blocked: blocked.length };
}

/** Of each rule how many are past it, all or of these alone. */
function counters(infohus: string, live: Around['live'], on: Parameters<typeof retentionMonths>[2]) {
  const past = (rule: string) => {
    const kept = retentionMonths(rule, infohus, on);
    return kept && keptFrom(kept.months, on.day);
  };
  const closedBefore = past('case');
  const ofCases = async (caseIds?: readonly string[]) =>
    closedBefore === undefined ? 0 : live.countCases({ infohus, closedBefore, caseIds }, ALL);
  const ofConcerns = CONCERN_RULES.map((as) => async (concernIds?: readonly string[]) => {
    const before = past(as);
    return before === undefined ? 0 : live.countConcerns({ infohus, kept: { as, before }, concernIds }, ALL);
  });
  return [ofCases, ...ofConcerns];
}

/** What a disposal names that no second officer has cleared, with what its documents hang on. */
async function waitingOf(infohus: string, disposals: Disposals, { live, store }: Around) {
  const waits = [...disposals].filter(([id, { state }]) => !state.authorised && !state.disposed.includes(id));
  const ids = new Set(waits.map(([id]) => id));
  const documents = waits.filter(([id, { state }]) =>
    state.records.some(({ kind, recordId }) => kind === 'document' && recordId === id),
  );
  const holders: string[] = [];
  for (const [id] of documents) holders.push(...(await holderOf(id, store)));
  const all = [...ids, ...holders];
  if (all.length === 0) return { ids, records: [] };
  const cases = (await live.casesOf(all)).filter((row) => row.infohus === infohus);
  const concerns = await live.concerns({ infohus, concernIds: all });
  return { ids, records: [...cases.map(keptCase), ...concerns.map(keptConcern)] };
}
async function holderOf(documentId: string, store: Around['store']): Promise<readonly string[]> {
  const { of } = (await loadRecord(store, documentAggregate.aggregate, documentId)).state as DocumentState;
  return of ? [of.id] : [];
}
