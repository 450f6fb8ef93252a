import { daysBetween, localDateOf } from '../kernel/calendar.js';
import type { Recorded } from '../kernel/event.js';
import { LATE_DAYS } from './limits.js';

/**
 * How late an event was recorded, where it was late: local days from when it happened. A concern happens when it is received, police are told
 * when they were; one that another Infohus sent on was received there.
 */
export function delayOf({ occurredAt, recordedAt, data }: Recorded) {
  const { receivedAt, notifiedAt, originConcernId } = data as Told;
  const told = originConcernId === undefined ? (receivedAt ?? notifiedAt) : undefined;
  const since = told ?? occurredAt;
  const recordedOn = localDateOf(recordedAt);
  const days = daysBetween(localDateOf(since), recordedOn);
  return days > LATE_DAYS ? { since, days, month: recordedOn.slice(0, 7) } : undefined;
}

interface Told {
  readonly receivedAt?: string;
  readonly notifiedAt?: string;
  readonly originConcernId?: string;
}
