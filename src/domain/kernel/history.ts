import type { Recorded } from './event.js';
import type { Names } from './names.js';

/**
 * The law (design.md, Read models): what stands is the fold of the whole history, corrections applied and annulled events left out, in
 * the order (`occurredAt`, position). Deciders, read models and as-of answers are all loaded by it.
 */
export const inOrder = (a: Recorded, b: Recorded): number =>
  a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : a.position - b.position;

export const CORRECTED = 'EventCorrected';
export const ANNULLED = 'EventAnnulled';

/** The part of EventCorrected and EventAnnulled that finds what they are about. */
export interface AmendmentTarget {
  readonly eventId: string;
  /** Type and ids of the event that is corrected or annulled: they find the read models' rows. */
  readonly target: string;
  readonly ids: Names;
}
export const isAmendment = (
  event: Recorded,
): event is Recorded<AmendmentTarget & { changes?: Record<string, unknown> }> =>
  event.type === CORRECTED || event.type === ANNULLED;

/** Corrections applied, annulled ones left out, sorted by what happened first. Amendments themselves are not part of the result. */
export function history(events: readonly Recorded[]): readonly Recorded[] {
  // Most histories were recorded as they happened: they are what they are.
  if (events.every((e, i) => !isAmendment(e) && (i === 0 || inOrder(events[i - 1] as Recorded, e) < 0))) return events;
  const amended = new Map<string, Amendment>();
  for (const event of [...events].sort((a, b) => a.position - b.position)) {
    if (!isAmendment(event)) continue;
    const before = amended.get(event.data.eventId);
    amended.set(event.data.eventId, {
      annulled: event.type === ANNULLED || (before?.annulled ?? false),
      changes: { ...before?.changes, ...event.data.changes },
    });
  }
  const standing = events.filter((e) => !isAmendment(e) && !amended.get(e.eventId)?.annulled);
  return standing.map((e) => corrected(e, amended.get(e.eventId)?.changes)).sort(inOrder);
}
/** The same with what was annulled since: as it was known before, for who looks back at it. It is nothing that counts. */
export const asOnceKnown = (events: readonly Recorded[]): readonly Recorded[] =>
  history(events.filter((e) => e.type !== ANNULLED));

interface Amendment {
  readonly annulled: boolean;
  readonly changes: Record<string, unknown>;
}

function corrected(event: Recorded, changes: Record<string, unknown> | undefined): Recorded {
  if (!changes) return event;
  const { occurredAt = event.occurredAt, ...fields } = changes;
  return { ...event, occurredAt: String(occurredAt), data: { ...event.data, ...fields } };
}
