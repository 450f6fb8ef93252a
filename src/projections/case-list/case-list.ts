import { caseDecider } from '../../domain/case/case.js';
import { offerStatus } from '../../domain/case/offer-status.js';
import { agenciesAsked, agenciesOn } from '../../domain/case/standing.js';
import { type CaseState, caseAggregate, pendingHandover } from '../../domain/case/state.js';
import type { Recorded } from '../../domain/kernel/event.js';
import type { Touch } from '../../domain/obligations/index.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  caseId: 'uuid',
  infohus: 'text',
  status: 'text',
  caseType: 'text',
  level: 'text',
  responsible: 'text',
  openedAt: 'instant',
  closedAt: 'instant?',
  lastAt: 'instant',
  agencies: 'texts',
  asked: 'texts',
  /** Both of them: who may know that the case exists, for one index to answer. */
  knownTo: 'texts',
  openOffers: 'int',
  pendingTo: 'text?',
  /** Open, and not triaged or under way to another agency: a meeting looks at it (K16-14). */
  waits: 'bool',
  /** The caseworkers on it, as `SOF/user`: whose it is. */
  workers: 'texts',
  /** Open, and nobody of the responsible agency works on it. */
  unassigned: 'bool',
  /** Open, with an offer that waits for its answer. */
  offering: 'bool',
  /** The newest thing that was recorded in it, amendments aside: what others did since one last looked. */
  newsAt: 'instant',
  newsType: 'text',
  newsBy: 'text',
  newsOf: 'text',
  state: 'json',
  /** When something happened in it (B-9): what its review is owed by. */
  touches: 'json',
} as const;
export type CaseRow = Row<typeof table> & { readonly state: CaseState; readonly touches: readonly Touch[] };

/**
 * One row a case: what the list shows and filters by, who may know of it, and its open facts, which deadlines and reports read. They are
 * the decider's own state, so that what is counted is what was decided on; it holds no sealed value.
 */
export const caseList = defineProjection({
  name: 'case_list',
  version: 15,
  table,
  primaryKey: ['caseId'],
  indexes: [
    ['infohus', 'openedAt', 'caseId'],
    ['infohus', 'status', 'openedAt', 'caseId'],
    ['infohus', 'responsible', 'openedAt', 'caseId'],
    // What an agency has open may be few of many: by either of the two alone the rest would be read through.
    ['infohus', 'responsible', 'status', 'openedAt', 'caseId'],
    ['pendingTo'],
    ['infohus', 'waits', 'openedAt', 'caseId'],
    ['knownTo'],
    ['workers'],
    ['infohus', 'unassigned', 'openedAt', 'caseId'],
    ['infohus', 'offering', 'openedAt', 'caseId'],
    ['infohus', 'newsAt', 'caseId'],
    // The other orders of the list (CASE_ORDERS); what is open is few of many.
    ['infohus', 'lastAt', 'caseId'],
    ['infohus', 'status', 'lastAt', 'caseId'],
    ['infohus', 'responsible', 'caseId'],
    // How many are kept longer than they may be (retention-counts.ts).
    ['infohus', 'closedAt', 'caseId'],
  ],
  each: {
    of: [caseDecider.events],
    evolve(rows, event, caseId) {
      const before = (rows[0]?.state ?? caseAggregate.initial) as CaseState;
      // Also what is dated before the opening: until then the row has status none and no Infohus, so that nobody is shown it.
      const state = caseDecider.evolve(before, event);
      const { eventId, occurredAt: at } = event;
      const touches = [
        ...((rows[0]?.touches ?? []) as readonly Touch[]),
        { eventId, at, open: state.status === 'open' },
      ];
      return [row(caseId, state, touches, at, newer(rows[0], event))];
    },
  },
});

type News = Pick<Row<typeof table>, 'newsAt' | 'newsType' | 'newsBy' | 'newsOf'>;
/** Of what was recorded at one instant, as by one command, what is folded last. */
export function newer(before: News | undefined, { recordedAt, type, actor }: Recorded): News {
  if (before && before.newsAt > recordedAt) {
    const { newsAt, newsType, newsBy, newsOf } = before;
    return { newsAt, newsType, newsBy, newsOf };
  }
  return { newsAt: recordedAt, newsType: type, newsBy: actor.userId, newsOf: actor.agency };
}

export const workerOf = (agency: string, userId: string): string => `${agency}/${userId}`;

const row = (
  caseId: string,
  state: CaseState,
  touches: readonly Touch[],
  lastAt: string,
  news: News,
): Row<typeof table> => ({
  caseId,
  infohus: state.infohus,
  status: state.status,
  caseType: state.caseType,
  level: state.level,
  responsible: state.responsible,
  openedAt: state.openedAt ?? lastAt,
  closedAt: state.closedAt,
  lastAt,
  agencies: agenciesOn(state),
  asked: agenciesAsked(state),
  knownTo: [...new Set([...agenciesOn(state), ...agenciesAsked(state)])],
  openOffers: Object.values(state.offers).filter((o) => offerStatus(o) === 'open').length,
  pendingTo: pendingHandover(state)?.[1].to ?? null,
  waits: state.status === 'open' && (pendingHandover(state) !== undefined || state.triagedAt === null),
  workers: Object.entries(state.assigned).map(([agency, userId]) => workerOf(agency, userId)),
  unassigned: state.status === 'open' && state.assigned[state.responsible] === undefined,
  offering: state.status === 'open' && Object.values(state.offers).some((o) => offerStatus(o) === 'open'),
  ...news,
  state,
  touches,
});
