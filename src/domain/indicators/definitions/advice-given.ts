import { advice } from '../../concern/state.js';
import { count, inLocalYear } from '../counting.js';
import type { Definition } from '../definition.js';

export const adviceGiven: Definition = {
  kind: 'advice-given',
  version: 1,
  told: { family: 'concerns', place: 5 },
  wording: {
    da: {
      counts:
        'Bekymringshenvendelser, som Infohuset har givet rådgivning (sparring) om mindst én gang i året (rådgivningens dato, dansk tid), uanset hvornår henvendelsen er modtaget, og hvordan den er afsluttet. Flere gange om den samme henvendelse tæller én gang om året.',
    },
    en: {
      counts:
        'Concerns on which the Infohus gave advice at least once in the year (the date of the advice, Danish time), whenever the concern was received and however it ended. Several times on the same concern count once a year.',
    },
  },
  count: ({ facts, year }) => {
    const inYear = inLocalYear(year);
    return count(facts.concerns.filter((c) => advice(c.steps).some(({ at }) => inYear(at))).length);
  },
};
