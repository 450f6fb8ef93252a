import { describe, expect, it } from '@jest/globals';
import { jumpFrom, momentOf, stepAt, stepsOf } from '../../../src/interface/web/replay/steps.js';

const event = (position: number, occurred: string, recorded: string, type = 'ContactRecorded') =>
  ({
    position,
    type,
    occurredAt: `2017-${occurred}T10:00:00.000Z`,
    recordedAt: `2017-${recorded}T10:00:00.000Z`,
  }) as never;
const timeline = [
  event(1, '01-01', '01-01', 'CaseOpened'),
  event(5, '01-03', '01-09', 'InformationDisclosed'),
  event(3, '01-05', '01-05'),
];

describe('The steps of a replay', () => {
  it('go by the clock that was chosen: a late registration comes last in one and second in the other', () => {
    expect(stepsOf(timeline, 'recorded').events.map((e) => e.position)).toEqual([1, 3, 5]);
    expect(stepsOf(timeline, 'occurred').events.map((e) => e.position)).toEqual([1, 5, 3]);
  });

  it('are asked for by position where it is what was known, by instant where it is what had happened', () => {
    const [recorded, occurred] = [stepsOf(timeline, 'recorded'), stepsOf(timeline, 'occurred')];
    expect(recorded.events[1] && momentOf(recorded, recorded.events[1])).toEqual({ at: '3', clock: 'recorded' });
    expect(occurred.events[1] && momentOf(occurred, occurred.events[1])).toEqual({
      ...{ at: '2017-01-03T10:00:00.000Z', clock: 'occurred' },
    });
  });

  it('are found by a day and time: the last at or before it, none before the case was recorded', () => {
    const steps = stepsOf(timeline, 'recorded');
    expect(
      ['2016-12-31', '2017-01-01', '2017-01-08', '2018-01-01'].map((d) => stepAt(steps, `${d}T10:00:00.000Z`)),
    ).toEqual([undefined, 0, 1, 2]);
  });

  it('jump to the next of a kind, round to the first, and nowhere where there is none', () => {
    const steps = stepsOf(timeline, 'recorded');
    expect([0, 2].map((from) => jumpFrom(steps, from, 'disclosure'))).toEqual([2, 2]);
    expect(jumpFrom(steps, 0, 'amended')).toBeUndefined();
  });
});
