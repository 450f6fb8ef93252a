import { addDays, addMonths } from '../../domain/kernel/calendar.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { CountedKinds, CountedYears } from '../../projections/report-facts.js';

/**
 * All that can count in the years: what began before they end, and happened on so late that a follow-up or a re-offer of it may still fall in
 * them, and only what the plan counts, if one is given. Some days wider than the local years: what does not count is not counted by the definitions.
 */
export function spanOf(plans: readonly Plan[], from: number, to: number, plan?: Plan): CountedYears {
  const counted = plan && countedBy(plan);
  const months = plans.map(({ followUp, reofferMonths, progress }) =>
    Math.max(
      followUp.statusMonths,
      followUp.riskMonths + followUp.riskWindowMonths,
      ...reofferMonths.months,
      progress.months,
    ),
  );
  // Beyond these years text order is not time order, and nobody has counted anything.
  if (from < 1000) return { counted };
  const first = addDays(`${from}-01-01`, -2);
  return {
    from: midnight(first),
    since: midnight(addMonths(first, -Math.max(0, ...months))),
    counted,
    ...(to < 9999 ? { before: midnight(`${to + 1}-01-03`) } : {}),
  };
}
const countedBy = ({ indicators, goals }: Plan): CountedKinds => ({
  advice: indicators.some((i) => i.kind === 'advice-given'),
  courses: indicators.flatMap((i) => (i.kind === 'activity' ? [] : i.kinds)),
  activities: goals.some((g) => g.count !== 'agreements'),
  agreements: goals.some((g) => g.count === 'agreements'),
});
const midnight = (date: string): string => `${date}T00:00:00.000Z`;
