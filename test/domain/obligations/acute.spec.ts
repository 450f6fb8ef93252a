import { describe, expect, it } from '@jest/globals';
import type { ConcernFacts, ConcernStep } from '../../../src/domain/concern/state.js';
import { acuteObligations } from '../../../src/domain/obligations/index.js';
import { isOpen } from '../../../src/domain/plan/working-time.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((p) => p.plan);
const koege = plans.find((p) => p.planId === 'koege-2024');
if (!koege) throw new Error('koege-2024 is gone');

/** By police, who alone act outside opening hours. */
const acute = (at: string, severity: 'acute' | 'low' = 'acute'): ConcernStep => ({
  at: new Date(at).toISOString(),
  what: 'assessed',
  severity,
  final: false,
  readyToAct: null,
  byPolice: true,
});
const then = (at: string, what: 'urgent-meeting' | 'police-notified'): ConcernStep => ({
  at: new Date(at).toISOString(),
  what,
});
const toPolice = (at: string): ConcernStep => ({
  at: new Date(at).toISOString(),
  what: 'ended',
  how: 'handed-to-police',
});
const calm = (at: string) => acute(at, 'low');
const unsubstantiated = (at: string): ConcernStep => ({
  at: new Date(at).toISOString(),
  what: 'qualified',
  outcome: 'unsubstantiated',
  forms: [],
});
const ended = (at: string, how: 'irrelevant' | 'forwarded'): ConcernStep => ({
  at: new Date(at).toISOString(),
  what: 'ended',
  how,
});
const at = (now: string, ...steps: ConcernStep[]) => by('RSJ', now, ...steps);
function by(registeredBy: string, now: string, ...steps: ConcernStep[]) {
  const first = steps[0]?.at ?? '';
  const facts: ConcernFacts = { infohus: 'koege', registeredAt: first, receivedAt: first, registeredBy, steps };
  return acuteObligations('c', facts, plans, new Date(now).toISOString()).map(
    ({ obligation, dueAt, state }) => `${obligation} ${state} ${dueAt}`,
  );
}

describe('An acute concern (KØ-3)', () => {
  it('is acted on within two hours: an urgent meeting is called', () => {
    const assessed = acute('2024-03-05T10:00:00+01:00'); // a Tuesday
    expect(at('2024-03-05T12:00:00.000+01:00', assessed)).toEqual(['acute-action due-soon 2024-03-05T11:00:00.000Z']);
    expect(at('2024-03-05T12:00:00.001+01:00', assessed)).toEqual(['acute-action overdue 2024-03-05T11:00:00.000Z']);
    const meeting = then('2024-03-05T11:30:00+01:00', 'urgent-meeting');
    expect(at('2024-03-06T12:00:00+01:00', assessed, meeting)).toEqual(['acute-action met 2024-03-05T11:00:00.000Z']);
  });

  it('or it is handed to police, who are ready for it (KØ-4); telling them is not enough', () => {
    const assessed = acute('2024-03-05T10:00:00+01:00');
    const told = then('2024-03-05T10:05:00+01:00', 'police-notified');
    expect(at('2024-03-05T13:00:00+01:00', assessed, told)).toEqual(['acute-action overdue 2024-03-05T11:00:00.000Z']);
    expect(at('2024-03-05T13:00:00+01:00', assessed, toPolice('2024-03-05T12:30:00+01:00'))).toEqual([
      'acute-action met-late 2024-03-05T11:00:00.000Z',
    ]);
  });

  it('outside opening hours is told the Infohus by the end of the next working day', () => {
    // Maundy Thursday 28 March 2024 to Easter Monday 1 April are no working days; summer time began on the 31st.
    const assessed = acute('2024-03-28T11:00:00+01:00');
    expect(at('2024-04-02T23:59:59.999+02:00', assessed)).toEqual([
      'acute-action overdue 2024-03-28T12:00:00.000Z',
      'police-to-infohus due-soon 2024-04-02T21:59:59.999Z',
    ]);
    expect(at('2024-04-03T00:00:00+02:00', assessed).at(-1)).toBe('police-to-infohus overdue 2024-04-02T21:59:59.999Z');
    // Handing it to police answers the acute action, and not what they owe the Infohus.
    expect(at('2024-04-03T00:00:00+02:00', assessed, toPolice('2024-03-28T11:30:00+01:00'))).toEqual([
      'acute-action met 2024-03-28T12:00:00.000Z',
      'police-to-infohus overdue 2024-04-02T21:59:59.999Z',
    ]);
  });

  it('starts with the assessment that turns it acute: one that confirms it, by the police too, starts nothing', () => {
    const first = acute('2024-03-05T10:00:00+01:00');
    const confirmed = acute('2024-03-05T10:30:00+01:00');
    expect(at('2024-03-05T10:45:00+01:00', first, confirmed)).toEqual([
      'acute-action due-soon 2024-03-05T11:00:00.000Z',
    ]);
    const again = acute('2024-03-05T13:00:00+01:00');
    expect(at('2024-03-05T13:15:00+01:00', first, calm('2024-03-05T10:30:00+01:00'), again)).toEqual([
      'acute-action lapsed 2024-03-05T11:00:00.000Z',
      'acute-action due-soon 2024-03-05T14:00:00.000Z',
    ]);
  });

  it('has nothing left to do once it is found unsubstantiated, is dismissed or forwarded, or is not acute any more', () => {
    const assessed = acute('2024-03-05T20:00:00+01:00'); // outside opening hours
    const later = '2024-03-05T23:30:00+01:00';
    for (const end of [calm(later), unsubstantiated(later), ended(later, 'irrelevant'), ended(later, 'forwarded')])
      expect(at('2024-03-08T12:00:00+01:00', assessed, end)).toEqual([
        'acute-action lapsed 2024-03-05T21:00:00.000Z',
        'police-to-infohus lapsed 2024-03-06T22:59:59.999Z',
      ]);
  });

  it('stays met where it was acted on before', () => {
    const assessed = acute('2024-03-05T20:00:00+01:00');
    const meeting = then('2024-03-05T21:00:00+01:00', 'urgent-meeting');
    expect(
      at('2024-03-08T12:00:00+01:00', assessed, meeting, ended('2024-03-06T09:00:00+01:00', 'irrelevant')),
    ).toEqual(['acute-action met 2024-03-05T21:00:00.000Z', 'police-to-infohus met 2024-03-06T22:59:59.999Z']);
  });
});

describe('Police who acted alone tell the Infohus (KØ-3)', () => {
  it('by the end of the first working day that opens after it: the same day, while it has not opened yet', () => {
    const [, due] = at('2024-03-05T07:30:00+01:00', acute('2024-03-05T07:00:00+01:00'));
    expect(due).toBe('police-to-infohus due-soon 2024-03-05T22:59:59.999Z');
    const [, next] = at('2024-03-05T17:00:00+01:00', acute('2024-03-05T16:00:00+01:00'));
    expect(next).toBe('police-to-infohus due-soon 2024-03-06T22:59:59.999Z');
  });

  it('by the instant at which they told it, whenever that is written down', () => {
    const assessed = acute('2024-03-05T20:00:00+01:00');
    const told = (notifiedAt: string): ConcernStep => ({
      at: '2024-03-08T09:00:00.000Z',
      what: 'infohus-notified',
      notifiedAt: new Date(notifiedAt).toISOString(),
    });
    const state = (notifiedAt: string) => at('2024-03-08T12:00:00+01:00', assessed, told(notifiedAt))[1];
    expect(state('2024-03-06T23:59:59.999+01:00')).toBe('police-to-infohus met 2024-03-06T22:59:59.999Z');
    expect(state('2024-03-07T00:00:00+01:00')).toBe('police-to-infohus met-late 2024-03-06T22:59:59.999Z');
  });

  it('not where somebody else assessed it, nor where an agency that coordinates registered it and knows', () => {
    const { byPolice: _, ...bySomebodyElse } = acute('2024-03-05T20:00:00+01:00') as {
      byPolice?: boolean;
    } & ConcernStep;
    expect(at('2024-03-05T20:30:00+01:00', bySomebodyElse as ConcernStep)).toHaveLength(1);
    expect(by('VEL', '2024-03-05T20:30:00+01:00', acute('2024-03-05T20:00:00+01:00'))).toHaveLength(1);
    expect(by('RSJ', '2024-03-05T20:30:00+01:00', acute('2024-03-05T20:00:00+01:00'))).toHaveLength(2);
  });
});

describe('Opening hours', () => {
  it.each([
    ['2024-03-05T07:59:59.999+01:00', false],
    ['2024-03-05T08:00:00+01:00', true],
    ['2024-03-05T15:59:59.999+01:00', true],
    ['2024-03-05T16:00:00+01:00', false],
    ['2024-03-09T10:00:00+01:00', false], // Saturday
    ['2024-12-26T10:00:00+01:00', false], // a holiday on a Thursday
    ['2024-10-28T08:00:00+01:00', true], // the Monday after the clocks went back
    ['2024-10-28T06:30:00Z', false],
  ])('at %s: open is %s', (instant, open) => {
    expect(isOpen(koege, new Date(instant).toISOString())).toBe(open);
  });
});
