import { events as life } from '../../domain/case/life.js';
import { concern } from '../../domain/concern/concern.js';
import {
  assessments,
  type ConcernEnding,
  type ConcernFacts,
  type ConcernStep,
  concernAggregate,
  ending,
  link,
  newestOutcome,
  type Outcome,
  policeKnowSince,
  qualifications,
} from '../../domain/concern/state.js';
import { type ConcernStatus, concernStatusOf } from '../../domain/concern/status.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { events as meeting } from '../../domain/meeting/agenda.js';
import { endOfConcern } from '../../domain/plan/retention.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  concernId: 'uuid',
  infohus: 'text',
  receivedAt: 'instant',
  /** Empty where another Infohus forwarded it. */
  registeredBy: 'text',
  /** Since when the police know of it; null: they were never told (KØ-1). */
  policeKnowSince: 'instant?',
  caseId: 'uuid?',
  standing: 'text',
  /** New to the police: they have not assessed it finally (KØ-2), it has no case and has not ended. */
  unassessed: 'bool',
  /** Of the newest qualification. */
  outcome: 'text?',
  ending: 'text?',
  /** Likewise: counted, never searched by or shown with a person (domain.md rule 13). */
  forms: 'texts',
  /** By which rule of retention it is kept, and since when; null: none asks for its disposal. */
  keptAs: 'text?',
  keptSince: 'instant?',
  /** Ids of what was ever attached to it: kept as long as it is. */
  documents: 'texts',
  facts: 'json',
} as const;
export type ConcernRow = Row<typeof table> & {
  readonly standing: ConcernStatus;
  readonly outcome: Outcome | null;
  readonly ending: ConcernEnding | null;
  readonly facts: ConcernFacts;
};

/** One row a concern, folded by the decider's own evolve; its case's triage is seen here, where both streams meet (K16-4). */
export const concernFacts = defineProjection({
  name: 'concern_facts',
  version: 14,
  table,
  primaryKey: ['concernId'],
  indexes: [
    ['infohus', 'receivedAt', 'concernId'],
    ['infohus', 'standing', 'receivedAt', 'concernId'],
    ['infohus', 'registeredBy', 'receivedAt', 'concernId'],
    ['caseId'],
    ['infohus', 'unassessed', 'receivedAt', 'concernId'],
    // How many are kept longer than they may be (retention-counts.ts).
    ['infohus', 'keptAs', 'keptSince', 'concernId'],
  ],
  each: {
    // All of them: what is left out is what the list does not know (a forwarding that was refused stood as forwarded).
    of: [concern.events],
    evolve([before], event, concernId) {
      return [row(concernId, told(before, event), event.occurredAt, documentsIn(before, event))];
    },
  },
  elsewhere: {
    of: { CaseTriaged: life.CaseTriaged, MeetingCalled: meeting.MeetingCalled },
    on: {
      CaseTriaged: {
        keys: ({ concernIds }) => concernIds,
        evolve: ([before], { occurredAt: at }, concernId) => [added(before, concernId, at, { at, what: 'triaged' })],
      },
      MeetingCalled: {
        keys: ({ concernIds = [] }) => concernIds,
        evolve: ([before], { data, occurredAt: at }, concernId) => [
          data.kind === 'urgent'
            ? added(before, concernId, at, { at, what: 'urgent-meeting' })
            : added(before, concernId, at),
        ],
      },
    },
  },
});

const row = (concernId: string, facts: ConcernFacts, at: string, documents: readonly string[]): Row<typeof table> => ({
  concernId,
  infohus: facts.infohus,
  receivedAt: facts.receivedAt || at,
  registeredBy: facts.registeredBy ?? '',
  policeKnowSince: policeKnowSince(facts) ?? null,
  caseId: link(facts.steps)?.caseId ?? null,
  standing: concernStatusOf(facts.steps),
  unassessed: !SETTLED.has(concernStatusOf(facts.steps)) && !assessments(facts.steps).some((s) => s.final),
  outcome: newestOutcome(facts.steps) ?? null,
  ending: ending(facts.steps) ?? null,
  forms: qualifications(facts.steps).at(-1)?.forms ?? [],
  keptAs: endOfConcern(facts.steps)?.of ?? null,
  keptSince: endOfConcern(facts.steps)?.at ?? null,
  documents,
  facts,
});

function documentsIn(before: Row<typeof table> | undefined, event: Recorded): readonly string[] {
  const { documents = {} } = concern.evolve(concernAggregate.initial, event);
  return [...new Set([...(before?.documents ?? []), ...Object.keys(documents)])];
}

const SETTLED: ReadonlySet<ConcernStatus> = new Set(['in-a-case', 'ended']);

/** Has no Infohus, so that nobody is shown it; it keeps a triage that is dated before the registration. */
const UNREGISTERED: ConcernFacts = { infohus: '', registeredAt: '', receivedAt: '', steps: [] };

function told(before: Row<typeof table> | undefined, event: Recorded): ConcernFacts {
  const known = (before?.facts ?? UNREGISTERED) as ConcernFacts;
  const registered = known.infohus !== '';
  const { facts } = concern.evolve({ ...concernAggregate.initial, facts: registered ? known : null }, event);
  if (facts === null) return known;
  return registered ? facts : { ...facts, steps: [...known.steps, ...facts.steps] };
}

/** What a case's or a meeting's stream says of the concerns that it names. */
function added(before: Row<typeof table> | undefined, concernId: string, at: string, ...steps: readonly ConcernStep[]) {
  const facts = (before?.facts ?? UNREGISTERED) as ConcernFacts;
  return row(concernId, { ...facts, steps: [...facts.steps, ...steps] }, at, before?.documents ?? []);
}
