import { under } from '../../../domain/case/persons.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { compare } from '../../../domain/kernel/order.js';
import { DEFAULTS } from '../../../domain/plan/defaults.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { findingsOfCase } from '../../../domain/quality/case.js';
import { findingsOfConcern } from '../../../domain/quality/concern.js';
import { countsOf, type ProtectedCount, protectedCounts, type QualityCount } from '../../../domain/quality/counts.js';
import type { Finding } from '../../../domain/quality/finding.js';
import type { LateRow, LateTally } from '../../../projections/late-registrations/late-registrations.js';
import type { ReadModels } from '../../../projections/read-models.js';
import { decide } from '../../authorization/policy.js';
import type { Reader } from '../../authorization/reader.js';
import { visibilityOf } from '../../authorization/visibility.js';

interface About {
  readonly infohus: string;
  readonly now: string;
  /** The limits of the plan in force, in days. */
  readonly limits: Plan['quality'];
}
/** For whoever sees cases: what is missing or late in those that the reader may read. */
export interface CaseQuality extends About {
  readonly shows: 'cases';
  readonly counts: readonly QualityCount[];
  /** Longest missing first; of imports there are counts only. */
  readonly findings: readonly (Finding & { readonly number?: string | null })[];
  /** How many registrations were late, by the month in which they were recorded; imports left out. Newest month first. */
  readonly lateByMonth: readonly LateMonth[];
}
/** For whoever sees figures and never cases. */
export interface FigureQuality extends About {
  readonly shows: 'figures';
  readonly counts: readonly ProtectedCount[];
}
export type DataQuality = CaseQuality | FigureQuality;
export type LateMonth = Pick<LateTally, 'agency' | 'month' | 'days'> & { readonly count: number };

/** @param reader may list cases or read figures: asked before (Queries) */
export async function dataQuality(
  models: ReadModels,
  plans: readonly Plan[],
  reader: Reader,
  infohus: string,
  now: string,
): Promise<DataQuality> {
  const plan = planInForce(plans, infohus, localDateOf(now));
  const limits = plan?.quality ?? DEFAULTS.quality;
  const about = { infohus, now, limits };
  if (decide(reader.actor, 'list', 'case', reader.purpose, [])) {
    const { findings, late } = await found(models, plans, about, { reader, plan });
    const listed = findings.filter((f) => f.kind !== 'late-import').sort(longestFirst);
    return { ...about, shows: 'cases', counts: countsOf(findings), findings: listed, lateByMonth: byMonth(late) };
  }
  const { findings } = await found(models, plans, about, undefined);
  // Of all its plans: which agencies there are tells nothing of today's cases.
  const agencies = new Set(plans.filter((p) => p.infohus === infohus).flatMap((p) => p.agencies.map((a) => a.code)));
  const counts = plan ? protectedCounts(findings, [...agencies], plan.suppressBelow.count) : [];
  return { ...about, shows: 'figures', counts };
}

/**
 * A finding says what is in a case, so the case must be one that the reader may read: agencies that are only asked to take part know that
 * it exists, and see no more of it than was disclosed to them. @param by undefined: all there is, to be counted
 */
async function found(
  models: ReadModels,
  plans: readonly Plan[],
  { infohus, now, limits }: About,
  by: { readonly reader: Reader; readonly plan: Plan | undefined } | undefined,
) {
  const within = (object: 'case' | 'concern') => {
    const reach = by && visibilityOf(by.reader.actor, 'read', object, by.reader.purpose, by.plan);
    return { infohus, reach };
  };
  const cases = await models.cases(within('case'));
  const concerns = await models.concerns(within('concern'));
  const survivor = await models.survivors();
  const known = new Set([...cases.map((c) => c.caseId), ...concerns.map((c) => c.concernId)]);
  const rows = await models.lateRegistrations(infohus);
  const late = rows
    .filter(({ caseId, concernId }) => known.has(caseId ?? concernId ?? ''))
    .map((row) => ({ ...row, tallies: row.tallies.flatMap((t) => beyond(t, limits.lateDays)) }));
  const findings = [
    ...cases.flatMap((c) => findingsOfCase({ ...c, state: under(c.state, survivor) }, plans, now)),
    ...concerns.flatMap((c) => findingsOfConcern(c, plans, now)),
    ...late.flatMap(lateFindings),
  ];
  return { findings, late };
}

/** What of it came later than the plan's limit, with its count; none where nothing did. */
function beyond({ counts, ...tally }: LateTally, limit: number): readonly Late[] {
  const count = Object.entries(counts).reduce((sum, [days, n]) => (Number(days) > limit ? sum + n : sum), 0);
  return count === 0 ? [] : [{ ...tally, count }];
}
type Late = Omit<LateTally, 'counts'> & { readonly count: number };
type LateOf = Omit<LateRow, 'tallies'> & { readonly tallies: readonly Late[] };

/** What an agency recorded late of a case or a concern is one finding, as late as the latest of it. */
function lateFindings({ caseId, concernId, tallies }: LateOf): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const { agency, imported, count, days, since } of tallies) {
    const known = found.get(`${agency} ${imported}`);
    const latest = known && known.days >= days ? known : { since, days };
    found.set(`${agency} ${imported}`, {
      kind: imported ? 'late-import' : 'late-registration',
      agency,
      ...(caseId ? { caseId } : {}),
      ...(concernId ? { concernId } : {}),
      since: latest.since,
      days: latest.days,
      registrations: count + (known?.registrations ?? 0),
    });
  }
  return [...found.values()];
}

function byMonth(late: readonly LateOf[]): readonly LateMonth[] {
  const months = new Map<string, LateMonth>();
  for (const { agency, month, count, days } of late.flatMap((r) => r.tallies).filter((t) => !t.imported)) {
    const known = months.get(`${month} ${agency}`);
    const most = Math.max(days, known?.days ?? 0);
    months.set(`${month} ${agency}`, { agency, month, count: count + (known?.count ?? 0), days: most });
  }
  return [...months.values()].sort((a, b) => compare(b.month, a.month) || compare(a.agency, b.agency));
}

const longestFirst = (a: Finding, b: Finding): number =>
  b.days - a.days || compare(a.caseId ?? a.concernId ?? '', b.caseId ?? b.concernId ?? '');
