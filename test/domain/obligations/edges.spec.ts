import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../src/domain/case/state.js';
import { events as subjects } from '../../../src/domain/case/subjects.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { mentorAggregate } from '../../../src/domain/mentor/state.js';
import { acuteObligations } from '../../../src/domain/obligations/acute.js';
import {
  obligationOfHandover,
  obligationOfReferral,
  obligationsOfTransfers,
} from '../../../src/domain/obligations/answer.js';
import { obligationsOfBreach } from '../../../src/domain/obligations/breach.js';
import {
  dormantReviews,
  obligationsOfCase,
  obligationsOfMentor,
  receiptOf,
} from '../../../src/domain/obligations/index.js';
import { moment, on, plans } from '../../support/specification.js';
import { CASE, FATHER, given, OPENED, referred, releaseExpected, SON } from '../case/family.js';

const said = (o: { state: string; dueAt: string; metAt?: string } | undefined) =>
  o && [o.state, o.dueAt.slice(0, 10), ...(o.metAt ? [o.metAt.slice(0, 10)] : [])].join(' ');

describe('The answer to a handover or a referral, as of any moment,', () => {
  const asked = { from: 'SOF', to: 'BUF', legalBasis: 'LAB', offeredAt: moment('2024-02-05'), answer: null };
  const handover = { ...asked, handoverId: 'h', caseId: 'k', infohus: 'koebenhavn' };
  const at = (now: string, more: object = {}) =>
    obligationOfHandover({ ...handover, ...more } as never, plans, moment(now));
  const answer = (when: string) => ({ answer: { at: moment(when), what: 'accepted' } });

  it('is owed from when it was asked, where a plan holds', () => {
    expect(said(at('2024-02-04'))).toBeUndefined();
    expect(said(at('2024-02-05'))).toBe('due-soon 2024-02-08');
    expect(at('2024-02-06', { infohus: 'nowhere' })).toBeUndefined();
    expect(at('2024-02-06')).toMatchObject({
      ...{ obligation: 'handover-answer', caseId: 'k', handoverId: 'h', infohus: 'koebenhavn' },
    });
    expect(at('2024-02-06', { caseId: undefined })).not.toHaveProperty('caseId');
  });

  it('is met by what was answered by then', () => {
    expect(said(at('2024-02-06', answer('2024-02-07')))).toBe('due-soon 2024-02-08');
    expect(said(at('2024-02-07', answer('2024-02-07')))).toBe('met 2024-02-08 2024-02-07');
    expect(said(at('2024-02-20', answer('2024-02-09')))).toBe('met-late 2024-02-08 2024-02-09');
  });

  it('lapses where the person left before an answer', () => {
    const referral = { from: 'SOF', to: 'BUF', referredAt: moment('2024-02-05'), acceptedAt: null, status: 'pending' };
    const left = (now: string, leftAt: string) =>
      said(
        obligationOfReferral(
          {
            ...referral,
            leftAt: moment(leftAt),
            answeredAt: null,
            referralId: 'r',
            caseId: 'k',
            infohus: 'koebenhavn',
          } as never,
          plans,
          moment(now),
        ),
      );
    expect(left('2024-02-06', '2024-02-07')).toBe('due-soon 2024-02-08');
    expect(left('2024-02-07', '2024-02-07')).toBe('lapsed 2024-02-08');
    expect(left('2024-02-20', '2024-02-09')).toBe('overdue 2024-02-08');
  });

  it('is owed by another installation too, for the case or the concern that was handed to it (B-7)', () => {
    const sent = { installation: 'aarhus', sentAt: moment('2024-02-05'), deliveredAt: null, answer: null };
    const of = { infohus: 'koebenhavn', concernId: 'c' };
    const owed = (all?: Parameters<typeof obligationsOfTransfers>[0]) =>
      obligationsOfTransfers(all, of, plans, moment('2024-02-07'));
    expect(owed()).toEqual([]);
    expect(owed({ t: sent })).toMatchObject([
      { obligation: 'transfer-answer', transferId: 't', concernId: 'c', state: 'due-soon' },
    ]);
    const answer = { at: moment('2024-02-06'), what: 'withdrawn' } as const;
    expect(owed({ t: { ...sent, answer } })).toMatchObject([{ metAt: answer.at }]);
  });
});

describe('The notice of a breach (GDPR art. 33)', () => {
  const told = (notifiedAt: string, at = notifiedAt) => ({ at: moment(at), notifiedAt: moment(notifiedAt) });
  const breach = (now: string, more: object = {}) =>
    obligationsOfBreach(
      'b',
      {
        ...{ infohus: 'koebenhavn', discoveredAt: moment('2024-03-01'), recordedAt: moment('2024-03-02') },
        ...{ assessments: [], notified: [], closedAt: null, ...more },
      } as never,
      plans,
      moment(now),
    ).map(said);

  it('is owed once the breach is recorded, 72 hours after its discovery', () => {
    expect(breach('2024-03-01')).toEqual([]);
    expect(breach('2024-03-02')).toEqual(['upcoming 2024-03-04']);
    expect(breach('2024-03-03', { recordedAt: null })).toEqual([]);
    expect(breach('2024-03-03', { infohus: 'nowhere' })).toEqual([]);
    expect(breach('2024-03-05')).toEqual(['overdue 2024-03-04']);
  });

  it('is met by the first time the authority was told', () => {
    expect(
      breach('2024-03-06', { notified: [told('2024-03-05', '2024-03-03'), told('2024-03-03', '2024-03-05')] }),
    ).toEqual(['met 2024-03-04 2024-03-03']);
    expect(breach('2024-03-06', { notified: [told('2024-03-05')] })).toEqual(['met-late 2024-03-04 2024-03-05']);
  });

  it('lapses with the closing, from then on', () => {
    expect(breach('2024-03-03', { closedAt: moment('2024-03-03') })).toEqual(['lapsed 2024-03-04']);
    expect(breach('2024-03-02', { closedAt: moment('2024-03-03') })).toEqual(['upcoming 2024-03-04']);
  });
});

describe('The certificate of a mentor', () => {
  const until = (at: string, day: string) => ({ eventId: `e ${day}`, at: moment(at), until: day });
  const owed = (
    now: string,
    certificates: ReturnType<typeof until>[],
    endedAt: string | null = null,
    infohus = 'koebenhavn',
  ) =>
    obligationsOfMentor(
      'm',
      { ...mentorAggregate.initial, infohus, certificates, endedAt: endedAt && moment(endedAt) } as never,
      plans,
      moment(now),
    ).map(said);
  const first = until('2024-01-10', '2024-06-30');

  it('is answered by the end of the mentor once that has come', () => {
    expect(owed('2024-02-01', [first], '2024-02-01')).toEqual(['met 2024-06-30 2024-02-01']);
    expect(owed('2024-01-31', [first], '2024-02-01')).toEqual(['upcoming 2024-06-30']);
    expect(owed('2024-02-01', [first], null, 'nowhere')).toEqual([]);
    expect(owed('2024-02-02', [first, until('2024-02-01', '2024-06-30')])).toEqual([
      'lapsed 2024-06-30',
      'upcoming 2024-06-30',
    ]);
  });
});

describe('A receipt (B-8)', () => {
  const sets = plans.map((p) => ({ ...p, receiptWithinWorkingDays: { days: 5, source: 'a test' } }));
  const facts = (steps: readonly object[] = []) => ({
    ...{
      infohus: 'koebenhavn',
      registeredAt: moment('2024-03-04'),
      receivedAt: moment('2024-03-01'),
      registeredBy: 'SSP',
      steps,
    },
  });
  const owed = (now: string, steps?: readonly object[]) => receiptOf('c', facts(steps) as never, sets, moment(now));

  it('says of which concern, and of its case', () => {
    expect(owed('2024-03-04')).toMatchObject({
      obligation: 'receipt',
      infohus: 'koebenhavn',
      concernId: 'c',
      startedAt: moment('2024-03-04'),
    });
    expect(owed('2024-03-03')).toBeUndefined();
    expect(owed('2024-03-04')).not.toHaveProperty('caseId');
    expect(owed('2024-03-06', [{ at: moment('2024-03-05'), what: 'linked', caseId: 'k' }])).toHaveProperty(
      'caseId',
      'k',
    );
  });
});

describe('A review of a dormant case (B-9)', () => {
  const touch = (when: string, open = true) => ({ eventId: when, at: moment(when), open });
  const reviews = (now: string, touches: ReturnType<typeof touch>[], infohus = 'koebenhavn') =>
    dormantReviews('k', { infohus, touches }, plans, moment(now)).map(said);

  it('is owed by the newest event, and by one after which too long went by', () => {
    expect(reviews('2024-02-03', [touch('2024-02-01'), touch('2024-02-02')])).toEqual(['upcoming 2024-05-02']);
    expect(reviews('2024-02-03', [touch('2024-02-01')], 'nowhere')).toEqual([]);
    const onTheDay = [touch('2024-02-01'), touch('2024-05-01T21:59:59.999Z')];
    expect(reviews('2024-05-03', onTheDay)).toEqual(['upcoming 2024-07-30']);
    expect(reviews('2024-05-03', [touch('2024-02-01'), touch('2024-05-01T22:00:00.000Z')])).toEqual([
      'met-late 2024-05-01 2024-05-01',
      'upcoming 2024-07-31',
    ]);
  });
});

describe('A release (K24-7)', () => {
  const removed = (when: string, personId = SON) =>
    on(when, subjects.SubjectRemoved({ personId, reason: Sealed.of('Forkert') as never }));
  const release = (now: string, ...more: Parameters<typeof given>) =>
    obligationsOfCase(CASE, given(OPENED, ...more).state() as CaseState, plans, moment(now))
      .filter((o) => o.obligation === 'release')
      .map(said);
  const expected = releaseExpected('2024-02-01', '2024-12-01');

  it('is met by what was done about it since it was registered', () => {
    expect(release('2024-03-02', expected, referred('2024-03-01'))).toEqual(['met 2024-09-02 2024-03-01']);
    expect(release('2024-03-02', expected, referred('2024-03-03'))).toEqual(['upcoming 2024-09-02']);
  });

  it('lapses when the person is no longer a subject, from then on, and stays met where it was', () => {
    expect(release('2024-03-02', expected, removed('2024-03-01'))).toEqual(['lapsed 2024-09-02']);
    expect(release('2024-02-20', expected, removed('2024-03-01'))).toEqual(['upcoming 2024-09-02']);
    expect(release('2024-03-02', expected, removed('2024-03-01', FATHER))).toEqual(['upcoming 2024-09-02']);
    expect(release('2024-03-20', expected, referred('2024-02-20'), removed('2024-03-01'))).toEqual([
      'met 2024-09-02 2024-02-20',
    ]);
    expect(release('2024-03-20', expected, removed('2024-03-01'), referred('2024-03-10'))).toEqual([
      'lapsed 2024-09-02',
    ]);
    expect(release('2024-03-20', removed('2024-01-20'), expected)).toEqual(['upcoming 2024-09-02']);
  });
});

describe('An acute concern (KØ-3)', () => {
  const assessed = (when: string, severity: 'acute' | 'low') =>
    ({ at: moment(when), what: 'assessed', severity, final: false, readyToAct: null }) as const;
  const facts = (steps: readonly object[], infohus = 'koebenhavn') =>
    ({
      infohus,
      registeredAt: moment('2024-03-04'),
      receivedAt: moment('2024-03-04'),
      registeredBy: 'SSP',
      steps,
    }) as never;
  const owed = (steps: readonly object[], infohus?: string) =>
    acuteObligations('c', facts(steps, infohus), plans, moment('2024-03-20'));

  it('asks for action once, for that concern and its case; nothing of one that is not acute', () => {
    expect(owed([assessed('2024-03-05', 'acute')])).toMatchObject([{ obligation: 'acute-action', concernId: 'c' }]);
    expect(owed([assessed('2024-03-05', 'acute')])[0]).not.toHaveProperty('caseId');
    const linked = { at: moment('2024-03-06'), what: 'linked', caseId: 'k' };
    expect(owed([assessed('2024-03-05', 'acute'), linked])[0]).toHaveProperty('caseId', 'k');
    expect(owed([assessed('2024-03-05', 'low')])).toEqual([]);
    expect(owed([assessed('2024-03-05', 'acute')], 'nowhere')).toEqual([]);
  });

  it('is still to be acted on when it was found substantiated, and not when it was found unsubstantiated', () => {
    const found = (outcome: string) => ({ at: moment('2024-03-06'), what: 'qualified', outcome, forms: [] });
    expect(owed([assessed('2024-03-05', 'acute'), found('substantiated')])).toMatchObject([{ state: 'overdue' }]);
    expect(owed([assessed('2024-03-05', 'acute'), found('unsubstantiated')])).toMatchObject([{ state: 'lapsed' }]);
  });
});
