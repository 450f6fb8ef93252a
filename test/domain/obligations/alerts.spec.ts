import { describe, expect, it } from '@jest/globals';
import { alertsOf, type ToldAlert } from '../../../src/domain/obligations/alerts.js';
import type { Obligation } from '../../../src/domain/obligations/index.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { plans } from '../../support/specification.js';

const plan = planInForce(plans, 'koebenhavn', '2024-06-01') as Plan;
const overdue = (dueAt: string): Obligation => ({
  obligation: 'progress',
  infohus: 'koebenhavn',
  courseId: 'c',
  startedAt: '2024-01-01T10:00:00.000Z',
  dueAt,
  state: 'overdue',
  open: true,
});
const keys = (dueAt: string, told: ToldAlert, now: string) =>
  alertsOf(overdue(dueAt), plan, told, now, (to) => ({ to, agency: 'SOF' })).alerts.map((a) => a.key);

describe('An alert that somebody has seen', () => {
  const DUE = '2024-06-03T21:59:59.999Z';
  const MOVED = '2024-06-10T21:59:59.999Z';
  const seen: ToldAlert = { keys: new Set([`overdue/0/${DUE}`, `overdue/1/${DUE}`]), acknowledged: true };

  it('is told nobody further', () => {
    expect(keys(DUE, { ...seen, acknowledged: false }, '2024-06-05T10:00:00.000Z')).toEqual([`overdue/2/${DUE}`]);
    expect(keys(DUE, seen, '2024-06-05T10:00:00.000Z')).toEqual([]);
  });

  it('does not silence a due instant that moved: that is told anew', () => {
    expect(keys(MOVED, seen, '2024-06-11T10:00:00.000Z')).toEqual([`overdue/0/${MOVED}`, `overdue/1/${MOVED}`]);
  });
});
