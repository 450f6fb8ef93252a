import type { CaseState, Release } from '../case/state.js';
import { addDays, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, daysBefore, dueOn, type End, lapse, met, type Obligation, obligation } from './obligation.js';

/**
 * Before a release the Infohus has referred the person, or been in contact (K20-6, K24-7): so that there is continuity from sentence to
 * release. A newer date for the same person takes the place of the older one.
 */
export function obligationsOfReleases(
  caseId: string,
  { infohus, releases, outreach }: Pick<CaseState, 'infohus' | 'releases' | 'outreach'>,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const known = by(releases, now);
  return known.flatMap((release, i) => {
    const { personId, at, releaseDate } = release;
    const plan = planInForce(plans, infohus, localDateOf(at));
    if (!plan) return [];
    const dueAt = dueOn(addDays(releaseDate, -plan.releaseLeadDays.days));
    const given = { obligation: 'release', infohus, caseId, personId, startedAt: at, dueAt } as const;
    const replaced = known.slice(i + 1).find((r) => r.personId === personId);
    const end = endOf(release, by(outreach, now), dueAt, replaced?.at);
    return [obligation(given, end, now, daysBefore(plan))];
  });
}

function endOf(
  { personId, at }: Release,
  outreach: CaseState['outreach'],
  dueAt: string,
  replacedAt: string | undefined,
): End | undefined {
  const before = replacedAt ?? '9';
  const answer = outreach.find((o) => o.at >= at && o.at < before && (o.personId === null || o.personId === personId));
  if (answer?.what === 'left') return lapse(answer.at, dueAt, undefined);
  if (answer) return met(answer.at, dueAt);
  return replacedAt ? { how: 'lapsed' } : undefined;
}
