import { describe, expect, it } from '@jest/globals';
import { CERTIFICATES, certificateOn, MENTOR_STANDINGS, standsAs } from '../../../src/domain/mentor/standing.js';
import { type MentorState, mentorAggregate } from '../../../src/domain/mentor/state.js';

const AT = '2024-06-15T10:00:00.000Z';
const mentor = (more: Partial<MentorState> = {}): MentorState => ({
  ...mentorAggregate.initial,
  ...{ registeredAt: '2024-01-01T00:00:00.000Z', infohus: 'koege', ...more },
});
const lent = (more: object = {}) => ({
  toInfohus: 'kbh',
  from: '2024-06-01',
  to: '2024-06-30',
  returnedAt: null,
  ...more,
});
const standings = (s: MentorState, infohus: string) =>
  MENTOR_STANDINGS.filter((standing) => standsAs(standing, s, infohus, AT));

describe('Where a mentor stands', () => {
  it.each([
    ['at home', mentor(), 'koege', ['here']],
    ['of another Infohus', mentor(), 'kbh', []],
    ['lent: at home', mentor({ loans: [lent()] }), 'koege', ['here', 'lent-away']],
    ['lent: to who borrows', mentor({ loans: [lent()] }), 'kbh', ['here', 'lent-here']],
    ['given back', mentor({ loans: [lent({ returnedAt: '2024-06-10T00:00:00.000Z' })] }), 'kbh', []],
    ['a loan still to come', mentor({ loans: [lent({ from: '2024-06-16' })] }), 'koege', ['here', 'lent-away']],
    ['ended', mentor({ endedAt: '2024-06-01T00:00:00.000Z' }), 'koege', ['ended']],
  ])('%s', (_, state, infohus, expected) => expect(standings(state, infohus)).toEqual(expected));

  it.each([
    [null, null],
    ['2024-06-14', 'over'],
    ['2024-06-15', 'ending'],
    ['2024-07-15', 'ending'],
    ['2024-07-16', 'valid'],
  ])('a certificate until %s is %s on 15 June 2024', (certificateUntil, expected) => {
    expect(certificateOn(mentor({ certificateUntil }), AT)).toBe(expected);
    expect([null, ...CERTIFICATES]).toContain(expected);
  });
});
