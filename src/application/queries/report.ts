import { createHash } from 'node:crypto';
import type { Facts } from '../../domain/indicators/facts.js';
import { DEFINITIONS, type Indicator, indicators } from '../../domain/indicators/report.js';
import { findPlan, inForce } from '../../domain/plan/in-force.js';
import { headHashAt } from '../audit/verify.js';
import { canonical } from '../canonical.js';
import type { PlanBook } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModels } from '../ports/read-models.js';
import { invalid } from '../refusal.js';
import { type Asked, modelsAt, momentOf } from './moment.js';

export const CODE_VERSION = '0.1.0';
/** Changes whenever an indicator would be counted in another way. */
export const DEFINITION_VERSION = 2;

export interface ReportAsked {
  readonly infohus: string;
  readonly plan: string;
  readonly year: number;
  readonly asOf: Asked;
}
export interface Report {
  readonly infohus: string;
  readonly plan: string;
  readonly planHash: string;
  readonly planInForce: boolean;
  readonly year: number;
  readonly asOf: { readonly position: number; readonly headHash: string };
  readonly definitionHash: string;
  readonly codeVersion: string;
  readonly indicators: readonly Indicator[];
  readonly budget: readonly object[];
  readonly contentHash: string;
}

const sha256 = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex');

/** The yearly report (K16-12), computed as of a stated position: its figures can be proven. @throws Refused validation-failed for an unknown plan */
export async function report(store: EventStore, live: ReadModels, book: PlanBook, asked: ReportAsked): Promise<Report> {
  await book.refresh();
  const plan = findPlan(book.plans, asked.plan);
  if (!plan || plan.infohus !== asked.infohus)
    throw invalid([{ path: 'plan', message: `is no plan of ${asked.infohus}` }]);
  const moment = await momentOf(store, asked.asOf);
  const facts = await factsOf(await modelsAt(store, live, asked.asOf, moment), asked.infohus);
  const content = {
    infohus: asked.infohus,
    plan: asked.plan,
    planHash: book.hashOf(asked.plan),
    planInForce: inForce(plan, asked.year),
    year: asked.year,
    asOf: { position: moment.position, headHash: await headHashAt(store, moment.position) },
    definitionHash: sha256([DEFINITION_VERSION, Object.keys(DEFINITIONS)]),
    codeVersion: CODE_VERSION,
    indicators: indicators(facts, { plan, plans: book.plans, year: asked.year, clock: moment.clock }),
    budget: plan.budget
      .filter((line) => line.year === asked.year)
      .map(({ year, line, amount, unit }) => ({ year, line, amount, unit })),
  };
  return { ...content, contentHash: sha256(content) };
}

/** What an Infohus' reports are counted from. */
export async function factsOf(models: ReadModels, infohus: string): Promise<Facts> {
  const cases = await models.cases({ infohus });
  return {
    concerns: (await models.concerns({ infohus })).map(({ concernId, facts }) => ({ concernId, ...facts })),
    cases: cases.map(({ caseId, openedAt }) => ({ caseId, openedAt })),
    offers: cases.flatMap(({ caseId, state }) =>
      Object.entries(state.offers).map(([offerId, o]) => ({ ...o, offerId, caseId, infohus })),
    ),
    courses: cases.flatMap(({ caseId, state }) =>
      Object.entries(state.courses).map(([courseId, c]) => ({ ...c, courseId, caseId, infohus })),
    ),
    activities: (await models.register('activity', infohus)).map(({ state }) => state),
    agreements: (await models.register('partner', infohus)).flatMap(({ state }) => state.agreements),
    figures: await models.figures(infohus),
  };
}
