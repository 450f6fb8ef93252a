import { describe, expect, it } from '@jest/globals';
import { events } from '../../../src/domain/case/courses.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { type MentorState, mentorAggregate } from '../../../src/domain/mentor/state.js';
import { idFor } from '../../support/given.js';
import { type Other, on } from '../../support/specification.js';
import { accepted, COURSE, completed, given, heldBySecurity, MENTOR, OPENED, offered, SON, started } from './family.js';

const WHO = idFor('who it is');
const registered = (more: Partial<MentorState> = {}): Other<MentorState> => ({
  of: mentorAggregate,
  id: WHO,
  state: {
    ...mentorAggregate.initial,
    registeredAt: '2024-01-01T08:00:00.000Z',
    infohus: 'koebenhavn',
    kinds: ['mentor'],
    capacity: 2,
    trainedOn: '2024-01-01',
    ...more,
  },
});
const ACCEPTED = [OPENED, offered('2024-02-01'), accepted('2024-02-02')];
const course = { courseId: COURSE, offerId: MENTOR };
const start = (who: Other<MentorState>, data: object = { ...course, mentorId: WHO }, before = ACCEPTED) =>
  given(...before)
    .and(who)
    .when('StartCourse', data, '2024-02-05');
const busy = { startedAt: '2024-01-05T08:00:00.000Z', endedAt: null };

describe('A course with somebody of the register (B-5)', () => {
  it('starts with the one who is here, cleared and free, by name too', () => {
    start(registered()).then(['CourseStarted', { ...course, mentorId: WHO, personId: SON, kind: 'mentor' }]);
    start(registered(), { ...course, mentorId: WHO, mentor: 'Opdigtet' }).then(['CourseStarted', { mentorId: WHO }]);
    start(registered(), { ...course, mentor: 'Opdigtet' }).then(['CourseStarted', { mentorId: undefined }]);
    expect((given(...ACCEPTED, started('2024-02-05')).state() as CaseState).courses[COURSE]).not.toHaveProperty(
      'mentorId',
    );
  });

  it('not with who is unknown, has ended, is of another Infohus, or does not give that kind', () => {
    start({ ...registered(), id: idFor('somebody else') }).then('mentor-not-here');
    start(registered({ endedAt: '2024-02-01T08:00:00.000Z' })).then('mentor-not-here');
    start(registered({ infohus: 'koege' })).then('mentor-not-here');
    start(registered({ kinds: ['parent-coach'] })).then('mentor-not-here');
    const loan = { toInfohus: 'koebenhavn', from: '2024-02-05', to: '2024-02-05', returnedAt: null };
    start(registered({ infohus: 'koege', loans: [loan] })).then(['CourseStarted', { mentorId: WHO }]);
    start(registered({ infohus: 'koege', loans: [{ ...loan, from: '2024-02-06', to: '2024-03-01' }] })).then(
      'mentor-not-here',
    );
  });

  it('nor with who was not trained by then, or whose certificate has run out', () => {
    start(registered({ trainedOn: null })).then('mentor-not-cleared');
    start(registered({ trainedOn: '2024-02-06' })).then('mentor-not-cleared');
    start(registered({ certificateUntil: '2024-02-04' })).then('mentor-not-cleared');
    start(registered({ certificateUntil: '2024-02-05' })).then(['CourseStarted']);
  });

  it('nor with who has no place left, and the older rules answer first', () => {
    start(registered({ courses: { a: busy, b: busy } })).then('mentor-at-capacity');
    start(registered({ courses: { a: busy, b: { ...busy, endedAt: '2024-01-20T08:00:00.000Z' } } })).then([
      'CourseStarted',
    ]);
    start(registered({ trainedOn: null, courses: { a: busy, b: busy } })).then('mentor-not-cleared');
    start(registered({ trainedOn: null }), { ...course, mentorId: WHO }, [
      ...ACCEPTED,
      heldBySecurity('2024-02-03'),
    ]).then('security-hold');
    start(registered({ trainedOn: null }), { ...course, mentorId: WHO }, [OPENED, offered('2024-02-01')]).then(
      'no-consent',
    );
  });

  it('takes the place in the mentor’s own record, and is told where it was gone', () => {
    const refused = { command: 'RefuseMentor', data: { courseId: COURSE } };
    const starts = (data: object) =>
      given(...ACCEPTED)
        .and(registered())
        .when('StartCourse', data, '2024-02-05');
    starts({ ...course, mentorId: WHO }).sends(['mentor', WHO, 'EngageMentor', { courseId: COURSE }, refused]);
    starts({ ...course, mentor: 'Opdigtet' }).sends();
    const rule = 'mentor-at-capacity';
    given(...ACCEPTED, started('2024-02-05'))
      .when('RefuseMentor', { courseId: COURSE, rule }, '2024-02-05')
      .then(['MentorRefused', { courseId: COURSE, rule }]);
  });

  it('gives the place back, whatever ends it', () => {
    const began = on('2024-02-05', events.CourseStarted({ ...course, personId: SON, kind: 'mentor', mentorId: WHO }));
    const back = ['mentor', WHO, 'ReleaseMentor', { courseId: COURSE }] as const;
    const ends = (command: string, data: object, by = began, ...more: Parameters<typeof given>) =>
      given(...ACCEPTED, by, ...more).when(command, data, '2024-03-01');
    const it = { courseId: COURSE };
    ends('CompleteCourse', it).sends(back);
    ends('AbortCourse', { ...it, reason: 'Nej' }).sends(back);
    ends('WithdrawConsent', { offerId: MENTOR }).sends(back);
    ends('CompleteCourse', it, started('2024-02-05')).sends();
    ends('WithdrawConsent', { offerId: MENTOR }, began, completed('2024-02-20')).sends();
  });

  it('aborts the course that is under way with the consent, and no other', () => {
    const withdraw = (...more: Parameters<typeof given>) =>
      given(...ACCEPTED, started('2024-02-05'), ...more).when('WithdrawConsent', { offerId: MENTOR }, '2024-03-01');
    withdraw().then(['ConsentWithdrawn'], ['CourseAborted', { courseId: COURSE, personId: SON, kind: 'mentor' }]);
    withdraw(completed('2024-02-20')).then(['ConsentWithdrawn', { offerId: MENTOR }]);
  });

  it('goes on without, where the last place was taken by somebody else meanwhile', () => {
    const began = on('2024-02-05', events.CourseStarted({ ...course, personId: SON, kind: 'mentor', mentorId: WHO }));
    const refused = on('2024-02-05', events.MentorRefused({ courseId: COURSE, rule: 'mentor-at-capacity' }));
    expect((given(...ACCEPTED, began).state() as CaseState).courses[COURSE]).toHaveProperty('mentorId', WHO);
    expect((given(...ACCEPTED, began, refused).state() as CaseState).courses[COURSE]).not.toHaveProperty('mentorId');
  });
});
