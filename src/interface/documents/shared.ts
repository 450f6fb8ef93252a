import type { Answer } from '../../application/queries/catalogue.js';

type Event = Answer<'CaseAsOf'>['timeline'][number];

/** One passing on of something known: to whom, on what ground. */
export interface SharedOnce {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly position: number;
  readonly from: string;
  readonly to: string;
  readonly legalBasis: string;
}

interface Said {
  readonly toAgency?: unknown;
  readonly legalBasis?: unknown;
  readonly disclosure?: { readonly legalBasis?: unknown };
}

/** What had been passed on, and on what legal basis, as the events say it; what was annulled is not among it. */
export function sharedIn(timeline: readonly Event[]): readonly SharedOnce[] {
  return timeline.flatMap(({ eventId, type, occurredAt, position, actor, data, annulled }): readonly SharedOnce[] => {
    const { toAgency, disclosure, ...said } = data as Said;
    const legalBasis = said.legalBasis ?? disclosure?.legalBasis;
    if (typeof legalBasis !== 'string' || typeof toAgency !== 'string' || annulled) return [];
    return [{ eventId, type, occurredAt, position, from: actor.agency, to: toAgency, legalBasis }];
  });
}
