import { concern } from '../../domain/concern/concern.js';
import { type ConcernFacts, type ConcernStep, concernKind } from '../../domain/concern/state.js';
import type { Recorded } from '../../domain/kernel/event.js';
import type { Projection, Row } from '../projection.js';

export const table = { concernId: 'uuid', infohus: 'text', receivedAt: 'instant', facts: 'json' } as const;
export type ConcernRow = Row<typeof table> & { readonly facts: ConcernFacts };

/** One row a concern, folded by the decider's own evolve; its case's triage is seen here, where both streams meet (K16-4). */
export const concernFacts: Projection<typeof table> = {
  name: 'concern_facts',
  version: 2,
  table,
  primaryKey: ['concernId'],
  events: [
    'ConcernRegistered',
    'SeverityAssessed',
    'ConcernQualified',
    'AdviceGiven',
    'ConcernDismissed',
    'ConcernHandedToPolice',
    'ConcernForwarded',
    'ConcernLinkedToCase',
    'ConcernUnlinkedFromCase',
    'CaseTriaged',
  ],
  key: ({ type, stream, data }) =>
    type === 'CaseTriaged' ? (data as { concernIds: readonly string[] }).concernIds : [stream.slice('concern-'.length)],
  evolve(rows, event, concernId) {
    const before = (rows[0]?.facts ?? UNREGISTERED) as ConcernFacts;
    const facts = event.type === 'CaseTriaged' ? triaged(before, event.occurredAt) : told(before, event);
    return [{ concernId, infohus: facts.infohus, receivedAt: facts.receivedAt || event.occurredAt, facts }];
  },
};

/** Has no Infohus, so that nobody is shown it; it keeps a triage that is dated before the registration. */
const UNREGISTERED: ConcernFacts = { infohus: '', registeredAt: '', receivedAt: '', steps: [] };

function told(before: ConcernFacts, event: Recorded): ConcernFacts {
  const registered = before.infohus !== '';
  const { facts } = concern.evolve({ ...concernKind.initial, facts: registered ? before : null }, event);
  if (facts === null) return before;
  return registered ? facts : { ...facts, steps: [...before.steps, ...facts.steps] };
}

function triaged(facts: ConcernFacts, at: string): ConcernFacts {
  const step: ConcernStep = { at, what: 'triaged' };
  return { ...facts, steps: [...facts.steps, step] };
}
