import { createHash } from 'node:crypto';
import { aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { canonical } from '../canonical.js';
import type { Asking } from '../queries/asking.js';
import { namesOf } from '../queries/names.js';
import { opened } from '../queries/records.js';
import { personsIn } from './concerns-person.js';
import { type Masked, masked, namesPattern } from './masking.js';
import { aboutOf, isSecretTo, toldOf } from './parts.js';

/** Exceptions of databeskyttelsesloven § 22 stk. 1 (a private interest, the person's own included) and stk. 2 (a public one). */
export const GROUNDS = ['dbl-22-1', 'dbl-22-2'] as const;
export type Ground = (typeof GROUNDS)[number];

export interface PackEvent {
  readonly eventId: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly record: string;
  readonly recordId: string;
  readonly agency: string;
  readonly data: Readonly<Record<string, unknown>>;
}
export interface PackDocument {
  readonly documentId: string;
  readonly eventId: string;
  readonly title: string | null;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly included: boolean;
}
export interface Disclosed {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly legalBasis: string;
  readonly categories: readonly string[];
}
export interface Pack {
  readonly personIds: readonly string[];
  /** Whose pack it is: what others control is asked of them. */
  readonly controller: string;
  readonly events: readonly PackEvent[];
  readonly disclosures: readonly Disclosed[];
  /** Agencies to apply to for the rest. None that works under the law-enforcement act: that is neither confirmed nor denied. */
  readonly elsewhere: readonly string[];
  readonly withheld: readonly { readonly ground: Ground; readonly count: number }[];
  /** What hangs there, and whether its bytes go with the pack: both officers have looked at them. */
  readonly documents: readonly PackDocument[];
  /** Of all of the above; the same content has the same. */
  readonly contentHash: string;
  /** The records that it tells of, and the newest event of them: for who else looked at them, and since when nothing was added. */
  readonly recordIds: readonly string[];
  readonly newest: number;
}

/**
 * What one controller holds of a person, from all streams (GDPR art. 15). Each event goes by its own controller and regime, which moved with the
 * handovers: what is under the law-enforcement act is left out without a trace, unless police have cleared it.
 */
export async function packOf(
  personId: string,
  withhold: ReadonlyMap<string, Ground>,
  included: ReadonlySet<string>,
  { store, sealing, references, reader, book }: Asking,
): Promise<Pack> {
  const found = await aboutOf(personId, { store, references, book });
  const { own, records, cleared } = found;
  const isSecret = isSecretTo({ store, references, book });
  const about = toldOf(found, isSecret);
  const controller = reader.actor.agency;
  const ours = about.filter((e) => e.controller === controller);
  const others = [...new Set(records.flat().flatMap(personsIn))].filter((id) => !own.has(id));
  const names = await namesOf(store, sealing, [...own, ...others]);
  const nameOf = (id: string) => names.get(id) ?? [];
  const masking: Masked = {
    ...{ own, others: new Set(others), isSecret },
    names: namesPattern(others.flatMap(nameOf), [...own].flatMap(nameOf)),
  };
  const unhidden: Masked = { ...masking, isSecret: () => false };
  const show = await opened(sealing, ours);
  const events = ours
    .filter((e) => !withhold.has(e.eventId))
    .sort((a, b) => a.position - b.position)
    .map((e) => ({
      ...{ eventId: e.eventId, at: e.occurredAt, recordedAt: e.recordedAt, type: e.type },
      ...{ record: aggregateOf(e.stream), recordId: idOf(e.stream) },
      // What police or probation wrote into what we control is ours to answer for.
      agency: isSecret(e.actor.agency) && !cleared.has(e.eventId) ? controller : e.actor.agency,
      data: masked(show(e.data), cleared.has(e.eventId) ? unhidden : masking) as PackEvent['data'],
    }));
  const elsewhere = about.map((e) => e.controller).filter((agency) => agency !== controller && agency !== '');
  const content = {
    ...{ personIds: [...own], controller, events },
    documents: documentsIn(events, included),
    disclosures: ours.filter((e) => e.type === 'InformationDisclosed').map(disclosed),
    elsewhere: [...new Set(elsewhere)].sort(),
    withheld: GROUNDS.flatMap((ground) => {
      const count = ours.filter((e) => withhold.get(e.eventId) === ground).length;
      return count > 0 ? [{ ground, count }] : [];
    }),
  };
  return {
    ...content,
    contentHash: createHash('sha256').update(canonical(content)).digest('hex'),
    recordIds: [...new Set(about.map((e) => idOf(e.stream)))],
    newest: Math.max(0, ...ours.map((e) => e.position)),
  };
}

/** What is said of a document is masked; its bytes are as they are, so that nobody but a reader can say whether they name somebody else. */
const documentsIn = (events: readonly PackEvent[], included: ReadonlySet<string>): readonly PackDocument[] =>
  events
    .filter(({ type }) => type === 'DocumentAttached')
    .map(({ eventId, data }) => {
      const { documentId, title, mediaType, size, sha256 } = data as unknown as Omit<PackDocument, 'included'>;
      return { documentId, eventId, title: title ?? null, mediaType, size, sha256, included: included.has(documentId) };
    });

function disclosed({ occurredAt: at, actor, data }: Recorded): Disclosed {
  const { toAgency = '', disclosure: { legalBasis = '', categories = [] } = {} } = data as {
    toAgency?: string;
    disclosure?: { legalBasis?: string; categories?: readonly string[] };
  };
  return { at, from: actor.agency, to: toAgency, legalBasis, categories };
}
