import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { AggregateType, Part } from '../kernel/decider.js';
import { code, infohus, level, localDate, targetGroup, text, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** The open facts of an activity, as last corrected: what goals are counted from (K20-3, K24-2, K24-5, KØ-8). */
export interface ActivityState {
  /** null: not recorded. */
  readonly recordedAt: string | null;
  readonly infohus: string;
  readonly kind: string;
  readonly heldOn: string;
  readonly targetGroup: string;
  readonly participants: number;
  readonly schoolType: string | null;
  readonly level: string | null;
}
export const activityAggregate: AggregateType<ActivityState, 'activity'> = {
  aggregate: 'activity',
  initial: {
    recordedAt: null,
    infohus: '',
    kind: '',
    heldOn: '',
    targetGroup: '',
    participants: 0,
    schoolType: null,
    level: null,
  },
};

const changeable = {
  kind: code,
  heldOn: localDate,
  targetGroup,
  participants: whole,
  schoolType: z.enum(['folkeskole', 'friskole']).optional(),
  partner: text.optional(),
  /** The prevention triangle (K16-17, KØ-10). */
  level: level.optional(),
};
const recorded = { infohus, ...changeable };
/** Any of the facts; what is not one is refused like any unknown field. */
const changes = z.strictObject(recorded).partial();

export const events = defineEvents('activity', {
  ActivityRecorded: by('RecordActivity', recorded),
  ActivityCorrected: by('CorrectActivity', { changes, reason: text }),
});
export const commands = defineCommands({
  RecordActivity: { who: ['any'], on: 'new', fields: recorded, refusals: [] },
  CorrectActivity: { who: ['any'], fields: { changes, reason: text }, refusals: [] },
});
const vocabulary = { events, commands };

const open = ({ partner: _, ...facts }: Partial<Record<string, unknown>>): Partial<ActivityState> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** What the Infohus does for society, groups and professionals: counted, never about a person. */
const register: Part<ActivityState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ActivityRecorded: (s, { data, occurredAt }) => ({ ...s, ...open(data), recordedAt: occurredAt }),
    ActivityCorrected: (s, { data }) => ({ ...s, ...open(data.changes) }),
  },
  decide: {
    RecordActivity: { refuse: {}, events: (_, data) => [events.ActivityRecorded(data)] },
    CorrectActivity: { refuse: {}, events: (_, data) => [events.ActivityCorrected(data)] },
  },
};

export const activity = compose(
  activityAggregate,
  { exists: (s) => s.recordedAt !== null, infohus: (s) => s.infohus || undefined, since: (s) => s.recordedAt },
  [register],
);
