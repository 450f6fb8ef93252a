import type { Documented } from '../document/state.js';
import type { AggregateType } from '../kernel/decider.js';
import type { Transfers } from '../transfer/state.js';

export type AgeGroup = 'minor' | 'adult';
export interface Subject {
  readonly role: string;
  readonly ageGroup: AgeGroup;
}

/** Who was named as a subject, changed or removed: what the subjects are follows from it, also where persons were merged since. */
export type SubjectNaming =
  | ({ readonly what: 'named'; readonly personId: string } & Subject)
  | { readonly what: 'changed'; readonly personId: string; readonly role?: string; readonly ageGroup?: AgeGroup }
  | { readonly what: 'removed'; readonly personId: string; readonly at: string };

/** An objection binds the person in the case until it is lifted (domain.md rule 6): the last word of a person stands. */
export interface Objection {
  readonly personId: string;
  readonly at: string;
  readonly what: 'objected' | 'lifted';
}

/** What happened to an offer after it was made, in the order in which it happened. */
export type OfferStep =
  | { readonly at: string; readonly what: 'declined'; readonly doNotContact: boolean }
  | { readonly at: string; readonly what: 'repeated' | 'withdrawn' | 'consent-withdrawn' | 'lapsed' }
  /** A renewal counts in place of the consent before it. */
  | { readonly at: string; readonly what: 'accepted' | 'renewed'; readonly consent?: GivenConsent }
  /** Handed to security: open re-offer obligations lapse. */
  | { readonly at: string; readonly what: 'security' }
  /** The case closed because the person moved or died, and nothing was kept. */
  | { readonly at: string; readonly what: 'left' };

/** Who consented; `guardian`: a guardian was asked for beside the young person. */
export interface GivenConsent {
  readonly by: readonly string[];
  readonly guardian: boolean;
}

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
  /** Of the register (B-5), where the mentor was named by it. */
  readonly mentorId?: string;
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
  /** Accepted, declined or withdrawn: the answer that it was owed. */
  readonly answeredAt: string | null;
  /** The case closed because the person moved or died, before there was an answer. */
  readonly leftAt: string | null;
  readonly status: 'pending' | 'accepted' | 'declined' | 'withdrawn' | 'completed';
}

/** A release from prison that is expected (K24-7). `at`: when it was registered; `registeredAs`: the id it was registered under. */
export interface Release {
  readonly personId: string;
  readonly registeredAs: string;
  readonly at: string;
  readonly releaseDate: string;
}
/** What answers a release: a referral, or a contact (with whom, where that is said); `left`: the person moved or died. */
export interface Outreach {
  readonly at: string;
  readonly what: 'referral' | 'contact' | 'left';
  readonly personId: string | null;
}

/** One thing that an assessment says: by whom, and whether it may be passed on (B-2). Its words are sealed and not looked at here. */
export interface Statement {
  readonly shareable: boolean;
  readonly agency: string;
  readonly at: string;
}
/** By the id of its event. Statements that others contributed stand beside its own (B-3). */
export interface Assessment {
  readonly personId: string;
  readonly agency: string;
  readonly at: string;
  readonly statements: ById<Statement>;
}

/** A goal of a course in the person's own words (B-4). */
export interface Goal {
  readonly courseId: string;
  readonly personId: string;
  readonly setAt: string;
  readonly steps: readonly GoalStep[];
}
export type GoalStep =
  | { readonly at: string; readonly what: 'reviewed'; readonly state: 'on-the-way' | 'reached' | 'changed' }
  | { readonly at: string; readonly what: 'dropped' };

export type ById<T> = Readonly<Record<string, T>>;

export interface CaseState extends Documented {
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
  readonly namings: readonly SubjectNaming[];
  /** The subjects with which it was opened, and the ids under which they were named then. */
  readonly openedFor: readonly { readonly personId: string; readonly namedAs: string }[];
  readonly objections: readonly Objection[];
  /** At every instant an open case has exactly one (domain.md rule 4); a closed one keeps its last. */
  readonly responsible: string;
  readonly responsibleSince: string | null;
  readonly triagedAt: string | null;
  readonly handovers: ById<Handover>;
  /** By handover: what its receiver, the new data controller, has answered of the duties that follow (KØ-11). */
  readonly duties: ById<Readonly<Record<string, 'done' | 'not-applicable'>>>;
  readonly referrals: ById<Referral>;
  /** To Infohuse with an installation of their own (B-7). */
  readonly transfers?: Transfers;
  readonly offers: ById<Offer>;
  readonly courses: ById<Course>;
  readonly assessments: ById<Assessment>;
  readonly goals: ById<Goal>;
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
    namings: [],
    openedFor: [],
    objections: [],
    responsible: '',
    responsibleSince: null,
    triagedAt: null,
    handovers: {},
    duties: {},
    referrals: {},
    offers: {},
    courses: {},
    assessments: {},
    goals: {},
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

/** What a command of the case can be about. */
export const eachOffer = (s: CaseState) => Object.keys(s.offers).map((offerId) => ({ offerId }));
export const eachCourse = (s: CaseState) => Object.keys(s.courses).map((courseId) => ({ courseId }));
export const eachSubject = (s: CaseState) => Object.keys(s.subjects).map((personId) => ({ personId }));
export const eachHandover = (s: CaseState) => Object.keys(s.handovers).map((handoverId) => ({ handoverId }));
export const eachReferral = (s: CaseState) => Object.keys(s.referrals).map((referralId) => ({ referralId }));

export const pendingHandover = (s: CaseState): readonly [string, Handover] | undefined =>
  Object.entries(s.handovers).find(([, h]) => h.answer === null);

export const closed = (s: CaseState): boolean => s.status === 'closed';
export const held = (s: CaseState): boolean => s.hold !== null;
