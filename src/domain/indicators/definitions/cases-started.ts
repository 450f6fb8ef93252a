import { count, inLocalYear } from '../counting.js';
import type { Definition } from '../definition.js';

export const casesStarted: Definition = {
  kind: 'cases-started',
  version: 1,
  told: { family: 'concerns', place: 4 },
  wording: {
    da: {
      counts:
        'Sager åbnet i året (åbningsdatoen, dansk tid), også dem, der siden er lukket. En sag, der genåbnes, tæller kun i det år, hvor den først blev åbnet. En sag om flere personer er én sag.',
    },
    en: {
      counts:
        'Cases opened in the year (the date of opening, Danish time), those closed since included. A case that is reopened counts only in the year in which it was first opened. A case on several persons is one case.',
    },
  },
  count: ({ facts, year }) => {
    const inYear = inLocalYear(year);
    return count(facts.cases.filter((c) => inYear(c.openedAt)).length);
  },
};
