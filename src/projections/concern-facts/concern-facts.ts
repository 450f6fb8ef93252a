import { concern } from '../../domain/concern/concern.js';
import {
  type ConcernFacts,
  concernAggregate,
  type Ending,
  ending,
  link,
  newestOutcome,
  type Outcome,
  qualifications,
} from '../../domain/concern/state.js';
import type { Recorded } from '../../domain/kernel/event.js';
import type { Projection, Row } from '../projection.js';
import { type ConcernStatus, concernStatusOf } from './concern-status.js';

export const table = {
  concernId: 'uuid',
  infohus: 'text',
  receivedAt: 'instant',
  registeredBy: 'text',
  caseId: 'uuid?',
  standing: 'text',
  /** Of the newest qualification. */
  outcome: 'text?',
  ending: 'text?',
  /** Likewise: counted, never searched by or shown with a person (domain.md rule 13). */
  forms: 'texts',
  facts: 'json',
} as const;
export type ConcernRow = Row<typeof table> & {
  readonly standing: ConcernStatus;
  readonly outcome: Outcome | null;
  readonly ending: Ending | null;
  readonly facts: ConcernFacts;
};

/** One row a concern, folded by the decider's own evolve; its case's triage is seen here, where both streams meet (K16-4). */
export const concernFacts: Projection<typeof table> = {
  name: 'concern_facts',
  version: 7,
  table,
  primaryKey: ['concernId'],
  indexes: [
    ['infohus', 'receivedAt', 'concernId'],
    ['infohus', 'standing', 'receivedAt', 'concernId'],
    ['infohus', 'registeredBy', 'receivedAt', 'concernId'],
    ['caseId'],
  ],
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
    'PoliceNotified',
    'CaseTriaged',
    'MeetingCalled',
  ],
  crossStreamEvents: ['CaseTriaged', 'MeetingCalled'],
  key: ({ type, stream, data }) =>
    type in ELSEWHERE
      ? ((data as { concernIds?: readonly string[] }).concernIds ?? [])
      : [stream.slice('concern-'.length)],
  evolve(rows, event, concernId) {
    const before = (rows[0]?.facts ?? UNREGISTERED) as ConcernFacts;
    const facts = event.type in ELSEWHERE ? added(before, event) : told(before, event);
    const registeredBy = event.type === 'ConcernRegistered' ? event.actor.agency : (rows[0]?.registeredBy ?? '');
    return [row(concernId, facts, registeredBy, event.occurredAt)];
  },
};

const row = (concernId: string, facts: ConcernFacts, registeredBy: string, at: string): Row<typeof table> => ({
  concernId,
  infohus: facts.infohus,
  receivedAt: facts.receivedAt || at,
  registeredBy,
  caseId: link(facts.steps)?.caseId ?? null,
  standing: concernStatusOf(facts.steps),
  outcome: newestOutcome(facts.steps) ?? null,
  ending: ending(facts.steps) ?? null,
  forms: qualifications(facts.steps).at(-1)?.forms ?? [],
  facts,
});

/** Has no Infohus, so that nobody is shown it; it keeps a triage that is dated before the registration. */
const UNREGISTERED: ConcernFacts = { infohus: '', registeredAt: '', receivedAt: '', steps: [] };

function told(before: ConcernFacts, event: Recorded): ConcernFacts {
  const registered = before.infohus !== '';
  const { facts } = concern.evolve({ ...concernAggregate.initial, facts: registered ? before : null }, event);
  if (facts === null) return before;
  return registered ? facts : { ...facts, steps: [...before.steps, ...facts.steps] };
}

/** Events of a case's or a meeting's stream that say something of the concerns they name. */
const ELSEWHERE: Readonly<Record<string, 'triaged' | 'urgent-meeting'>> = {
  CaseTriaged: 'triaged',
  MeetingCalled: 'urgent-meeting',
};
function added(facts: ConcernFacts, { type, data, occurredAt: at }: Recorded): ConcernFacts {
  const what = ELSEWHERE[type];
  if (!what || (what === 'urgent-meeting' && (data as { kind?: string }).kind !== 'urgent')) return facts;
  return { ...facts, steps: [...facts.steps, { at, what }] };
}
