import { describe, expect, it } from '@jest/globals';
import { obligationsOfPartner } from '../../../src/domain/obligations/index.js';
import { obligationsOfReleases } from '../../../src/domain/obligations/release.js';
import { partnerAggregate } from '../../../src/domain/partner/state.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((p) => p.plan);
const utc = (text: string) => new Date(text).toISOString();
const signed = (at: string, signedOn = at.slice(0, 10)) => ({ at: utc(at), signedOn });
const charters = (now: string, ...signatures: ReturnType<typeof signed>[]) =>
  obligationsOfPartner(
    'p',
    { ...partnerAggregate.initial, infohus: 'koebenhavn', charters: signatures },
    plans,
    utc(now),
  ).map(({ state, dueAt, metAt }) => [state, dueAt, metAt].filter(Boolean).join(' '));

describe('The charter for democratic values (K24-9)', () => {
  it('is renewed within two years of the day it was signed, on 28 February where there is no 29th', () => {
    const first = signed('2024-02-29T12:00:00+01:00');
    expect(charters('2026-02-28T23:59:59.999+01:00', first)).toEqual(['due-soon 2026-02-28T22:59:59.999Z']);
    expect(charters('2026-03-01T00:00:00+01:00', first)).toEqual(['overdue 2026-02-28T22:59:59.999Z']);
  });

  it('each signature is answered by the next one, early or late, and starts the next two years', () => {
    const first = signed('2024-02-29T12:00:00+01:00');
    const second = signed('2026-03-01T09:00:00+01:00');
    expect(charters('2026-03-02T09:00:00+01:00', first, second)).toEqual([
      'met-late 2026-02-28T22:59:59.999Z 2026-03-01T08:00:00.000Z',
      'upcoming 2028-03-01T22:59:59.999Z',
    ]);
  });
});

const PERSON = 'p1';
type Done = { at: string; what: 'referral' | 'contact' | 'left'; personId: string | null };
const contact = (at: string, personId: string | null = PERSON): Done => ({ at: utc(at), what: 'contact', personId });
const releases = (now: string, dates: readonly (readonly [string, string])[], ...outreach: Done[]) =>
  obligationsOfReleases(
    'k',
    {
      infohus: 'koebenhavn',
      releases: dates.map(([at, releaseDate]) => ({
        personId: PERSON,
        registeredAs: PERSON,
        at: utc(at),
        releaseDate,
      })),
      outreach,
      namings: [],
    },
    plans,
    utc(now),
  ).map(({ state, dueAt }) => `${state} ${dueAt}`);

describe('A release from prison (K20-6, K24-7)', () => {
  const registered = ['2024-01-10T10:00:00+01:00', '2024-09-01'] as const;

  it('asks for a referral or a contact 90 days before', () => {
    expect(releases('2024-02-01T10:00:00+01:00', [registered])).toEqual(['upcoming 2024-06-03T21:59:59.999Z']);
    expect(releases('2024-06-04T00:00:00+02:00', [registered])).toEqual(['overdue 2024-06-03T21:59:59.999Z']);
    expect(releases('2024-06-04T00:00:00+02:00', [registered], contact('2024-05-01T10:00:00+02:00'))).toEqual([
      'met 2024-06-03T21:59:59.999Z',
    ]);
  });

  it('a contact with somebody else of the family is none with the one who is released', () => {
    const other = contact('2024-05-01T10:00:00+02:00', 'p2');
    expect(releases('2024-05-02T10:00:00+02:00', [registered], other)).toEqual(['upcoming 2024-06-03T21:59:59.999Z']);
  });

  it('another date that is registered is owed as well; a wrong one is corrected', () => {
    const newer = ['2024-02-10T10:00:00+01:00', '2024-12-01'] as const;
    expect(releases('2024-03-01T10:00:00+01:00', [registered, newer])).toEqual([
      'upcoming 2024-06-03T21:59:59.999Z',
      'upcoming 2024-09-02T21:59:59.999Z',
    ]);
  });

  it('lapses where the person moved or died before it was due, and stays overdue where it was', () => {
    const left = (at: string): Done => ({ at: utc(at), what: 'left', personId: null });
    expect(releases('2024-07-01T10:00:00+02:00', [registered], left('2024-05-01T10:00:00+02:00'))).toEqual([
      'lapsed 2024-06-03T21:59:59.999Z',
    ]);
    expect(releases('2024-07-01T10:00:00+02:00', [registered], left('2024-06-20T10:00:00+02:00'))).toEqual([
      'overdue 2024-06-03T21:59:59.999Z',
    ]);
  });
});
