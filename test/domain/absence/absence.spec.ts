import { describe, expect, it } from '@jest/globals';
import { type AbsenceState, absence, events, substituteOn } from '../../../src/domain/absence/absence.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { idFor } from '../../support/given.js';
import { on, specify } from '../../support/specification.js';

const given = specify(absence as unknown as Decider<unknown, string>, idFor('an absence'), 'SOF:leader');
const away = { userId: 'anna', substitute: 'bent', from: '2024-06-03', to: '2024-06-05' };
const RECORDED = on('2024-06-01', events.AbsenceRecorded({ ...away, agency: 'SOF' }));
const ENDED = on('2024-06-04', events.AbsenceEnded({}));

describe('An absence', () => {
  it('is of one day or more, and somebody else steps in', () => {
    const record = (more: object) => given().when('RecordAbsence', { ...away, ...more }, '2024-06-01');
    record({}).then(['AbsenceRecorded', { ...away, agency: 'SOF' }]);
    record({ to: '2024-06-03' }).then(['AbsenceRecorded']);
    record({ to: '2024-06-02' }).then('ends-before-it-begins');
    record({ substitute: 'anna' }).then('own-substitute');
  });

  it('is ended by the own agency', () => {
    given(RECORDED).when('EndAbsence', {}, '2024-06-04').then(['AbsenceEnded']);
    given(RECORDED).when('EndAbsence', {}, '2024-06-04', 'BUF:leader').then('not-of-your-agency');
  });

  it('has a substitute on its days, the first and the last included, until it is ended', () => {
    const steppingIn = (...of: Parameters<typeof given>) =>
      ['2024-06-02', '2024-06-03', '2024-06-05', '2024-06-06'].map((day) =>
        substituteOn([given(...of).state() as AbsenceState], 'anna', 'SOF', day),
      );
    expect(steppingIn(RECORDED)).toEqual([undefined, 'bent', 'bent', undefined]);
    expect(steppingIn(RECORDED, ENDED)).toEqual([undefined, undefined, undefined, undefined]);
    const all = [given(RECORDED).state() as AbsenceState];
    expect([substituteOn(all, 'carl', 'SOF', '2024-06-04'), substituteOn(all, 'anna', 'BUF', '2024-06-04')]).toEqual([
      undefined,
      undefined,
    ]);
    expect([given(RECORDED), given()].map((one) => absence.exists(one.state() as AbsenceState))).toEqual([true, false]);
  });
});
