import type { ReadModels } from '../../projections/read-models.js';
import { decode } from '../codec.js';
import type { Shredder } from '../ports/erasing.js';
import type { EventStore } from '../ports/event-store.js';
import { NeedsMending } from '../refusal.js';

export interface Enforced {
  /** Keys and segments that were there again, and are gone now. */
  readonly keys: number;
  readonly segments: number;
}

/**
 * Before anything is served: what was destroyed once is destroyed again where a backup brought it back (REL I36). A list that is missing, or
 * older than the log's last erasure, cannot say that, so nothing is served until it is put back.
 * @throws NeedsMending destroyed-list-missing
 */
export async function enforce(
  store: EventStore,
  models: Pick<ReadModels, 'register' | 'position'>,
  { vault, segments, destroyed }: Shredder,
): Promise<Enforced> {
  const entries = await destroyed.entries();
  const known = new Set(entries.map(({ decidedBy }) => decidedBy));
  if ((await erasuresIn(store, models)).some((decidedBy) => !known.has(decidedBy)))
    throw new NeedsMending(
      'destroyed-list-missing: the log holds an erasure that the list of destroyed keys does not: put back the newest file ' +
        'destroyed-keys beside the keys (kms) or the ledger; without it a backup could bring back what was erased',
    );
  const keys = await vault.living(entries.flatMap((e) => e.keyIds));
  await vault.destroyKeys(keys);
  const there = await store.readSegments([...new Set(entries.flatMap((e) => e.segments.map((s) => s.eventId)))]);
  const named = new Set(entries.flatMap((e) => e.segments.map((s) => `${s.eventId}/${s.segment}`)));
  const back = there.filter((s) => named.has(`${s.eventId}/${s.segment}`));
  await segments.erase(back);
  return { keys: keys.length, segments: back.length };
}

/** Each erasure that the log holds, by what decided it: from the read models, and from the log what they have not seen yet. */
async function erasuresIn(
  store: EventStore,
  models: Pick<ReadModels, 'register' | 'position'>,
): Promise<readonly string[]> {
  const reached = await models.position();
  const persons = (await models.register('person')).flatMap(({ state: { erasure } }) =>
    erasure?.erasedAt ? (erasure.authorised?.eventId ?? []) : [],
  );
  const disposals = (await models.register('disposal')).flatMap(({ state }) =>
    state.disposed.length > 0 ? (state.authorised?.eventId ?? []) : [],
  );
  const newer: string[] = [];
  for await (const batch of store.readAll({ from: reached + 1, types: ['PersonErased', 'RecordDisposed'] }))
    newer.push(...batch.map((stored) => (decode(stored).data as { readonly authorisation: string }).authorisation));
  return [...persons, ...disposals, ...newer];
}
