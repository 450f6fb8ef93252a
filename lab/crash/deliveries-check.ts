import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../src/application/ports/event-store.js';

/** Under this name the readers' connections are known to the server. */
export const FOLLOWER = 'campaign-follower';

export type Delivered = Pick<StoredEvent, 'position' | 'leaf' | 'bytes'>;
/** One line of a reader's file: what it was given in one batch, and by that where it goes on. `by` is the process that was given it. */
export interface Reading {
  readonly round: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly digest: string;
  readonly by: number;
}
/** What was seen to be right. */
export interface SeenDeliveries {
  deliveries: number;
  rounds: number;
  /** Rounds in whose middle another process went on. */
  resumed: number;
}

/** What a reader was given in one batch, in a few bytes: each event's place, instant and bytes are in its leaf, and the order counts. */
function digestOf(events: readonly Delivered[]): string {
  const digest = createHash('sha256');
  for (const { leaf, bytes } of events) digest.update(leaf).update(bytes);
  return digest.digest('base64');
}

export const recordOf = (round: number, events: readonly Delivered[], by: number): Reading => ({
  round,
  first: events[0]?.position ?? 0,
  last: events.at(-1)?.position ?? 0,
  count: events.length,
  digest: digestOf(events),
  by,
});

/**
 * Holds what readers were given against the log. A reader reads it from the first position on, in rounds; each but the last may end anywhere.
 * Pure: `events` in the order of positions, each reader's records in the order in which they were written.
 * @returns what is wrong, a line each, and what was seen to be right
 */
export function checkDeliveries(
  events: readonly Delivered[],
  readers: readonly (readonly Reading[])[],
): SeenDeliveries & { readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  const seen: SeenDeliveries = { deliveries: 0, rounds: 0, resumed: 0 };
  for (const [i, records] of readers.entries()) {
    const fault = faultOf(events, records, seen);
    if (fault) wrong.push(`reader ${i + 1}: ${fault}`);
  }
  return { ...seen, wrong };
}

function faultOf(events: readonly Delivered[], records: readonly Reading[], seen: SeenDeliveries): string | undefined {
  let before: Reading | undefined;
  for (const record of records) {
    const { round, first, last, count, digest, by } = record;
    const same = before?.round === round;
    const next = same ? (before?.last ?? 0) + 1 : 1;
    if (!same && round !== (before?.round ?? 0) + 1) return `round ${round} came after round ${before?.round ?? 0}`;
    if (first !== next) return `round ${round} was given position ${first} where ${next} was next`;
    if (count !== last - first + 1) return `${count} events were given as positions ${first} to ${last}`;
    if (last > events.length) return `position ${last} was given and does not stand`;
    if (digest !== digestOf(events.slice(first - 1, last)))
      return `positions ${first} to ${last} were not given as they stand`;
    seen.deliveries += count;
    if (!same) seen.rounds++;
    else if (by !== before?.by) seen.resumed++;
    before = record;
  }
  const last = before?.last ?? 0;
  return last === events.length ? undefined : `the last round ended at ${last} of ${events.length} events`;
}
