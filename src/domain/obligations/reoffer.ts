import type { Objected } from '../case/objection.js';
import { declines } from '../case/offer-status.js';
import type { Offer, OfferStep } from '../case/state.js';
import { addMonths, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, daysBefore, dueOn, type End, lapse, met, type Obligation, obligation } from './obligation.js';

export type OfferFacts = Offer & {
  readonly offerId: string;
  readonly caseId?: string;
  readonly infohus: string;
  /** Of the person in that case, whatever offer they were said to; left out: none but what stands in the steps. */
  readonly objections?: readonly Objected[];
};

/**
 * Re-offers within 3 and within 6 months of the first decline (K16-8, domain.md rule 7). The first re-offer answers the first, the
 * second the second, however late; a later decline starts nothing new. "Do not contact" ends what remains, whichever offer of the person in
 * that case it was said to; while it stands, a decline owes nothing either.
 */
export function obligationsOfOffer(offer: OfferFacts, plans: readonly Plan[], now: string): readonly Obligation[] {
  const { offerId, infohus, caseId } = offer;
  const steps = by(offer.steps, now);
  const first = declines({ steps })[0];
  const plan = first && planInForce(plans, infohus, localDateOf(first.at));
  if (!plan || first.doNotContact) return [];
  const startedAt = first.at;
  const dues = plan.reofferMonths.months.map((months) => dueOn(addMonths(localDateOf(startedAt), months)));
  const objected = (offer.objections ?? [])
    .filter(({ at, until }) => at <= now && (until === undefined || until > startedAt))
    .map(({ at }): Step => ({ at: at > startedAt ? at : startedAt, what: 'objected' }));
  const after: readonly Step[] = [...steps.slice(steps.indexOf(first) + 1), ...objected];
  const ends = endsOf(dues, [...after].sort(byTime));
  return dues.map((dueAt, i) => {
    const name = i === 0 ? 'reoffer-1' : 'reoffer-2';
    const given = { obligation: name, infohus, ...(caseId ? { caseId } : {}), offerId, startedAt, dueAt } as const;
    return obligation(given, ends[i], now, daysBefore(plan));
  });
}

type Step = OfferStep | { readonly at: string; readonly what: 'objected' };
const byTime = (a: Step, b: Step) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

function endsOf(dues: readonly string[], after: readonly Step[]): readonly (End | undefined)[] {
  let repeats = 0;
  let ends: readonly (End | undefined)[] = dues.map(() => undefined);
  for (const step of after) {
    const answered = step.what === 'repeated' ? repeats++ : -1;
    ends = ends.map((end, i) => end ?? answer(step, dues[i] ?? '', i === answered));
  }
  return ends;
}

function answer(step: Step, dueAt: string, answered: boolean): End | undefined {
  switch (step.what) {
    case 'repeated':
      return answered ? met(step.at, dueAt) : undefined;
    case 'accepted':
      return lapse(step.at, dueAt, met(step.at, dueAt));
    case 'declined':
      return step.doNotContact ? lapse(step.at, dueAt, { how: 'missed' }) : undefined;
    case 'objected':
    case 'lapsed':
      return lapse(step.at, dueAt, { how: 'missed' });
    case 'security':
      return { how: 'lapsed' };
    case 'left':
      return lapse(step.at, dueAt, undefined);
    case 'withdrawn':
    case 'consent-withdrawn':
    case 'renewed':
      return undefined;
  }
}
