import type { AggregateType } from '../kernel/decider.js';

export type AgeGroup = 'minor' | 'adult';
export interface Subject {
  readonly role: string;
  readonly ageGroup: AgeGroup;
}

/** What happened to an offer after it was made, in the order in which it happened. */
export type OfferStep =
  | { readonly at: string; readonly what: 'declined'; readonly doNotContact: boolean }
  | { readonly at: string; readonly what: 'repeated' | 'accepted' | 'withdrawn' | 'consent-withdrawn' | 'lapsed' }
  /** Handed to security: open re-offer obligations lapse. */
  | { readonly at: string; readonly what: 'security' }
  /** The case closed because the person moved or died, and nothing was kept. */
  | { readonly at: string; readonly what: 'left' };

export interface Offer {
  readonly personId: string;
  readonly kind: string;
  readonly offeredAt: string;
  readonly steps: readonly OfferStep[];
}

export interface Factor {
  readonly factor: string;
  readonly kind: 'risk' | 'protective';
  readonly level: number;
}
export type CourseStep =
  | { readonly at: string; readonly what: 'paused' | 'resumed' | 'completed' | 'aborted' | 'left' }
  | { readonly at: string; readonly what: 'measured'; readonly factors: readonly Factor[] }
  | { readonly at: string; readonly what: 'status'; readonly status: 'education' | 'employment' | 'both' | 'neither' }
  | { readonly at: string; readonly what: 'risk'; readonly result: 'not-at-risk' | 'at-risk' };

export interface Course {
  readonly offerId: string;
  readonly personId: string;
  readonly kind: string;
  readonly startedAt: string;
  readonly steps: readonly CourseStep[];
}

export interface Handover {
  readonly from: string;
  readonly to: string;
  readonly legalBasis: string;
  readonly offeredAt: string;
  readonly answer: { readonly at: string; readonly what: 'accepted' | 'declined' | 'withdrawn' } | null;
}
export interface Referral {
  readonly from: string;
  readonly to: string;
  readonly referredAt: string;
  readonly acceptedAt: string | null;
  readonly status: 'pending' | 'accepted' | 'declined' | 'withdrawn' | 'completed';
}

/** A release from prison that is expected (K24-7). `at`: when it was registered. */
export interface Release {
  readonly personId: string;
  readonly at: string;
  readonly releaseDate: string;
}
/** What answers a release: a referral, or a contact (with whom, where that is said); `left`: the person moved or died. */
export interface Outreach {
  readonly at: string;
  readonly what: 'referral' | 'contact' | 'left';
  readonly personId: string | null;
}

export type ById<T> = Readonly<Record<string, T>>;

export interface CaseState {
  readonly status: 'none' | 'open' | 'closed';
  readonly infohus: string;
  readonly caseType: string;
  readonly level: string;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** Closed with obligations carried on. */
  readonly kept: boolean;
  readonly concernIds: readonly string[];
  readonly subjects: ById<Subject>;
  /** At every instant an open case has exactly one (domain.md rule 4); a closed one keeps its last. */
  readonly responsible: string;
  readonly responsibleSince: string | null;
  readonly triagedAt: string | null;
  readonly handovers: ById<Handover>;
  readonly referrals: ById<Referral>;
  readonly offers: ById<Offer>;
  readonly courses: ById<Course>;
  readonly releases: readonly Release[];
  readonly outreach: readonly Outreach[];
  /** An agency's own split of work: who of each agency works on it now. */
  readonly assigned: ById<string>;
  /** Handed to security and not cleared (K16-15); `by` is the agency that must clear it. */
  readonly hold: { readonly since: string; readonly by: string } | null;
}

export const caseAggregate: AggregateType<CaseState, 'case'> = {
  aggregate: 'case',
  initial: {
    status: 'none',
    infohus: '',
    caseType: '',
    level: '',
    openedAt: null,
    closedAt: null,
    kept: false,
    concernIds: [],
    subjects: {},
    responsible: '',
    responsibleSince: null,
    triagedAt: null,
    handovers: {},
    referrals: {},
    offers: {},
    courses: {},
    releases: [],
    outreach: [],
    assigned: {},
    hold: null,
  },
};

/** The record with one entry changed; an unknown id leaves it as it is, so that evolve is total. */
export function change<T>(all: ById<T>, id: string, to: (known: T) => T): ById<T> {
  const known = all[id];
  return known === undefined ? all : { ...all, [id]: to(known) };
}
export const each = <T>(all: ById<T>, to: (known: T) => T): ById<T> =>
  Object.fromEntries(Object.entries(all).map(([id, known]) => [id, to(known)]));

export const reach = (s: CaseState, done: Outreach): CaseState => ({ ...s, outreach: [...s.outreach, done] });

export const pendingHandover = (s: CaseState): readonly [string, Handover] | undefined =>
  Object.entries(s.handovers).find(([, h]) => h.answer === null);

export const closed = (s: CaseState): boolean => s.status === 'closed';
export const held = (s: CaseState): boolean => s.hold !== null;
