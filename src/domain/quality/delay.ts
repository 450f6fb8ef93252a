import { daysBetween, localDateOf } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/event.js';

/**
 * How long after it happened an event was recorded, in local days, where it was not on the same day; which of them are late is for the plan to say. A concern happens when it is received, police are told
 * when they were; one that another Infohus sent on was received there.
 */
export function delayOf({ occurredAt, recordedAt, data }: Recorded) {
  const { receivedAt, notifiedAt, originConcernId } = data as RecordedFact;
  const told = originConcernId === undefined ? (receivedAt ?? notifiedAt) : undefined;
  const since = told ?? occurredAt;
  const recordedOn = localDateOf(recordedAt);
  const days = daysBetween(localDateOf(since), recordedOn);
  return days > 0 ? { since, days, month: recordedOn.slice(0, 7) } : undefined;
}

interface RecordedFact {
  readonly receivedAt?: string;
  readonly notifiedAt?: string;
  readonly originConcernId?: string;
}
