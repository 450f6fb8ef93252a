import { type OfferFacts, obligationsOfOffer } from '../../obligations/index.js';
import { type Counting, inLocalYear, share } from '../counting.js';
import type { Definition } from '../definition.js';

const first: Definition = {
  kind: 'reoffer-compliance',
  version: 1,
  told: { family: 'reoffers', place: 1 },
  wording: {
    da: {
      counts:
        'Heraf frister, der er holdt: det første genudbud besvarer den første frist, det andet den anden, senest på fristens dag. Tages der imod efter fristen, er den ikke holdt.',
      of: 'Frister for genudbud, der ligger i året (dansk tid), når de er overskredet på rapportens tidspunkt, eller genudbuddet er givet. To frister for hvert tilbud: 3 og 6 måneder (fristerne i planen på afslagsdagen) efter datoen for det første afslag, til dagens udgang; senere afslag giver ingen nye. Alle arter af tilbud tæller. Et første afslag, hvor borgeren ikke vil kontaktes igen, giver ingen. Bortfaldne frister er udeladt: dem, før hvis udløb tilbuddet blev taget imod, borgeren frabad sig kontakt, flyttede eller døde, eller fristen blev ladt bortfalde; ved en sikkerhedsoverdragelse bortfalder alle ubesvarede, også de overskredne.',
    },
    en: {
      counts:
        'Of them, those that were kept: the first re-offer answers the first deadline, the second the second, on the day it is due at the latest. Where the offer is accepted after the deadline, it was not kept.',
      of: 'Deadlines for re-offers that fall in the year (Danish time) and have passed at the time of the report, or where the re-offer was made. Two for each offer: 3 and 6 months (those of the plan of that day) after the date of the first decline, to the end of the day; later declines give no new ones. Offers of every kind count. A first decline with "do not contact" gives none. Deadlines that lapsed are left out: those before whose end the offer was accepted, the person asked not to be contacted, moved or died, or the deadline was let lapse; at a security handover all unanswered ones lapse, the overdue included.',
    },
  },
  // An objection that was said to another offer was not looked at.
  count: (counting) => counted(counting, byItself),
};

const second: Definition = {
  kind: 'reoffer-compliance',
  version: 2,
  told: { family: 'reoffers', place: 1 },
  wording: {
    da: {
      counts:
        'Heraf frister, der er holdt: det første genudbud besvarer den første frist, det andet den anden, senest på fristens dag. Tages der imod efter fristen, er den ikke holdt.',
      of: 'Frister for genudbud, der ligger i året (dansk tid), når de er overskredet på rapportens tidspunkt, eller genudbuddet er givet. To frister for hvert tilbud: 3 og 6 måneder (fristerne i planen på afslagsdagen) efter datoen for det første afslag, til dagens udgang; senere afslag giver ingen nye. Alle arter af tilbud tæller. Et første afslag, hvor borgeren ikke vil kontaktes igen, giver ingen. Det ønske gælder for alle tilbud til borgeren i sagen, indtil det er ophævet. Bortfaldne frister er udeladt: dem, før hvis udløb tilbuddet blev taget imod, borgeren frabad sig kontakt, flyttede eller døde, eller fristen blev ladt bortfalde; ved en sikkerhedsoverdragelse bortfalder alle ubesvarede, også de overskredne.',
    },
    en: {
      counts:
        'Of them, those that were kept: the first re-offer answers the first deadline, the second the second, on the day it is due at the latest. Where the offer is accepted after the deadline, it was not kept.',
      of: 'Deadlines for re-offers that fall in the year (Danish time) and have passed at the time of the report, or where the re-offer was made. Two for each offer: 3 and 6 months (those of the plan of that day) after the date of the first decline, to the end of the day; later declines give no new ones. Offers of every kind count. A first decline with "do not contact" gives none. Those words bind for every offer to the person in the case until they are lifted. Deadlines that lapsed are left out: those before whose end the offer was accepted, the person asked not to be contacted, moved or died, or the deadline was let lapse; at a security handover all unanswered ones lapse, the overdue included.',
    },
  },
  count: (counting) => counted(counting, (offer) => offer),
};
export const reofferCompliance = [first, second] as const;

const byItself = ({ offerId, infohus, personId, kind, offeredAt, steps }: OfferFacts): OfferFacts => ({
  ...{ offerId, infohus, personId, kind, offeredAt, steps },
});
function counted({ facts, year, plans, clock }: Counting, seen: (offer: OfferFacts) => OfferFacts) {
  const inYear = inLocalYear(year);
  const due = facts.offers
    .flatMap((o) => obligationsOfOffer(seen(o), plans, clock))
    .filter((o) => inYear(o.dueAt) && o.state !== 'lapsed')
    .filter((o) => o.metAt !== undefined || clock > o.dueAt);
  return share(due, (o) => o.state === 'met', 0);
}
