import { type Fact, instantOf, str } from './model.js';
import type { Ms } from './time.js';

export interface Concern {
  readonly id: string;
  readonly infohus: string;
  /** Who registered it; of a forwarded one the sender, who does not see it here. */
  readonly byAgency: string;
  readonly forwardedHere: boolean;
  readonly registeredAt: Ms;
  readonly receivedAt: Ms;
  readonly facts: readonly Fact[];
  finalSeverity: boolean;
  qualification: 'substantiated' | 'unsubstantiated' | null;
  /** Since when it has been substantiated without a break. */
  substantiatedAt: Ms | null;
  ended: { at: Ms; how: 'dismissed' | 'handed-to-police' | 'forwarded'; reason: string | null } | null;
  caseId: string | null;
  linkedAt: Ms | null;
}

const ENDS: Readonly<Record<string, 'dismissed' | 'handed-to-police' | 'forwarded'>> = {
  DismissConcern: 'dismissed',
  HandConcernToPolice: 'handed-to-police',
  ForwardConcern: 'forwarded',
};

/** The concern as its facts (already in order) tell it; undefined where it was not registered by then. */
export function foldConcern(id: string, facts: readonly Fact[]): Concern | undefined {
  const start = facts.find((fact) => fact.type === 'RegisterConcern' || fact.type === 'ForwardedHere');
  if (!start) return undefined;
  const concern: Concern = {
    id,
    infohus: str(start.data, 'infohus'),
    byAgency: start.actor.agency,
    forwardedHere: start.type === 'ForwardedHere',
    registeredAt: start.at,
    receivedAt: instantOf(start.data, 'receivedAt'),
    facts,
    finalSeverity: false,
    qualification: null,
    substantiatedAt: null,
    ended: null,
    caseId: null,
    linkedAt: null,
  };
  for (const fact of facts) {
    if (fact.type === 'AssessSeverity' && fact.data.finality === 'final') concern.finalSeverity = true;
    if (fact.type === 'QualifyConcern') {
      concern.qualification = fact.data.outcome === 'substantiated' ? 'substantiated' : 'unsubstantiated';
      concern.substantiatedAt = concern.qualification === 'substantiated' ? (concern.substantiatedAt ?? fact.at) : null;
    }
    const how = ENDS[fact.type];
    if (how) {
      const reason = how === 'dismissed' ? str(fact.data, 'reason') : null;
      concern.ended = { at: fact.at, how, reason };
    }
    if (fact.type === 'Linked') {
      concern.caseId = str(fact.data, 'caseId');
      concern.linkedAt = fact.at;
    }
  }
  return concern;
}
