import type { Facts } from '../../../src/domain/indicators/facts.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import {
  activity,
  assessed,
  concern,
  course,
  declined,
  ended,
  figure,
  followedUp,
  goalSet,
  idsAnew,
  K16,
  linked,
  measured,
  NOTHING,
  offer,
  opened,
  protective,
  qualified,
  reviewed,
  risk,
  status,
  step,
  withGoals,
} from './facts.js';
import { generatedFacts } from './generated.js';

idsAnew();

/**
 * What the definitions are frozen by. It never changes: a new case is a new set. Two plans of one city whose limits differ, said here and
 * not in plans/*.json, so that a plan that is revised changes no figure.
 */
const indicator = (id: string, kind: Plan['indicators'][number]['kind'], kinds: string[] = []) => ({
  ...{ id, kind, kinds, name: { da: id, en: id }, unit: 'count' as const },
  ...{ target: null, qualifier: null, targetGroup: null, baseline: [], source: 'test' },
});
const goal = (id: string, activityKind: string, count: Plan['goals'][number]['count'], schoolType?: string) => ({
  ...{ indicator: id, activityKind, count, from: 1, to: null, year: null },
  ...{ schoolType: schoolType ?? null, source: 'test' },
});
const first: Plan = {
  ...K16,
  ...{ planId: 'first', from: '2015-01-01', to: '2016-12-31' },
  triageHours: { acute: 24, high: 24, medium: 48, low: 72, none: 24, source: 'test' },
  reofferMonths: { months: [3, 6], source: 'test' },
  progress: { months: 6, early: 1, late: 1, source: 'test' },
  followUp: { kinds: ['mentor'], statusMonths: 12, riskMonths: 6, riskWindowMonths: 1, source: 'test' },
  goalReviewMonths: { months: 3, source: 'test' },
  indicators: [
    indicator('concerns-received', 'concerns-received'),
    indicator('cases-started', 'cases-started'),
    indicator('substantiated-share', 'substantiated-share'),
    indicator('triage-on-time', 'triage-on-time'),
    indicator('offer-acceptance', 'offer-acceptance', ['mentor', 'parent-coach']),
    indicator('reoffer-compliance', 'reoffer-compliance'),
    indicator('education-employment', 'education-employment', ['mentor']),
    indicator('not-at-risk', 'not-at-risk', ['mentor']),
    indicator('progress-6-months', 'progress-6-months', ['mentor', 'relatives-coach']),
    indicator('goals-reviewed', 'goals-reviewed', ['mentor', 'relatives-coach']),
    indicator('advice-given', 'advice-given'),
    indicator('citizenship', 'measurement'),
    indicator('pupils', 'activity'),
    indicator('pupils-friskole', 'activity'),
    indicator('talks', 'activity'),
    indicator('agreements', 'activity'),
    indicator('aimless', 'activity'),
  ],
  goals: [
    goal('pupils', 'school-workshop', 'participants'),
    goal('pupils-friskole', 'school-workshop', 'participants', 'friskole'),
    goal('talks', 'professional-talk', 'events'),
    goal('agreements', 'agreement', 'agreements'),
  ],
};
const second: Plan = {
  ...first,
  ...{ planId: 'second', from: '2017-01-01', to: null },
  triageHours: { acute: 12, high: 24, medium: 36, low: 96, none: 24, source: 'test' },
  reofferMonths: { months: [2, 5], source: 'test' },
  progress: { months: 4, early: 1, late: 1, source: 'test' },
  followUp: { kinds: ['mentor'], statusMonths: 9, riskMonths: 3, riskWindowMonths: 2, source: 'test' },
  goalReviewMonths: { months: 2, source: 'test' },
};
export const FROZEN_PLANS: readonly Plan[] = [first, second];

const HANDWRITTEN: Facts = {
  concerns: [
    // The ends of 2016 and 2017 in Denmark.
    concern('2016-12-31T23:59:59.999+01:00', qualified('2017-01-01T09:00:00+01:00')),
    concern('2017-01-01T00:00:00+01:00'),
    concern('2017-12-31T23:59:59.999+01:00', qualified('2018-01-02T09:00:00+01:00', 'unsubstantiated')),
    concern('2018-01-01T00:00:00+01:00', qualified('2018-01-01T09:00:00+01:00')),
    // Every way in which a concern ends.
    ...(['irrelevant', 'unsubstantiated', 'duplicate', 'handed-to-police', 'forwarded'] as const).map((how) =>
      concern(
        '2017-02-01T10:00:00+01:00',
        qualified('2017-02-01T12:00:00+01:00'),
        ended('2017-02-02T10:00:00+01:00', how),
      ),
    ),
    // The newest finding counts.
    concern(
      '2017-02-03T10:00:00+01:00',
      qualified('2017-02-04T10:00:00+01:00', 'unsubstantiated'),
      qualified('2017-03-04T10:00:00+01:00'),
    ),
    // Triaged at the limit, and a millisecond after; elapsed hours over both changes of the clocks.
    ...['2017-03-25T12:00:00+01:00', '2017-10-28T12:00:00+02:00'].flatMap((received) =>
      [0, 1].map((late) =>
        concern(
          received,
          qualified(after(received, 5)),
          linked(after(received, 6)),
          step(after(received, 24, late), 'triaged'),
        ),
      ),
    ),
    // A lower severity gives more time, but not once the limit has passed; a case triaged before: the linking.
    concern(
      '2017-04-03T10:00:00+02:00',
      assessed('2017-04-03T11:00:00+02:00', 'low'),
      qualified('2017-04-03T12:00:00+02:00'),
      linked('2017-04-06T10:00:00+02:00', 'case-2', '2017-04-01T10:00:00+02:00'),
    ),
    concern(
      '2017-04-10T10:00:00+02:00',
      assessed('2017-04-12T11:00:00+02:00', 'medium'),
      qualified('2017-04-12T12:00:00+02:00'),
      linked('2017-04-12T13:00:00+02:00', 'case-2', '2017-04-01T10:00:00+02:00'),
      step('2017-05-12T13:00:00+02:00', 'advised'),
      step('2018-05-12T13:00:00+02:00', 'advised'),
    ),
    // At the earlier of the two clocks: at the limit to the millisecond, and triaged while the limit is still to come.
    concern('2017-06-14T12:00:00+02:00', qualified('2017-06-14T13:00:00+02:00')),
    concern('2017-06-14T12:00:00+02:00'),
    concern(
      '2017-06-15T10:00:00+02:00',
      qualified('2017-06-15T10:10:00+02:00'),
      linked('2017-06-15T10:20:00+02:00'),
      step('2017-06-15T10:30:00+02:00', 'triaged'),
    ),
    // Not known to have been registered by the earlier of the two clocks.
    { ...concern('2017-06-14T10:00:00+02:00'), registeredAt: '2017-07-01T08:00:00.000Z' },
    concern('2017-06-15T10:00:00+02:00', step('2017-06-15T10:30:00+02:00', 'advised')),
  ],
  cases: [
    opened('case-1', '2016-12-31T23:59:59.999+01:00', '2018-01-01T00:00:00+01:00'),
    opened('case-2', '2017-01-01T00:00:00+01:00'),
    opened('case-3', '2017-12-31T23:59:59.999+01:00'),
  ],
  offers: [
    offer('mentor', '2017-01-01T00:00:00+01:00'),
    offer('counselling', '2017-01-02T10:00:00+01:00', step('2017-01-03T10:00:00+01:00', 'accepted')),
    offer('mentor', '2016-12-31T23:59:59.999+01:00', step('2017-01-03T10:00:00+01:00', 'accepted')),
    offer(
      'parent-coach',
      '2017-02-01T10:00:00+01:00',
      step('2017-02-03T10:00:00+01:00', 'accepted'),
      step('2017-03-03T10:00:00+01:00', 'consent-withdrawn'),
    ),
    offer('mentor', '2017-02-02T10:00:00+01:00', step('2017-02-03T10:00:00+01:00', 'withdrawn')),
    // 30 November and three months: 28 February; offered again that day, and a day late, and a second time.
    offer(
      'mentor',
      '2016-11-20T10:00:00+01:00',
      declined('2016-11-30T10:00:00+01:00'),
      step('2017-02-28T23:59:59.999+01:00', 'repeated'),
    ),
    offer(
      'mentor',
      '2016-11-20T10:00:00+01:00',
      declined('2016-11-30T10:00:00+01:00'),
      step('2017-03-01T00:00:00+01:00', 'repeated'),
      declined('2017-03-02T00:00:00+01:00'),
      step('2017-05-30T00:00:00+02:00', 'repeated'),
      step('2017-05-31T00:00:00+02:00', 'accepted'),
    ),
    // Every way in which a deadline lapses or is missed, before and after the first is due.
    ...(['accepted', 'lapsed', 'security', 'left', 'withdrawn'] as const).flatMap((what) =>
      ['2017-04-01T10:00:00+02:00', '2017-07-01T10:00:00+02:00'].map((at) =>
        offer('mentor', '2017-03-01T10:00:00+01:00', declined('2017-03-10T10:00:00+01:00'), step(at, what)),
      ),
    ),
    offer('mentor', '2017-03-01T10:00:00+01:00', declined('2017-03-10T10:00:00+01:00', true)),
    offer(
      'mentor',
      '2017-03-01T10:00:00+01:00',
      declined('2017-03-10T10:00:00+01:00'),
      declined('2017-07-10T10:00:00+02:00', true),
    ),
    // Kept before it is due, by the earlier of the two clocks.
    offer(
      'mentor',
      '2017-05-01T10:00:00+02:00',
      declined('2017-06-01T10:00:00+02:00'),
      step('2017-06-10T10:00:00+02:00', 'repeated'),
    ),
    // Due at the end of the year, and in the next.
    offer('mentor', '2017-03-01T10:00:00+01:00', declined('2017-09-30T23:59:59.999+02:00')),
    offer('mentor', '2017-03-01T10:00:00+01:00', declined('2017-10-31T23:59:59.999+01:00')),
  ],
  courses: [
    // Completed on a leap day; followed up on the first and last day of each window, and a day outside.
    ...[
      '2016-02-28T23:59:59+01:00',
      '2016-02-29T00:00:00+01:00',
      '2017-02-28T23:59:59+01:00',
      '2017-03-01T00:00:00+01:00',
    ].map((at) =>
      course(
        'mentor',
        '2015-08-31T10:00:00+02:00',
        step('2016-02-29T10:00:00+01:00', 'completed'),
        status(at, 'education'),
      ),
    ),
    course(
      'mentor',
      '2015-08-31T10:00:00+02:00',
      step('2016-02-29T10:00:00+01:00', 'completed'),
      status('2016-08-29T10:00:00+02:00', 'both'),
      status('2016-09-29T10:00:00+02:00', 'neither'),
    ),
    ...[
      '2016-07-28T23:59:59+02:00',
      '2016-07-29T00:00:00+02:00',
      '2016-09-29T23:59:59+02:00',
      '2016-09-30T00:00:00+02:00',
    ].map((at) =>
      course(
        'mentor',
        '2015-08-31T10:00:00+02:00',
        step('2016-02-29T10:00:00+01:00', 'completed'),
        followedUp(at, 'not-at-risk'),
      ),
    ),
    course(
      'mentor',
      '2016-01-01T10:00:00+01:00',
      step('2016-12-31T23:30:00+01:00', 'completed'),
      followedUp('2017-06-01T10:00:00+02:00', 'not-at-risk'),
      followedUp('2017-07-01T10:00:00+02:00', 'at-risk'),
    ),
    course('mentor', '2016-01-01T10:00:00+01:00', step('2017-01-01T00:00:00+01:00', 'completed')),
    course('mentor', '2016-01-01T10:00:00+01:00', step('2016-11-01T10:00:00+01:00', 'aborted')),
    course('parent-coach', '2016-01-01T10:00:00+01:00', step('2016-11-01T10:00:00+01:00', 'completed')),
    // Progress: 30 August and six months; better, worse, only one factor, another factor, late, alone.
    ...[[risk(2)], [risk(4)], [protective(4)], [risk(3), protective(3)], [risk(2, 'school')]].flatMap((factors) =>
      ['2017-02-28T10:00:00+01:00', '2017-03-28T23:59:59+02:00', '2017-03-29T00:00:00+02:00'].map((at) =>
        course(
          'mentor',
          '2016-08-30T10:00:00+02:00',
          measured('2016-08-30T12:00:00+02:00', risk(3), protective(2)),
          measured(at, ...factors),
        ),
      ),
    ),
    // Ended the day before it is due, and on the day.
    course('mentor', '2016-08-30T10:00:00+02:00', step('2017-02-27T23:59:59+01:00', 'completed')),
    course('mentor', '2016-08-30T10:00:00+02:00', step('2017-02-28T00:00:00+01:00', 'aborted')),
    // Paused into the next year, paused still, and paused too late to move the day.
    course(
      'mentor',
      '2016-06-15T10:00:00+02:00',
      step('2016-12-15T10:00:00+01:00', 'paused'),
      step('2017-01-15T10:00:00+01:00', 'resumed'),
    ),
    course('mentor', '2016-06-15T10:00:00+02:00', step('2016-12-15T10:00:00+01:00', 'paused')),
    course(
      'mentor',
      '2016-06-15T10:00:00+02:00',
      step('2016-12-16T10:00:00+01:00', 'paused'),
      step('2017-01-15T10:00:00+01:00', 'resumed'),
    ),
    course('relatives-coach', '2017-01-31T10:00:00+01:00'),
    course('mentor', '2017-08-31T10:00:00+02:00'),
  ],
  activities: [
    activity('school-workshop', '2017-01-01', 25, 'folkeskole'),
    activity('school-workshop', '2017-12-31', 17, 'friskole'),
    activity('school-workshop', '2018-01-01', 11, 'friskole'),
    activity('professional-talk', '2017-05-01', 9),
    activity('professional-talk', '2017-05-02', 0),
  ],
  agreements: [{ signedOn: '2016-12-31' }, { signedOn: '2017-01-01' }, { signedOn: '2017-12-31' }],
  figures: [
    figure(2017, 0.91, { occurredAt: '2018-01-10T10:00:00.000Z', position: 7 }),
    figure(2017, 0.92, { occurredAt: '2018-01-10T10:00:00.000Z', position: 8 }),
    figure(2017, 0.93, { occurredAt: '2018-01-09T10:00:00.000Z', position: 9 }),
    figure(2016, 0.9, { historical: true }),
    figure(2017, 5, { indicator: 'beside-the-plan' }),
  ],
};

/** Begun 30 November 2016: by the first plan its day is 28 February 2017, for February has no 30th. */
const BEGUN = '2016-11-30T10:00:00+01:00';
const GOALS: Facts = {
  ...NOTHING,
  courses: [
    course('mentor', BEGUN),
    withGoals(course('mentor', BEGUN), goalSet('2016-12-01T10:00:00+01:00')),
    ...['2017-02-28T23:59:59.999+01:00', '2017-03-01T00:00:00+01:00'].flatMap((at) => [
      withGoals(course('mentor', BEGUN), goalSet(at)),
      withGoals(course('mentor', BEGUN), goalSet('2016-12-01T10:00:00+01:00', reviewed(at, 'changed'))),
      withGoals(course('mentor', BEGUN), goalSet('2016-12-01T10:00:00+01:00', step(at, 'dropped'))),
    ]),
    withGoals(
      course('relatives-coach', BEGUN, step('2017-02-27T23:59:59+01:00', 'completed')),
      goalSet('2016-12-01T10:00:00+01:00', reviewed('2017-01-10T10:00:00+01:00', 'reached')),
    ),
    withGoals(
      course('relatives-coach', BEGUN, step('2017-02-28T00:00:00+01:00', 'aborted')),
      goalSet('2016-12-01T10:00:00+01:00'),
      goalSet('2016-12-02T10:00:00+01:00', reviewed('2017-01-10T10:00:00+01:00', 'on-the-way')),
    ),
    // Another kind than the plan names; begun under the second plan, whose months are fewer.
    withGoals(course('parent-coach', BEGUN), goalSet('2016-12-01T10:00:00+01:00')),
    withGoals(
      course('mentor', '2017-01-01T00:00:00+01:00'),
      goalSet('2017-01-02T10:00:00+01:00', reviewed('2017-03-01T10:00:00+01:00', 'reached')),
    ),
  ],
};

/** So many hours, and milliseconds, after an instant. */
function after(at: string, hours: number, ms = 0): string {
  return new Date(Date.parse(at) + hours * 3_600_000 + ms).toISOString();
}

export const FROZEN_SETS: Readonly<Record<string, Facts>> = {
  handwritten: HANDWRITTEN,
  'generated-1': generatedFacts(1, { concerns: 150, offers: 150, courses: 200 }),
  'generated-2': generatedFacts(2, { concerns: 150, offers: 150, courses: 200 }),
  goals: GOALS,
};
