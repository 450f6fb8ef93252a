import { type DocumentState, documentAggregate } from '../../domain/document/state.js';
import { idOf } from '../../domain/kernel/event.js';
import { loadRecord } from '../load.js';
import type { Asking } from './asking.js';

/**
 * Which of these are records of another Infohus: who looked at them is told there. Broken glass, a breach, a mentor are of the Infohus in their
 * register; a document is of what it hangs on, a person of the concerns and cases that name it; what nothing names is of nobody, and not held back.
 */
export async function ofOthers(ids: readonly string[], asking: Asking): Promise<ReadonlySet<string>> {
  const own = new Set(asking.ownInfohuse());
  const counted = await infohuseOf(ids, asking);
  const others = new Set([...counted].flatMap(([id, infohus]) => (own.has(infohus) ? [] : [id])));
  const left = [...new Set(ids)].filter((id) => !counted.has(id));
  const known = new Map((await asking.live.beyond.registered(OF_INFOHUS, left)).map((row) => [row.id, row.infohus]));
  for (const [id, infohus] of known) if (infohus !== '' && !own.has(infohus)) others.add(id);
  for (const id of left) {
    if (known.has(id)) continue;
    const infohuse = [...(await infohuseOf(await recordsAround(id, asking), asking)).values()];
    if (infohuse.length > 0 && !infohuse.some((infohus) => own.has(infohus))) others.add(id);
  }
  return others;
}

/** Of an Infohus without having a number. Of a mentor that is lent it is the one at home. */
const OF_INFOHUS = ['access', 'breach', 'mentor', 'hotline', 'incident', 'activity', 'partner', 'disposal'] as const;

/** Of concerns, cases and meetings. */
async function infohuseOf(ids: readonly string[], { live }: Asking): Promise<ReadonlyMap<string, string>> {
  return new Map((await live.counted([...ids])).map(({ id, infohus }) => [id, infohus]));
}

/** What a document hangs on, and what names a person. */
async function recordsAround(id: string, { store, references }: Asking): Promise<readonly string[]> {
  const { of } = (await loadRecord(store, documentAggregate.aggregate, id)).state as DocumentState;
  if (of && of.aggregate !== 'person') return [of.id];
  return (await references.to(of?.id ?? id)).map(idOf);
}
