import type { CaseState, Release } from '../case/state.js';
import { addDays, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, daysBefore, dueOn, type End, lapse, met, type Obligation, obligation } from './obligation.js';

/**
 * Before a release the Infohus has referred the person, or been in contact (K20-6, K24-7): so that there is continuity from sentence to
 * release. A date that was wrong is corrected (EventCorrected); another one registered is owed as well.
 */
export function obligationsOfReleases(
  caseId: string,
  { infohus, releases, outreach }: Pick<CaseState, 'infohus' | 'releases' | 'outreach'>,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const known = by(releases, now);
  return known.flatMap((release) => {
    const { personId, at, releaseDate } = release;
    const plan = planInForce(plans, infohus, localDateOf(at));
    if (!plan) return [];
    const dueAt = dueOn(addDays(releaseDate, -plan.releaseLeadDays.days));
    const given = { obligation: 'release', infohus, caseId, personId, startedAt: at, dueAt } as const;
    return [obligation(given, endOf(release, by(outreach, now), dueAt), now, daysBefore(plan))];
  });
}

function endOf({ personId, at }: Release, outreach: CaseState['outreach'], dueAt: string): End | undefined {
  const answer = outreach.find((o) => o.at >= at && (o.personId === null || o.personId === personId));
  if (answer?.what === 'left') return lapse(answer.at, dueAt, undefined);
  return answer && met(answer.at, dueAt);
}
