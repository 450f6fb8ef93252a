import { z } from 'zod';
import { DISPOSABLE, RETAINED, type Retained } from '../../../domain/disposal/state.js';
import { endOfDay } from '../../../domain/kernel/calendar.js';
import { streamOf } from '../../../domain/kernel/event.js';
import { aggregateNamed } from '../../../domain/registry.js';
import { toInfohus } from '../../authorization/relations.js';
import { loadFrom } from '../../load.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { numbered } from '../numbered.js';
import * as p from '../params.js';
import { alertIdOf, movesOf, RETENTION, RETENTION_STATES, retained } from './retention.js';

const kind = z.enum(DISPOSABLE);
const move = z.object({
  at: a.text,
  /** The event of the record, or the plan that began. */
  why: a.text,
  position: a.orNull(a.whole),
  of: a.orNull(a.text),
  endedOn: a.orNull(a.text),
  /** Null: from then on nothing asks for it to be disposed of. */
  until: a.orNull(a.text),
});
interface Named {
  readonly kind: Retained;
  readonly id: string;
}

/** What is kept until when, for compliance: kinds, ids and days, nothing of what the records say (domain.md rule 12). */
export const retentionQueries = defineQueries({
  Retention: query({
    says: 'What has ended and until when the plan keeps it: due, blocked by the archive, cleared, disposed of; without a state what compliance is to act on',
    path: 'retention',
    params: { infohus: p.infohus, state: z.enum(RETENTION_STATES).optional(), kind: kind.optional() },
    answer: a.rowsOf(
      z.object({
        ...{ kind, recordId: a.text, number: a.number, state: z.enum(RETENTION_STATES) },
        ...{ of: a.text, endedOn: a.text, until: a.text, months: a.whole, plan: a.orNull(a.text) },
        ...{ disposalId: a.orNull(a.text), proposedAt: a.orNull(a.text), proposedBy: a.orNull(a.text) },
        clearedAt: a.orNull(a.text),
        /** When compliance was told that its period is over. */
        alertedAt: a.orNull(a.text),
      }),
    ),
    may: { action: 'list', object: 'erasure' },
    leaves: { searches: 'retention', found: (found) => found.length },
    async find({ infohus, state, kind: only }, asking) {
      const { live, book, now } = asking;
      const all = await retained(live, infohus, book.plans, now);
      const wanted = (is: string) => (state ? is === state : is !== 'kept' && is !== 'disposed');
      // A document goes with what it hangs on: it is listed where somebody asks for documents, or proposed this one by itself.
      const isOf = (r: (typeof all)[number]) =>
        only === undefined ? r.kind !== 'document' || r.disposalId !== null : r.kind === only;
      const told = new Map(
        (await live.alerts(infohus))
          .filter(({ obligation, state: is }) => obligation === RETENTION && is === 'overdue')
          .map((alert) => [`${alert.deadlineId} ${alert.dueAt}`, alert.at]),
      );
      const listed = all
        .filter((r) => wanted(r.state) && isOf(r))
        .map((r) => ({ ...r, alertedAt: told.get(`${alertIdOf(r)} ${endOfDay(r.until)}`) ?? null }));
      return numbered(asking, listed, ({ recordId }) => recordId);
    },
  }),
  RetentionMoves: query({
    says: 'How the day until which a record is kept came about: each event and each plan that moved it',
    path: 'retention/{kind}/{id}',
    params: { kind: z.enum(RETAINED), id: p.id },
    answer: a.rowsOf(move),
    may: { action: 'list', object: 'erasure', hides: true },
    leaves: { consults: 'retention', id: 'id' },
    async relations(named, asking) {
      const infohus = (await recordOf(named, asking))?.infohus;
      return infohus === undefined ? undefined : toInfohus(asking.reader.actor, asking.planOf(infohus));
    },
    async find(named, asking) {
      const record = await recordOf(named, asking);
      if (!record) return [];
      const plans = asking.book.plans.filter((plan) => plan.infohus === record.infohus);
      return movesOf(named.kind, record, plans, asking.now);
    },
  }),
});

/** Undefined: there is none by that id. */
async function recordOf({ kind: of, id }: Named, { store }: Asking) {
  const decider = aggregateNamed(of);
  if (!decider) return undefined;
  const stream = streamOf(of, id);
  const stored = await store.readStream(stream);
  const infohus = decider.infohus(loadFrom(decider, stream, stored).state as never);
  return infohus ? { infohus, decider, stream, stored } : undefined;
}
