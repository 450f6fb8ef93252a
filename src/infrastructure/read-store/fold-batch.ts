import type { Recorded } from '../../domain/kernel/event.js';
import { isAmendment } from '../../domain/kernel/history.js';
import { type Group, type Projection, step, touchedBy } from '../../projections/projection.js';
import { guarded } from '../../projections/projection-failed.js';

/** Keys whose answer needs the whole history, with the streams it stands in. */
export type Late = ReadonlyMap<string, ReadonlySet<string>>;

/** Folds a batch onto what is known of each key. @returns the keys for which this is not enough */
export function advance(p: Projection, groups: Map<string, Group>, batch: readonly Recorded[]): Late {
  const late = new Map<string, Set<string>>();
  for (const event of batch) {
    for (const key of touchedBy(p, event)) {
      const group = groups.get(key);
      // A key without rows is not remembered: what its stream held before must be read.
      const unordered = !p.ofRecording && (group ? event.occurredAt < group.at : event.version > 1);
      if (late.has(key) || isAmendment(event) || unordered) {
        const streams = late.get(key) ?? new Set(group?.streams);
        late.set(key, streams.add(event.stream));
      } else {
        groups.set(
          key,
          guarded(p, event.position, () => step(p, group, event, key)),
        );
      }
    }
  }
  return late;
}
