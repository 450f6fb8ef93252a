import { grouped } from '../../domain/kernel/grouped.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';
import type { ArchivedEvent, LogArchive } from '../ports/log-archive.js';
import { NeedsMending } from '../refusal.js';

/** Events a file: small enough to be held, large enough that a log of ten millions is a few thousand files. */
const FILE = 4_000;
const AT_ONCE = 64;

export interface BackedUp {
  /** Events that this run added. */
  readonly added: number;
  /** The position up to which the archive holds the log now. */
  readonly position: number;
}

/**
 * Adds to the archive what the log has beyond it. Stopped anywhere, the next run goes on behind the last whole file.
 * @throws NeedsMending backup-of-another-log; StoreUnavailable; ArchiveDamaged
 */
export async function backUp(
  store: EventStore,
  archive: LogArchive,
  progress: (position: number) => void = () => undefined,
): Promise<BackedUp> {
  const { position: head } = await store.head();
  const last = await archive.last();
  await assertSameLog(store, last);
  const start = last?.position ?? 0;
  for await (const events of store.readAll({ from: start + 1, to: head, batch: FILE })) {
    await archive.add(await withAllBeside(store, events));
    progress(events.at(-1)?.position ?? start);
  }
  return { added: head - start, position: head };
}

async function assertSameLog(store: EventStore, last: ArchivedEvent | undefined): Promise<void> {
  if (!last) return;
  for await (const [event] of store.readAll({ from: last.position, to: last.position }))
    if (event && Buffer.compare(event.leaf, last.leaf) === 0) return;
  throw new NeedsMending(
    `backup-of-another-log: at position ${last.position} the log does not hold what the backup does: it was restored to an ` +
      'earlier moment, or is another one; give --to another folder, and keep this one',
  );
}

async function withAllBeside(store: EventStore, events: readonly StoredEvent[]): Promise<readonly ArchivedEvent[]> {
  const segments = grouped(await store.readSegments(events.map((e) => e.eventId)), (s) => s.eventId);
  const fingerprints = new Map<string, Uint8Array>();
  const commands = events.filter((e) => e.ordinal === 0).map((e) => e.commandId);
  for (let at = 0; at < commands.length; at += AT_ONCE)
    await Promise.all(
      commands.slice(at, at + AT_ONCE).map(async (commandId) => {
        const known = await store.findCommand(commandId);
        if (known) fingerprints.set(commandId, known.fingerprint);
      }),
    );
  return events.map((event) => {
    const fingerprint = event.ordinal === 0 ? fingerprints.get(event.commandId) : undefined;
    return { ...event, ...(fingerprint ? { fingerprint } : {}), segments: segments.get(event.eventId) ?? [] };
  });
}
