import { describe, expect, it } from '@jest/globals';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { events, mentor } from '../../../src/domain/mentor/mentor.js';
import { isHere, type MentorState, placesLeft } from '../../../src/domain/mentor/state.js';
import { idFor } from '../../support/given.js';
import { on, specify } from '../../support/specification.js';

const MENTOR = idFor('the mentor of the register');
const BIF = 'BIF:coordinator';
const given = specify(mentor as unknown as Decider<unknown, string>, MENTOR, BIF);
const [ONE, TWO] = [idFor('a course'), idFor('another course')];
const data = { infohus: 'koebenhavn', kinds: ['mentor'], capacity: 1, trainedOn: '2024-01-01' };
const REGISTERED = on('2024-01-08', events.MentorRegistered({ ...data, name: Sealed.of('Opdigtet Mentor') }));
const ENDED = on('2024-06-01', events.MentorEnded({ reason: Sealed.of('Flyttet') }));
const engaged = (when: string, courseId = ONE) => on(when, events.MentorEngaged({ courseId }));
const released = (when: string, courseId = ONE) => on(when, events.MentorReleased({ courseId }));
const lent = (from: string, to: string) => on('2024-02-01', events.MentorLent({ toInfohus: 'koege', from, to }));
const returned = (when: string) => on(when, events.MentorReturned({}));
const state = (...happened: Parameters<typeof given>) => given(...happened).state() as MentorState;

describe('A mentor of the register (B-5)', () => {
  it('is registered with kinds, languages and room, changed and ended', () => {
    given()
      .when('RegisterMentor', { ...data, name: 'Opdigtet', languages: ['da', 'ar'] }, '2024-01-08')
      .then(['MentorRegistered', { kinds: ['mentor'], capacity: 1, languages: ['da', 'ar'] }]);
    given(REGISTERED)
      .when('ChangeMentor', { capacity: 3 }, '2024-02-01')
      .then(['MentorChanged', { capacity: 3 }]);
    given(REGISTERED).when('EndMentor', { reason: 'Flyttet' }, '2024-06-01').then(['MentorEnded']);
    expect(state(REGISTERED, on('2024-02-01', events.MentorChanged({ capacity: 3 })))).toMatchObject({
      capacity: 3,
      kinds: ['mentor'],
      trainedOn: '2024-01-01',
    });
  });

  it('who has ended is not changed, ended, lent or returned; who has a course does not end', () => {
    const after = (command: string, more: object) => given(REGISTERED, ENDED).when(command, more, '2024-07-01');
    after('ChangeMentor', { capacity: 3 }).then('mentor-ended');
    after('EndMentor', { reason: 'Igen' }).then('mentor-ended');
    after('LendMentor', { toInfohus: 'koebenhavn', from: '2024-07-01', to: '2024-08-01' }).then('mentor-ended');
    after('ReturnMentor', {}).then('mentor-ended');
    given(REGISTERED, engaged('2024-02-01'))
      .when('EndMentor', { reason: 'Flyttet' }, '2024-06-01')
      .then('has-active-courses');
    given(REGISTERED, engaged('2024-02-01'), released('2024-05-01'))
      .when('EndMentor', { reason: 'Flyttet' }, '2024-06-01')
      .then(['MentorEnded']);
    given(REGISTERED).when('EndMentor', { reason: 'Flyttet' }, '2024-01-01').then('out-of-order');
    given(REGISTERED)
      .when('RegisterMentor', { ...data, name: 'Opdigtet', trainedOn: '2024-07-02' }, '2024-07-01')
      .then('occurred-in-future');
  });

  it('is lent to another Infohus for a period, once at a time', () => {
    const lend = (more: object, ...before: Parameters<typeof given>) =>
      given(REGISTERED, ...before).when(
        'LendMentor',
        { toInfohus: 'koege', from: '2024-03-01', to: '2024-06-30', ...more },
        '2024-02-10',
      );
    lend({}).then(['MentorLent', { toInfohus: 'koege', from: '2024-03-01', to: '2024-06-30' }]);
    lend({}, lent('2024-06-30', '2024-12-31')).then('already-lent');
    lend({}, lent('2024-07-01', '2024-12-31')).then(['MentorLent']);
    lend({}, lent('2024-03-01', '2024-12-31'), returned('2024-02-05')).then(['MentorLent']);
    lend({ toInfohus: 'koebenhavn' }).then('own-infohus');
    lend({ toInfohus: 'aarhus' }).then('not-found');
    lend({ to: '2024-02-28' }).then('out-of-order');
  });

  it('is returned while it is lent', () => {
    const back = (when: string, ...before: Parameters<typeof given>) =>
      given(REGISTERED, ...before).when('ReturnMentor', {}, when, 'VEL:coordinator');
    back('2024-04-01', lent('2024-03-01', '2024-06-30')).then(['MentorReturned']);
    back('2024-04-01').then('not-lent');
    back('2024-07-01', lent('2024-03-01', '2024-06-30')).then('not-lent');
    back('2024-05-01', lent('2024-03-01', '2024-06-30'), returned('2024-04-01')).then('not-lent');
  });

  it('can be had at home at any time, elsewhere only on the days of the loan', () => {
    const on_ = (day: string, infohus: string, ...more: Parameters<typeof given>) =>
      isHere(state(REGISTERED, lent('2024-03-01', '2024-06-30'), ...more), infohus, `${day}T10:00:00.000Z`);
    expect(on_('2024-04-01', 'koebenhavn')).toBe(true);
    expect(['2024-02-29', '2024-03-01', '2024-06-30', '2024-07-01'].map((day) => on_(day, 'koege'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(on_('2024-05-01', 'koege', returned('2024-04-15'))).toBe(false);
    expect(on_('2024-04-01', 'koebenhavn', ENDED)).toBe(false);
  });

  it('takes no more courses than there is room for, whoever asks first', () => {
    given(REGISTERED)
      .when('EngageMentor', { courseId: ONE }, '2024-02-01')
      .then(['MentorEngaged', { courseId: ONE }]);
    given(REGISTERED, engaged('2024-02-01'))
      .when('EngageMentor', { courseId: TWO }, '2024-02-01')
      .then('mentor-at-capacity');
    given(REGISTERED, engaged('2024-02-01'), released('2024-03-01'))
      .when('EngageMentor', { courseId: TWO }, '2024-03-02')
      .then(['MentorEngaged']);
    given(REGISTERED, ENDED).when('EngageMentor', { courseId: TWO }, '2024-07-02').then('mentor-not-here');
    expect(placesLeft(state(REGISTERED, engaged('2024-02-01'), engaged('2024-02-01', TWO)))).toBe(0);
  });
});
