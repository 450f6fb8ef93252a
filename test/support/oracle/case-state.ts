import type { Fact } from './model.js';
import type { Ms } from './time.js';

export interface OfferStep {
  readonly at: Ms;
  readonly what:
    | 'declined'
    | 'declined-for-good'
    | 'repeated'
    | 'accepted'
    | 'lapsed'
    | 'security'
    | 'closed-moved'
    | 'objected';
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
  consent: boolean;
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
  answeredAt: Ms | null;
  firstAnswerAt: Ms | null;
}

export interface Holding {
  readonly agency: string;
  readonly from: Ms;
  to: Ms | null;
  readonly handoverId: string | null;
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
  /** The agencies that hold it, until it is cleared. */
  readonly holders: Set<string>;
  /** Persons who asked not to be contacted. */
  readonly objections: Set<string>;
  /** Closed as moved or deceased, and nothing kept. */
  readonly movedAt: Ms[];
  readonly subjects: Map<string, { role: string; ageGroup: string }>;
  readonly offers: Map<string, Offer>;
  readonly courses: Map<string, Course>;
  readonly referrals: Map<string, Transfer>;
  readonly handovers: Map<string, Transfer>;
  readonly chain: Holding[];
}

export const courseRuns = (course: Course): boolean => course.status === 'active' || course.status === 'paused';
