import { localDateOf } from '../../domain/kernel/calendar.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { ascending } from '../../domain/kernel/order.js';
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
const LOOKS = ['RecordConsulted', 'BreakGlassUsed', 'ExportMade'];

/**
 * Who looked at these records: agencies, purposes and days, never who of the staff (EDPB guidelines 01/2022; CJEU C-579/21). Whoever works under the
 * law-enforcement act is left out.
 */
export async function looksAt(
  store: Pick<EventStore, 'readAll'>,
  { recordIds, since, isSecret }: Of,
): Promise<readonly Look[]> {
  const wanted = new Set(recordIds);
  const found = new Map<string, Look>();
  for await (const batch of store.readAll({ types: LOOKS }))
    for (const event of batch.map(decode)) {
      const { agency } = event.actor;
      const day = localDateOf(event.recordedAt);
      const { record, recordId, purpose } = lookOf(event);
      if (!wanted.has(recordId) || day < since || isSecret(agency)) continue;
      const key = [day, agency, purpose, record].join(' ');
      found.set(key, { day, agency, purpose, record, count: (found.get(key)?.count ?? 0) + 1 });
    }
  return [...found.entries()].sort(ascending(([key]) => key)).map(([, look]) => look);
}

function lookOf({ type, data }: Recorded) {
  const said = data as Readonly<Record<string, string>> & { readonly criteria?: Readonly<Record<string, string>> };
  if (type === 'BreakGlassUsed') return { record: 'case', recordId: said.caseId ?? '', purpose: 'break-glass' };
  if (type === 'ExportMade')
    return { record: said.export ?? '', recordId: said.criteria?.id ?? '', purpose: said.purpose ?? '' };
  return { record: said.record ?? '', recordId: said.recordId ?? '', purpose: said.purpose ?? '' };
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
