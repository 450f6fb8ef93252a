import type pg from 'pg';
import type { SegmentEraser, SegmentRef } from '../../application/ports/erasing.js';
import { StoreUnavailable } from '../../application/ports/event-store.js';

/** Where a log keeps its sealed segments: its own database, or beside the log of an EventStoreDB. */
export type SegmentPlace = 'public.segment' | 'esdb.segment';

/** Deletes by the role that may do nothing else (REL 0.8). */
export class SegmentTable implements SegmentEraser {
  constructor(
    private readonly pool: pg.Pool,
    private readonly place: SegmentPlace,
  ) {}

  async erase(segments: readonly SegmentRef[]): Promise<void> {
    if (segments.length === 0) return;
    const values = [segments.map((s) => s.eventId), segments.map((s) => s.segment)];
    try {
      await this.pool.query(
        `delete from ${this.place} s using unnest($1::uuid[], $2::int[]) as gone(event_id, segment)
          where s.event_id = gone.event_id and s.segment = gone.segment`,
        values,
      );
    } catch (error) {
      throw new StoreUnavailable('unknown', error);
    }
  }
}
