import { z } from 'zod';
import { localDateOf } from '../kernel/calendar.js';
import { compose } from '../kernel/compose.js';
import { type Part, typed } from '../kernel/decider.js';
import { code, id, infohus, localDate, text, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { planInForce } from '../plan/in-force.js';
import { type Loan, type MentorState, mentorAggregate, placesLeft, standingLoans, underway } from './state.js';

/** `kinds`: the plan's kinds of course that the mentor gives. `capacity`: how many courses at once. */
const registered = {
  infohus,
  name: text,
  kinds: z.array(code),
  languages: z.array(code).optional(),
  capacity: whole,
  trainedOn: localDate.optional(),
  certificateUntil: localDate.optional(),
};
const changed = {
  infohus: infohus.optional(),
  name: text.optional(),
  kinds: z.array(code).optional(),
  languages: z.array(code).optional(),
  capacity: whole.optional(),
  trainedOn: localDate.optional(),
  certificateUntil: localDate.optional(),
};
const loan = { toInfohus: infohus, from: localDate, to: localDate };
const course = { courseId: id };

export const events = defineEvents('mentor', {
  MentorRegistered: by('RegisterMentor', registered),
  MentorChanged: by('ChangeMentor', changed),
  MentorEnded: by('EndMentor', { reason: text }),
  MentorLent: by('LendMentor', loan),
  MentorReturned: by('ReturnMentor', {}),
  /** Beside CourseStarted, and beside what ends the course: so that two courses cannot both take the last place. */
  MentorEngaged: by('EngageMentor', course),
  MentorReleased: by('ReleaseMentor', course),
});
export const commands = defineCommands({
  RegisterMentor: { who: ['coordinator'], on: 'new', fields: registered, refusals: [] },
  ChangeMentor: { who: ['coordinator'], fields: changed, refusals: ['mentor-ended'] },
  EndMentor: { who: ['coordinator'], fields: { reason: text }, refusals: ['mentor-ended', 'has-active-courses'] },
  /** `not-found`: no plan names the other Infohus. */
  LendMentor: {
    who: ['coordinator'],
    fields: loan,
    refusals: ['mentor-ended', 'already-lent', 'own-infohus', 'not-found'],
  },
  /** By a coordinator of the lender's or of the borrower's. */
  ReturnMentor: { who: ['loan-party'], fields: {}, refusals: ['mentor-ended', 'not-lent'] },
  /** From StartCourse, and from what ends a course. */
  EngageMentor: { who: ['internal'], fields: course, refusals: ['mentor-not-here', 'mentor-at-capacity'] },
  ReleaseMentor: { who: ['internal'], fields: course, refusals: [] },
});
const vocabulary = { events, commands };

const ended = (s: MentorState) => s.endedAt !== null;
const registeredAt = (s: MentorState) => s.registeredAt;
const overlaps = (a: Pick<Loan, 'from' | 'to'>, b: Pick<Loan, 'from' | 'to'>) => a.from <= b.to && b.from <= a.to;

/** Until when a certificate lasts, where an event says so; a date that was known already is no new one. */
const certified = (s: MentorState, eventId: string, at: string, until: string | undefined) =>
  until === undefined || until === s.certificateUntil
    ? {}
    : { certificateUntil: until, certificates: [...s.certificates, { eventId, at, until }] };

const register: Part<MentorState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    MentorRegistered: (s, { eventId, data, occurredAt: at }) => ({
      ...s,
      registeredAt: at,
      infohus: data.infohus,
      kinds: data.kinds,
      languages: data.languages ?? [],
      capacity: data.capacity,
      trainedOn: data.trainedOn ?? null,
      ...certified(s, eventId, at, data.certificateUntil),
    }),
    MentorChanged: (s, { eventId, data, occurredAt: at }) => ({
      ...s,
      kinds: data.kinds ?? s.kinds,
      languages: data.languages ?? s.languages,
      capacity: data.capacity ?? s.capacity,
      trainedOn: data.trainedOn ?? s.trainedOn,
      ...certified(s, eventId, at, data.certificateUntil),
    }),
    MentorEnded: (s, { occurredAt }) => ({ ...s, endedAt: occurredAt }),
    MentorLent: (s, { data }) => ({ ...s, loans: [...s.loans, { ...data, returnedAt: null }] }),
    MentorReturned: (s, { occurredAt: at }) => {
      const [first] = standingLoans(s, at);
      return { ...s, loans: s.loans.map((l) => (l === first ? { ...l, returnedAt: at } : l)) };
    },
    MentorEngaged: (s, { data: { courseId }, occurredAt: startedAt }) => ({
      ...s,
      courses: { ...s.courses, [courseId]: { startedAt, endedAt: null } },
    }),
    MentorReleased: (s, { data: { courseId }, occurredAt: endedAt }) => {
      const known = s.courses[courseId];
      return known ? { ...s, courses: { ...s.courses, [courseId]: { ...known, endedAt } } } : s;
    },
  },
  decide: {
    RegisterMentor: { refuse: {}, events: (_, data) => [events.MentorRegistered(data)] },
    ChangeMentor: {
      refuse: { 'mentor-ended': ended },
      notBefore: registeredAt,
      // Where it is at home does not change: it is lent, or registered anew.
      events: (s, data) => [
        events.MentorChanged({ ...data, ...(data.infohus === undefined ? {} : { infohus: s.infohus }) }),
      ],
    },
    EndMentor: {
      refuse: { 'mentor-ended': ended, 'has-active-courses': (s) => underway(s).length > 0 },
      notBefore: registeredAt,
      events: (_, data) => [events.MentorEnded(data)],
    },
    LendMentor: {
      refuse: {
        'mentor-ended': ended,
        'already-lent': typed((s, data) => s.loans.some((l) => l.returnedAt === null && overlaps(l, data))),
        'own-infohus': typed((s, { toInfohus }) => toInfohus === s.infohus),
        'not-found': typed(
          (_, { toInfohus }, { plans, at }) => planInForce(plans, toInfohus, localDateOf(at)) === undefined,
        ),
      },
      notBefore: registeredAt,
      // A loan that ends before it begins is in no order.
      disordered: (_, { from, to }) => to < from,
      events: (_, data) => [events.MentorLent(data)],
    },
    ReturnMentor: {
      refuse: { 'mentor-ended': ended, 'not-lent': (s, _, { at }) => standingLoans(s, at).length === 0 },
      notBefore: registeredAt,
      events: () => [events.MentorReturned({})],
    },
    EngageMentor: {
      refuse: { 'mentor-not-here': ended, 'mentor-at-capacity': (s) => placesLeft(s) === 0 },
      events: (_, data) => [events.MentorEngaged(data)],
    },
    ReleaseMentor: { refuse: {}, events: (_, data) => [events.MentorReleased(data)] },
  },
};

/** The register of mentors and coaches: trained, certified, with room, lent between Infohuse (B-5). */
export const mentor = compose(
  mentorAggregate,
  {
    exists: (s) => s.registeredAt !== null,
    infohus: (s) => s.infohus || undefined,
    // A course may have begun before the mentor was written into the register.
    since: () => null,
  },
  [register],
);
