import { z } from 'zod';
import { accessAggregate } from '../../../domain/access/state.js';
import type { CaseState } from '../../../domain/case/state.js';
import type { ConcernState } from '../../../domain/concern/state.js';
import { loginAggregate } from '../../../domain/identity/login.js';
import { addDays, daysBetween, localDateOf } from '../../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { infohuseOf } from '../../../domain/plan/roles.js';
import { decode } from '../../codec.js';
import { sourceOf } from '../../identity/source.js';
import { loadRecord } from '../../load.js';
import { invalid } from '../../refusal.js';
import { personRelations } from '../acts/act-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { namesOf } from '../names.js';
import * as p from '../params.js';

/** Ten years: longer no plan keeps what it could tell of. Each day is a stream, and so many are read at once. */
const MOST = 3660;
const AT_ONCE = 366;
/** Days for which a session may have been going on before. */
const LONGEST = 31;

const seen = {
  records: a.rowsOf(
    z.object({
      ...{ record: a.text, recordId: a.text, purpose: a.text },
      ...{ first: a.text, last: a.text, count: a.whole },
    }),
  ),
  exports: a.rowsOf(z.object({ at: a.text, export: a.text, criteria: a.record })),
  searches: a.rowsOf(z.object({ at: a.text, list: a.text, count: a.whole })),
  /** Null: erased since, or never registered. */
  persons: a.rowsOf(z.object({ personId: a.text, name: a.orNull(a.text) })),
};

/** Where a login was stolen or misused: what it could have seen, and whom that concerns (GDPR art. 33 and 34). */
export const breachQueries = defineQueries({
  SeenBy: query({
    says: 'What an account saw in a period, and whom it concerns: records, exports, lists; for a breach, to tell the supervisory authority within 72 hours and those whom it concerns',
    path: 'seen-by/{userId}',
    params: { userId: p.code, from: p.days.from, to: p.days.to },
    answer: z.object(seen),
    may: { action: 'verify', object: 'log' },
    leaves: { exports: 'seen-by' },
    asItStands: true,
    async find({ userId, from, to }, asking) {
      return told(await lookedAt(asking, [userId], daysFrom(from, to, asking)), asking);
    },
  }),
  SeenFrom: query({
    says: 'What was seen from a network address in a period, and whom it concerns: in every session that was used from there, by whichever account',
    path: 'seen-from',
    params: { address: z.union([z.ipv4(), z.ipv6()]), from: p.days.from, to: p.days.to },
    answer: z.object({
      ...seen,
      /** Until when at the latest each was used. */
      sessions: a.rowsOf(z.object({ userId: a.text, from: a.text, until: a.text })),
    }),
    may: { action: 'verify', object: 'log' },
    // The address is about somebody, and is not what was looked at.
    leaves: { exports: 'seen-from', criteria: ({ from = '', to = '' }) => ({ from, to }) },
    asItStands: true,
    async find({ address, from, to }, asking) {
      const days = daysFrom(from, to, asking);
      const sessions = await sessionsFrom(sourceOf(asking.vault, address), days, asking);
      const events = await lookedAt(asking, [...new Set(sessions.map((s) => s.userId))], days);
      const isSeen = ({ actor: { userId }, recordedAt }: Recorded) =>
        sessions.some((s) => s.userId === userId && s.from <= recordedAt && recordedAt <= s.until);
      return { ...(await told(events.filter(isSeen), asking)), sessions };
    },
  }),
});

async function told(events: readonly Recorded[], asking: Asking) {
  return {
    ...(await concerned(recordsIn(events), asking)),
    exports: events
      .filter((e) => e.type === 'ExportMade')
      .map(({ recordedAt: at, data }) => ({ at, ...(data as { export: string; criteria: Record<string, string> }) })),
    searches: events
      .filter((e) => e.type === 'SearchPerformed')
      .map(({ recordedAt: at, data }) => ({ at, ...(data as { list: string; count: number }) })),
  };
}

/** @throws Refused validation-failed */
function daysFrom(from: string | undefined, to: string | undefined, { now }: Asking): readonly string[] {
  const last = to ?? localDateOf(now);
  const first = from ?? last;
  const more = daysBetween(first, last);
  if (more < 0 || more >= MOST)
    throw invalid([{ path: 'to', message: `must be from that day on, ${MOST} days at most` }]);
  return Array.from({ length: more + 1 }, (_, i) => addDays(first, i));
}

async function read({ store }: Asking, streams: readonly string[]): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for (let i = 0; i < streams.length; i += AT_ONCE)
    events.push(...(await store.readStreams(streams.slice(i, i + AT_ONCE))).map(decode));
  return events;
}

/** What these accounts did on those days, where they belong to the reader's own Infohuse. */
async function lookedAt(asking: Asking, userIds: readonly string[], days: readonly string[]) {
  const streams = userIds.flatMap((userId) =>
    days.map((day) => streamOf(accessAggregate.aggregate, `${userId}-${day}`)),
  );
  const isOwn = ofOwnInfohuse(asking);
  return (await read(asking, streams)).filter(isOwn);
}
function ofOwnInfohuse({ book, now, ownInfohuse }: Asking): (event: Recorded) => boolean {
  const own = new Set(ownInfohuse());
  return ({ actor }) => infohuseOf(book.plans, actor.agency, localDateOf(now)).some((infohus) => own.has(infohus));
}

/** Each session from when it came from there until it ended; of one that was moved, everything from then on. */
async function sessionsFrom(source: string, days: readonly string[], asking: Asking) {
  const [first = ''] = days;
  const before = Array.from({ length: LONGEST }, (_, i) => addDays(first, i - LONGEST));
  const streams = [...before, ...days].map((day) => streamOf(loginAggregate.aggregate, day));
  const events = await read(asking, streams);
  const said = (event: Recorded) => event.data as LoginSaid;
  const ends = new Map(
    events.filter(({ type }) => type === 'LoggedOut').map((e) => [said(e).session, e.recordedAt] as const),
  );
  const longest = new Map(events.flatMap((e) => (said(e).until ? [[said(e).session, said(e).until] as const] : [])));
  const isOwn = ofOwnInfohuse(asking);
  return events
    .filter((e) => said(e).source === source && isOwn(e))
    .map((e) => {
      const { session, userId } = said(e);
      return { userId, from: e.recordedAt, until: ends.get(session) ?? longest.get(session) ?? asking.now };
    });
}
interface LoginSaid {
  readonly session: string;
  readonly userId: string;
  readonly until?: string;
  readonly source?: string;
}

interface SeenRecord {
  readonly record: string;
  readonly recordId: string;
  readonly purpose: string;
  readonly first: string;
  readonly last: string;
  readonly count: number;
}
function recordsIn(events: readonly Recorded[]): readonly SeenRecord[] {
  const found = new Map<string, SeenRecord>();
  for (const { recordedAt, data } of events.filter((e) => e.type === 'RecordConsulted')) {
    const { record, recordId, purpose } = data as Pick<SeenRecord, 'record' | 'recordId' | 'purpose'>;
    const known = found.get(`${record} ${recordId} ${purpose}`);
    found.set(`${record} ${recordId} ${purpose}`, {
      ...{ record, recordId, purpose },
      ...{ first: known?.first ?? recordedAt, last: recordedAt, count: (known?.count ?? 0) + 1 },
    });
  }
  return [...found.values()];
}

/** Names and handovers of a case are looked at by the case's id; a list says how many it showed, not whom. */
const KINDS: Readonly<Record<string, string>> = { case: 'case', names: 'case', handovers: 'case', concern: 'concern' };

/** Whom the records name. An agency may be of several Infohuse: what another one's record holds is told to that one. */
async function concerned(records: readonly SeenRecord[], asking: Asking) {
  const own = asking.ownInfohuse();
  const persons = new Set<string>();
  const others = new Set<string>();
  for (const { record, recordId } of records) {
    if (record === 'person') {
      if (((await personRelations({ id: recordId }, asking)) ?? []).length > 0) persons.add(recordId);
      else others.add(recordId);
    }
    const aggregate = KINDS[record];
    if (!aggregate) continue;
    const { decider, state } = await loadRecord(asking.store, aggregate, recordId);
    if (!own.includes(decider.infohus(state) ?? '')) others.add(recordId);
    else for (const id of subjectsOf(state as CaseState | ConcernState)) persons.add(id);
  }
  const names = await namesOf(asking.store, asking.sealing, [...persons]);
  return {
    records: records.filter((r) => !others.has(r.recordId)),
    persons: [...persons].sort().map((personId) => ({ personId, name: names.get(personId) ?? null })),
  };
}
const subjectsOf = ({ subjects }: CaseState | ConcernState): readonly string[] =>
  Array.isArray(subjects) ? subjects.map((s) => s.personId) : Object.keys(subjects);
