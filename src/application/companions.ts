import { createHash } from 'node:crypto';
import type { EventStore, StoredEvent } from './ports/event-store.js';
import { NeedsMending } from './refusal.js';

/** What stands beside a log and is of use with that one alone: its keys, what is sealed under them, what was folded from it, what was signed of it. */
export interface Companion {
  /** As whoever configured it knows it. */
  readonly name: string;
  /** The log that it was last used with. */
  mark(): Promise<string | undefined>;
  /** Written once: a mark that stands is not replaced. */
  put(log: string): Promise<void>;
  /** Asked where it bears no mark, because it is new or older than marks are. @param known whether another one bears the mark of this log */
  holdsNothingOf(known: boolean): Promise<boolean>;
}

/**
 * The name of a log: what its first event is known by, hashed. A log that was copied or restored keeps it, and so does one whose first event was changed
 * afterwards: that it was is for `verify` to say.
 * @returns undefined while it has no event. @throws StoreUnavailable, LogRewritten
 */
export async function logIdOf(store: Pick<EventStore, 'readAll'>): Promise<string | undefined> {
  for await (const [first] of store.readAll({ from: 1, to: 1 })) if (first) return logIdFrom(first);
  return undefined;
}

/** From what the first event is known by. */
export const logIdFrom = ({ eventId, stream, recordedAt }: Pick<StoredEvent, 'eventId' | 'stream' | 'recordedAt'>) =>
  createHash('sha256').update(['sagsspor/log', eventId, stream, recordedAt].join('\n')).digest('hex');

/**
 * Whoever mixed up two installations is told before anything is written: with keys of another log, nothing that is sealed from now on could be read again, and
 * nobody would see it. What is older than marks gets one.
 * @throws NeedsMending log-missing, another-log, companion-empty
 */
export async function assertTogether(log: string | undefined, companions: readonly Companion[]): Promise<void> {
  const marks = await Promise.all(companions.map((companion) => companion.mark()));
  const [other] = companions.flatMap((companion, i) => (marks[i] && marks[i] !== log ? [{ companion, i }] : []));
  if (other) throw log === undefined ? logMissing(other.companion) : anotherLog(other.companion);
  if (log === undefined) return;
  const known = marks.some((mark) => mark !== undefined);
  const unmarked = companions.filter((_, i) => marks[i] === undefined);
  for (const companion of unmarked) if (await companion.holdsNothingOf(known)) throw empty(companion);
  for (const companion of unmarked) await companion.put(log);
}

/** The same of one, before its log is opened: a log that is about to be begun or copied there has no event yet. @throws NeedsMending another-log */
export async function assertNotAnothers(log: string | undefined, companion: Companion): Promise<void> {
  const mark = await companion.mark();
  if (log !== undefined && mark !== undefined && mark !== log) throw anotherLog(companion);
}

const ONE = 'the settings and --data must name what belongs together ("config" shows them)';

const logMissing = ({ name }: Companion) =>
  new NeedsMending(
    `log-missing: the log holds no event, and ${name} belongs to one that did: ${ONE}; where the log itself was lost, restore it from ` +
      'its backup into empty databases and another --data',
  );
const anotherLog = ({ name }: Companion) =>
  new NeedsMending(`another-log: ${name} belongs to another log than the one that is opened: ${ONE}`);
const empty = ({ name }: Companion) =>
  new NeedsMending(
    `companion-empty: the log has events, and ${name} holds nothing of it: ${ONE}; where it was lost, put it back from its backup`,
  );
