import type { Facts } from '../../domain/indicators/facts.js';
import { addDays, addMonths } from '../../domain/kernel/calendar.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { ReadModels, Span } from '../ports/read-models.js';

/** What an Infohus' reports are counted from; of the years that a span sees, if one is given. */
export async function factsOf(models: ReadModels, infohus: string, span?: Span): Promise<Facts> {
  const cases = await models.support(infohus, span);
  return {
    concerns: (await models.concernFacts(infohus, span)).map(({ concernId, facts }) => ({ concernId, ...facts })),
    cases: cases.map(({ caseId, openedAt, closedAt }) => ({ caseId, openedAt, closedAt })),
    offers: cases.flatMap(({ caseId, support }) =>
      Object.entries(support.offers).map(([offerId, o]) => ({ ...o, offerId, caseId, infohus })),
    ),
    courses: cases.flatMap(({ caseId, support }) =>
      Object.entries(support.courses).map(([courseId, c]) => ({ ...c, courseId, caseId, infohus })),
    ),
    activities: (await models.register('activity', infohus)).map(({ state }) => state),
    agreements: (await models.register('partner', infohus)).flatMap(({ state }) => state.agreements),
    figures: await models.figures(infohus),
  };
}

/**
 * All that can count in the years: what began before they end, and happened on so late that a follow-up or a re-offer of it may still fall in
 * them. Some days wider than the local years: what does not count is not counted by the definitions.
 */
export function spanOf(plans: readonly Plan[], from: number, to: number): Span {
  const months = plans.map(({ followUp, reofferMonths, progress }) =>
    Math.max(
      followUp.statusMonths,
      followUp.riskMonths + followUp.riskWindowMonths,
      ...reofferMonths.months,
      progress.months,
    ),
  );
  const first = from < 1000 ? undefined : addDays(addMonths(`${from}-01-01`, -Math.max(0, ...months)), -2);
  // Beyond these years text order is not time order, and nobody has counted anything.
  return { from: first && midnight(first), before: to < 9999 && to > 999 ? midnight(`${to + 1}-01-03`) : undefined };
}
const midnight = (date: string): string => `${date}T00:00:00.000Z`;
