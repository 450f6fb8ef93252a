import { concern } from '../../domain/concern/concern.js';
import { type ConcernFacts, type ConcernStep, concernKind } from '../../domain/concern/state.js';
import type { Projection, Row } from '../projection.js';

export const table = { concernId: 'uuid', infohus: 'text', receivedAt: 'instant', facts: 'json' } as const;
export type ConcernRow = Row<typeof table> & { readonly facts: ConcernFacts };

/** One row a concern, folded by the decider's own evolve; its case's triage is seen here, where both streams meet (K16-4). */
export const concernFacts: Projection<typeof table> = {
  name: 'concern_facts',
  version: 1,
  table,
  primaryKey: ['concernId'],
  events: [
    'ConcernRegistered', 'SeverityAssessed', 'ConcernQualified', 'AdviceGiven', 'ConcernDismissed', 'ConcernHandedToPolice',
    'ConcernForwarded', 'ConcernLinkedToCase', 'ConcernUnlinkedFromCase', 'CaseTriaged',
  ],
  key: ({ type, stream, data }) =>
    type === 'CaseTriaged' ? (data as { concernIds: readonly string[] }).concernIds : [stream.slice('concern-'.length)],
  evolve(rows, event, concernId) {
    const before = (rows[0]?.facts ?? null) as ConcernFacts | null;
    const facts = event.type === 'CaseTriaged' ? triaged(before, event.occurredAt) : concern.evolve({ ...concernKind.initial, facts: before }, event).facts;
    return facts ? [{ concernId, infohus: facts.infohus, receivedAt: facts.receivedAt, facts }] : rows;
  },
};

function triaged(facts: ConcernFacts | null, at: string): ConcernFacts | null {
  const step: ConcernStep = { at, what: 'triaged' };
  return facts && { ...facts, steps: [...facts.steps, step] };
}
