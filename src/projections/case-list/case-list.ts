import { caseDecider } from '../../domain/case/case.js';
import { offerStatus } from '../../domain/case/offer-status.js';
import { agenciesAsked, agenciesOn } from '../../domain/case/standing.js';
import { type CaseState, caseAggregate, pendingHandover } from '../../domain/case/state.js';
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
  version: 12,
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
      return [row(caseId, state, touches, at)];
    },
  },
});

const row = (caseId: string, state: CaseState, touches: readonly Touch[], lastAt: string): Row<typeof table> => ({
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
  state,
  touches,
});
