import { z } from 'zod';
import { code, localDate, targetGroup } from '../kernel/schema.js';

/** The entries of a plan's lists: agencies, bases, indicators, goals and the rest. What stands once in a plan is in `shape.ts`. */

/** Row id and page of the seed document, or why the figure is ours. */
export const source = z.string().min(1).max(300);
export const name = z.strictObject({ da: z.string().min(1).max(200), en: z.string().min(1).max(200) });
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const AGENCY_KINDS = [
  'municipal',
  'school',
  'police',
  'security',
  'probation',
  'health',
  'civil-society',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];
const agencyKind = z.enum(AGENCY_KINDS);

export const agency = z.strictObject({
  code,
  name,
  kind: agencyKind,
  /** A coordinator (tovholder) of this Infohus is a person with that role in such an agency. */
  coordinating: z.boolean().default(false),
  /** A social authority: an end of PSP and KSP (commands.md, Legal bases), whatever its kind. */
  socialAuthority: z.boolean().default(false),
  units: z.array(z.strictObject({ code, name })).default([]),
  /** Of the unit's meetings: a permanent member, or asked in as needed (K16 p. 14, KØ 2.0). */
  member: z.enum(['permanent', 'ad-hoc']).nullable().default(null),
  /** Has key staff in contact with citizens whom the Infohus can call in to a case (K16 p. 14-15). */
  keyStaff: z.boolean().default(false),
  source,
});

/** Between which agencies a legal basis allows a disclosure. `any-pair`: both ends of one of `kinds`, or a social authority where it says so. */
const reach = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('any-pair'),
    kinds: z.array(agencyKind).min(1),
    socialAuthorities: z.boolean().default(false),
  }),
  z.strictObject({
    rule: z.literal('from-to'),
    from: z.array(agencyKind).min(1),
    to: z.array(agencyKind).min(1),
  }),
]);
export const legalBasis = z.strictObject({
  code,
  /** The constellation that a disclosure must name: SSP, PSP, KSP or `none`. */
  constellation: code,
  name,
  reach,
  /** First and last day on which it is in force; null = as long as the plan. Outside it the basis is as if it were not in the catalogue. */
  validFrom: localDate.nullable().default(null),
  validTo: localDate.nullable().default(null),
  /** Of a case only, where every subject is adult by the plan's `consentAge` and has an accepted offer not withdrawn (SEL12B). */
  needs: z.enum(['adults-with-accepted-offer']).nullable().default(null),
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
  'goals-reviewed',
  'advice-given',
  'measurement',
  'activity',
] as const;
export const indicator = z.strictObject({
  /** The id shown in the report. For a measurement: the code under which it is recorded. */
  id: code,
  kind: z.enum(INDICATOR_KINDS),
  name,
  unit: z.enum(['count', 'share', 'value']),
  target: z.number().nullable(),
  /** What the plan says beside the target, in its own words: “som udgangspunkt” (K16-4). */
  qualifier: name.nullable().default(null),
  /** Of the four target groups (K24-1); null where the plan names none. */
  targetGroup: targetGroup.nullable().default(null),
  /** Kinds of course or offer (or of activity) that it counts; empty where it counts all. */
  kinds: z.array(code).default([]),
  baseline: baseline.default([]),
  source,
});

/** What is kept and for how many months after it ended; then compliance is asked to erase (domain.md rule 12). */
export const retentionRule = z.strictObject({ of: code, months: z.int().positive(), source });

export const caseType = z.strictObject({
  code,
  name,
  /** The workflow of this type of case (K16-6). */
  description: name,
  /** The agency that the plan proposes as responsible (K24-10); a proposal, never a decision. */
  proposes: z
    .strictObject({ agency: code, unit: code.nullable().default(null), source })
    .nullable()
    .default(null),
  /** Whom it proposes beside for the children of affected parents, in a case of this type about an adult (K24-10, BEG). */
  proposesForChildren: z
    .strictObject({ agency: code, unit: code.nullable().default(null), source })
    .nullable()
    .default(null),
  source,
});

/** What the plan calls a level of the prevention triangle (K16-17, KØ-10), and within how many hours it asks for a reaction, if it says. */
export const level = z.strictObject({
  level: z.enum(['general', 'specific', 'targeted']),
  name,
  reactionHours: z.number().positive().nullable().default(null),
  source,
});

/** A way in for a concern, and what to tell the one who has it (KØ-9). */
export const channel = z.strictObject({ code, name, hint: name.nullable().default(null), source });

export const goal = z.strictObject({
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

/** Something that the plan wants done by the end of a year and that is no figure (K16 p. 14-15, K20 Tabel 1). */
export const milestone = z.strictObject({
  code,
  name,
  year: z.int(),
  targetGroup: targetGroup.nullable().default(null),
  source,
});

/** A figure that the document tells of the time before it and that is no indicator's history. `about`: it says so itself (“omkring”). */
export const toldFigure = z.strictObject({
  code,
  name,
  value: z.number(),
  about: z.boolean().default(false),
  fromYear: z.int(),
  toYear: z.int(),
  source,
});

export const budgetLine = z.strictObject({
  year: z.int(),
  line: code,
  name,
  amount: z.number().positive(),
  unit: z.literal('DKK'),
  /** The document says “ca.” or “cirka”. */
  about: z.boolean().default(false),
  source,
});

export const alertStep = z.strictObject({
  afterHours: z.number().min(0),
  to: z.enum(['caseworker', 'leader', 'coordinator', 'police']),
});
