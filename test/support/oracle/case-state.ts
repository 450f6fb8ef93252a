import type { Fact } from './model.js';
import type { Ms } from './time.js';

export interface OfferStep {
  readonly at: Ms;
  /** `objected`: the person asked not to be contacted when another offer was declined. */
  readonly what:
    | 'declined'
    | 'declined-for-good'
    | 'objected'
    | 'repeated'
    | 'accepted'
    | 'lapsed'
    | 'security'
    | 'closed-moved';
}

export interface Offer {
  readonly id: string;
  readonly personId: string;
  readonly kind: string;
  readonly offeredAt: Ms;
  status: 'open' | 'declined' | 'accepted' | 'withdrawn';
  /** When it was offered, or offered again: what an answer answers. */
  askedAt: Ms;
  firstDeclineAt: Ms | null;
  acceptedAt: Ms | null;
  /** Who consented, where a consent stands. */
  consent: readonly string[] | null;
  consentedAt: Ms | null;
  readonly steps: OfferStep[];
}

export interface Factor {
  readonly factor: string;
  readonly kind: string;
  readonly level: number;
}

export interface CourseStep {
  readonly at: Ms;
  readonly what: 'paused' | 'resumed' | 'completed' | 'aborted' | 'measured' | 'status' | 'risk' | 'closed-moved';
  readonly value?: string;
  readonly factors?: readonly Factor[];
}

export interface Course {
  readonly id: string;
  readonly offerId: string;
  readonly kind: string;
  readonly startedAt: Ms;
  status: 'active' | 'paused' | 'completed' | 'aborted';
  pausedAt: Ms | null;
  completedAt: Ms | null;
  readonly steps: CourseStep[];
}

export interface Transfer {
  readonly id: string;
  readonly from: string;
  readonly toAgency: string;
  readonly at: Ms;
  readonly legalBasis: string;
  status: 'pending' | 'accepted' | 'declined' | 'withdrawn' | 'completed';
  /** Accepted, declined or withdrawn; completing is no answer. */
  firstAnswerAt: Ms | null;
  answeredAt: Ms | null;
}

export interface Holding {
  readonly agency: string;
  readonly from: Ms;
  to: Ms | null;
  readonly handoverId: string | null;
}

export interface Subject {
  role: string;
  ageGroup: string;
  /** Whether the naming gives those on the case a right to the person. */
  entitled: boolean;
}

export interface CaseState {
  readonly id: string;
  readonly infohus: string;
  readonly openedAt: Ms;
  readonly facts: readonly Fact[];
  status: 'open' | 'closed';
  closedAt: Ms | null;
  kept: boolean;
  responsible: string;
  triaged: { at: Ms; order: number } | null;
  securityHold: boolean;
  heldAt: Ms | null;
  /** Agencies that handed it to security, while their hold stands. */
  readonly holders: Set<string>;
  readonly subjects: Map<string, Subject>;
  /** Who asked not to be contacted, and when. */
  readonly objections: Map<string, Ms>;
  /** Closings as moved or deceased that kept no obligations. */
  readonly movedAt: Ms[];
  readonly offers: Map<string, Offer>;
  readonly courses: Map<string, Course>;
  readonly referrals: Map<string, Transfer>;
  readonly handovers: Map<string, Transfer>;
  readonly chain: Holding[];
}

export const courseRuns = (course: Course): boolean => course.status === 'active' || course.status === 'paused';
