import { z } from 'zod';
import { accessAggregate } from '../../domain/access/state.js';
import type { CaseState } from '../../domain/case/state.js';
import type { ConcernState } from '../../domain/concern/state.js';
import { addDays, daysBetween, localDateOf } from '../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../domain/kernel/event.js';
import { infohuseOf } from '../../domain/plan/roles.js';
import { aggregateNamed } from '../../domain/registry.js';
import { decode } from '../codec.js';
import { loadFrom } from '../commands/load.js';
import { invalid } from '../refusal.js';
import { personRelations } from './act-queries.js';
import * as a from './answers.js';
import type { Asking } from './asking.js';
import { defineQueries, query } from './define-queries.js';
import { namesOf } from './names.js';
import * as p from './params.js';

/** Days that are looked at at once: each is a stream. */
const MOST = 366;

/** Where a login was stolen or misused: what it could have seen, and whom that concerns (GDPR art. 33 and 34). */
export const breachQueries = defineQueries({
  SeenBy: query({
    says: 'What an account saw in a period, and whom it concerns: records, exports, lists; for a breach, to tell the supervisory authority within 72 hours and those whom it concerns',
    path: 'seen-by/{userId}',
    params: { userId: p.code, from: p.days.from, to: p.days.to },
    answer: z.object({
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
    }),
    may: { action: 'verify', object: 'log' },
    leaves: { exports: 'seen-by' },
    asItStands: true,
    async find({ userId, from, to }, asking) {
      const today = localDateOf(asking.now);
      const events = await eventsOf(asking, userId, from ?? to ?? today, to ?? today);
      return {
        ...(await concerned(recordsIn(events), asking)),
        exports: events
          .filter((e) => e.type === 'ExportMade')
          .map(({ recordedAt: at, data }) => ({
            at,
            ...(data as { export: string; criteria: Record<string, string> }),
          })),
        searches: events
          .filter((e) => e.type === 'SearchPerformed')
          .map(({ recordedAt: at, data }) => ({ at, ...(data as { list: string; count: number }) })),
      };
    },
  }),
});

/** Of whoever belongs to the reader's own Infohuse. @throws Refused validation-failed */
async function eventsOf({ store, book, now, ownInfohuse }: Asking, userId: string, from: string, to: string) {
  const more = daysBetween(from, to);
  if (more < 0 || more >= MOST)
    throw invalid([{ path: 'to', message: `must be from that day on, ${MOST} days at most` }]);
  const days = Array.from({ length: more + 1 }, (_, i) => addDays(from, i));
  const streams = days.map((day) => streamOf(accessAggregate.aggregate, `${userId}-${day}`));
  const own = new Set(ownInfohuse());
  return (await store.readStreams(streams))
    .map(decode)
    .filter(({ actor }) => infohuseOf(book.plans, actor.agency, localDateOf(now)).some((infohus) => own.has(infohus)));
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
    const decider = aggregateNamed(KINDS[record] ?? '');
    if (!decider) continue;
    const stream = streamOf(decider.aggregate, recordId);
    const { state } = loadFrom(decider, stream, await asking.store.readStream(stream));
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
