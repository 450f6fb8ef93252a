import { describe, expect, it } from '@jest/globals';
import { addHours } from '../../../src/domain/kernel/calendar.js';
import { alertsOf, type ToldAlert } from '../../../src/domain/obligations/alerts.js';
import { EVER, type Obligation } from '../../../src/domain/obligations/index.js';
import { daysBefore, longestLead, obligation, standingAt } from '../../../src/domain/obligations/obligation.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { plans } from '../../support/specification.js';

const plan = planInForce(plans, 'koebenhavn', '2024-06-01') as Plan;
const DUE = '2024-06-03T21:59:59.999Z';
const AFTER = '2024-06-03T22:00:00.000Z';
const LEAD = addHours(DUE, -24 * plan.dueSoon.days);
const NOTHING: ToldAlert = { keys: new Set(), acknowledged: false };
const owed = (more: Partial<Obligation> = {}): Obligation => ({
  ...{ obligation: 'progress', infohus: 'koebenhavn', courseId: 'c', startedAt: '2024-01-01T10:00:00.000Z' },
  ...{ dueAt: DUE, state: 'overdue', open: true },
  ...more,
});
const chain = (...steps: (readonly [to: 'caseworker' | 'leader' | 'coordinator', afterHours: number])[]) =>
  steps.map(([to, afterHours]) => ({ to, afterHours }));
const by = (more: Partial<Plan['escalation']>): Plan => ({ ...plan, escalation: { ...plan.escalation, ...more } });
const LADDER = by({
  dueSoon: chain(['caseworker', 0], ['leader', 24]),
  overdue: chain(['caseworker', 0], ['leader', 24], ['coordinator', 48]),
});
const looked = (o: Obligation, now: string, { told = NOTHING, plan: of = LADDER, agency = 'SOF' } = {}) =>
  alertsOf(o, of, told, now, (to) => ({ to, agency }));
const raised = (...asked: Parameters<typeof looked>) =>
  looked(...asked).alerts.map((a) => [
    a.key,
    a.at,
    a.what === 'raise' ? `${a.state} ${a.step} ${a.to} ${a.agency}` : a.what,
  ]);

describe('Who is told of an obligation (plan data, *escalation*)', () => {
  it('that is due soon: step by step from the lead on, or from when it began, whichever is later', () => {
    const soon = owed({ state: 'due-soon' });
    expect(raised(soon, LEAD)).toEqual([[`due-soon/0/${DUE}`, LEAD, 'due-soon 0 caseworker SOF']]);
    expect(raised(soon, addHours(LEAD, 24)).map(([key]) => key)).toEqual([`due-soon/0/${DUE}`, `due-soon/1/${DUE}`]);
    const began = addHours(LEAD, 30);
    const late = { ...soon, startedAt: began };
    expect(raised(late, began)).toEqual([[`due-soon/0/${DUE}`, began, 'due-soon 0 caseworker SOF']]);
    expect(raised(late, addHours(began, 24))[1]?.[1]).toBe(addHours(began, 24));
    expect(raised({ ...soon, startedAt: LEAD }, LEAD)).toHaveLength(1);
  });

  it('that is overdue: step by step from the millisecond after it was due', () => {
    expect(raised(owed(), AFTER)).toEqual([[`overdue/0/${DUE}`, AFTER, 'overdue 0 caseworker SOF']]);
    expect(raised(owed(), addHours(AFTER, 23.99))).toHaveLength(1);
    expect(raised(owed(), addHours(AFTER, 24))).toHaveLength(2);
    expect(raised(owed(), addHours(AFTER, 48)).map(([, at]) => at)).toEqual([0, 24, 48].map((h) => addHours(AFTER, h)));
  });

  it('never the same people twice in one chain', () => {
    const twice = by({ overdue: chain(['leader', 0], ['leader', 24], ['coordinator', 48]) });
    const at = addHours(AFTER, 60);
    expect(raised(owed(), at, { plan: twice }).map(([key]) => key)).toEqual([`overdue/0/${DUE}`, `overdue/2/${DUE}`]);
  });

  it('nothing that was told before, and nobody further once somebody has seen it', () => {
    const told = { keys: new Set([`overdue/0/${DUE}`]), acknowledged: false };
    const at = addHours(AFTER, 24);
    expect(raised(owed(), at, { told }).map(([key]) => key)).toEqual([`overdue/1/${DUE}`]);
    expect(raised(owed(), at, { told: { ...told, acknowledged: true } })).toEqual([]);
    expect(raised(owed(), at, { told: { ...NOTHING, acknowledged: true } }).map(([key]) => key)).toEqual([
      `overdue/0/${DUE}`,
    ]);
  });

  it('that was missed, and that it was met where it was alerted before', () => {
    const over = { open: false, metAt: '2024-06-01T10:00:00.000Z' };
    expect(raised(owed({ state: 'missed', open: false }), AFTER)).toEqual([['missed', AFTER, 'missed']]);
    const told = { keys: new Set([`due-soon/0/${DUE}`]), acknowledged: false };
    expect(looked(owed({ state: 'met', ...over }), AFTER, { told }).alerts).toEqual([
      { key: 'met', what: 'met', at: over.metAt, metAt: over.metAt, late: false },
    ]);
    expect(looked(owed({ state: 'met-late', ...over }), AFTER, { told }).alerts).toMatchObject([{ late: true }]);
    expect(raised(owed({ state: 'met', ...over }), AFTER)).toEqual([]);
    expect(raised(owed({ state: 'met', open: false }), AFTER, { told })).toEqual([]);
    for (const state of ['upcoming', 'lapsed'] as const) expect(raised(owed({ state }), AFTER, { told })).toEqual([]);
  });

  it('and when the clock alone will ask for another', () => {
    const next = (now: string, o = owed({ state: 'upcoming' }), of = LADDER) => looked(o, now, { plan: of }).next;
    expect(next(addHours(LEAD, -1))).toBe(LEAD);
    expect(next(LEAD)).toBe(AFTER);
    expect(next(AFTER)).toBe(addHours(AFTER, 24));
    expect(next(addHours(AFTER, 24))).toBe(addHours(AFTER, 48));
    expect(next(addHours(AFTER, 48))).toBeUndefined();
    expect(next(LEAD, owed({ state: 'met', open: false }))).toBeUndefined();
    const turned = by({ overdue: chain(['coordinator', 48], ['leader', 24]) });
    expect(next(AFTER, owed(), turned)).toBe(addHours(AFTER, 24));
  });

  it('hour limits are soon due by hours, the others by days', () => {
    const soon = (name: Obligation['obligation']) =>
      looked(owed({ obligation: name, state: 'upcoming' }), '2024-01-02T00:00:00.000Z').next;
    for (const name of ['triage', 'acute-action'] as const) expect(soon(name)).toBe(addHours(DUE, -plan.dueSoon.hours));
    for (const name of ['progress', 'reoffer-1', 'insight'] as const) expect(soon(name)).toBe(LEAD);
    expect(soon('certificate')).toBe(addHours(DUE, -24 * 30));
  });
});

describe('The longest lead of plans', () => {
  it('is that of the certificate, where none of them has a longer one in hours or days', () => {
    const soon = (hours: number, days: number) => ({ ...plan, dueSoon: { ...plan.dueSoon, hours, days } });
    expect(longestLead([])).toBe(30 * 24);
    expect(longestLead([soon(12, 14), soon(12, 40)])).toBe(40 * 24);
    expect(longestLead([soon(2000, 14), soon(12, 40)])).toBe(2000);
  });
});

describe('An obligation that was kept as a row', () => {
  const given = {
    obligation: 'progress',
    infohus: 'koebenhavn',
    startedAt: '2024-01-01T10:00:00.000Z',
    dueAt: DUE,
  } as const;
  const kept = (held?: true) => obligation({ ...given, ...(held ? { held } : {}) }, undefined, EVER, daysBefore(plan));

  it('stands at any instant as if it were computed then: the clock alone moves it', () => {
    expect(kept()).toMatchObject({ soonAt: LEAD, open: true });
    for (const now of [addHours(LEAD, -1), LEAD, DUE, AFTER])
      expect(standingAt(kept(), now)).toEqual(obligation(given, undefined, now, daysBefore(plan)));
    expect(['-1', '0', '1'].map((h) => standingAt(kept(), addHours(LEAD, Number(h))).state)).toEqual([
      'upcoming',
      'due-soon',
      'due-soon',
    ]);
    expect(obligation(given, undefined, DUE, daysBefore(plan))).not.toHaveProperty('soonAt');
  });

  it('is not overdue while it waits', () => {
    expect(standingAt(kept(true), AFTER).state).toBe('due-soon');
    expect(standingAt(kept(), AFTER).state).toBe('overdue');
    expect(standingAt(kept(true), addHours(LEAD, -1)).state).toBe('upcoming');
  });

  it('stays as it is once it is answered, or where it was not kept so', () => {
    const met = obligation(given, { how: 'met', at: DUE, late: false }, EVER, daysBefore(plan));
    expect(met).not.toHaveProperty('soonAt');
    expect(standingAt({ ...met, soonAt: LEAD }, AFTER).state).toBe('met');
    const computed = obligation(given, undefined, LEAD, daysBefore(plan));
    expect(standingAt(computed, AFTER)).toEqual(computed);
  });
});
