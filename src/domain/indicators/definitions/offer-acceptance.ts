import { everAccepted, offerStatus } from '../../case/offer-status.js';
import { inLocalYear, share } from '../counting.js';
import type { Definition } from '../definition.js';

export const offerAcceptance: Definition = {
  kind: 'offer-acceptance',
  version: 1,
  told: { family: 'offers', place: 1 },
  wording: {
    da: {
      counts:
        'Heraf tilbud, der er taget imod indtil nu, straks eller ved et genudbud, også hvor samtykket er trukket tilbage siden.',
      of: 'Tilbud af de arter, som planen nævner for indikatoren (fx mentor og forældrecoach), givet første gang i året (tilbudsdatoen, dansk tid). Et genudbud er det samme tilbud og tæller ikke igen. Tilbud, der er trukket tilbage, bliver i nævneren.',
      unknown: 'Tilbud, der nu venter på svar, også på et genudbud. De bliver i nævneren.',
    },
    en: {
      counts: 'Of them, offers accepted so far, at once or at a re-offer, also where the consent was withdrawn since.',
      of: 'Offers of the kinds that the plan names for the indicator (such as mentor and parent coach), first made in the year (the date of the offer, Danish time). A re-offer is the same offer and does not count again. Offers that were withdrawn stay in the denominator.',
      unknown: 'Offers that await an answer now, that to a re-offer included. They stay in the denominator.',
    },
  },
  count: ({ facts, year, definition }) => {
    const inYear = inLocalYear(year);
    const offers = facts.offers.filter((o) => definition.kinds.includes(o.kind) && inYear(o.offeredAt));
    return share(offers, everAccepted, offers.filter((o) => offerStatus(o) === 'open').length);
  },
};
