import { describe, expect, it } from '@jest/globals';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { events, mentor } from '../../../src/domain/mentor/mentor.js';
import { isCleared, isHere, lentTo, type MentorState, placesLeft } from '../../../src/domain/mentor/state.js';
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
    lend({ to: '2024-03-01' }).then(['MentorLent']);
    // Up to the day before the next loan, and on from the day after the last.
    lend({}, lent('2024-07-01', '2024-12-31'), lent('2024-01-01', '2024-02-29')).then(['MentorLent']);
    lend({}, lent('2024-01-01', '2024-03-01')).then('already-lent');
  });

  it('is returned while it is lent', () => {
    const back = (when: string, ...before: Parameters<typeof given>) =>
      given(REGISTERED, ...before).when('ReturnMentor', {}, when, 'VEL:coordinator');
    back('2024-04-01', lent('2024-03-01', '2024-06-30')).then(['MentorReturned']);
    back('2024-04-01').then('not-lent');
    back('2024-07-01', lent('2024-03-01', '2024-06-30')).then('not-lent');
    back('2024-05-01', lent('2024-03-01', '2024-06-30'), returned('2024-04-01')).then('not-lent');
    back('2024-06-30', lent('2024-03-01', '2024-06-30')).then(['MentorReturned']);
    // Of two loans the first that stands comes back, the other goes on.
    const two = state(
      REGISTERED,
      lent('2024-03-01', '2024-06-30'),
      lent('2024-07-01', '2024-09-30'),
      returned('2024-04-01'),
    );
    expect(two.loans.map(({ returnedAt }) => returnedAt)).toEqual(['2024-04-01T08:00:00.000Z', null]);
    expect(lentTo(two)).toEqual(['koege']);
    expect(lentTo(state(REGISTERED, lent('2024-03-01', '2024-06-30'), returned('2024-04-01')))).toEqual([]);
  });

  it('keeps its languages where a change does not speak of them, and the Infohus where it is at home', () => {
    const speaks = on('2024-01-09', events.MentorChanged({ languages: ['da', 'ar'] }));
    const louder = on('2024-01-10', events.MentorChanged({ kinds: ['counselling'] }));
    expect(state(REGISTERED).languages).toEqual([]);
    expect(state(REGISTERED, speaks, louder)).toMatchObject({ languages: ['da', 'ar'], kinds: ['counselling'] });
    given(REGISTERED)
      .when('ChangeMentor', { infohus: 'koege', capacity: 2 }, '2024-02-01')
      .then(['MentorChanged', { infohus: 'koebenhavn', capacity: 2 }]);
    given(REGISTERED)
      .when('ChangeMentor', { capacity: 2 }, '2024-02-01')
      .then(['MentorChanged', { infohus: undefined }]);
    expect([mentor.exists(state(REGISTERED)), mentor.exists(state())]).toEqual([true, false]);
    expect([mentor.infohus(state(REGISTERED)), mentor.infohus(state())]).toEqual(['koebenhavn', undefined]);
  });

  it('has a certificate for each date that was new, and is cleared by training and the newest of them', () => {
    const until = (certificateUntil: string) => on('2024-02-01', events.MentorChanged({ certificateUntil }));
    const known = (...more: Parameters<typeof given>) => state(REGISTERED, ...more);
    const dates = (s: MentorState) => s.certificates.map((one) => one.until);
    expect(dates(known())).toEqual([]);
    expect(dates(known(until('2024-06-30'), until('2024-06-30'), until('2025-06-30')))).toEqual([
      '2024-06-30',
      '2025-06-30',
    ]);
    const cleared = (s: MentorState, ...days: readonly string[]) =>
      days.map((day) => isCleared(s, `${day}T10:00:00.000Z`));
    expect(cleared(known(), '2023-12-31', '2024-01-01', '2030-01-01')).toEqual([false, true, true]);
    expect(cleared(known(until('2024-06-30')), '2024-06-30', '2024-07-01')).toEqual([true, false]);
    expect(known(until('2024-06-30')).certificates[0]).toMatchObject({
      at: '2024-02-01T08:00:00.000Z',
      until: '2024-06-30',
    });
    expect(state(ENDED).endedAt).toBe('2024-06-01T08:00:00.000Z');
    const { trainedOn: _, ...untrained } = data;
    const never = on('2024-01-08', events.MentorRegistered({ ...untrained, name: Sealed.of('Opdigtet Mentor') }));
    expect(cleared(state(never), '2024-07-01')).toEqual([false]);
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
    expect(on_('2024-04-14', 'koege', returned('2024-04-15'))).toBe(true);
    expect(on_('2024-04-15', 'koege', returned('2024-04-15T10:00:00.000Z'))).toBe(false);
    expect(on_('2024-04-01', 'aarhus')).toBe(false);
    expect(on_('2024-04-01', 'koege', lent('2025-01-01', '2025-02-01'))).toBe(true);
    expect(isHere(state(), '', '2024-04-01T10:00:00.000Z')).toBe(false);
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
    given(REGISTERED, engaged('2024-02-01'))
      .when('ReleaseMentor', { courseId: ONE }, '2024-03-01')
      .then(['MentorReleased', { courseId: ONE }]);
    expect(state(REGISTERED, engaged('2024-02-01'), released('2024-03-01')).courses).toEqual({
      [ONE]: { startedAt: '2024-02-01T08:00:00.000Z', endedAt: '2024-03-01T08:00:00.000Z' },
    });
    expect(state(REGISTERED, released('2024-03-01')).courses).toEqual({});
  });
});
