import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '../../application/ports/event-store.js';

type Batch = readonly StoredEvent[];
/** Milliseconds. Whoever asks who looked has it read before the answer (freshness.ts). */
const GATHERED = 250;
const LOOKS: ReadonlySet<string> = new Set(['RecordConsulted', 'SearchPerformed', 'ExportMade', 'AccessDenied']);
const tellsOfLooks = (batch: Batch): boolean => batch.every(({ type }) => LOOKS.has(type));

/**
 * The batches of a subscription, those that tell of nothing but looks gathered for a while: each page leaves one, and to fold it costs as much as to
 * answer the page. Anything else is given on at once.
 */
export async function* calmly(batches: AsyncIterable<Batch>, wait = GATHERED): AsyncGenerator<Batch> {
  const source = batches[Symbol.asyncIterator]();
  const following = () => {
    const next = source.next();
    next.catch(() => undefined); // it is awaited below, later
    return next;
  };
  try {
    let next = following();
    for (let got = await next; !got.done; got = await next) {
      const gathered = [...got.value];
      next = following();
      const stop = new AbortController();
      const late = pause(wait, undefined, { signal: stop.signal }).catch(() => undefined);
      for (let isCalm = tellsOfLooks(gathered); isCalm; ) {
        const more = await Promise.race([next, late]);
        if (!more || more.done) break;
        gathered.push(...more.value);
        isCalm = tellsOfLooks(more.value);
        next = following();
      }
      stop.abort();
      yield gathered;
    }
  } finally {
    void source.return?.();
  }
}
