import type { Projection, Row } from '../../src/projections/projection.js';

export const table = {
  concernId: 'uuid',
  infohus: 'text',
  meetings: 'int',
  lastMeetingAt: 'instant?',
} as const;
export type ConcernMeetingsRow = Row<typeof table>;

const EMPTY = { infohus: '', meetings: 0, lastMeetingAt: null };

/** How often a concern has been on the agenda of a meeting that was called. */
export const concernMeetings: Projection<typeof table> = {
  name: 'concern_meetings',
  version: 1,
  table,
  primaryKey: ['concernId'],
  indexes: [['infohus', 'lastMeetingAt', 'concernId']],
  events: ['ConcernRegistered', 'MeetingCalled'],
  crossStreamEvents: ['MeetingCalled'],
  key: ({ type, stream, data }) =>
    type === 'MeetingCalled'
      ? ((data as { concernIds?: readonly string[] }).concernIds ?? [])
      : [stream.slice('concern-'.length)],
  evolve([before], { type, data, occurredAt }, concernId) {
    const row = before ?? { ...EMPTY, concernId };
    if (type === 'ConcernRegistered') return [{ ...row, infohus: (data as { infohus: string }).infohus }];
    return [{ ...row, meetings: row.meetings + 1, lastMeetingAt: occurredAt }];
  },
};
