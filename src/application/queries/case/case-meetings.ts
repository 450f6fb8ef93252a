import { z } from 'zod';
import { aggregateOf, idOf } from '../../../domain/kernel/event.js';
import { type MeetingSubject, meetingAggregate, present } from '../../../domain/meeting/state.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { seesAll, shareOf, toMeetingRead } from '../meeting/meeting-share.js';
import { numbered } from '../numbered.js';
import * as p from '../params.js';
import { meetingView } from '../records.js';
import { caseRelations } from './case-queries.js';
import { caseAt } from './case-view.js';

const row = z.object({
  meetingId: a.text,
  number: a.number,
  kind: a.text,
  startsAt: a.text,
  heldAt: a.orNull(a.text),
  closedAt: a.orNull(a.text),
  /** Agencies that were there for what is about the case. */
  present: a.rowsOf(a.text),
  decisions: a.rowsOf(
    z.object({
      decisionId: a.text,
      at: a.text,
      decision: a.text,
      responsibleAgency: a.text,
      startsBy: a.orNull(a.text),
      completedAt: a.orNull(a.text),
    }),
  ),
});

export const caseMeetingQueries = defineQueries({
  CaseMeetings: query({
    says: 'The meetings at which a case or a concern of it was spoken of, with what was decided on it; of each what the reader may know of the meeting',
    path: 'cases/{id}/meetings',
    params: { id: p.caseId },
    answer: a.rowsOf(row),
    may: { action: 'know', object: 'case', hides: true },
    leaves: { consults: 'case-meetings', id: 'id' },
    relations: caseRelations,
    async find({ id }, asking) {
      if (!asking.may('read', 'case', asking.relations)) return [];
      const { state } = await caseAt(asking.store, id, { head: true });
      const about = new Set([id, ...state.concernIds]);
      const naming = await Promise.all([...about].map((one) => asking.references.to(one)));
      const meetings = [...new Set(naming.flat())].filter((s) => aggregateOf(s) === meetingAggregate.aggregate);
      const shown = await Promise.all(meetings.map((stream) => ofMeeting(idOf(stream), about, asking)));
      const rows = shown.filter((one) => one !== undefined).sort((x, y) => (x.startsAt < y.startsAt ? 1 : -1));
      return numbered(asking, rows, ({ meetingId }) => meetingId);
    },
  }),
});

/** A meeting as far as it is about the case; undefined where the reader knows of nothing in it that is. */
async function ofMeeting(meetingId: string, about: ReadonlySet<string>, asking: Asking) {
  const view = await meetingView(asking.store, asking.sealing, meetingId);
  const are = toMeetingRead(view, asking);
  if (!asking.may('know', 'meeting', are)) return undefined;
  const share = seesAll(asking, are) ? view : await shareOf(view, asking, are);
  const isAbout = ({ subject }: { readonly subject: MeetingSubject }) =>
    about.has(subject.caseId ?? subject.concernId ?? '');
  const agenda = share.agenda.filter(isAbout);
  const owed = new Set(share.decisions.filter(isAbout).map((d) => d.eventId));
  if (agenda.length === 0 && owed.size === 0) return undefined;
  const { kind, startsAt, heldAt, closedAt } = view;
  return {
    ...{ meetingId, kind, startsAt, heldAt, closedAt },
    present: [...new Set(agenda.flatMap((item) => present(view, item).map(({ agency }) => agency)))],
    decisions: view.decisions
      .filter((d) => owed.has(d.eventId))
      .map(({ eventId: decisionId, at, decision = '', responsibleAgency, startsBy, completedAt }) => ({
        ...{ decisionId, at, decision, responsibleAgency, startsBy, completedAt },
      })),
  };
}
