import type { Projection, Row } from '../projection.js';

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

/** Which agency held the case when: without a gap or an overlap from opening to closing (domain.md rule 4). */
export const handoverChain: Projection<typeof table> = {
  name: 'handover_chain',
  version: 2,
  table,
  primaryKey: ['caseId', 'seq'],
  events: ['CaseOpened', 'HandoverOffered', 'HandoverAccepted', 'CaseClosed', 'CaseReopened'],
  evolve(rows, { type, data, occurredAt }, caseId) {
    const { handoverId = '', toAgency = '', legalBasis = '', responsibleAgency = '' } = data as Record<string, string>;
    const last = rows.at(-1);
    switch (type) {
      case 'CaseOpened':
        return [holding(caseId, 0, responsibleAgency, occurredAt)];
      case 'HandoverOffered': {
        const offered = { ...((last?.offers ?? {}) as object), [handoverId]: { offeredAt: occurredAt, legalBasis } };
        return rows.map((r) => (r === last ? { ...r, offers: offered } : r));
      }
      case 'HandoverAccepted': {
        const by = ((last?.offers ?? {}) as Record<string, Offered>)[handoverId];
        const next = holding(caseId, rows.length, toAgency, occurredAt);
        return [
          ...ended(rows, occurredAt),
          {
            ...next,
            handoverId,
            offeredAt: by?.offeredAt ?? null,
            acceptedAt: occurredAt,
            legalBasis: by?.legalBasis ?? null,
          },
        ];
      }
      case 'CaseReopened':
        return [...ended(rows, occurredAt), holding(caseId, rows.length, responsibleAgency, occurredAt)];
      default:
        return ended(rows, occurredAt);
    }
  },
};
