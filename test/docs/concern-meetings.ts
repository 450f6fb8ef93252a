import { events as intake } from '../../src/domain/concern/intake.js';
import { events as meetings } from '../../src/domain/meeting/agenda.js';
import { defineProjection } from '../../src/projections/define-projection.js';
import type { Row } from '../../src/projections/projection.js';

export const table = {
  concernId: 'uuid',
  infohus: 'text',
  meetings: 'int',
  lastMeetingAt: 'instant?',
} as const;
export type ConcernMeetingsRow = Row<typeof table>;

const empty = (concernId: string): ConcernMeetingsRow => ({ concernId, infohus: '', meetings: 0, lastMeetingAt: null });

/** How often a concern has been on the agenda of a meeting that was called. */
export const concernMeetings = defineProjection({
  name: 'concern_meetings',
  version: 1,
  table,
  primaryKey: ['concernId'],
  indexes: [['infohus', 'lastMeetingAt', 'concernId']],
  of: intake,
  on: {
    ConcernRegistered: ([row], { data: { infohus } }, concernId) => [{ ...(row ?? empty(concernId)), infohus }],
  },
  elsewhere: {
    of: { MeetingCalled: meetings.MeetingCalled },
    on: {
      MeetingCalled: {
        keys: ({ concernIds = [] }) => concernIds,
        evolve: ([row = empty('')], { occurredAt: lastMeetingAt }, concernId) => [
          { ...row, concernId, meetings: row.meetings + 1, lastMeetingAt },
        ],
      },
    },
  },
});
