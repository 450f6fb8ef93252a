import { share } from '../counting.js';
import type { Definition } from '../definition.js';
import { received, substantiated, undecided } from '../received.js';

export const substantiatedShare: Definition = {
  kind: 'substantiated-share',
  version: 1,
  told: { family: 'concerns', place: 2 },
  wording: {
    da: {
      counts:
        'Heraf dem, hvis nyeste kvalificering er begrundet, hvornår den end er sket, og også hvor henvendelsen siden er henlagt, overgivet til politiet eller videresendt.',
      of: 'Bekymringshenvendelser modtaget i året (modtagelsesdatoen, dansk tid) uden dem, der er afsluttet som dublet af en anden.',
      unknown: 'Henvendelser, der hverken er kvalificeret eller afsluttet endnu. De bliver i nævneren.',
    },
    en: {
      counts:
        'Of them, those whose newest qualification is substantiated, whenever it was made, and also where the concern has since been dismissed, handed to the police or forwarded.',
      of: 'Concerns received in the year (the date of receipt, Danish time) without those dismissed as a duplicate of another.',
      unknown: 'Concerns neither qualified nor ended yet. They stay in the denominator.',
    },
  },
  count: (c) => {
    const all = received(c);
    return share(all, substantiated, all.filter(undecided).length);
  },
};
