import type { CourseStep, Factor, OfferStep } from '../../../src/domain/case/state.js';
import type { ConcernEnding, ConcernStep, Outcome, Severity } from '../../../src/domain/concern/state.js';
import type { IndicatorCount } from '../../../src/domain/indicators/counting.js';
import type { Definition } from '../../../src/domain/indicators/definition.js';
import { definitionOf } from '../../../src/domain/indicators/definitions/index.js';
import { concernFact, type Facts, type Figure } from '../../../src/domain/indicators/facts.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { K16, K20, K24, planCalled } from './publishing/cities.js';

export { K16, K20, K24 };
export const KOEGE = planCalled('koege-2024');

const [entry] = K24.indicators;
if (!entry) throw new Error('a plan without indicators');
/** A plan that asks for a goal to be reviewed within three months (B-4); none of the four does. */
export const WITH_GOALS: Plan = {
  ...K24,
  goalReviewMonths: { months: 3, source: 'test' },
  indicators: [{ ...entry, id: 'goals-reviewed', kind: 'goals-reviewed', kinds: ['mentor'], baseline: [] }],
};

/** An instant as it is written down in a test, with the zone said: `2017-01-01T00:00:00+01:00`. */
const instant = (text: string) => new Date(text).toISOString();

export const NOTHING: Facts = {
  concerns: [],
  cases: [],
  offers: [],
  courses: [],
  activities: [],
  agreements: [],
  figures: [],
};

let ids = 0;
/** What is frozen by its bytes has the same ids wherever it is made. */
export function idsAnew(): void {
  ids = 0;
}
const infohus = 'koebenhavn';
export const concern = (receivedAt: string, ...steps: ConcernStep[]): Facts['concerns'][number] =>
  concernFact(`concern-${++ids}`, {
    infohus,
    registeredAt: instant(receivedAt),
    receivedAt: instant(receivedAt),
    steps,
  });
export const opened = (
  caseId: string,
  openedAt: string,
  closedAt?: string,
  firstContactAt?: string,
): Facts['cases'][number] => ({
  caseId,
  openedAt: instant(openedAt),
  closedAt: closedAt === undefined ? null : instant(closedAt),
  ...(firstContactAt === undefined ? {} : { firstContactAt: instant(firstContactAt) }),
});
export const offer = (kind: string, offeredAt: string, ...steps: OfferStep[]): Facts['offers'][number] => ({
  ...{ offerId: `offer-${++ids}`, personId: 'person', infohus, kind },
  offeredAt: instant(offeredAt),
  steps,
});
export const course = (kind: string, startedAt: string, ...steps: CourseStep[]): Facts['courses'][number] => ({
  ...{ courseId: `course-${++ids}`, offerId: 'offer', personId: 'person', infohus, kind },
  startedAt: instant(startedAt),
  steps,
});
export const activity = (kind: string, heldOn: string, participants: number, schoolType: string | null = null) => ({
  ...{ kind, heldOn, participants, schoolType },
});
export const figure = (year: number, value: number, how: Partial<Figure> = {}): Figure => ({
  ...{ indicator: 'citizenship', source: 'opdigtet', historical: false, position: ++ids, year, value },
  occurredAt: `${year}-06-01T10:00:00.000Z`,
  ...how,
});

/** A step that is no more than what happened when. */
export const step = <W extends string>(at: string, what: W) => ({ at: instant(at), what });
export const assessed = (at: string, severity: Severity): ConcernStep => ({
  ...step(at, 'assessed'),
  ...{ severity, final: false, readyToAct: null },
});
export const qualified = (at: string, outcome: Outcome = 'substantiated'): ConcernStep => ({
  ...step(at, 'qualified'),
  ...{ outcome, forms: [] },
});
export const ended = (at: string, how: ConcernEnding): ConcernStep => ({ ...step(at, 'ended'), how });
export const linked = (at: string, caseId = 'case', triagedAt?: string): ConcernStep => ({
  ...step(at, 'linked'),
  caseId,
  caseTriagedAt: triagedAt === undefined ? undefined : instant(triagedAt),
});
export const declined = (at: string, doNotContact = false): OfferStep => ({ ...step(at, 'declined'), doNotContact });
type CountedGoal = NonNullable<Facts['courses'][number]['goals']>[number];
export const withGoals = (of: Facts['courses'][number], ...goals: CountedGoal[]): Facts['courses'][number] => ({
  ...of,
  goals,
});
export const goalSet = (at: string, ...steps: CountedGoal['steps'][number][]): CountedGoal => ({
  setAt: instant(at),
  steps,
});
export const reviewed = (at: string, state: 'on-the-way' | 'reached' | 'changed') => ({
  ...step(at, 'reviewed'),
  state,
});
export const measured = (at: string, ...factors: Factor[]): CourseStep => ({ ...step(at, 'measured'), factors });
export const risk = (level: number, factor = 'network'): Factor => ({ kind: 'risk', factor, level });
export const protective = (level: number, factor = 'network'): Factor => ({ kind: 'protective', factor, level });
export const status = (at: string, found: 'education' | 'employment' | 'both' | 'neither'): CourseStep => ({
  ...step(at, 'status'),
  status: found,
});
export const followedUp = (at: string, result: 'not-at-risk' | 'at-risk'): CourseStep => ({
  ...step(at, 'risk'),
  result,
});

export interface AskedOf {
  readonly plan?: Plan;
  /** All plans of the city; the asked one alone unless said otherwise. */
  readonly plans?: readonly Plan[];
  readonly year?: number;
  readonly clock?: string;
  readonly id?: string;
  readonly version?: number;
}
/** What a definition counts in these facts; asked long after the year unless said otherwise. */
export function counted(kind: Definition['kind'], facts: Partial<Facts>, asked: AskedOf = {}): IndicatorCount {
  const { plan = K16, year = 2017, clock = '2030-01-01T00:00:00Z', id, version } = asked;
  const { plans = [plan] } = asked;
  const definition = plan.indicators.find((i) => (id === undefined ? i.kind === kind : i.id === id));
  if (!definition) throw new Error(`${plan.planId} has no ${id ?? kind}`);
  return definitionOf(kind, version).count({
    ...{ facts: { ...NOTHING, ...facts }, plan, plans, definition, year },
    clock: instant(clock),
  });
}
