import { createHash } from 'node:crypto';

/** Under this name the readers' connections are known to the server. */
export const FOLLOWER = 'campaign-follower';

/** What a reader was given in one batch, in a few bytes: each event's place, instant and bytes are in its leaf, and the order counts. */
function digestOf(events) {
  const digest = createHash('sha256');
  for (const { leaf, bytes } of events) digest.update(leaf).update(bytes);
  return digest.digest('base64');
}

/** One line of a reader's file: what it was given, and by that where it goes on. `by` is the process that was given it. */
export const recordOf = (round, events, by) => ({
  round,
  first: events[0].position,
  last: events.at(-1).position,
  count: events.length,
  digest: digestOf(events),
  by,
});

/**
 * Holds what readers were given against the log. A reader reads it from the first position on, in rounds; each but the last may end anywhere.
 * Pure: `events` in the order of positions, each reader's records in the order in which they were written.
 * @returns what is wrong, a line each, and what was seen to be right
 */
export function checkDeliveries(events, readers) {
  const wrong = [];
  const found = { deliveries: 0, rounds: 0, resumed: 0 };
  for (const [i, records] of readers.entries()) {
    const fault = readingOf(events, records, found);
    if (fault) wrong.push(`reader ${i + 1}: ${fault}`);
  }
  return { ...found, wrong };
}

function readingOf(events, records, found) {
  let before;
  for (const record of records) {
    const { round, first, last, count, digest, by } = record;
    const same = before?.round === round;
    const next = same ? before.last + 1 : 1;
    if (!same && round !== (before?.round ?? 0) + 1) return `round ${round} came after round ${before?.round ?? 0}`;
    if (first !== next) return `round ${round} was given position ${first} where ${next} was next`;
    if (count !== last - first + 1) return `${count} events were given as positions ${first} to ${last}`;
    if (last > events.length) return `position ${last} was given and does not stand`;
    if (digest !== digestOf(events.slice(first - 1, last)))
      return `positions ${first} to ${last} were not given as they stand`;
    found.deliveries += count;
    if (!same) found.rounds++;
    else if (by !== before.by) found.resumed++;
    before = record;
  }
  if (before?.last !== events.length) return `the last round ended at ${before?.last ?? 0} of ${events.length} events`;
}
