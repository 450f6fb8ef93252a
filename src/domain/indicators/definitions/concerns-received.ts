import { count } from '../counting.js';
import type { Definition } from '../definition.js';
import { received } from '../received.js';

export const concernsReceived: Definition = {
  kind: 'concerns-received',
  version: 1,
  told: { family: 'concerns', place: 1 },
  wording: {
    da: {
      counts:
        'Bekymringshenvendelser modtaget i året (modtagelsesdatoen, dansk tid). Henvendelser afsluttet som dublet af en anden er udeladt. De, der er henlagt af andre grunde, overgivet til politiet eller videresendt til et andet Infohus, tæller med.',
    },
    en: {
      counts:
        'Concerns received in the year (the date of receipt, Danish time). Those dismissed as a duplicate of another are left out; those dismissed for other reasons, handed to the police or forwarded to another Infohus count.',
    },
  },
  count: (c) => count(received(c).length),
};
