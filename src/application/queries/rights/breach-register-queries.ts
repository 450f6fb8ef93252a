import { z } from 'zod';
import { type BreachState, breachAggregate, LOSSES, RISKS, riskOf } from '../../../domain/breach/state.js';
import { streamOf } from '../../../domain/kernel/event.js';
import { history } from '../../../domain/kernel/history.js';
import { obligationsOfBreach } from '../../../domain/obligations/index.js';
import { toInfohus } from '../../authorization/relations.js';
import { loadRecord } from '../../load.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { timeline } from '../case/case-view.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { eventsOf, opened } from '../records.js';

const row = {
  breachId: a.text,
  discoveredAt: a.text,
  losses: a.rowsOf(z.enum(LOSSES)),
  /** Whose login was used, and on which days. */
  account: a.orNull(a.text),
  from: a.orNull(a.text),
  to: a.orNull(a.text),
  /** The newest judgement. */
  risk: a.orNull(z.enum(RISKS)),
  /** When the supervisory authority is to be told at the latest, and how that stands. */
  dueAt: a.orNull(a.text),
  state: a.orNull(a.text),
  notifiedAt: a.orNull(a.text),
  /** How many of those whom it concerns were told. */
  informed: a.whole,
  closedAt: a.orNull(a.text),
};

/** The register of breaches (GDPR art. 33(5)): facts, effects, what was done; for compliance alone. */
export const breachRegisterQueries = defineQueries({
  Breaches: query({
    says: 'The register of breaches: when each was discovered, how it was judged, who was told, and when the authority is to be told at the latest',
    path: 'breaches',
    params: { infohus: p.infohus },
    answer: a.rowsOf(z.object(row)),
    may: { action: 'list', object: 'breach' },
    leaves: { searches: 'breaches', found: (found) => found.length },
    async find({ infohus }, asking) {
      const rows = await asking.live.register('breach', infohus);
      return rows.map(({ id, state }) => shown(id, state, asking));
    },
  }),
  Breach: query({
    says: 'A breach: what was written of it, step by step, by whom',
    path: 'breaches/{id}',
    params: { id: p.id },
    answer: z.object({
      ...{ ...row, infohus: a.text, version: a.whole, timeline: a.rowsOf(a.timelineEntry) },
      /** From where it was done, whichever account was used. */
      networkAddress: a.orNull(a.text),
    }),
    may: { action: 'know', object: 'breach', hides: true },
    leaves: { consults: 'breach', id: 'id' },
    async relations({ id }, asking) {
      const { infohus } = (await stateOf(id, asking)).state;
      return infohus === '' ? undefined : toInfohus(asking.reader.actor, asking.planOf(infohus));
    },
    async find({ id }, asking) {
      const { state, version } = await stateOf(id, asking);
      const events = await eventsOf(asking.store, streamOf(breachAggregate.aggregate, id));
      const show = await opened(asking.sealing, events);
      const [first] = history(events);
      const { networkAddress = null } = (first ? show(first.data) : {}) as { networkAddress?: string };
      return {
        ...{ ...shown(id, state, asking), infohus: state.infohus, version, networkAddress },
        timeline: timeline(events, show),
      };
    },
  }),
});

async function stateOf(id: string, { store }: Asking): Promise<{ state: BreachState; version: number }> {
  const { state, version } = await loadRecord(store, breachAggregate.aggregate, id);
  return { state: state as BreachState, version };
}

function shown(breachId: string, state: BreachState, { book, now }: Asking) {
  const { discoveredAt, losses, account, from, to, notified, informed, closedAt } = state;
  const [owed] = obligationsOfBreach(breachId, state, book.plans, now);
  return {
    ...{ breachId, discoveredAt, losses, account, from, to, closedAt, risk: riskOf(state) ?? null },
    ...{ dueAt: owed?.dueAt ?? null, state: owed?.state ?? null },
    notifiedAt: notified[0]?.notifiedAt ?? null,
    informed: informed.reduce((sum, { count }) => sum + count, 0),
  };
}
