import { z } from 'zod';
import { code, localDate } from '../kernel/schema.js';
import { DEFAULTS } from './defaults.js';
import {
  agency,
  alertStep,
  budgetLine,
  caseType,
  channel,
  goal,
  indicator,
  legalBasis,
  level,
  localTime,
  milestone,
  name,
  retentionRule,
  source,
  toldFigure,
} from './parts.js';

const hours = z.number().positive();
const days = z.int().positive();
const months = z.int().positive();
/** A limit that the contract leaves to the plan: without it nothing is owed. */
const unset = <T extends z.ZodType>(limit: T) => limit.nullable().default(null);

export const shape = z.strictObject({
  planId: code,
  infohus: code,
  /** What the Infohus is called after: where nothing is said it is named by its code. */
  place: name.nullable().default(null),
  name,
  from: localDate,
  /** Last day in force; null = until the next plan. */
  to: localDate.nullable(),
  source,
  agencies: z.array(agency).min(1),
  /** Where the work is anchored, strategically and with its leaders (KØ 1.6); it need not be an agency of the Infohus. */
  anchor: z.strictObject({ name, source }).nullable().default(null),
  /** Hours from `receivedAt` within which a concern is to be triaged; `none` where no severity is set yet. */
  triageHours: z.strictObject({ acute: hours, high: hours, medium: hours, low: hours, none: hours, source }),
  acuteActionHours: z.strictObject({ hours, source }).default(DEFAULTS.acuteActionHours),
  /** Outside these local hours police alone act on an acute concern (KØ-3). Weekday 1 = Monday. */
  openingHours: z.strictObject({
    days: z.array(z.strictObject({ weekday: z.int().min(1).max(7), from: localTime, to: localTime })),
    source,
  }),
  /** The Danish public holidays of domain.md section 6, and local days off beside them. */
  holidays: z.strictObject({ calendar: z.literal('danish'), extra: z.array(localDate).default([]), source }),
  /** Working days in which an offered handover is answered; so are a referral and a transfer to another installation. */
  handoverAnswerWorkingDays: z.strictObject({ days, source }).default(DEFAULTS.handoverAnswerWorkingDays),
  /** Months after the first decline within which the first and the second re-offer are made (K16-8). */
  reofferMonths: z.strictObject({ months: z.tuple([months, months]), source }),
  /** Active months until progress is measured; from how many months before the due day, and until how many after it, a measurement counts. */
  progress: z.strictObject({ months, early: months, late: months.default(DEFAULTS.progressLate), source }),
  /** After which kinds of completed course, and after how many months, status and risk are followed up (K16-9, K16-10). */
  followUp: z.strictObject({
    kinds: z.array(code),
    statusMonths: months,
    riskMonths: months,
    /** Months before (and in the report also after) the due day within which a risk follow-up counts. */
    riskWindowMonths: months,
    source,
  }),
  /** Working days after an acute concern outside opening hours by which the Infohus is told (KØ-3, KØ-5). */
  policeToInfohus: z.strictObject({ workingDays: days, source }).default(DEFAULTS.policeToInfohus),
  charterRenewalMonths: z.strictObject({ months, source }),
  releaseLeadDays: z.strictObject({ days, source }),
  /** How long before its due instant an obligation is shown as due soon. */
  dueSoon: z.strictObject({ hours, days: z.number().positive(), source }),
  /** Who is told when an obligation falls due soon or is past its due instant, `afterHours` later; acknowledged, the later steps fall away. */
  escalation: z
    .strictObject({ dueSoon: z.array(alertStep).min(1), overdue: z.array(alertStep).min(1), source })
    .default(DEFAULTS.escalation),
  /** How long broken glass stays open on one case; compliance sees it at once (domain.md rule 11). */
  breakGlass: z.strictObject({ hours, source }).default(DEFAULTS.breakGlass),
  /** The age of CameOfAge, and months from it until the person has consented alone to a course that a guardian consented to. */
  ownConsent: z.strictObject({ years: z.int().positive(), months, source }).default(DEFAULTS.ownConsent),
  /** Months in which a person who asks what is held about them is answered. */
  insightMonths: z.strictObject({ months, source }).default(DEFAULTS.insightMonths),
  /** Working days after it was received in which who gave notice has a receipt (B-8). */
  receiptWithinWorkingDays: unset(z.strictObject({ days, source })),
  /** Days without an event after which an open case asks for a review (B-9). */
  dormantReview: z.strictObject({ days, source }).default(DEFAULTS.dormantReview),
  /** Months after the opening of a case in which each registered subject is informed. */
  informWithinMonths: unset(z.strictObject({ months, source })),
  /** When data quality asks a person to look: written down later than `lateDays`, an offer unanswered or a case without an event for so long. */
  quality: z
    .strictObject({ lateDays: days, unansweredDays: days, lingeringDays: days, source })
    .default(DEFAULTS.quality),
  /** Months from the start of a course within which a goal of it is reviewed (B-4). */
  goalReviewMonths: unset(z.strictObject({ months, source })),
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
  milestones: z.array(milestone).default([]),
  indicators: z.array(indicator).min(1),
  history: z.array(toldFigure).default([]),
  budget: z.array(budgetLine),
  /** Counts below this are suppressed in what is published (domain.md section 6). */
  suppressBelow: z.strictObject({ count: z.int().positive(), source }).default(DEFAULTS.suppressBelow),
  reportTo: z.array(name).min(1),
});

export type Plan = z.output<typeof shape>;
export type IndicatorDefinition = Plan['indicators'][number];
