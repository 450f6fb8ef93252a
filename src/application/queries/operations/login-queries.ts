import { z } from 'zod';
import { CONFIGURATION, loginAggregate } from '../../../domain/identity/login.js';
import { addDays, daysBetween, localDateOf } from '../../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { infohuseOf } from '../../../domain/plan/roles.js';
import { decode } from '../../codec.js';
import { invalid } from '../../refusal.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';

/** Days that are shown at once: each is a stream. */
const MOST = 31;
interface LoginStory {
  readonly userId?: string;
}

/** For who looks after it that only those come in who belong: codes, times and pseudonyms, no names. */
export const loginQueries = defineQueries({
  Logins: query({
    says: 'Who was logged in when, by what and until when, who was refused and why, who is deactivated, and what the login was configured as',
    path: 'logins',
    params: { from: p.days.from, to: p.days.to, userId: p.code.optional() },
    answer: z.object({
      logins: a.rowsOf(z.object({ at: a.text, type: a.text, data: a.record })),
      /** Whatever the days: nobody of these gets in. `since`: when that was recorded last. */
      deactivated: a.rowsOf(z.object({ userId: a.text, agency: a.text, role: a.text, since: a.text })),
      configurations: a.rowsOf(z.object({ at: a.text, data: a.record })),
    }),
    may: { action: 'verify', object: 'log' },
    leaves: { searches: 'logins', found: ({ logins }) => logins.length },
    asItStands: true,
    async find({ from, to, userId }, asking) {
      const days = daysFrom(from ?? to ?? localDateOf(asking.now), to ?? localDateOf(asking.now));
      const events = await eventsOf(asking, days);
      const of = ownTo(asking);
      const own = ({ type, actor }: Recorded) => type === 'LoginRefused' || of(actor.agency);
      const shown = events.filter((e) => own(e) && (userId === undefined || (e.data as LoginStory).userId === userId));
      const shutOut = (await asking.live.beyond.register('user')).filter(
        ({ id, state }) => state.deactivated && of(state.agency) && (userId === undefined || id === userId),
      );
      const configured = await eventsOf(asking, [CONFIGURATION]);
      return {
        logins: shown.map((e) => ({ at: e.recordedAt, type: e.type, data: { ...e.data } })),
        deactivated: shutOut.map(({ id, state: { agency, role, endedBefore } }) => ({
          ...{ userId: id, agency, role, since: endedBefore ?? '' },
        })),
        configurations: configured.map((e) => ({ at: e.recordedAt, data: { ...e.data } })),
      };
    },
  }),
});

async function eventsOf({ store }: Asking, ids: readonly string[]): Promise<readonly Recorded[]> {
  const streams = ids.map((id) => streamOf(loginAggregate.aggregate, id));
  return (await store.readStreams(streams)).map((stored) => decode(stored));
}

/** @throws Refused validation-failed */
function daysFrom(from: string, to: string): readonly string[] {
  const more = daysBetween(from, to);
  if (more < 0 || more >= MOST)
    throw invalid([{ path: 'to', message: `must be from that day on, ${MOST} days at most` }]);
  return Array.from({ length: more + 1 }, (_, i) => addDays(from, i));
}

/** Agencies of one's own Infohuse; a refused login is of none, and shown to all who may ask. */
function ownTo({ book, now, ownInfohuse }: Asking) {
  const own = ownInfohuse();
  return (agency: string): boolean =>
    infohuseOf(book.plans, agency, localDateOf(now)).some((infohus) => own.includes(infohus));
}
