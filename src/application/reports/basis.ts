import { definitionContent, type Versions, versionsOf } from '../../domain/indicators/report.js';
import { ascending } from '../../domain/kernel/order.js';
import type { Source } from '../../projections/folding/raw.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { HeadHash } from '../audit/head-hash.js';
import type { PlanBook, PlanOnFile } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import { type ClockMoment, modelsAt, momentOf } from '../queries/moment.js';
import { invalid } from '../refusal.js';
import { type Basis, type PlanHashes, type ReportParams, sha256 } from './report.js';
import { spanOf } from './span.js';

export interface Sources {
  readonly store: EventStore;
  readonly source: Source;
  readonly live: ReadModels;
  readonly book: PlanBook;
  readonly headHash: HeadHash;
}
/** Which years' facts are needed; default: the report's. */
export interface Years {
  readonly from: number;
  readonly to: number;
  /** The facts are to be counted by other plans too. */
  readonly allPlans?: boolean;
}

/**
 * Everything that a report is computed from. At the head it is read from the tables, all at one position, else folded from the log.
 * @throws Refused validation-failed for an unknown plan
 */
export async function basisOf(sources: Sources, asked: ReportParams, years?: Years): Promise<Basis> {
  const { store, live, source } = sources;
  if ('head' in asked.asOf)
    return live.snapshot(async (models) => {
      const moment = await momentOf(store, { position: await models.position() });
      return basisIn(sources, models, asked, moment, years);
    });
  const moment = await momentOf(store, asked.asOf);
  return basisIn(sources, await modelsAt(source, live, asked.asOf, moment), asked, moment, years);
}

/** The contents of plans that a report states: it is computed again by those, whatever has been adopted since. */
export interface StatedPlans {
  readonly planHash: string;
  readonly planHashes?: PlanHashes | undefined;
}

/** On read models that stand at the moment already. */
export async function basisIn(
  { book, headHash }: Sources,
  models: ReadModels,
  asked: ReportParams,
  moment: ClockMoment,
  years: Years = { from: asked.year, to: asked.year },
  stated?: StatedPlans,
): Promise<Basis> {
  const contents = stated
    ? await book.statedBy(moment.position, asked.infohus, { planId: asked.plan, ...stated }, stated.planHashes)
    : await book.asOf(moment.position);
  const own = contents.find((c) => c.plan.planId === asked.plan);
  if (own?.plan.infohus !== asked.infohus) throw invalid([{ path: 'plan', message: `is no plan of ${asked.infohus}` }]);
  const { plan, hash: planHash } = own;
  const plans = contents.map((c) => c.plan);
  const facts = await models.facts(
    asked.infohus,
    spanOf(plans, years.from, years.to, years.allPlans ? undefined : plan),
  );
  const { year, asOf } = asked;
  const planHashes = stated ? stated.planHashes : hashesOf(contents, asked.infohus);
  const hashes = { planHash, planHashes, headHash: await headHash(moment.position) };
  return countedBy({ plan, plans, year, asked: asOf, moment, facts, ...hashes }, asked.definitions);
}

/** Of the plans of an Infohus, sorted: the log keeps them so. */
export const hashesOf = (contents: readonly PlanOnFile[], infohus: string): PlanHashes =>
  Object.fromEntries(
    contents
      .filter((c) => c.plan.infohus === infohus)
      .map((c) => [c.plan.planId, c.hash] as const)
      .sort(ascending(([key]) => key)),
  );

/** The same facts counted by these definitions; by default the newest of each. */
export function countedBy(basis: Omit<Basis, 'definitions' | 'definitionHash'>, versions?: Versions): Basis {
  const { plan, facts, year } = basis;
  const definitions = versionsOf(facts, { plan, year, versions });
  return { ...basis, definitions, definitionHash: sha256(definitionContent(plan, definitions)) };
}
