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
  { infohus, releases, outreach, namings }: Pick<CaseState, 'infohus' | 'releases' | 'outreach' | 'namings'>,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const known = by(releases, now);
  return known.flatMap((release) => {
    const { personId, registeredAs, at, releaseDate } = release;
    const plan = planInForce(plans, infohus, localDateOf(at));
    if (!plan) return [];
    const dueAt = dueOn(addDays(releaseDate, -plan.releaseLeadDays.days));
    // The id under which it was registered stays its key, whoever the person was merged into since.
    const key = `${registeredAs}/${at}`;
    const given = { obligation: 'release', infohus, caseId, personId, key, startedAt: at, dueAt } as const;
    const removed = namings.find((n) => n.what === 'removed' && n.personId === personId && n.at >= at && n.at <= now);
    const removedAt = removed?.what === 'removed' ? removed.at : undefined;
    return [obligation(given, endOf(release, by(outreach, now), removedAt, dueAt), now, daysBefore(plan))];
  });
}

/** It lapses as follow-ups do, and when the person is no longer a subject. */
function endOf(
  { personId, at }: Release,
  outreach: CaseState['outreach'],
  removedAt: string | undefined,
  dueAt: string,
): End | undefined {
  for (const o of outreach) {
    if (removedAt !== undefined && o.at > removedAt) break;
    if (o.at < at || (o.personId !== null && o.personId !== personId)) continue;
    const end = o.what === 'left' ? lapse(o.at, dueAt, undefined) : met(o.at, dueAt);
    if (end) return end;
  }
  return removedAt === undefined ? undefined : { how: 'lapsed' };
}
