import { events as handover } from '../../domain/case/handover.js';
import { events as life } from '../../domain/case/life.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  caseId: 'uuid',
  seq: 'int',
  agency: 'text',
  since: 'instant',
  until: 'instant?',
  handoverId: 'uuid?',
  offeredAt: 'instant?',
  acceptedAt: 'instant?',
  legalBasis: 'text?',
  /** The handovers offered in this period: what an acceptance needs to tell when and on what basis. */
  offers: 'json',
} as const;
export type Holding = Row<typeof table>;

interface Offered {
  readonly offeredAt: string;
  readonly legalBasis: string;
}
const ended = (rows: readonly Holding[], until: string) =>
  rows.map((r, i) => (i === rows.length - 1 && r.until === null ? { ...r, until } : r));
const holding = (caseId: string, seq: number, agency: string, since: string): Holding => ({
  caseId,
  seq,
  agency,
  since,
  until: null,
  handoverId: null,
  offeredAt: null,
  acceptedAt: null,
  legalBasis: null,
  offers: {},
});

/** Which agency held the case when: without a gap or an overlap from opening to closing (domain.md rule 4). Nobody holds what was never opened. */
export const handoverChain = defineProjection({
  name: 'handover_chain',
  version: 4,
  table,
  primaryKey: ['caseId', 'seq'],
  of: { ...life, ...handover },
  on: {
    CaseOpened: (_, { data, occurredAt }, caseId) => [holding(caseId, 0, data.responsibleAgency, occurredAt)],
    HandoverOffered(rows, { data: { handoverId, legalBasis }, occurredAt: offeredAt }) {
      const last = rows.at(-1);
      const offered = { ...((last?.offers ?? {}) as object), [handoverId]: { offeredAt, legalBasis } };
      return rows.map((r) => (r === last ? { ...r, offers: offered } : r));
    },
    HandoverAccepted(rows, { data: { handoverId, toAgency }, occurredAt: acceptedAt }, caseId) {
      // Nobody holds a case that is not open: it was never opened, or it closed and keeps its last agency.
      if (rows.at(-1)?.until !== null) return rows;
      const by = ((rows.at(-1)?.offers ?? {}) as Record<string, Offered>)[handoverId];
      const next = holding(caseId, rows.length, toAgency, acceptedAt);
      const offered = { offeredAt: by?.offeredAt ?? null, legalBasis: by?.legalBasis ?? null };
      return [...ended(rows, acceptedAt), { ...next, handoverId, acceptedAt, ...offered }];
    },
    // Whoever held it last holds it again: the event says who that was when it was given, before anything was annulled.
    CaseReopened(rows, { occurredAt }, caseId) {
      const last = rows.at(-1);
      return last ? [...ended(rows, occurredAt), holding(caseId, rows.length, last.agency, occurredAt)] : rows;
    },
    CaseClosed: (rows, { occurredAt }) => ended(rows, occurredAt),
  },
});
