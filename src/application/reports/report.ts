import { createHash } from 'node:crypto';
import type { Facts } from '../../domain/indicators/facts.js';
import { type Indicator, indicators } from '../../domain/indicators/report.js';
import { ascending } from '../../domain/kernel/order.js';
import { inForce } from '../../domain/plan/in-force.js';
import type { Plan } from '../../domain/plan/schema.js';
import { canonical } from '../canonical.js';
import type { AsOf, ClockMoment } from '../queries/moment.js';
import type { ShownIndicator, ShownReport } from './view.js';

export const CODE_VERSION = '0.1.0';

export interface ReportParams {
  readonly infohus: string;
  readonly plan: string;
  readonly year: number;
  readonly asOf: AsOf;
  /** The versions of the definitions to count by, by indicator; default: the newest of each. */
  readonly definitions?: Readonly<Record<string, number>>;
}

/** The content of each plan, by its id. */
export type PlanHashes = Readonly<Record<string, string>>;

/** A report with every figure: for the house, never to be passed on. */
export interface Report extends ShownReport {
  readonly indicators: readonly Indicator[];
}

/** What a report is computed from: all of it is stated in the report, so that the same can be computed again. */
export interface Basis {
  readonly plan: Plan;
  readonly planHash: string;
  /** Of every plan of the Infohus; left out where a report is made again that did not state them. */
  readonly planHashes?: PlanHashes | undefined;
  /** The plans of all Infohuse with the periods adopted by then: limits go by the one in force on a day. */
  readonly plans: readonly Plan[];
  readonly year: number;
  readonly asked: AsOf;
  readonly moment: ClockMoment;
  readonly headHash: string;
  readonly facts: Facts;
  readonly definitions: Readonly<Record<string, number>>;
  readonly definitionHash: string;
}

export const sha256 = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/** The figures of any year on this basis. */
export const figuresOf = ({ facts, plan, plans, moment, definitions }: Basis, year: number): readonly Indicator[] =>
  indicators(facts, { plan, plans, year, clock: moment.clock, versions: definitions });

/** The yearly report (K16-12; commands.md, JSON report). */
export const reportOn = (basis: Basis): Report =>
  withHash({ ...headOf(statedBy(basis)), indicators: figuresOf(basis, basis.year) }, basis);

/** What a report states of itself. */
export interface Stated {
  readonly plan: Plan;
  readonly planHash: string;
  readonly planHashes?: PlanHashes | undefined;
  readonly year: number;
  readonly position: number;
  readonly judgedAt: string;
  readonly clock?: 'recorded' | 'occurred' | undefined;
  readonly headHash: string;
  readonly definitions: Readonly<Record<string, number>>;
  readonly definitionHash: string;
  readonly codeVersion: string;
}
export const statedBy = ({ moment, asked, ...basis }: Basis): Stated => ({
  ...basis,
  position: moment.position,
  judgedAt: moment.clock,
  clock: 'instant' in asked ? asked.clock : undefined,
  codeVersion: CODE_VERSION,
});

/** Everything of a report but its figures, in the order in which every report tells it. */
export function headOf({ plan, planHash, planHashes, year, position, judgedAt, clock, headHash, ...stated }: Stated) {
  return {
    infohus: plan.infohus,
    plan: plan.planId,
    planHash,
    ...(planHashes ? { planHashes } : {}),
    planInForce: inForce(plan, year),
    year,
    asOf: { position, headHash, ...(clock ? { instant: judgedAt, clock } : {}) },
    definitionHash: stated.definitionHash,
    definitions: Object.fromEntries(Object.entries(stated.definitions).sort(ascending(([kind]) => kind))),
    codeVersion: stated.codeVersion,
  };
}

/** The hash is over what the reader holds: that of an internal report could be tried out for every count that a published one withholds. */
export function withHash<I extends ShownIndicator, H extends Omit<ShownReport, 'budget' | 'contentHash'>>(
  shown: H & { readonly indicators: readonly I[] },
  { plan, year }: Pick<Basis, 'plan' | 'year'>,
) {
  const budget = plan.budget
    .filter((line) => line.year === year)
    .map(({ year: of, line, amount, unit }) => ({ year: of, line, amount, unit }));
  const content = { ...shown, budget };
  return { ...content, contentHash: sha256(content) };
}
