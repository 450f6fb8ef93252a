import { ascending } from '../../domain/kernel/order.js';
import type { ReadModels } from '../../projections/read-models.js';
import { decode } from '../codec.js';
import type { EventStore } from '../ports/event-store.js';

export interface Look {
  readonly day: string;
  readonly agency: string;
  readonly purpose: string;
  /** The kind of record. */
  readonly record: string;
  readonly count: number;
}
interface Of {
  readonly recordIds: readonly string[];
  /** Local day; older looks are not told of any more (the plan's retention of access events). */
  readonly since: string;
  isSecret(agency: string): boolean;
}
/** What opens a record or takes it out; a list tells how many it showed, not whom. */
const LOOKS = new Set<string>(['opened', 'exported', 'glass']);

/**
 * Who looked at these records: agencies, purposes and days, never who of the staff (EDPB guidelines 01/2022; CJEU C-579/21). Whoever works under the
 * law-enforcement act is left out.
 */
export async function looksAt(
  models: Pick<ReadModels, 'looks'>,
  { recordIds, since: from, isSecret }: Of,
): Promise<readonly Look[]> {
  const found = new Map<string, Look>();
  for (const { way, day, agency, purpose, record, count } of await models.looks({ recordIds, from })) {
    if (!LOOKS.has(way) || isSecret(agency)) continue;
    const key = [day, agency, purpose, record].join(' ');
    found.set(key, { day, agency, purpose, record, count: (found.get(key)?.count ?? 0) + count });
  }
  return [...found.entries()].sort(ascending(([key]) => key)).map(([, look]) => look);
}

/** Another officer has drawn up the same pack since anything was added to it: the second pair of eyes. */
export async function readByAnother(
  store: Pick<EventStore, 'readAll'>,
  {
    id,
    withhold,
    documents,
    userId,
    newest,
  }: Readonly<Record<'id' | 'withhold' | 'documents' | 'userId', string>> & { readonly newest: number },
): Promise<boolean> {
  for await (const batch of store.readAll({ from: newest + 1, types: ['ExportMade'] }))
    for (const { actor, data } of batch.map(decode)) {
      const { export: of, criteria } = data as { export?: string; criteria?: Readonly<Record<string, string>> };
      const { withhold: left = '', documents: taken = '' } = criteria ?? {};
      const isSame = of === 'subject-access' && criteria?.id === id && left === withhold && taken === documents;
      if (isSame && actor.userId !== userId) return true;
    }
  return false;
}
