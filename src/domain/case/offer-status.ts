import type { Offer, OfferStep } from './state.js';

export type OfferStatus = 'open' | 'declined' | 'accepted' | 'withdrawn';

const ANSWERS: Partial<Record<OfferStep['what'], OfferStatus>> = {
  declined: 'declined',
  repeated: 'open',
  accepted: 'accepted',
  withdrawn: 'withdrawn',
  'consent-withdrawn': 'withdrawn',
};

/** What became of an offer: `open` = offered or repeated and unanswered. */
export const offerStatus = ({ steps }: Pick<Offer, 'steps'>): OfferStatus =>
  steps.reduce<OfferStatus>((status, { what }) => ANSWERS[what] ?? status, 'open');

export const lastStep = (
  { steps }: Pick<Offer, 'steps'>,
  ...what: readonly OfferStep['what'][]
): OfferStep | undefined => steps.findLast((s) => what.includes(s.what));

type Decline = Extract<OfferStep, { what: 'declined' }>;
export const declines = ({ steps }: Pick<Offer, 'steps'>): readonly Decline[] =>
  steps.filter((s): s is Decline => s.what === 'declined');

/** When the offer that now awaits an answer was made: the offer itself, or its newest repetition. */
export const awaitingSince = (offer: Offer): string => lastStep(offer, 'repeated')?.at ?? offer.offeredAt;
export const everAccepted = (offer: Pick<Offer, 'steps'>): boolean => lastStep(offer, 'accepted') !== undefined;
