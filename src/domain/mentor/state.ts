import { localDateOf } from '../kernel/calendar.js';
import type { AggregateType } from '../kernel/decider.js';

/** A mentor or coach (B-5): free, cleared, and of the kinds that are offered. The name is sealed in the events. */
export interface MentorState {
  /** null: not registered. */
  readonly registeredAt: string | null;
  readonly infohus: string;
  readonly kinds: readonly string[];
  readonly languages: readonly string[];
  readonly capacity: number;
  readonly trainedOn: string | null;
  readonly certificateUntil: string | null;
  readonly endedAt: string | null;
  readonly loans: readonly Loan[];
  /** The courses that were taken on, wherever: what is not ended counts against the capacity. */
  readonly courses: Readonly<Record<string, { readonly startedAt: string; readonly endedAt: string | null }>>;
  /** Each date that a certificate was to last until, and the event that said so. */
  readonly certificates: readonly Certificate[];
}
export interface Loan {
  readonly toInfohus: string;
  readonly from: string;
  readonly to: string;
  readonly returnedAt: string | null;
}
export interface Certificate {
  readonly eventId: string;
  readonly at: string;
  readonly until: string;
}

export const mentorAggregate: AggregateType<MentorState, 'mentor'> = {
  aggregate: 'mentor',
  initial: {
    registeredAt: null,
    infohus: '',
    kinds: [],
    languages: [],
    capacity: 0,
    trainedOn: null,
    certificateUntil: null,
    endedAt: null,
    loans: [],
    courses: {},
    certificates: [],
  },
};

export const underway = ({ courses }: MentorState): readonly string[] =>
  Object.entries(courses).flatMap(([courseId, { endedAt }]) => (endedAt === null ? [courseId] : []));

/** Lent on that day, and not given back before it. */
const lentOn = (at: string) => (loan: Loan) =>
  loan.from <= localDateOf(at) && localDateOf(at) <= loan.to && (loan.returnedAt === null || at < loan.returnedAt);

/** Where a course can be had with the mentor at an instant: at home, and where it is lent to. */
export const isHere = (s: MentorState, infohus: string, at: string): boolean =>
  s.registeredAt !== null &&
  s.endedAt === null &&
  (s.infohus === infohus || s.loans.some((loan) => loan.toInfohus === infohus && lentOn(at)(loan)));

/** Trained by that day, and the certificate, where there is one, has not run out. */
export const isCleared = ({ trainedOn, certificateUntil }: MentorState, at: string): boolean => {
  const day = localDateOf(at);
  return trainedOn !== null && trainedOn <= day && (certificateUntil === null || certificateUntil >= day);
};
export const placesLeft = (s: MentorState): number => Math.max(0, s.capacity - underway(s).length);

/** The Infohuse to which a loan was not given back, also where its days are over. */
export const lentTo = ({ loans }: MentorState): readonly string[] =>
  loans.flatMap((loan) => (loan.returnedAt === null ? [loan.toInfohus] : []));

/** A loan that was not given back and is not over. */
export const standingLoans = ({ loans }: MentorState, at: string): readonly Loan[] =>
  loans.filter((loan) => loan.returnedAt === null && loan.to >= localDateOf(at));
