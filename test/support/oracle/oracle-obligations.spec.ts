import { describe, expect, it } from '@jest/globals';
import {
  acute,
  BIF,
  CONCERN,
  call,
  FATHER,
  id,
  importing,
  inCase,
  type Line,
  opened,
  register,
  rules,
  SOF,
  SON,
  states,
} from './example.js';

/** Registered by an agency that does not coordinate: police that assess it alone owe the Infohus the news. */
const told = (at: string): Line => register(at, CONCERN, 'koebenhavn', SOF);

describe('the oracle reads the acute flow', () => {
  it('gives two elapsed hours over both clock changes, and the first working day after Easter', () => {
    const spring = importing(told('2016-03-27T00:30:00+01:00'), acute('2016-03-27T00:30:00+01:00'));
    // 00:30 winter time is 23:30 UTC; two hours on the clocks show 03:30 summer time.
    expect(states(spring, 'acute-action')).toEqual([['overdue', '2016-03-27T01:30:00.000Z']]);
    // Easter Sunday; Monday 28 March is a holiday.
    expect(states(spring, 'police-to-infohus')).toEqual([['overdue', '2016-03-29T21:59:59.999Z']]);
    const autumn = importing(told('2024-10-27T01:30:00+02:00'), acute('2024-10-27T01:30:00+02:00'));
    expect(states(autumn, 'acute-action')).toEqual([['overdue', '2024-10-27T01:30:00.000Z']]);
    expect(states(autumn, 'police-to-infohus')).toEqual([['overdue', '2024-10-28T22:59:59.999Z']]);
  });

  it('knows Store Bededag until 2023, and is open until the last millisecond before four', () => {
    const due = (at: string) => states(importing(told(at), acute(at)), 'police-to-infohus').map(([, end]) => end);
    // Easter 2023 is 9 April: Store Bededag is Friday 5 May, so Thursday's next working day is Monday 8 May.
    expect(due('2023-05-04T16:00:00+02:00')).toEqual(['2023-05-08T21:59:59.999Z']);
    expect(due('2023-05-04T15:59:59.999+02:00')).toEqual([]);
    expect(due('2023-05-05T10:00:00+02:00')).toEqual(['2023-05-08T21:59:59.999Z']);
    // Easter 2024 is 31 March: 26 April is a working day.
    expect(due('2024-04-25T16:00:00+02:00')).toEqual(['2024-04-26T21:59:59.999Z']);
    expect(due('2024-04-26T10:00:00+02:00')).toEqual([]);
    // Christmas Eve is a working day; Wednesday 25 and Thursday 26 December 2024 are not.
    expect(due('2024-12-24T16:00:00+01:00')).toEqual(['2024-12-27T22:59:59.999Z']);
    // Before opening on a working day: that day opens after it.
    expect(due('2024-12-24T07:59:59.999+01:00')).toEqual(['2024-12-24T22:59:59.999Z']);
    expect(due('2024-12-24T08:00:00+01:00')).toEqual([]);
  });

  it('is met by an urgent meeting called for the concern afterwards, or by the police taking it', () => {
    const at = '2024-06-05T20:00:00+02:00';
    const begun = [told('2024-06-05T19:00:00+02:00'), acute(at)];
    const both = (...lines: Line[]) =>
      [
        states(importing(...begun, ...lines), 'acute-action'),
        states(importing(...begun, ...lines), 'police-to-infohus'),
      ]
        .flat()
        .map(([state]) => state);
    expect(both(call('2024-06-05T22:00:00+02:00'))).toEqual(['met', 'met']);
    expect(both(call('2024-06-05T22:00:00.001+02:00'))).toEqual(['met-late', 'met']);
    expect(both(call('2024-06-05T21:00:00+02:00', 'ordinary'))).toEqual(['overdue', 'overdue']);
    expect(both(call('2024-06-05T21:00:00+02:00', 'urgent', [id(99)]))).toEqual(['overdue', 'overdue']);
    expect(both(call('2024-06-05T19:30:00+02:00'))).toEqual(['overdue', 'overdue']);
    const handed: Line = [
      'HandConcernToPolice',
      CONCERN,
      '2024-06-05T20:30:00+02:00',
      'KP:police',
      { to: 'police', reason: 'x' },
    ];
    expect(both(handed)).toEqual(['met', 'overdue']);
  });
});

describe('the oracle reads charters and releases', () => {
  const sign = (at: string): Line => [
    'SignAgreement',
    id(20),
    at,
    BIF,
    { name: 'Forening', signedOn: at.slice(0, 10) },
  ];
  const charter = (at: string): Line => ['SignCharter', id(20), at, BIF, { signedOn: at.slice(0, 10) }];
  const first = [sign('2020-02-29T09:00:00+01:00'), charter('2020-02-29T10:00:00+01:00')];

  it('renews a charter of 29 February by the end of 28 February two years later', () => {
    expect(states(importing(...first), 'charter-renewal')).toEqual([['overdue', '2022-02-28T22:59:59.999Z']]);
    const kept = importing(...first, charter('2022-02-28T23:59:59.999+01:00'));
    expect(states(kept, 'charter-renewal')).toEqual([
      ['met', '2022-02-28T22:59:59.999Z'],
      ['overdue', '2024-02-28T22:59:59.999Z'],
    ]);
    const late = importing(...first, charter('2022-03-01T00:00:00+01:00'));
    expect(states(late, 'charter-renewal').map(([state]) => state)).toEqual(['met-late', 'overdue']);
    expect(states(late, 'charter-renewal', 'koege')).toEqual([]);
    expect(rules(importing(charter('2022-03-01T00:00:00+01:00')))).toEqual(['not-found']);
  });

  it('asks for a referral or a contact with the person 90 days before the release', () => {
    const known = inCase('RegisterRelease', '2024-01-10T10:00:00+01:00', { personId: SON, releaseDate: '2024-05-29' });
    const met = (at: string, personId: string) =>
      states(importing(...opened, known, inCase('RecordContact', at, { kind: 'meeting', personId })), 'release');
    // 29 May 2024 is the 150th day of the year, 29 February the 60th.
    const due = '2024-02-29T22:59:59.999Z';
    expect(met('2024-02-29T23:59:59.999+01:00', SON)).toEqual([['met', due]]);
    expect(met('2024-03-01T00:00:00+01:00', SON)).toEqual([['met-late', due]]);
    expect(met('2024-02-01T00:00:00+01:00', FATHER)).toEqual([['overdue', due]]);
    expect(met('2024-01-10T09:59:00+01:00', SON)).toEqual([['overdue', due]]);
    const moved = inCase('CloseCase', '2024-02-01T10:00:00+01:00', { reason: 'moved' });
    expect(states(importing(...opened, known, moved), 'release')).toEqual([['lapsed', due]]);
  });
});
