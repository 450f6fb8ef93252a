import type { Plan } from './shape.js';
import { unwritable } from './writable.js';

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What one field alone cannot tell: codes said twice, codes that name nothing, periods and ranges that end before they begin. */
export const faultsOf = (plan: Plan): readonly Fault[] => [
  ...doubles(plan),
  ...loose(plan),
  ...reversed(plan),
  ...misshapen(plan),
  ...unwritable(plan),
];

function doubles(plan: Plan): Fault[] {
  const lists: Record<string, readonly string[]> = {
    agencies: plan.agencies.map((a) => a.code),
    legalBases: plan.legalBases.map((b) => b.code),
    offerKinds: plan.offerKinds.map((k) => k.code),
    caseTypes: plan.caseTypes.map((t) => t.code),
    levels: plan.levels.map((l) => l.level),
    channels: plan.channels.map((c) => c.code),
    activityKinds: plan.activityKinds.map((k) => k.code),
    retention: plan.retention.map((r) => r.of),
    indicators: plan.indicators.map((i) => i.id),
    budget: plan.budget.map((b) => `${b.line} ${b.year}`),
    milestones: plan.milestones.map((m) => m.code),
    history: plan.history.map((h) => h.code),
  };
  return Object.entries(lists).flatMap(([list, codes]) =>
    codes.flatMap((c, i) => (codes.indexOf(c) < i ? [{ path: [list, i], message: `${c} stands twice` }] : [])),
  );
}

function loose(plan: Plan): Fault[] {
  const offered = new Set(plan.offerKinds.map((k) => k.code));
  const active = new Set(plan.activityKinds.map((k) => k.code));
  const goalFor = new Set(plan.goals.map((g) => g.indicator));
  const shown = new Set(plan.indicators.filter((i) => i.kind === 'activity').map((i) => i.id));
  const units = new Map(plan.agencies.map((a) => [a.code, new Set(a.units.map((u) => u.code))]));
  const unknown = (known: ReadonlySet<string>, codes: readonly string[], path: (string | number)[]): Fault[] =>
    codes.filter((c) => !known.has(c)).map((c) => ({ path, message: `${c} is not in the plan` }));
  return [
    ...unknown(offered, plan.followUp.kinds, ['followUp', 'kinds']),
    ...plan.indicators.flatMap((i, at) => [
      ...unknown(i.kind === 'activity' ? active : offered, i.kinds, ['indicators', at, 'kinds']),
      ...(i.kind === 'activity' && !goalFor.has(i.id)
        ? [{ path: ['indicators', at], message: `${i.id} has no goal` }]
        : []),
      ...(i.kind === 'goals-reviewed' && !plan.goalReviewMonths
        ? [{ path: ['indicators', at], message: `${i.id} needs goalReviewMonths` }]
        : []),
    ]),
    ...plan.goals.flatMap((g, at) => [
      ...unknown(active, [g.activityKind], ['goals', at, 'activityKind']),
      ...unknown(shown, g.indicator ? [g.indicator] : [], ['goals', at, 'indicator']),
    ]),
    ...plan.caseTypes.flatMap((type, at) => [
      ...proposed(type.proposes, at, 'proposes'),
      ...proposed(type.proposesForChildren, at, 'proposesForChildren'),
    ]),
  ];
  function proposed(proposes: Plan['caseTypes'][number]['proposes'], at: number, field: string): Fault[] {
    if (!proposes) return [];
    const unit = proposes.unit ? [proposes.unit] : [];
    const path = ['caseTypes', at, field];
    return [
      ...unknown(new Set(units.keys()), [proposes.agency], path),
      ...unknown(units.get(proposes.agency) ?? new Set(), unit, path),
    ];
  }
}

function reversed(plan: Plan): Fault[] {
  const message = 'ends before it begins';
  const [first, second] = plan.reofferMonths.months;
  return [
    ...(plan.to !== null && plan.to < plan.from ? [{ path: ['to'], message }] : []),
    ...(second < first ? [{ path: ['reofferMonths', 'months'], message }] : []),
    ...plan.openingHours.days.flatMap((d, i) =>
      d.to <= d.from ? [{ path: ['openingHours', 'days', i], message }] : [],
    ),
    ...plan.legalBases.flatMap((b, i) =>
      b.validFrom !== null && b.validTo !== null && b.validTo < b.validFrom
        ? [{ path: ['legalBases', i, 'validTo'], message }]
        : [],
    ),
    ...plan.history.flatMap((h, i) => (h.toYear < h.fromYear ? [{ path: ['history', i, 'toYear'], message }] : [])),
    ...plan.goals.flatMap((g, i) => (g.to !== null && g.to < g.from ? [{ path: ['goals', i, 'to'], message }] : [])),
  ];
}

function misshapen(plan: Plan): Fault[] {
  const outside = (value: number | null) => value !== null && (value < 0 || value > 1);
  return plan.indicators.flatMap((i, at) =>
    i.unit === 'share' && [i.target, ...i.baseline.map((b) => b.value)].some(outside)
      ? [{ path: ['indicators', at], message: `${i.id} is a share: 0 to 1` }]
      : [],
  );
}
