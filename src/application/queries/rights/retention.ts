import { retentionOf } from '../../../domain/disposal/disposal.js';
import { movesRetention } from '../../../domain/disposal/moving.js';
import type { Disposable, DisposalState, Retained } from '../../../domain/disposal/state.js';
import type { Documented } from '../../../domain/document/state.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import type { AnyDecider } from '../../../domain/kernel/decider.js';
import { compare } from '../../../domain/kernel/order.js';
import type { Retention, RetentionOn } from '../../../domain/plan/retention.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../../projections/concern-facts/concern-facts.js';
import type { ReadModels } from '../../../projections/read-models.js';
import { loadFrom } from '../../load.js';
import type { StoredEvent } from '../../ports/event-store.js';
import { uuidv5 } from '../../uuidv5.js';

/**
 * `kept`: its period runs. `due`: it is over. `blocked-by-archive`: its disposal is proposed, and waits for a second officer with the clearance of
 * the archive. `cleared`: the clearance stands (DisposalAuthorised), and the keys are about to go. `disposed`: they are gone.
 */
export const RETENTION_STATES = ['kept', 'due', 'blocked-by-archive', 'cleared', 'disposed'] as const;
export type RetentionState = (typeof RETENTION_STATES)[number];

export interface RetainedRecord extends Retention {
  readonly kind: Disposable;
  readonly recordId: string;
  readonly state: RetentionState;
  /** Of the disposal that names it. */
  readonly disposalId: string | null;
  readonly proposedAt: string | null;
  readonly proposedBy: string | null;
  readonly clearedAt: string | null;
}
type Models = Pick<ReadModels, 'cases' | 'concerns' | 'register'>;
/** A record with the state that its retention follows from. */
export type Kept = readonly [kind: Retained, recordId: string, state: unknown];

/** Every record of an Infohus that has ended, with the day until which the plan keeps it; the first due first. */
export async function retained(
  models: Models,
  infohus: string,
  plans: readonly Plan[],
  now: string,
): Promise<readonly RetainedRecord[]> {
  const records: readonly Kept[] = [
    ...(await models.cases({ infohus })).map(keptCase),
    ...(await models.concerns({ infohus })).map(keptConcern),
    ...(await keptInRegisters(models, infohus)),
  ];
  return retainedOf(records, await disposing(models, infohus), { plans, day: localDateOf(now) });
}
export const keptCase = ({ caseId, state }: CaseRow): Kept => ['case', caseId, state];
export const keptConcern = ({ concernId, facts, documents }: ConcernRow): Kept => [
  'concern',
  concernId,
  { facts, documents: Object.fromEntries(documents.map((id) => [id, {}])) },
];
export async function keptInRegisters(models: Models, infohus: string): Promise<readonly Kept[]> {
  const found: Kept[] = [];
  for (const kind of ['meeting', 'hotline', 'incident', 'transfer'] as const)
    found.push(...(await models.register(kind, infohus)).map(({ id, state }): Kept => [kind, id, state]));
  return found;
}

/** These, with their documents; the first due first. */
export function retainedOf(
  records: readonly Kept[],
  disposals: ReadonlyMap<string, Disposing>,
  { plans, day }: RetentionOn,
): readonly RetainedRecord[] {
  return records
    .flatMap(([kind, recordId, state]) => {
      const kept = retentionOf(kind, state, { plans, day });
      if (!kept) return [];
      // A document is kept with what it hangs on; it is gone with that too.
      const own = { kind, recordId, ...kept, ...stands(recordId, kept, disposals.get(recordId), day) };
      const documents = Object.keys((state as Documented).documents ?? {}).map((documentId) => {
        const disposal = own.state === 'disposed' ? disposals.get(recordId) : disposals.get(documentId);
        const at = own.state === 'disposed' ? recordId : documentId;
        return { ...{ kind: 'document' as const, recordId: documentId }, ...kept, ...stands(at, kept, disposal, day) };
      });
      return [own, ...documents];
    })
    .sort((a, b) => compare(a.until, b.until) || compare(a.recordId, b.recordId));
}

/** What an alert of a period that is over is called, and whose: the record's, whatever ended it. */
export const RETENTION = 'retention';
export const alertIdOf = ({ recordId }: Pick<RetainedRecord, 'recordId'>): string => uuidv5(`${RETENTION}/${recordId}`);

export interface Disposing {
  readonly id: string;
  readonly state: DisposalState;
}
/** By the records that they name. The disposal that came furthest names a record: one that was proposed twice is disposed of once. */
export async function disposing(models: Models, infohus: string): Promise<ReadonlyMap<string, Disposing>> {
  const rows = await models.register('disposal', infohus);
  const found = new Map<string, Disposing>();
  const far = ({ state }: Disposing, recordId: string) =>
    state.disposed.includes(recordId) ? 2 : state.authorised ? 1 : 0;
  for (const row of rows)
    for (const { recordId } of row.state.records) {
      const known = found.get(recordId);
      if (!known || far(row, recordId) > far(known, recordId)) found.set(recordId, row);
    }
  return found;
}

function stands(recordId: string, { until }: Retention, disposing: Disposing | undefined, day: string) {
  const { id: disposalId = null, state: disposal } = disposing ?? {};
  const clearedAt = disposal?.authorised?.at ?? null;
  const { proposedAt = null, proposedBy = null } = disposal ?? {};
  return { disposalId, proposedAt, proposedBy, clearedAt, state: isNow() };

  function isNow(): RetentionState {
    if (disposal?.disposed.includes(recordId)) return 'disposed';
    // It was reopened, or a new plan keeps it longer: what was proposed before is not due any more.
    if (until >= day) return 'kept';
    return clearedAt ? 'cleared' : disposal ? 'blocked-by-archive' : 'due';
  }
}

/** What moved the day, in the order in which it was recorded: an event of the record, or a plan that began. */
export interface RetentionMove {
  readonly at: string;
  readonly why: string;
  readonly position: number | null;
  readonly of: string | null;
  readonly endedOn: string | null;
  readonly until: string | null;
}

/**
 * How the day came about. The record is folded as it was known after each of its events that can end it, open it again or amend it, and looked
 * at again on each day on which another plan began.
 */
export function movesOf(
  kind: Retained,
  {
    decider,
    stream,
    stored,
  }: { readonly decider: AnyDecider; readonly stream: string; readonly stored: readonly StoredEvent[] },
  plans: readonly Plan[],
  now: string,
): readonly RetentionMove[] {
  const loaded = loadFrom(decider, stream, stored);
  const moments = [
    ...loaded.events
      .filter(movesRetention)
      .map(({ recordedAt: at, type: why, position }) => ({ at, why, position: position as number | null })),
    ...begun(plans, loaded.events[0]?.recordedAt ?? now, now),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const moves: RetentionMove[] = [];
  for (const { at, why, position } of moments) {
    const known = stored.filter((e) => e.recordedAt <= at && (position === null || e.position <= position));
    const kept = retentionOf(kind, loadFrom(decider, stream, known).state, { plans, day: localDateOf(at) });
    const { of: rule = null, endedOn = null, until = null } = kept ?? {};
    const before = moves.at(-1);
    if (until !== (before?.until ?? null) || rule !== (before?.of ?? null))
      moves.push({ at, why, position, of: rule, endedOn, until });
  }
  return moves;
}
const begun = (plans: readonly Plan[], from: string, now: string) =>
  plans
    .map(({ planId, from: day }) => ({ at: `${day}T12:00:00.000Z`, why: `plan ${planId}`, position: null }))
    .filter(({ at }) => at > from && at <= now);
