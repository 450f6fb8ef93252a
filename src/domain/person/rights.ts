import type { Recorded } from '../kernel/event.js';

/**
 * What a person has asked for and been told under the GDPR (art. 12-15, 18): dates and ids only, so that deadlines and read models can hold it.
 * Folded apart from the identity, which is sealed.
 */
export interface PersonRights {
  /** The Infohus whose compliance took the first request; empty: none has been made. */
  readonly infohus: string;
  readonly insights: readonly Insight[];
  readonly delivered: readonly Delivered[];
  /** Processing is restricted since then; null: it is not. */
  readonly restrictedSince: string | null;
  readonly information: readonly Information[];
  /** Null: none was asked for. */
  readonly erasure: Erasure | null;
}
/** `eventId`: the key of its obligation. `at`: when it was written down; `receivedOn`: the day from which the month is counted. */
export interface Insight {
  readonly eventId: string;
  readonly at: string;
  readonly receivedOn: string;
}
/** From the request over the second user's authorisation to the end. */
export interface Erasure {
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly authorised: { readonly eventId: string; readonly at: string; readonly by: string } | null;
  readonly erasedAt: string | null;
}
export interface Delivered {
  readonly at: string;
  readonly deliveredOn: string;
}
export interface Information {
  readonly at: string;
  readonly caseId: string;
  readonly given: boolean;
}
export const NO_RIGHTS: PersonRights = {
  infohus: '',
  insights: [],
  delivered: [],
  restrictedSince: null,
  information: [],
  erasure: null,
};

/** Of a person with several ids: merged persons are one. */
export const joined = (a: PersonRights, b: PersonRights): PersonRights => ({
  infohus: a.infohus || b.infohus,
  insights: [...a.insights, ...b.insights],
  delivered: [...a.delivered, ...b.delivered],
  restrictedSince: a.restrictedSince ?? b.restrictedSince,
  information: [...a.information, ...b.information],
  erasure: a.erasure ?? b.erasure,
});

const ASKED: Erasure = { requestedAt: '', requestedBy: '', authorised: null, erasedAt: null };

/** Total: an event that says nothing of them leaves them as they are. */
export function evolveRights(s: PersonRights, { type, data, eventId, occurredAt: at, actor }: Recorded): PersonRights {
  const said = data as {
    infohus?: string;
    receivedOn?: string;
    deliveredOn?: string;
    caseId?: string;
  };
  const infohus = s.infohus || (said.infohus ?? '');
  switch (type) {
    case 'ProcessingRestricted':
      return { ...s, infohus, restrictedSince: s.restrictedSince ?? at };
    case 'RestrictionLifted':
      return { ...s, restrictedSince: null };
    case 'InsightRequested': {
      const asked = { eventId, at, receivedOn: said.receivedOn ?? '' };
      return { ...s, infohus, insights: [...s.insights, asked] };
    }
    case 'InsightDelivered':
      return { ...s, delivered: [...s.delivered, { at, deliveredOn: said.deliveredOn ?? '' }] };
    case 'InformationGiven':
    case 'InformationWithheld':
      return {
        ...s,
        information: [...s.information, { at, caseId: said.caseId ?? '', given: type === 'InformationGiven' }],
      };
    case 'ErasureRequested':
      return { ...s, infohus, erasure: { ...ASKED, requestedAt: at, requestedBy: actor.userId } };
    case 'ErasureAuthorised':
      return { ...s, erasure: s.erasure && { ...s.erasure, authorised: { eventId, at, by: actor.userId } } };
    case 'PersonErased':
      return { ...s, erasure: { ...(s.erasure ?? ASKED), erasedAt: at } };
    default:
      return s;
  }
}
