import { z } from 'zod';
import type { Part } from '../kernel/decider.js';
import { code, fixed, id, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { courseStatus, coursesOf, endOf, underway } from './course-status.js';
import { engaging, MENTOR_REFUSALS, mentorRead, mentorRules, releasing } from './mentoring.js';
import { lastStep, offerStatus } from './offer-status.js';
import { type CaseState, type Course, type CourseStep, change, eachCourse, eachOffer, held } from './state.js';

/** One factor in one course, 1-5; never summed, ranked or compared across persons (domain.md rule 13). */
const factor = z.strictObject({ factor: code, kind: z.enum(['risk', 'protective']), level: z.int().min(1).max(5) });
const status = z.enum(['education', 'employment', 'both', 'neither']);
const result = z.enum(['not-at-risk', 'at-risk']);

/** The offer, the person and the kind are the offer's: a wrong kind is corrected there. */
const course = { courseId: id, offerId: id, personId: id, kind: fixed(code) };
/** A name, one of the register (B-5), or both: one of them there is. */
const withWhom = { mentor: textAbout('personId').optional(), mentorId: id.optional() };
export const events = defineEvents('case', {
  CourseStarted: by('StartCourse', { ...course, mentor: textAbout('personId') }).next({ ...course, ...withWhom }),
  ProgressMeasured: by('MeasureProgress', { ...course, tool: code, factors: z.array(factor) }),
  CoursePaused: by('PauseCourse', { ...course, reason: textAbout('personId').optional() }),
  CourseResumed: by('ResumeCourse', { ...course, reason: textAbout('personId').optional() }),
  CourseCompleted: by('CompleteCourse', course),
  CourseAborted: by('AbortCourse', { ...course, reason: textAbout('personId').optional() }),
  StatusFollowUpRecorded: by('RecordStatusFollowUp', { ...course, status }),
  RiskFollowUpRecorded: by('RecordRiskFollowUp', { ...course, result }),
  /** Only on a log without appends to several streams: somebody else had the mentor's last place meanwhile. The course goes on without. */
  MentorRefused: by('RefuseMentor', { courseId: id, rule: code }),
});
const reasoned = { courseId: id, reason: textAbout('personId').optional() };
export const commands = defineCommands({
  StartCourse: {
    who: ['worker'],
    fields: { courseId: id, offerId: id, ...withWhom },
    refusals: ['no-consent', 'security-hold', 'course-exists', ...MENTOR_REFUSALS],
    whenClosed: 'obligations-kept',
    requires: (d) => (d.mentor === undefined && d.mentorId === undefined ? 'mentor' : undefined),
  },
  MeasureProgress: {
    who: ['worker'],
    fields: { courseId: id, tool: code, factors: z.array(factor) },
    refusals: ['no-such-course'],
    whenClosed: 'obligations-kept',
  },
  PauseCourse: { who: ['worker'], fields: reasoned, refusals: ['course-not-active'], whenClosed: 'obligations-kept' },
  ResumeCourse: {
    who: ['worker'],
    fields: reasoned,
    refusals: ['course-not-active', 'security-hold'],
    whenClosed: 'obligations-kept',
  },
  CompleteCourse: {
    who: ['worker'],
    fields: { courseId: id },
    refusals: ['course-not-active'],
    whenClosed: 'obligations-kept',
  },
  AbortCourse: {
    who: ['worker'],
    fields: { courseId: id, reason: textAbout('personId') },
    refusals: ['course-not-active'],
    whenClosed: 'obligations-kept',
  },
  RecordStatusFollowUp: {
    who: ['worker'],
    fields: { courseId: id, status },
    refusals: ['course-not-completed'],
    whenClosed: 'obligations-kept',
  },
  RecordRiskFollowUp: {
    who: ['worker'],
    fields: { courseId: id, result },
    refusals: ['course-not-completed'],
    whenClosed: 'obligations-kept',
  },
  /** From StartCourse, where the mentor had no place any more. */
  RefuseMentor: { who: ['internal'], fields: { courseId: id, rule: code }, refusals: [], whenClosed: 'always' },
});
const vocabulary = { events, commands };

const is = (s: CaseState, courseId: string, holds: (known: Course) => boolean) => {
  const known = s.courses[courseId];
  return known !== undefined && holds(known);
};
export const notUnderway = (s: CaseState, { courseId }: { courseId: string }) => !is(s, courseId, underway);
const notCompleted = (s: CaseState, { courseId }: { courseId: string }) =>
  !is(s, courseId, (c) => courseStatus(c) === 'completed');
const started = (s: CaseState, { courseId }: { courseId: string }) => s.courses[courseId]?.startedAt;
const ended = (s: CaseState, { courseId }: { courseId: string }) =>
  s.courses[courseId] && endOf(s.courses[courseId])?.at;
const newest = (s: CaseState, courseId: string, what: CourseStep['what']) =>
  s.courses[courseId]?.steps.findLast((step) => step.what === what)?.at;

export function named(s: CaseState, courseId: string) {
  const known = s.courses[courseId];
  if (!known) throw new Error('a course that was checked to exist is gone');
  return { courseId, offerId: known.offerId, personId: known.personId, kind: known.kind };
}
const take = (s: CaseState, courseId: string, step: CourseStep): CaseState => ({
  ...s,
  courses: change(s.courses, courseId, (c) => ({ ...c, steps: [...c.steps, step] })),
});

/** A mentor or coach course: consented to, started, measured, paused, ended and followed up (K16-9, K16-10, K20-2). */
export const courses: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    CourseStarted: (s, { data: { courseId, offerId, personId, kind, mentorId }, occurredAt }) => ({
      ...s,
      courses: {
        ...s.courses,
        // Of the kind that was offered, as corrected since.
        [courseId]: {
          ...{ offerId, personId, kind: s.offers[offerId]?.kind ?? kind, startedAt: occurredAt, steps: [] },
          ...(mentorId ? { mentorId } : {}),
        },
      },
    }),
    ProgressMeasured: (s, { data, occurredAt }) =>
      take(s, data.courseId, { at: occurredAt, what: 'measured', factors: data.factors }),
    CoursePaused: (s, { data, occurredAt }) => take(s, data.courseId, { at: occurredAt, what: 'paused' }),
    CourseResumed: (s, { data, occurredAt }) => take(s, data.courseId, { at: occurredAt, what: 'resumed' }),
    CourseCompleted: (s, { data, occurredAt }) => take(s, data.courseId, { at: occurredAt, what: 'completed' }),
    CourseAborted: (s, { data, occurredAt }) => take(s, data.courseId, { at: occurredAt, what: 'aborted' }),
    StatusFollowUpRecorded: (s, { data, occurredAt }) =>
      take(s, data.courseId, { at: occurredAt, what: 'status', status: data.status }),
    RiskFollowUpRecorded: (s, { data, occurredAt }) =>
      take(s, data.courseId, { at: occurredAt, what: 'risk', result: data.result }),
    MentorRefused: (s, { data }) => ({
      ...s,
      courses: change(s.courses, data.courseId, ({ mentorId: _, ...c }) => c),
    }),
  },
  decide: {
    StartCourse: {
      about: eachOffer,
      reads: mentorRead,
      refuse: {
        'no-consent': (s, { offerId }) => !s.offers[offerId] || offerStatus(s.offers[offerId]) !== 'accepted',
        'security-hold': held,
        'course-exists': (s, { courseId, offerId }) =>
          courseId in s.courses || coursesOf(s, offerId).some(([, c]) => underway(c)),
        ...mentorRules,
      },
      notBefore: (s, { offerId }) => s.offers[offerId] && lastStep(s.offers[offerId], 'accepted')?.at,
      events: (s, { courseId, offerId, mentor, mentorId }) => {
        const { personId = '', kind = '' } = s.offers[offerId] ?? {};
        return [events.CourseStarted({ courseId, offerId, personId, kind, mentor, mentorId })];
      },
      send: (_, data) => engaging(data),
    },
    MeasureProgress: {
      about: eachCourse,
      refuse: { 'no-such-course': (s, { courseId }) => !(courseId in s.courses) },
      notBefore: started,
      events: (s, { courseId, tool, factors }) => [events.ProgressMeasured({ ...named(s, courseId), tool, factors })],
    },
    PauseCourse: {
      about: eachCourse,
      refuse: { 'course-not-active': (s, { courseId }) => !is(s, courseId, (c) => courseStatus(c) === 'active') },
      notBefore: (s, { courseId }) => newest(s, courseId, 'resumed') ?? s.courses[courseId]?.startedAt,
      events: (s, { courseId, reason }) => [events.CoursePaused({ ...named(s, courseId), reason })],
    },
    ResumeCourse: {
      about: eachCourse,
      refuse: {
        'course-not-active': (s, { courseId }) => !is(s, courseId, (c) => courseStatus(c) === 'paused'),
        // Clearing resumes nothing: this does, and not before (commands.md, *Under a hold*).
        'security-hold': held,
      },
      notBefore: (s, { courseId }) => newest(s, courseId, 'paused'),
      events: (s, { courseId, reason }) => [events.CourseResumed({ ...named(s, courseId), reason })],
    },
    CompleteCourse: {
      about: eachCourse,
      refuse: { 'course-not-active': notUnderway },
      notBefore: started,
      events: (s, { courseId }) => [events.CourseCompleted(named(s, courseId))],
      send: (s, { courseId }) => releasing(s, [courseId]),
    },
    AbortCourse: {
      about: eachCourse,
      refuse: { 'course-not-active': notUnderway },
      notBefore: started,
      events: (s, { courseId, reason }) => [events.CourseAborted({ ...named(s, courseId), reason })],
      send: (s, { courseId }) => releasing(s, [courseId]),
    },
    RecordStatusFollowUp: {
      about: eachCourse,
      refuse: { 'course-not-completed': notCompleted },
      notBefore: ended,
      events: (s, { courseId, status: known }) => [
        events.StatusFollowUpRecorded({ ...named(s, courseId), status: known }),
      ],
    },
    RecordRiskFollowUp: {
      about: eachCourse,
      refuse: { 'course-not-completed': notCompleted },
      notBefore: ended,
      events: (s, { courseId, result: known }) => [
        events.RiskFollowUpRecorded({ ...named(s, courseId), result: known }),
      ],
    },
    RefuseMentor: { refuse: {}, events: (_, data) => [events.MentorRefused(data)] },
  },
};
