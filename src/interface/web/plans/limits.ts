import type { Plan } from '../../../domain/plan/schema.js';
import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import { planName } from '../choices.js';
import type { Page } from '../layout.js';

type Line = readonly [name: string, value: string, source: string];
type Unit = 'hours' | 'days' | 'months' | 'years' | 'working-days' | 'days-before' | 'hours-before';

/** Every limit of a plan with its source; what it leaves unset is said to be so. */
export function limits(page: Page, plan: Plan): readonly Line[] {
  return [...obligations(page, plan), ...ages(page, plan), ...attention(page, plan)];
}

/** One is one month, not one months. */
const many = ({ say }: Page, n: number | string, unit: Unit): string =>
  `${n} ${say(n === 1 ? `plans.${unit}.one` : `plans.${unit}`)}`;

function obligations(page: Page, plan: Plan): readonly Line[] {
  const { say } = page;
  const {
    triageHours: t,
    openingHours,
    reofferMonths,
    followUp,
    progress,
    holidays,
    receiptWithinWorkingDays: receipt,
  } = plan;
  const due = (name: string, n: number | string, unit: Unit, source: string): Line => [
    named(say, 'obligation', name),
    many(page, n, unit),
    source,
  ];
  const open = openingHours.days.map((d) => `${say(`weekday.${d.weekday}` as 'weekday.1')} ${d.from}–${d.to}`);
  const kinds = followUp.kinds.map((k) => planName(plan.offerKinds, k, page.language)).join(', ');
  return [
    due('triage', `${t.acute} / ${t.high} / ${t.medium} / ${t.low} (${t.none})`, 'hours', t.source),
    due('acute-action', plan.acuteActionHours.hours, 'hours', plan.acuteActionHours.source),
    [say('plans.opening'), open.join(', '), openingHours.source],
    [
      say('plans.holidays'),
      [say(`plans.calendar.${holidays.calendar}`), ...holidays.extra].join(', '),
      holidays.source,
    ],
    due('police-to-infohus', plan.policeToInfohus.workingDays, 'working-days', plan.policeToInfohus.source),
    due('reoffer-1', reofferMonths.months[0], 'months', reofferMonths.source),
    due('reoffer-2', reofferMonths.months[1], 'months', reofferMonths.source),
    due('progress', `${progress.months} (−${progress.early}, +${progress.late})`, 'months', progress.source),
    due('status-follow-up', `${kinds}: ${followUp.statusMonths}`, 'months', followUp.source),
    due(
      'risk-follow-up',
      `${kinds}: ${followUp.riskMonths} (± ${followUp.riskWindowMonths})`,
      'months',
      followUp.source,
    ),
    due('handover-answer', plan.handoverAnswerWorkingDays.days, 'working-days', plan.handoverAnswerWorkingDays.source),
    due('insight', plan.insightMonths.months, 'months', plan.insightMonths.source),
    due('charter-renewal', plan.charterRenewalMonths.months, 'months', plan.charterRenewalMonths.source),
    due('release', plan.releaseLeadDays.days, 'days-before', plan.releaseLeadDays.source),
    due('dormant-review', plan.dormantReview.days, 'days', plan.dormantReview.source),
    ...(receipt ? [due('receipt', receipt.days, 'working-days', receipt.source)] : []),
  ];
}

function ages(page: Page, { consentAge, ownConsent, informWithinMonths: informing, goalReviewMonths: goals }: Plan) {
  const { say } = page;
  const alone = `${many(page, ownConsent.years, 'years')}: ${many(page, ownConsent.months, 'months')}`;
  const unset = [say('plans.no-limit'), ''] as const;
  return [
    [say('plans.consent-age'), many(page, consentAge.years, 'years'), consentAge.source],
    [say('plans.own-consent'), alone, ownConsent.source],
    [
      say('plans.informing'),
      ...(informing ? ([many(page, informing.months, 'months'), informing.source] as const) : unset),
    ],
    [say('plans.goal-review'), ...(goals ? ([many(page, goals.months, 'months'), goals.source] as const) : unset)],
  ] satisfies readonly Line[];
}

/** When a person is asked to look, and who. */
function attention(page: Page, plan: Plan): readonly Line[] {
  const { say, language } = page;
  const { dueSoon, escalation, breakGlass, quality, suppressBelow } = plan;
  const steps = (all: Plan['escalation']['overdue']) =>
    all.map((s) => `${codeName(s.to, language)} ${s.afterHours === 0 ? '' : `+${s.afterHours}`}`.trim()).join(', ');
  return [
    [
      say('plans.due-soon'),
      `${many(page, dueSoon.hours, 'hours-before')}, ${many(page, dueSoon.days, 'days-before')}`,
      dueSoon.source,
    ],
    [say('plans.escalation'), `${steps(escalation.dueSoon)}; ${steps(escalation.overdue)}`, escalation.source],
    [say('plans.break-glass'), many(page, breakGlass.hours, 'hours'), breakGlass.source],
    [say('plans.quality-late'), many(page, quality.lateDays, 'days'), quality.source],
    [say('plans.quality-unanswered'), many(page, quality.unansweredDays, 'days'), quality.source],
    [say('plans.quality-lingering'), many(page, quality.lingeringDays, 'days'), quality.source],
    [say('plans.suppress'), String(suppressBelow.count), suppressBelow.source],
  ];
}
