// The plan files of plans/, read as data (domain.md rule 14); where a field is missing the contract's own default stands.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { child, type Data, objects, str, strings } from './model.js';
import { atLocal, type Day, dayOf, isWorkingDay, type Ms, plusDays, weekdayOf } from './time.js';

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

export interface Agency {
  readonly kind: string;
  readonly coordinating: boolean;
  readonly social: boolean;
}

export interface Plan {
  readonly agencies: ReadonlyMap<string, Agency>;
  /** Whether the plan says at all which agencies are social authorities. */
  readonly marksSocial: boolean;
  /** The days from and to which a legal basis is valid. */
  readonly periods: ReadonlyMap<string, { from: Day | null; to: Day | null }>;
  readonly answerWorkingDays: number;
  readonly consentAge: number;
  readonly ownConsentMonths: number;
  readonly informWithinMonths: number | null;
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

/** A number that stands alone or in an object of its own, beside its source. */
function numberIn(file: Data, key: string, inside: string, otherwise: number | null): number | null {
  const value = file[key];
  if (value === null || value === undefined) return otherwise;
  return typeof value === 'number' ? value : num(child(file, key), inside);
}

function agenciesOf(file: Data): Map<string, Agency> {
  return new Map(
    objects(file, 'agencies').map((agency) => [
      str(agency, 'code'),
      {
        kind: str(agency, 'kind'),
        coordinating: agency.coordinating === true,
        social: agency.socialAuthority === true,
      },
    ]),
  );
}

function readPlan(file: Data): Plan {
  return {
    agencies: agenciesOf(file),
    marksSocial: objects(file, 'agencies').some((agency) => agency.socialAuthority !== undefined),
    periods: new Map(
      objects(file, 'legalBases').map((basis) => [
        str(basis, 'code'),
        { from: orNull(basis, 'validFrom', str), to: orNull(basis, 'validTo', str) },
      ]),
    ),
    answerWorkingDays: numberIn(file, 'handoverAnswerWorkingDays', 'days', 3) ?? 3,
    consentAge: numberIn(file, 'consentAge', 'years', 18) ?? 18,
    ownConsentMonths: numberIn(file, 'ownConsentMonths', 'months', 1) ?? 1,
    informWithinMonths: numberIn(file, 'informWithinMonths', 'months', null),
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
 * The plan in force: the newest `from` not after the day whose `to` has not passed; else the last that began; else the first.
 * AMBIGUOUS: the plan file counts, adopted by a command or not. Alternative: what AdoptPlan says of from and to.
 */
export function planOn(infohus: string, day: Day): Plan | undefined {
  const own = PLANS.filter((plan) => plan.infohus === infohus);
  const begun = own.filter((plan) => plan.from <= day);
  return begun.filter((plan) => plan.to >= day).at(-1) ?? begun.at(-1) ?? own[0];
}

/** The first working day of which the opening lies after the instant. */
export function nextOpenDay(plan: Plan, at: Ms): Day {
  for (let day = dayOf(at); ; day = plusDays(day, 1)) {
    const hours = plan.openingDays.find((item) => item.weekday === weekdayOf(day));
    if (hours && isWorkingDay(day, plan.extraHolidays) && atLocal(day, hours.from) > at) return day;
  }
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
