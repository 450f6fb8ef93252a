// The plan files of plans/, read as data: hours, opening hours, holidays, goals and targets (domain.md rule 14).
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { child, type Data, objects, str, strings } from './model.js';
import { atLocal, type Day, dayOf, isWorkingDay, type Ms, weekdayOf } from './time.js';

export interface Goal {
  readonly indicator: string;
  readonly activityKind: string;
  readonly count: string;
  readonly from: number;
  readonly year: number | null;
  readonly schoolType: string | null;
}

export interface PlanIndicator {
  readonly id: string;
  readonly kind: string;
  readonly target: number | null;
  readonly kinds: readonly string[];
}

export interface Plan {
  readonly planId: string;
  readonly infohus: string;
  readonly from: Day;
  readonly to: Day;
  readonly acuteActionHours: number;
  readonly openingDays: readonly { weekday: number; from: string; to: string }[];
  readonly extraHolidays: ReadonlySet<Day>;
  readonly charterRenewalMonths: number;
  readonly releaseLeadDays: number;
  readonly goals: readonly Goal[];
  readonly indicators: readonly PlanIndicator[];
}

function num(data: Data, key: string): number {
  const value = data[key];
  if (typeof value !== 'number') throw new Error(`oracle: ${key} of the plan is no number`);
  return value;
}

const orNull = <T>(data: Data, key: string, read: (data: Data, key: string) => T): T | null =>
  data[key] === null || data[key] === undefined ? null : read(data, key);

function readPlan(file: Data): Plan {
  return {
    planId: str(file, 'planId'),
    infohus: str(file, 'infohus'),
    from: str(file, 'from'),
    to: str(file, 'to'),
    acuteActionHours: num(child(file, 'acuteActionHours'), 'hours'),
    openingDays: objects(child(file, 'openingHours'), 'days').map((day) => ({
      weekday: num(day, 'weekday'),
      from: str(day, 'from'),
      to: str(day, 'to'),
    })),
    extraHolidays: new Set(strings(child(file, 'holidays'), 'extra')),
    charterRenewalMonths: num(child(file, 'charterRenewalMonths'), 'months'),
    releaseLeadDays: num(child(file, 'releaseLeadDays'), 'days'),
    goals: objects(file, 'goals').map((goal) => ({
      indicator: str(goal, 'indicator'),
      activityKind: str(goal, 'activityKind'),
      count: str(goal, 'count'),
      from: num(goal, 'from'),
      year: orNull(goal, 'year', num),
      schoolType: orNull(goal, 'schoolType', str),
    })),
    indicators: objects(file, 'indicators').map((indicator) => ({
      id: str(indicator, 'id'),
      kind: str(indicator, 'kind'),
      target: orNull(indicator, 'target', num),
      kinds: strings(indicator, 'kinds'),
    })),
  };
}

const FOLDER = fileURLToPath(new URL('../../../plans/', import.meta.url));

export const PLANS: readonly Plan[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => {
    const file: unknown = JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8'));
    return readPlan(child({ file }, 'file'));
  })
  .sort((a, b) => (a.from < b.from ? -1 : 1));

export function planById(planId: string): Plan {
  const plan = PLANS.find((item) => item.planId === planId);
  if (!plan) throw new Error(`oracle: no plan file ${planId}`);
  return plan;
}

/**
 * AMBIGUOUS: the plan whose period holds the day; between two plans the one before, before all of them the first.
 * Alternatives: the newest one adopted by a command; none, and no obligation.
 */
export function planOn(infohus: string, day: Day): Plan | undefined {
  const own = PLANS.filter((plan) => plan.infohus === infohus);
  return own.filter((plan) => plan.from <= day).at(-1) ?? own[0];
}

/**
 * AMBIGUOUS: open from the first minute, and no longer at the closing time itself; on a holiday not at all.
 * Alternatives: the closing time still counts; holidays keep their weekday's hours.
 */
export function isOpen(plan: Plan, at: Ms): boolean {
  const day = dayOf(at);
  if (!isWorkingDay(day, plan.extraHolidays)) return false;
  return plan.openingDays.some(
    (hours) => hours.weekday === weekdayOf(day) && at >= atLocal(day, hours.from) && at < atLocal(day, hours.to),
  );
}
