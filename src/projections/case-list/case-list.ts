import { caseDecider } from '../../domain/case/case.js';
import { offerStatus } from '../../domain/case/offer-status.js';
import { agenciesAsked, agenciesOn } from '../../domain/case/standing.js';
import { type CaseState, caseKind, pendingHandover } from '../../domain/case/state.js';
import type { Projection, Row } from '../projection.js';

export const table = {
  caseId: 'uuid',
  infohus: 'text',
  status: 'text',
  caseType: 'text',
  responsible: 'text',
  openedAt: 'instant',
  closedAt: 'instant?',
  lastAt: 'instant',
  agencies: 'texts',
  asked: 'texts',
  openOffers: 'int',
  pendingTo: 'text?',
  state: 'json',
} as const;
export type CaseRow = Row<typeof table> & { readonly state: CaseState };

/**
 * One row a case: what the list shows and filters by, who may know of it, and its open facts, which deadlines and reports read. They are
 * the decider's own state, so that what is counted is what was decided on; it holds no sealed value.
 */
export const caseList: Projection<typeof table> = {
  name: 'case_list',
  version: 1,
  table,
  primaryKey: ['caseId'],
  events: Object.keys(caseDecider.events).filter((type) => type !== 'EventCorrected' && type !== 'EventAnnulled'),
  evolve(rows, event, caseId) {
    if (!event.stream.startsWith('case-')) return rows;
    const before = (rows[0]?.state ?? caseKind.initial) as CaseState;
    const state = caseDecider.evolve(before, event);
    return state.openedAt === null ? rows : [row(caseId, state, event.occurredAt)];
  },
};

const row = (caseId: string, state: CaseState, lastAt: string): Row<typeof table> => ({
  caseId,
  infohus: state.infohus,
  status: state.status,
  caseType: state.caseType,
  responsible: state.responsible,
  openedAt: state.openedAt ?? lastAt,
  closedAt: state.closedAt,
  lastAt,
  agencies: agenciesOn(state),
  asked: agenciesAsked(state),
  openOffers: Object.values(state.offers).filter((o) => offerStatus(o) === 'open').length,
  pendingTo: pendingHandover(state)?.[1].to ?? null,
  state,
});
