import { ANNULLED, CORRECTED } from '../../domain/kernel/history.js';
import type { Source } from '../../projections/folding/raw.js';
import { type AsOf, type ClockMoment, foldedAt, momentOf } from '../queries/moment.js';
import { invalid } from '../refusal.js';
import { basisIn, countedBy, hashesOf, type Sources, type Years } from './basis.js';
import { type Basis, figuresOf, sha256 } from './report.js';
import { basisAgain, type StatedFile } from './reproduce.js';
import type { ShownIndicator } from './view.js';

/** Why a figure is another than it was, in the order in which they are taken apart. */
export const REASONS = ['definition', 'plan', 'late-fact', 'correction', 'since'] as const;
export type Reason = (typeof REASONS)[number];

/** Of who may not see every figure with null for what is withheld, and then `suppressed` as in a report. */
export type Figures = Pick<
  ShownIndicator,
  'value' | 'numerator' | 'denominator' | 'unknown' | 'target' | 'met' | 'suppressed'
>;
export interface Difference {
  readonly id: string;
  /** null: it was no indicator of that report. */
  readonly before: Figures | null;
  readonly after: Figures | null;
  /** What each reason alone made of it, one after the other; the last one's is `after`. */
  readonly reasons: readonly { readonly reason: Reason; readonly figures: Figures | null }[];
}
export interface Compared {
  readonly before: Stand;
  readonly after: Stand;
  readonly differences: readonly Difference[];
}
export interface Stand {
  readonly plan: string;
  readonly planHash: string;
  readonly year: number;
  readonly asOf: { readonly position: number; readonly judgedAt: string };
  readonly definitionHash: string;
}
export interface Against {
  /** Another plan than the report's. */
  readonly plan?: string | undefined;
  /** Default: the report's own moment if another plan is named, else the head. */
  readonly asOf?: AsOf | undefined;
}

/**
 * A report held against another definition, plan or moment: what differs, and why. Each reason is found by computing the report once more
 * with it alone added to those before it, never by guessing from the events.
 */
export async function compared(sources: Sources, stated: StatedFile, against: Against): Promise<Compared> {
  const years = { from: stated.year, to: stated.year, allPlans: true };
  return told(await stepsOf(sources, stated, against, years), (basis) => figuresOf(basis, basis.year));
}

/** The report as it was made, then with each reason added. */
export async function stepsOf(sources: Sources, stated: StatedFile, against: Against, years: Years): Promise<Steps> {
  const before = await basisAgain(sources, stated, years);
  const steps: Step[] = [{ reason: 'definition', basis: countedBy(before) }];
  steps.push(...(await otherPlan(sources, before, against)));
  const asOf = against.asOf ?? (against.plan === undefined ? { head: true as const } : undefined);
  if (asOf) steps.push(...(await later(sources, steps.at(-1)?.basis ?? before, asOf, years)));
  return { before, steps };
}
export interface Steps {
  readonly before: Basis;
  readonly steps: readonly Step[];
}
/** Another plan, or the same with the content by which is worked at the moment that the report is held against. */
async function otherPlan({ book, store }: Sources, before: Basis, against: Against): Promise<readonly Step[]> {
  const { infohus, planId } = before.plan;
  const asOf = against.asOf ?? (against.plan === undefined ? ({ head: true } as const) : undefined);
  const { position } = asOf ? await momentOf(store, asOf) : before.moment;
  const contents = await book.asOf(position);
  const own = contents.find((c) => c.plan.planId === (against.plan ?? planId));
  if (own?.plan.infohus !== infohus) throw invalid([{ path: 'plan', message: `is no plan of ${infohus}` }]);
  if (against.plan === undefined && own.hash === before.planHash) return [];
  const plans = contents.map((c) => c.plan);
  const { plan, hash: planHash } = own;
  const basis = { ...before, plan, plans, planHash, planHashes: hashesOf(contents, infohus) };
  return [{ reason: 'plan', basis: countedBy(basis) }];
}
interface Step {
  readonly reason: Reason;
  readonly basis: Basis;
}

/** What was learned later of the time that the report saw, what was corrected in it, and what has happened since. */
async function later(sources: Sources, basis: Basis, asOf: AsOf, years: Years): Promise<readonly Step[]> {
  const { store, source: log } = sources;
  const { position: seen, clock } = basis.moment;
  const moment = await momentOf(store, asOf);
  const { infohus, planId: plan } = basis.plan;
  const at = async (reason: Reason, source: Source, then: ClockMoment): Promise<Step> => {
    const asked = { infohus, plan, year: basis.year, asOf };
    return { reason, basis: await basisIn(sources, foldedAt(then, source), asked, then, years) };
  };
  const then = { position: moment.position, clock, until: clock };
  return [
    await at('late-fact', withoutAmendments(log, seen), then),
    await at('correction', log, then),
    await at('since', log, moment),
  ];
}

const AMENDING: ReadonlySet<string> = new Set([CORRECTED, ANNULLED, 'ActivityCorrected']);
/** What was amended after a position stands there as it stood. */
const withoutAmendments = (source: Source, after: number): Source =>
  async function* (wanted) {
    for await (const batch of source(wanted)) yield batch.filter((e) => e.position <= after || !AMENDING.has(e.type));
  };

/** What differs by the figures that are told of each. */
export function told(
  { before, steps }: Steps,
  countedOn: (basis: Basis) => readonly (Figures & { readonly id: string })[],
): Compared {
  const bases = [before, ...steps.map((s) => s.basis)];
  const all = bases.map((basis) => new Map(countedOn(basis).map((i) => [i.id, figures(i)])));
  const [first, last] = [all[0], all.at(-1)];
  const ids = [...new Set([...(first?.keys() ?? []), ...(last?.keys() ?? [])])];
  const differences = ids.flatMap((id): readonly Difference[] => {
    const values = all.map((of) => of.get(id) ?? null);
    const reasons = steps.flatMap(({ reason }, i) =>
      sha256(values[i]) === sha256(values[i + 1]) ? [] : [{ reason, figures: values[i + 1] ?? null }],
    );
    const [was, is] = [values[0] ?? null, values.at(-1) ?? null];
    // What came and went again, such as a wrong fact that was corrected, is no difference.
    return sha256(was) === sha256(is) ? [] : [{ id, before: was, after: is, reasons }];
  });
  return { before: standOf(before), after: standOf(bases.at(-1) ?? before), differences };
}

export const figures = ({ value, numerator, denominator, unknown, target, met, suppressed }: Figures): Figures => ({
  ...{ value, numerator, denominator, unknown, target, met },
  ...(suppressed === undefined ? {} : { suppressed }),
});
const standOf = ({ plan, planHash, year, moment, definitionHash }: Basis): Stand => ({
  ...{ plan: plan.planId, planHash, year, definitionHash },
  asOf: { position: moment.position, judgedAt: moment.clock },
});
