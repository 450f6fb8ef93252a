import { count, newest } from '../counting.js';
import type { Definition } from '../definition.js';

export const measurement: Definition = {
  kind: 'measurement',
  version: 1,
  told: { family: 'measurements', place: 1 },
  wording: {
    da: {
      counts:
        'Den værdi, der er målt uden for systemet og registreret for året. Er der registreret flere, gælder den, der er dateret senest; er de samtidige, den, der er registreret sidst. Historiske tal fra før systemet står for sig og tæller ikke her.',
    },
    en: {
      counts:
        'The value that was measured outside the system and recorded for the year. Where several were recorded, the one dated last holds; of two at the same time, the one recorded last. Historical figures from before the system stand apart and do not count here.',
    },
  },
  count: ({ facts, year, definition }) => {
    const own = facts.figures.filter((f) => !f.historical && f.indicator === definition.id && f.year === year);
    return count(newest(own)?.value ?? null);
  },
};
