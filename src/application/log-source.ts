import type { Recorded } from '../domain/kernel/event.js';
import type { RawEvent, Source } from '../projections/folding/raw.js';
import { holds } from '../projections/folding/slices.js';
import { decode } from './codec.js';
import type { EventStore } from './ports/event-store.js';

/** From any store, chosen by type there and by slice here. */
export const fromStore = (store: EventStore): Source =>
  async function* ({ slice, to, types, everywhere }) {
    const all = new Set(everywhere);
    if (to < 1) return;
    for await (const batch of store.readAll({ to, types }))
      yield batch
        .filter((e) => all.has(e.type) || holds(slice, e.stream))
        .map(({ position, recordedAt, stream, type, bytes }) => ({
          ...{ position, stream, type, bytes },
          recorded: Date.parse(recordedAt),
        }));
  };

export const parsed = ({ position, recorded, bytes }: RawEvent): Recorded =>
  decode({ position, bytes, recordedAt: instantOf(recorded) });

const DAY = 86_400_000;
const days = new Map<number, string>();
const padded = (length: number, digits: number) => Array.from({ length }, (_, n) => String(n).padStart(digits, '0'));
const [two, three] = [padded(60, 2), padded(1000, 3)];

/** As `toISOString`, at a fifth of its cost, which a rebuild would notice: it asks for that of every event, and the days are few. @param at milliseconds since 1970 */
export function instantOf(at: number): string {
  const day = Math.floor(at / DAY);
  let date = days.get(day);
  if (date === undefined) {
    date = new Date(day * DAY).toISOString().slice(0, -'00:00:00.000Z'.length);
    days.set(day, date);
  }
  const milliseconds = Math.floor(at) - day * DAY;
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}.${three[milliseconds % 1000]}Z`;
}
