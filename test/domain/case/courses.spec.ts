import { describe, expect, it } from '@jest/globals';
import { courseStatus } from '../../../src/domain/case/course-status.js';
import { commands } from '../../../src/domain/case/courses.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { idFor } from '../../support/given.js';
import {
  accepted,
  COURSE,
  cleared,
  completed,
  consentWithdrawn,
  given,
  heldBySecurity,
  MENTOR,
  measured,
  OPENED,
  offered,
  paused,
  resumed,
  SECOND,
  SON,
  started,
} from './family.js';

const agreed = [OPENED, offered('2024-01-10'), accepted('2024-01-11')];
const begun = [...agreed, started('2024-01-12')];
const start = { courseId: COURSE, offerId: MENTOR, mentor: 'Opdigtet Mentor' };
const course = { courseId: COURSE };

describe('A course', () => {
  it('starts on a consent that stands, once', () => {
    given(OPENED, offered('2024-01-10')).when('StartCourse', start, '2024-01-12').then('no-consent');
    given(agreed)
      .when('StartCourse', start, '2024-01-12')
      .then(['CourseStarted', { courseId: COURSE, offerId: MENTOR, personId: SON, kind: 'mentor' }]);
    given(agreed, consentWithdrawn('2024-01-12')).when('StartCourse', start, '2024-01-13').then('no-consent');
    given(agreed).when('StartCourse', start, '2024-01-10').then('out-of-order');
    given(begun).when('StartCourse', start, '2024-01-13').then('course-exists');
    given(begun)
      .when('StartCourse', { ...start, courseId: idFor('other') }, '2024-01-13')
      .then('course-exists');
  });

  it('waits under a hold, which the consent does not', () => {
    given(agreed, heldBySecurity('2024-01-12')).when('StartCourse', start, '2024-01-13').then('security-hold');
    given(OPENED, offered('2024-01-10'), heldBySecurity('2024-01-11'))
      .when(
        'AcceptOffer',
        { offerId: MENTOR, consent: { by: [SON], scope: 'Ja', givenOn: '2024-01-12' } },
        '2024-01-12',
      )
      .then(['OfferAccepted']);
    given(agreed, heldBySecurity('2024-01-12'), cleared('2024-01-13'))
      .when('StartCourse', start, '2024-01-14')
      .then(['CourseStarted']);
  });

  it('is paused and resumed in turn', () => {
    given(begun).when('PauseCourse', course, '2024-02-01').then(['CoursePaused', course]);
    given(begun, paused('2024-02-01')).when('PauseCourse', course, '2024-02-02').then('course-not-active');
    given(begun).when('ResumeCourse', course, '2024-02-02').then('course-not-active');
    given(begun, paused('2024-02-01')).when('ResumeCourse', course, '2024-02-02').then(['CourseResumed', course]);
    given(begun, paused('2024-02-01')).when('ResumeCourse', course, '2024-01-31').then('out-of-order');
    given(begun, paused('2024-02-01'), resumed('2024-02-10'))
      .when('PauseCourse', course, '2024-02-09')
      .then('out-of-order');
  });

  it('is resumed by nobody while the case is held, and by ResumeCourse alone when it is cleared', () => {
    given(begun, heldBySecurity('2024-02-01')).when('ResumeCourse', course, '2024-02-02').then('course-not-active');
    const held = [...begun, heldBySecurity('2024-02-01'), paused('2024-02-01')];
    given(held).when('ResumeCourse', course, '2024-02-02').then('security-hold');
    given(held, cleared('2024-02-03')).when('PauseCourse', course, '2024-02-04').then('course-not-active');
    given(held, cleared('2024-02-03')).when('ResumeCourse', course, '2024-02-04').then(['CourseResumed']);
  });

  it('ends once, paused or not, and not before it began', () => {
    given(begun).when('CompleteCourse', course, '2024-07-01').then(['CourseCompleted']);
    given(begun, paused('2024-02-01')).when('CompleteCourse', course, '2024-07-01').then(['CourseCompleted']);
    given(begun).when('CompleteCourse', course, '2024-01-11').then('out-of-order');
    given(begun, completed('2024-07-01')).when('CompleteCourse', course, '2024-07-02').then('course-not-active');
    given(begun, completed('2024-07-01'))
      .when('AbortCourse', { ...course, reason: 'Nej' }, '2024-07-02')
      .then('course-not-active');
    given(begun)
      .when('AbortCourse', { ...course, reason: 'Nej' }, '2024-07-02')
      .then(['CourseAborted']);
  });

  it('is measured whether it runs or not, but not before it began', () => {
    const measure = { ...course, tool: 'tool', factors: [{ factor: 'school', kind: 'risk', level: 3 }] };
    given(agreed).when('MeasureProgress', measure, '2024-02-01').then('no-such-course');
    given(begun).when('MeasureProgress', measure, '2024-01-11').then('out-of-order');
    given(begun, completed('2024-07-01')).when('MeasureProgress', measure, '2024-07-05').then(['ProgressMeasured']);
  });

  it('is followed up when it was completed, from then on', () => {
    const status = { ...course, status: 'both' };
    const risk = { ...course, result: 'not-at-risk' };
    given(begun).when('RecordStatusFollowUp', status, '2024-08-01').then('course-not-completed');
    given(begun).when('RecordRiskFollowUp', risk, '2024-08-01').then('course-not-completed');
    const done = [...begun, completed('2024-07-01')];
    given(done).when('RecordStatusFollowUp', status, '2024-08-01').then(['StatusFollowUpRecorded', status]);
    given(done).when('RecordRiskFollowUp', risk, '2024-08-01').then(['RiskFollowUpRecorded', risk]);
    given(done).when('RecordRiskFollowUp', risk, '2024-06-30').then('out-of-order');
    given(done)
      .when('RecordRiskFollowUp', { courseId: SECOND, result: 'at-risk' }, '2024-08-01')
      .then('course-not-completed');
  });

  it('says whose it is and of what kind, in each of its events', () => {
    const whole = { courseId: COURSE, offerId: MENTOR, personId: SON, kind: 'mentor' };
    const measure = { ...course, tool: 'tool', factors: [{ factor: 'school', kind: 'risk', level: 3 }] };
    given(begun)
      .when('MeasureProgress', measure, '2024-02-01')
      .then(['ProgressMeasured', { ...whole, ...measure }]);
    given(begun)
      .when('AbortCourse', { ...course, reason: 'Nej' }, '2024-02-01')
      .then(['CourseAborted', whole]);
    given(begun).when('PauseCourse', course, '2024-02-01').then(['CoursePaused', whole]);
  });

  it('needs a mentor, by name or out of the register', () => {
    const requires = commands.StartCourse.requires as (data: object) => string | undefined;
    expect(requires({})).toBe('mentor');
    expect(requires({ mentor: 'Opdigtet' })).toBeUndefined();
    expect(requires({ mentorId: idFor('who') })).toBeUndefined();
  });

  it('ends with its first end, should an older log hold more', () => {
    const state = given(begun, completed('2024-07-01'), paused('2024-07-02')).state() as CaseState;
    expect(Object.values(state.courses).map(courseStatus)).toEqual(['completed']);
    const running = given(begun, paused('2024-02-01')).state() as CaseState;
    expect(Object.values(running.courses).map(courseStatus)).toEqual(['paused']);
  });

  it('is paused again only after it was resumed, whatever was measured since', () => {
    given(begun, paused('2024-02-01'), resumed('2024-02-10'), measured('2024-02-20'))
      .when('PauseCourse', course, '2024-02-15')
      .then(['CoursePaused']);
  });

  it('of another offer stands in nobody’s way', () => {
    const other = { offerId: SECOND, personId: SON, kind: 'counselling' };
    given(begun, offered('2024-02-01', other), accepted('2024-02-02', other))
      .when('StartCourse', { ...start, courseId: idFor('other'), offerId: SECOND }, '2024-02-03')
      .then(['CourseStarted', { offerId: SECOND, kind: 'counselling' }]);
  });
});
