import { z } from 'zod';
import { code, localDate, targetGroup } from '../kernel/schema.js';

/**
 * An action plan as data (domain.md rule 14): everything that differs between cities and periods. Every figure names its source.
 * Plan files in `plans/*.json` are checked against this schema when they are read.
 */

/** Row id and page of the seed document, or why the figure is ours. */
const source = z.string().min(1).max(300);
const name = z.strictObject({ da: z.string().min(1).max(200), en: z.string().min(1).max(200) });
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const AGENCY_KINDS = [
  'municipal',
  'school',
  'police',
  'security',
  'probation',
  'health',
  'civil-society',
] as const;
const agencyKind = z.enum(AGENCY_KINDS);

const agency = z.strictObject({
  code,
  name,
  kind: agencyKind,
  /** A coordinator (tovholder) of this Infohus is a person with that role in such an agency. */
  coordinating: z.boolean().default(false),
  units: z.array(z.strictObject({ code, name })).default([]),
  source,
});

/** Between which kinds of agency a legal basis allows a disclosure. `any-pair`: both ends in `kinds`. */
const reach = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('any-pair'), kinds: z.array(agencyKind).min(1) }),
  z.strictObject({
    rule: z.literal('from-to'),
    from: z.array(agencyKind).min(1),
    to: z.array(agencyKind).min(1),
  }),
]);
const legalBasis = z.strictObject({
  code,
  /** The constellation that a disclosure must name: SSP, PSP, KSP or `none`. */
  constellation: code,
  name,
  reach,
  source,
});

const baseline = z.array(z.strictObject({ year: z.int(), value: z.number(), source }));
export const INDICATOR_KINDS = [
  'concerns-received',
  'cases-started',
  'substantiated-share',
  'triage-on-time',
  'offer-acceptance',
  'reoffer-compliance',
  'education-employment',
  'not-at-risk',
  'progress-6-months',
  'advice-given',
  'measurement',
  'activity',
] as const;
const indicator = z.strictObject({
  /** The id shown in the report. For a measurement: the code under which it is recorded. */
  id: code,
  kind: z.enum(INDICATOR_KINDS),
  name,
  unit: z.enum(['count', 'share', 'value']),
  target: z.number().nullable(),
  /** Of the four target groups (K24-1); null where the plan names none. */
  targetGroup: targetGroup.nullable().default(null),
  /** Kinds of course or offer (or of activity) that it counts; empty where it counts all. */
  kinds: z.array(code).default([]),
  baseline: baseline.default([]),
  source,
});

/** What is kept and for how many months after it ended; then compliance is asked to erase (domain.md rule 12). */
const retentionRule = z.strictObject({ of: code, months: z.int().positive(), source });

const caseType = z.strictObject({
  code,
  name,
  /** The workflow of this type of case (K16-6). */
  description: name,
  /** The agency that the plan proposes as responsible (K24-10); a proposal, never a decision. */
  proposes: z
    .strictObject({ agency: code, unit: code.nullable().default(null), source })
    .nullable()
    .default(null),
  source,
});

/** What the plan calls a level of the prevention triangle (K16-17, KØ-10), and within how many hours it asks for a reaction, if it says. */
const level = z.strictObject({
  level: z.enum(['general', 'specific', 'targeted']),
  name,
  reactionHours: z.number().positive().nullable().default(null),
  source,
});

/** A way in for a concern, and what to tell the one who has it (KØ-9). */
const channel = z.strictObject({ code, name, hint: name.nullable().default(null), source });

const goal = z.strictObject({
  /** The indicator of kind `activity` that shows this goal. */
  indicator: code.nullable().default(null),
  activityKind: code,
  count: z.enum(['participants', 'events', 'agreements']),
  /** Reached from here; `to` = the upper end of a range, null where the plan names none. */
  from: z.int().positive(),
  to: z.int().positive().nullable(),
  /** The only calendar year it is set for; null = every year of the plan. */
  year: z.int().nullable().default(null),
  schoolType: code.nullable().default(null),
  source,
});
const hours = z.number().positive();
const alertStep = z.strictObject({
  afterHours: z.number().min(0),
  to: z.enum(['caseworker', 'leader', 'coordinator', 'police']),
});

const shape = z.strictObject({
  planId: code,
  infohus: code,
  name,
  from: localDate,
  /** Last day in force; null = until the next plan. */
  to: localDate.nullable(),
  source,
  agencies: z.array(agency).min(1),
  /** Hours from `receivedAt` within which a concern is to be triaged; `none` where no severity is set yet. */
  triageHours: z.strictObject({ acute: hours, high: hours, medium: hours, low: hours, none: hours, source }),
  acuteActionHours: z.strictObject({ hours, source }),
  /** Outside these local hours police alone act on an acute concern (KØ-3). Weekday 1 = Monday. */
  openingHours: z.strictObject({
    days: z.array(z.strictObject({ weekday: z.int().min(1).max(7), from: localTime, to: localTime })),
    source,
  }),
  /** The Danish public holidays of domain.md section 6, and local days off beside them. */
  holidays: z.strictObject({ calendar: z.literal('danish'), extra: z.array(localDate).default([]), source }),
  handoverAnswerWorkingDays: z.strictObject({ days: z.int().positive(), source }),
  /** Months after the first decline within which the first and the second re-offer are made (K16-8). */
  reofferMonths: z.strictObject({ months: z.tuple([z.int().positive(), z.int().positive()]), source }),
  /** Active months until progress is measured; `early` = how many months before the due day a measurement counts at the earliest. */
  progress: z.strictObject({ months: z.int().positive(), early: z.int().positive(), source }),
  /** After which kinds of completed course, and after how many months, status and risk are followed up (K16-9, K16-10). */
  followUp: z.strictObject({
    kinds: z.array(code),
    statusMonths: z.int().positive(),
    riskMonths: z.int().positive(),
    /** Months before (and in the report also after) the due day within which a risk follow-up counts. */
    riskWindowMonths: z.int().positive(),
    source,
  }),
  /** Working days after an acute concern outside opening hours by which the Infohus has called its urgent meeting (KØ-3, KØ-5). */
  policeToInfohus: z
    .strictObject({ workingDays: z.int().positive(), source })
    .default({ workingDays: 1, source: 'domain.md section 6: the next working day' }),
  charterRenewalMonths: z.strictObject({ months: z.int().positive(), source }),
  releaseLeadDays: z.strictObject({ days: z.int().positive(), source }),
  /** How long before its due instant an obligation is shown as due soon. */
  dueSoon: z.strictObject({ hours: z.number().positive(), days: z.number().positive(), source }),
  /** Who is told when an obligation falls due soon or is past its due instant, `afterHours` later; acknowledged, the later steps fall away. */
  escalation: z
    .strictObject({ dueSoon: z.array(alertStep).min(1), overdue: z.array(alertStep).min(1), source })
    .default({
      dueSoon: [{ afterHours: 0, to: 'caseworker' }],
      overdue: [
        { afterHours: 0, to: 'caseworker' },
        { afterHours: 0, to: 'coordinator' },
        { afterHours: 24, to: 'leader' },
      ],
      source: 'ours: who works on it, then the coordinator too, a day later the leader',
    }),
  /** How long broken glass stays open on one case; compliance sees it at once (domain.md rule 11). */
  breakGlass: z.strictObject({ hours, source }).default({ hours: 8, source: 'ours: a working day' }),
  offerKinds: z.array(z.strictObject({ code, name, source })).min(1),
  caseTypes: z.array(caseType).min(1),
  levels: z.array(level).default([]),
  channels: z.array(channel).default([]),
  legalBases: z.array(legalBasis).min(1),
  /** From this age a young person consents alone; below it young person and guardian both. */
  consentAge: z.strictObject({ years: z.int().positive(), source }),
  retention: z.array(retentionRule),
  activityKinds: z.array(z.strictObject({ code, name, source })).default([]),
  goals: z.array(goal).default([]),
  indicators: z.array(indicator).min(1),
  budget: z.array(
    z.strictObject({
      year: z.int(),
      line: code,
      name,
      amount: z.number().positive(),
      unit: z.literal('DKK'),
      source,
    }),
  ),
  /** Counts below this are suppressed in what is published (domain.md section 6). */
  suppressBelow: z.strictObject({ count: z.int().positive(), source }),
  reportTo: z.array(name).min(1),
});

export type Plan = z.output<typeof shape>;
export type AgencyKind = (typeof AGENCY_KINDS)[number];
export type IndicatorDefinition = Plan['indicators'][number];

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What one field alone cannot tell: codes said twice, codes that name nothing, periods and ranges that end before they begin. */
export const planSchema = shape.superRefine((plan, ctx) => {
  for (const { path, message } of [...doubles(plan), ...loose(plan), ...reversed(plan), ...misshapen(plan)]) {
    ctx.addIssue({ code: 'custom', path, message });
  }
});

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
    ]),
    ...plan.goals.flatMap((g, at) => [
      ...unknown(active, [g.activityKind], ['goals', at, 'activityKind']),
      ...unknown(shown, g.indicator ? [g.indicator] : [], ['goals', at, 'indicator']),
    ]),
    ...plan.caseTypes.flatMap(({ proposes }, at) => {
      if (!proposes) return [];
      const unit = proposes.unit ? [proposes.unit] : [];
      const path = ['caseTypes', at, 'proposes'];
      return [
        ...unknown(new Set(units.keys()), [proposes.agency], path),
        ...unknown(units.get(proposes.agency) ?? new Set(), unit, path),
      ];
    }),
  ];
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
