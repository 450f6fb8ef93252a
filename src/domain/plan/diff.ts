import type { Plan } from './schema.js';

/** What kind of difference: what obligations are computed from, what may be chosen, what is aimed at, or words only. */
export type ChangeKind = 'limits' | 'catalogue' | 'goals' | 'texts';
export interface PlanChange {
  /** `triageHours.acute`, `agencies[SOF].kind`: entries of a list by their code, never by their place. */
  readonly path: string;
  /** Undefined where it is not there. */
  readonly from: unknown;
  readonly to: unknown;
  readonly kind: ChangeKind;
}

/** What differs between two plans, in the order of the first. */
export function diffPlans(a: Plan, b: Plan): readonly PlanChange[] {
  const [before, after] = [valuesOf(a), valuesOf(b)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => JSON.stringify(before.get(path)) !== JSON.stringify(after.get(path)))
    .map((path) => ({ path, from: before.get(path), to: after.get(path), kind: kindOf(path) }));
}

/** Every value of a plan by its path: `triageHours.acute`, `agencies[SOF].kind`. */
export const valuesOf = (plan: Plan): ReadonlyMap<string, unknown> => flat(plan);

function flat(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
  if (Array.isArray(value) && value.some((v) => typeof v === 'object' && v !== null)) {
    for (const [i, entry] of value.entries()) flat(entry, `${path}[${keyOf(entry) ?? i}]`, found);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flat(inner, path ? `${path}.${key}` : key, found);
  } else found.set(path, value);
  return found;
}

/** What tells the entries of a list apart, in whichever list. */
function keyOf(entry: unknown): string | undefined {
  const { code, id, level, of, line, year, activityKind, schoolType, weekday, da } = entry as Record<string, unknown>;
  if (line !== undefined) return `${line} ${year}`;
  if (activityKind !== undefined) return [activityKind, schoolType].filter(Boolean).join(' ');
  const key = code ?? id ?? level ?? of ?? weekday ?? year ?? da;
  return key === undefined ? undefined : String(key);
}

const TEXT = /(^|\.)(source|name|description|hint)(\.|$)|^(reportTo|planId)/;
const LIMITS =
  /^(triageHours|acuteActionHours|openingHours|holidays|handoverAnswerWorkingDays|reofferMonths|progress|followUp|policeToInfohus|ownConsent|insightMonths|informWithinMonths|goalReviewMonths|quality|charterRenewalMonths|releaseLeadDays|dueSoon|escalation|breakGlass|consentAge|retention|suppressBelow|from|to)/;
const GOALS = /^(goals|milestones|history|budget|indicators)/;

function kindOf(path: string): ChangeKind {
  if (TEXT.test(path)) return 'texts';
  if (LIMITS.test(path)) return 'limits';
  return GOALS.test(path) ? 'goals' : 'catalogue';
}
