import type { ReadableLog } from '../audit/copy.js';
import type { Appended, LogRange, Segment } from '../ports/event-store.js';
import type { ArchivedEvent, LogArchive } from '../ports/log-archive.js';

/** An archive as a log to copy from. It is read forwards: it knows the commands and segments of what it has just given. */
export class ArchivedLog implements ReadableLog {
  private given: readonly ArchivedEvent[] = [];
  private before: readonly ArchivedEvent[] = [];

  constructor(
    private readonly archive: LogArchive,
    private readonly end: { readonly position: number; readonly recordedAt: string },
  ) {}

  async head() {
    return this.end;
  }

  async *readAll({ from, to, batch }: LogRange = {}) {
    const range = { to: Math.min(to ?? this.end.position, this.end.position), ...(from ? { from } : {}) };
    [this.before, this.given] = [[], []];
    for await (const events of this.archive.read({ ...range, ...(batch ? { batch } : {}) })) {
      [this.before, this.given] = [this.given, events];
      yield events.map(({ fingerprint: _, segments: __, ...event }) => event);
    }
  }

  async findCommand(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined> {
    const events = this.near().filter((e) => e.commandId === commandId);
    const fingerprint = events[0]?.fingerprint;
    return fingerprint ? { events, fingerprint } : undefined;
  }

  async readSegments(eventIds: readonly string[]): Promise<readonly Segment[]> {
    const asked = new Set(eventIds);
    return this.near().flatMap((e) => (asked.has(e.eventId) ? e.segments : []));
  }

  private near(): readonly ArchivedEvent[] {
    return [...this.before, ...this.given];
  }
}

/** The newest moment at or before a position that no command stands across, or the newest of all. Undefined: the archive does not reach so far. */
export async function momentIn(
  archive: LogArchive,
  wanted?: number,
): Promise<{ readonly position: number; readonly recordedAt: string } | undefined> {
  const last = await archive.last();
  if (!last || (wanted !== undefined && wanted > last.position)) return undefined;
  if (wanted === undefined || wanted === last.position) return last;
  const near: ArchivedEvent[] = [];
  for await (const events of archive.read({ from: Math.max(1, wanted - LONGEST), to: wanted + LONGEST }))
    near.push(...events);
  const lastOf = new Map(near.map(({ commandId, position }) => [commandId, position]));
  const under = new Set<string>();
  let whole: ArchivedEvent | undefined;
  for (const event of near) {
    if (event.position > wanted) break;
    under.add(event.commandId);
    if (lastOf.get(event.commandId) === event.position) under.delete(event.commandId);
    if (under.size === 0) whole = event;
  }
  return whole;
}
/** Between the first and the last event of a command stand fewer: its own, and those of others that were written at the same time. */
const LONGEST = 2_000;
