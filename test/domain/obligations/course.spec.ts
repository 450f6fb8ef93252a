import { describe, expect, it } from '@jest/globals';
import type { CourseStep } from '../../../src/domain/case/state.js';
import { obligationsOfCourse, pausesOf, progressDay } from '../../../src/domain/obligations/course.js';
import { EVER } from '../../../src/domain/obligations/index.js';
import { moment, plans } from '../../support/specification.js';

type What = CourseStep['what'];
const step = (when: string, what: What, more: object = {}) => ({ at: moment(when), what, ...more }) as CourseStep;
const course = (steps: readonly CourseStep[], kind = 'mentor') => ({
  ...{ offerId: 'o', personId: 'p', kind, startedAt: moment('2024-01-10'), steps },
  ...{ courseId: 'c', caseId: 'k', infohus: 'koebenhavn' },
});
const all = (now: string, ...steps: CourseStep[]) =>
  obligationsOfCourse(course(steps), plans, now === EVER ? EVER : moment(now));
const named = (name: string, now: string, ...steps: CourseStep[]) => {
  const o = all(now, ...steps).find((one) => one.obligation === name);
  return o && [o.state, o.dueAt.slice(0, 10), ...(o.metAt ? [o.metAt.slice(0, 10)] : [])].join(' ');
};
const progress = (now: string, ...steps: CourseStep[]) => named('progress', now, ...steps);

describe('Progress is measured after six active months (K20-2)', () => {
  const measured = (when: string) => step(when, 'measured', { factors: [] });
  const paused = (from: string, to: string) => [step(from, 'paused'), step(to, 'resumed')];

  it('from the start, for that course of that case, where a plan holds', () => {
    expect(progress('2024-02-01')).toBe('upcoming 2024-07-10');
    expect(progress('2024-01-10')).toBe('upcoming 2024-07-10');
    expect(all('2024-01-09')).toEqual([]);
    expect(obligationsOfCourse({ ...course([]), infohus: 'nowhere' }, plans, moment('2024-02-01'))).toEqual([]);
    expect(all('2024-02-01')).toMatchObject([{ courseId: 'c', caseId: 'k', infohus: 'koebenhavn' }]);
    const { caseId: _, ...alone } = course([]);
    expect(obligationsOfCourse(alone, plans, moment('2024-02-01'))[0]).not.toHaveProperty('caseId');
    expect(progress('2024-07-11')).toBe('overdue 2024-07-10');
  });

  it('and is met by a measurement, not more than a month before that day', () => {
    expect(progress('2024-07-01', measured('2024-06-10'))).toBe('met 2024-07-10 2024-06-10');
    expect(progress('2024-07-01', measured('2024-06-09'))).toBe('due-soon 2024-07-10');
    expect(progress('2024-07-20', measured('2024-07-11'))).toBe('met-late 2024-07-10 2024-07-11');
    expect(progress('2024-07-20', measured('2024-07-10T21:59:59.999Z'))).toBe('met 2024-07-10 2024-07-10');
  });

  it('is moved on by each pause that began by then, by the days that it lasted', () => {
    expect(progress('2024-06-01', ...paused('2024-03-01', '2024-03-11'))).toBe('upcoming 2024-07-20');
    const twice = [...paused('2024-03-01', '2024-03-11'), ...paused('2024-07-15', '2024-07-20')];
    expect(progress('2024-07-21', ...twice)).toMatch(/ 2024-07-25$/);
    expect(progress('2024-08-20', ...paused('2024-07-11', '2024-08-11'))).toBe('overdue 2024-07-10');
    expect(progress('2024-08-20', ...paused('2024-07-10', '2024-07-12'))).toBe('overdue 2024-07-12');
    const [o] = all('2024-06-01', ...paused('2024-03-01', '2024-03-11'));
    expect(o?.originalDueAt?.slice(0, 10)).toBe('2024-07-10');
    expect(o?.changes?.map((c) => [c.at.slice(0, 10), c.why, c.dueAt.slice(0, 10)])).toEqual([
      ['2024-03-01', 'paused', '2024-07-10'],
      ['2024-03-11', 'resumed', '2024-07-20'],
    ]);
    expect(all('2024-06-01', measured('2024-02-01'))[0]).not.toHaveProperty('changes');
  });

  it('is not overdue while a pause runs, and waits for it', () => {
    expect(progress('2024-08-01', step('2024-07-01', 'paused'))).toBe('due-soon 2024-07-10');
    expect(progress('2024-08-01', step('2024-07-01', 'paused'), measured('2024-07-30'))).toBe(
      'met 2024-07-10 2024-07-30',
    );
    expect(all(EVER, step('2024-07-01', 'paused'))[0]).toMatchObject({ held: true, open: true });
    expect(all(EVER)[0]).not.toHaveProperty('held');
    expect(all('2024-08-01', step('2024-07-01', 'paused'))[0]).not.toHaveProperty('held');
    expect(progress('2024-02-01', step('2024-01-20', 'paused'))).toBe('upcoming 2024-07-10');
  });

  it('lapses with a course that ends before that day; one that ends on it owes it', () => {
    expect(progress('2024-08-01', step('2024-07-09', 'completed'))).toBe('lapsed 2024-07-10');
    expect(progress('2024-08-01', step('2024-07-09', 'aborted'))).toBe('lapsed 2024-07-10');
    expect(progress('2024-08-01', step('2024-07-10', 'completed'))).toBe('overdue 2024-07-10');
    expect(progress('2024-08-01', step('2024-07-01', 'completed'), measured('2024-07-02'))).toBe('lapsed 2024-07-10');
    expect(progress('2024-08-01', measured('2024-06-20'), step('2024-07-01', 'completed'))).toBe(
      'met 2024-07-10 2024-06-20',
    );
    expect(progress('2024-08-01', step('2024-07-01', 'completed'), measured('2024-07-01'))).toBe(
      'met 2024-07-10 2024-07-01',
    );
  });

  it('lapses where the person moved before it was due, and stays overdue where it was', () => {
    expect(progress('2024-08-01', step('2024-07-01', 'left'))).toBe('lapsed 2024-07-10');
    expect(progress('2024-08-01', step('2024-07-12', 'left'))).toBe('overdue 2024-07-10');
  });

  it('a pause ends when the course is resumed or ends, and nothing counts after its end', () => {
    const steps = [step('2024-02-01', 'paused'), step('2024-02-05', 'paused'), step('2024-02-10', 'resumed')];
    expect(pausesOf(steps)).toEqual([{ from: '2024-02-01', to: '2024-02-10' }]);
    for (const end of ['completed', 'aborted'] as const) {
      const ended = [step('2024-02-01', 'paused'), step('2024-02-10', end), step('2024-03-01', 'paused')];
      expect(pausesOf(ended)).toEqual([{ from: '2024-02-01', to: '2024-02-10' }]);
    }
    expect(pausesOf([step('2024-02-01', 'resumed'), step('2024-02-02', 'measured')])).toEqual([]);
    expect(pausesOf([step('2024-02-01', 'paused'), step('2024-02-02', 'measured')])).toEqual([
      { from: '2024-02-01', to: undefined },
    ]);
    const [plan] = plans.filter((p) => p.planId === 'koebenhavn-2024');
    if (!plan) throw new Error('there is none');
    expect(progressDay(course([step('2024-07-20', 'paused')]), plan)).toEqual({ day: '2024-07-10', paused: false });
  });
});

describe('A completed mentor course is followed up (K16-9, K16-10)', () => {
  const done = step('2024-03-01', 'completed');
  const status = (when: string) => step(when, 'status', { status: 'both' });
  const risk = (when: string) => step(when, 'risk', { result: 'not-at-risk' });
  const { followUp } = plans.find((p) => p.planId === 'koebenhavn-2024') ?? {};
  if (!followUp) throw new Error('København has no plan for 2024');
  const month = (n: number, day = '01') =>
    `${2024 + Math.floor((2 + n) / 12)}-${String(((2 + n) % 12) + 1).padStart(2, '0')}-${day}`;
  const [STATUS, RISK] = [month(followUp.statusMonths), month(followUp.riskMonths)];
  const EARLIEST = month(followUp.riskMonths - followUp.riskWindowMonths);

  it('by status and by risk, of the kinds that the plan names, and none that was broken off', () => {
    expect(named('status-follow-up', '2024-03-02', done)).toMatch(new RegExp(` ${STATUS}$`));
    expect(named('risk-follow-up', '2024-03-02', done)).toMatch(new RegExp(` ${RISK}$`));
    expect(all('2024-03-02', done).map((o) => o.startedAt)).toEqual([moment('2024-01-10'), done.at, done.at]);
    const names = (steps: CourseStep[], kind?: string) =>
      obligationsOfCourse(course(steps, kind), plans, moment('2024-03-02')).map((o) => o.obligation);
    expect(names([done])).toEqual(['progress', 'status-follow-up', 'risk-follow-up']);
    expect(names([step('2024-03-01', 'aborted')])).toEqual(['progress']);
    expect(names([])).toEqual(['progress']);
    expect(names([done], 'a kind of its own')).toEqual(['progress']);
  });

  it('the status by what is recorded of it after the end, in time or late', () => {
    expect(named('status-follow-up', '2030-01-01', done, status('2024-03-02'))).toBe(`met ${STATUS} 2024-03-02`);
    expect(named('status-follow-up', '2030-01-01', done, status('2029-03-02'))).toBe(`met-late ${STATUS} 2029-03-02`);
    expect(named('status-follow-up', '2030-01-01', status('2024-02-01'), done)).toBe(`overdue ${STATUS}`);
    expect(named('status-follow-up', '2030-01-01', done, risk('2024-03-02'))).toBe(`overdue ${STATUS}`);
    const twice = [done, status('2024-03-02'), status('2024-03-05')];
    expect(named('status-follow-up', '2030-01-01', ...twice)).toBe(`met ${STATUS} 2024-03-02`);
  });

  it('the risk by what is recorded of it in its window', () => {
    expect(named('risk-follow-up', '2030-01-01', done, risk(EARLIEST))).toBe(`met ${RISK} ${EARLIEST}`);
    const before = new Date(Date.parse(EARLIEST) - 86_400_000).toISOString().slice(0, 10);
    expect(named('risk-follow-up', '2030-01-01', done, risk(before))).toBe(`overdue ${RISK}`);
    expect(named('risk-follow-up', '2030-01-01', done, status(RISK))).toBe(`overdue ${RISK}`);
    expect(named('risk-follow-up', '2030-01-01', done, risk('2029-01-01'))).toBe(`met-late ${RISK} 2029-01-01`);
  });

  it('and lapses where the person moved before it was due', () => {
    for (const name of ['status-follow-up', 'risk-follow-up'] as const) {
      expect(named(name, '2030-01-01', done, step('2024-03-02', 'left'))).toMatch(/^lapsed/);
      expect(named(name, '2030-01-01', done, step('2029-03-02', 'left'))).toMatch(/^overdue/);
    }
    const first = [done, step('2024-03-02', 'left'), status('2024-03-03')];
    expect(named('status-follow-up', '2030-01-01', ...first)).toMatch(/^lapsed/);
  });
});
