import { describe, expect, it } from '@jest/globals';
import type { ConcernStep } from '../../../src/domain/concern/state.js';
import { triageOf } from '../../../src/domain/obligations/triage.js';
import { idFor } from '../../support/given.js';
import { moment, plans } from '../../support/specification.js';

const CASE = idFor('the case');
const RECEIVED = '2024-03-01T10:00:00.000Z';
const hour = (n: number) => new Date(Date.parse(RECEIVED) + n * 3_600_000).toISOString();
const assessed = (n: number, severity: 'acute' | 'high' | 'medium' | 'low'): ConcernStep => ({
  ...{ at: hour(n), what: 'assessed', severity, final: false, readyToAct: null },
});
const qualified = (n: number, outcome: 'substantiated' | 'unsubstantiated'): ConcernStep => ({
  ...{ at: hour(n), what: 'qualified', outcome, forms: [] },
});
const linked = (n: number, caseTriagedAt?: string): ConcernStep => ({
  ...{ at: hour(n), what: 'linked', caseId: CASE },
  ...(caseTriagedAt ? { caseTriagedAt } : {}),
});
const triaged = (n: number): ConcernStep => ({ at: hour(n), what: 'triaged' });
const ended = (n: number, how: 'irrelevant' | 'handed-to-police' | 'forwarded'): ConcernStep => ({
  ...{ at: hour(n), what: 'ended', how },
});
const facts = (steps: readonly ConcernStep[]) => ({
  ...{ infohus: 'koebenhavn', registeredAt: hour(1), receivedAt: RECEIVED, steps },
});
const owed = (now: number, ...steps: ConcernStep[]) => triageOf('c', facts(steps), plans, hour(now));
/** How it stands, within how many hours of the receipt it was due, and within how many it was met. */
function stands(now: number, ...steps: ConcernStep[]) {
  const o = owed(now, ...steps);
  const hours = (at: string) => (Date.parse(at) - Date.parse(RECEIVED)) / 3_600_000;
  return o && [o.state, hours(o.dueAt), ...(o.metAt ? [hours(o.metAt)] : [])].join(' ');
}
const { triageHours: LIMIT } = plans.find((p) => p.planId === 'koebenhavn-2024') ?? { triageHours: undefined };
if (!LIMIT) throw new Error('København has no plan for 2024');

describe('The triage of a concern (K16-4)', () => {
  it('is due by its severity, counted around the clock from when it was received', () => {
    expect(stands(2)).toBe(`upcoming ${LIMIT.none}`);
    for (const severity of ['acute', 'high', 'medium', 'low'] as const)
      expect(stands(2, assessed(1, severity))?.split(' ')[1]).toBe(String(LIMIT[severity]));
    expect(owed(2)).toMatchObject({ startedAt: hour(1), concernId: 'c', infohus: 'koebenhavn' });
    expect(owed(2)).not.toHaveProperty('caseId');
    expect(stands(0)).toBeUndefined();
    expect(triageOf('c', { ...facts([]), infohus: 'nowhere' }, plans, hour(2))).toBeUndefined();
  });

  it('is moved by each newer severity, and says what moved it', () => {
    const o = owed(3, assessed(1, 'acute'), assessed(2, 'low'));
    expect(o?.dueAt).toBe(hour(LIMIT.low));
    expect(o?.originalDueAt).toBe(hour(LIMIT.none));
    expect(o?.changes).toEqual(
      [
        { at: hour(1), why: 'severity', dueAt: hour(LIMIT.acute) },
        { at: hour(2), why: 'severity', dueAt: hour(LIMIT.low) },
      ].filter(({ dueAt }, i, all) => dueAt !== (all[i - 1]?.dueAt ?? hour(LIMIT.none))),
    );
    expect(owed(3)).not.toHaveProperty('changes');
  });

  it('is moved by none that came when it had passed, nor by one after the triage', () => {
    expect(stands(LIMIT.acute + 3, assessed(1, 'acute'), assessed(LIMIT.acute + 1, 'low'))).toBe(
      `overdue ${LIMIT.acute}`,
    );
    expect(stands(LIMIT.acute, assessed(1, 'acute'), assessed(LIMIT.acute, 'low'))).toContain(` ${LIMIT.low}`);
    const done = [assessed(1, 'acute'), linked(2), triaged(3), assessed(4, 'low')];
    expect(stands(5, ...done)).toBe(`met ${LIMIT.acute} 3`);
  });

  it('is met when its case was triaged, or when it was linked to one that was', () => {
    expect(stands(4, linked(2))).toBe(`upcoming ${LIMIT.none}`);
    expect(owed(4, linked(2))).toHaveProperty('caseId', CASE);
    expect(stands(9, linked(2), triaged(3), triaged(8))).toBe(`met ${LIMIT.none} 3`);
    expect(stands(9, linked(4, hour(2)))).toBe(`met ${LIMIT.none} 4`);
    expect(stands(9, linked(4, hour(6)))).toBe(`met ${LIMIT.none} 6`);
    expect(stands(9, triaged(3))).toBe(`upcoming ${LIMIT.none}`);
    const late = LIMIT.none + 1;
    expect(stands(late + 1, linked(2), triaged(late))).toBe(`met-late ${LIMIT.none} ${late}`);
    expect(stands(late, linked(2), triaged(LIMIT.none))).toBe(`met ${LIMIT.none} ${LIMIT.none}`);
  });

  it('lapses with what leaves the list or is found unsubstantiated, overdue or not, and comes back with its old limit', () => {
    for (const how of ['irrelevant', 'handed-to-police', 'forwarded'] as const)
      expect(stands(3, ended(2, how))).toBe(`lapsed ${LIMIT.none}`);
    expect(stands(3, qualified(2, 'unsubstantiated'))).toBe(`lapsed ${LIMIT.none}`);
    expect(stands(LIMIT.none + 9, qualified(LIMIT.none + 5, 'unsubstantiated'))).toBe(`lapsed ${LIMIT.none}`);
    expect(stands(3, qualified(2, 'substantiated'))).toBe(`upcoming ${LIMIT.none}`);
    const again = [qualified(2, 'unsubstantiated'), assessed(3, 'acute'), qualified(4, 'substantiated')];
    expect(stands(5, ...again)).toBe(`upcoming ${LIMIT.none}`);
  });

  it('that was met while it was owed stays met; what lapsed before its triage stays lapsed', () => {
    expect(stands(9, linked(2), triaged(3), qualified(4, 'unsubstantiated'))).toBe(`met ${LIMIT.none} 3`);
    expect(stands(9, qualified(1, 'unsubstantiated'), linked(2), triaged(3))).toBe(`lapsed ${LIMIT.none}`);
    const revived = [qualified(1, 'unsubstantiated'), linked(2), triaged(3), qualified(5, 'substantiated')];
    expect(stands(9, ...revived)).toBe(`met ${LIMIT.none} 3`);
    expect(moment('2024-03-01')).toMatch(/^2024-03-01/);
  });
});
