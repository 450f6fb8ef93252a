import { describe, expect, it } from '@jest/globals';
import { obligationsOfPartner } from '../../../src/domain/obligations/index.js';
import { doneOn, obligationsOfPerson } from '../../../src/domain/obligations/insight.js';
import { partnerAggregate } from '../../../src/domain/partner/state.js';
import { moment, plans } from '../../support/specification.js';

type Rights = Parameters<typeof obligationsOfPerson>[1];
const asked = (at: string, receivedOn = at) => ({ eventId: `e ${at}`, at: moment(at), receivedOn });
const answered = (at: string, deliveredOn = at) => ({ at: moment(at), deliveredOn });
const owed = (
  now: string,
  insights: ReturnType<typeof asked>[],
  delivered: ReturnType<typeof answered>[] = [],
  infohus = 'koebenhavn',
) =>
  obligationsOfPerson('p', { infohus, insights, delivered } as unknown as Rights, plans, moment(now)).map((o) =>
    [o.key, o.dueAt.slice(0, 10), o.state, ...(o.metAt ? [o.metAt] : [])].join(' '),
  );

describe('Whoever asks what is held about them is answered (GDPR art. 12(3))', () => {
  it('within a month of the day on which it was received', () => {
    expect(owed('2024-03-01', [asked('2024-02-10', '2024-02-08')])).toEqual(['e 2024-02-10 2024-03-08 due-soon']);
    expect(owed('2024-03-09', [asked('2024-02-10', '2024-02-08')])).toEqual(['e 2024-02-10 2024-03-08 overdue']);
    expect(owed('2024-02-09', [asked('2024-02-10', '2024-02-08')])).toEqual([]);
    expect(owed('2024-03-01', [asked('2024-02-10')], [], 'nowhere')).toEqual([]);
  });

  it('by the first answer after it, by the day on which that was given', () => {
    const [first, next] = [answered('2024-02-20'), answered('2024-02-25')];
    expect(owed('2024-03-01', [asked('2024-02-10')], [next, first])).toEqual([
      `e 2024-02-10 2024-03-10 met ${moment('2024-02-20')}`,
    ]);
    expect(owed('2024-03-01', [asked('2024-02-10')], [answered('2024-02-09')])).toEqual([
      'e 2024-02-10 2024-03-10 due-soon',
    ]);
    expect(owed('2024-03-01', [asked('2024-02-10')], [answered('2024-02-10')])).toHaveLength(1);
    expect(owed('2024-03-01', [asked('2024-02-10')], [answered('2024-02-10')])[0]).toContain(' met ');
    expect(owed('2024-02-15', [asked('2024-02-10')], [first])[0]).not.toContain(' met');
    expect(owed('2024-04-01', [asked('2024-02-10')], [answered('2024-03-20')])[0]).toContain(' met-late ');
  });

  it('what was done is told by its day: the instant it was written down, or the end of an earlier day', () => {
    expect(doneOn('2024-02-20', moment('2024-02-20'))).toBe(moment('2024-02-20'));
    expect(doneOn('2024-02-19', moment('2024-02-20'))).toBe('2024-02-19T22:59:59.999Z');
  });
});

describe('The signatures under a charter (K24-9)', () => {
  const signed = (at: string, signedOn: string) => ({ at: moment(at), signedOn });
  const charters = (now: string, all: ReturnType<typeof signed>[], infohus = 'koebenhavn') =>
    obligationsOfPartner('p', { ...partnerAggregate.initial, infohus, charters: all }, plans, moment(now)).map(
      (o) => `${o.dueAt.slice(0, 10)} ${o.state}`,
    );
  const [OLD, MIDDLE, NEW] = [
    signed('2024-05-03', '2020-05-01'),
    signed('2024-05-02', '2022-04-01'),
    signed('2024-05-01', '2024-03-01'),
  ];

  it('follow one another by the day on the paper, in whatever order they were written down', () => {
    const inTurn = ['2022-05-01 met', '2024-04-01 met', '2026-03-01 upcoming'];
    for (const all of [
      [OLD, MIDDLE, NEW],
      [NEW, MIDDLE, OLD],
      [MIDDLE, NEW, OLD],
    ])
      expect(charters('2024-06-01', all)).toEqual(inTurn);
    expect(charters('2024-05-01', [OLD, MIDDLE, NEW])).toEqual(['2026-03-01 upcoming']);
    expect(charters('2024-06-01', [NEW], 'nowhere')).toEqual([]);
    expect(charters('2024-06-01', [NEW, { ...NEW }])).toEqual(['2026-03-01 met', '2026-03-01 upcoming']);
  });
});
