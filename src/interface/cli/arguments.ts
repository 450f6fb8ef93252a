import { referenceIn } from '../../application/numbers/record-numbers.js';
import { id as idSchema, instant as instantSchema } from '../../domain/kernel/schema.js';
import { Usage } from './session.js';

export function instant(value: string): string {
  const known = instantSchema.safeParse(value);
  if (!known.success)
    throw new Usage(`${value} is no instant: it takes ISO 8601 with an offset, such as 2016-03-01T10:00:00+01:00`);
  return known.data;
}
export function uuid(value: string): string {
  const known = idSchema.safeParse(value);
  if (!known.success) throw new Usage(`${value} is no id`);
  return known.data;
}
/** An id, or the number of a record with its Infohus: koebenhavn:S-2026-0317. */
export function recordNamed(value: string): string {
  return referenceIn(value) ? value : uuid(value);
}
export function position(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new Usage(`${value} is no position`);
  return Number(value);
}
export function events(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new Usage(`${value} is no number of events`);
  return Number(value);
}
export function wholeYear(value: string): number {
  if (!/^\d{4}$/.test(value)) throw new Usage(`${value} is no year`);
  return Number(value);
}
