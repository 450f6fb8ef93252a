import { triageOf } from '../../obligations/index.js';
import { share } from '../counting.js';
import type { Definition } from '../definition.js';
import { received, substantiated, undecided } from '../received.js';

export const triageOnTime: Definition = {
  kind: 'triage-on-time',
  version: 1,
  told: { family: 'concerns', place: 3 },
  wording: {
    da: {
      counts:
        'Heraf dem, hvis sag er visiteret senest ved fristen: så mange timer efter modtagelsen, døgnet rundt, som planen på modtagelsesdagen sætter for alvorsgraden (fx 24 timer for akut, høj og endnu ikke vurderet, 48 for mellem og 72 for lav). Hver nyere alvorsgrad flytter fristen, men ikke når den er overskredet, og ikke efter visitationen. Knyttes henvendelsen til en sag, der allerede er visiteret, gælder tidspunktet for tilknytningen.',
      of: 'Bekymringshenvendelser modtaget i året (modtagelsesdatoen, dansk tid), hvis nyeste kvalificering er begrundet, og som enten er visiteret eller har overskredet fristen på rapportens tidspunkt. De, der er henlagt (også som dublet), overgivet til politiet eller videresendt, er udeladt, ligesom de ikke visiterede, hvis frist endnu løber.',
      unknown:
        'Henvendelser modtaget i året, der har overskredet fristen og hverken er kvalificeret eller afsluttet. De står uden for nævneren og vises, fordi de er de værste.',
    },
    en: {
      counts:
        'Of them, those whose case was triaged at the limit or before: as many hours after receipt, around the clock, as the plan of the day of receipt sets for the severity (such as 24 hours for acute, high and not yet assessed, 48 for medium and 72 for low). Each newer severity moves the limit, but not once it has passed, nor after the triage. Where the concern is linked to a case already triaged, the time of the linking holds.',
      of: 'Concerns received in the year (the date of receipt, Danish time) whose newest qualification is substantiated and which are either triaged or past their limit at the time of the report. Those dismissed (as a duplicate or otherwise), handed to the police or forwarded are left out, and so are those not triaged whose limit is still to come.',
      unknown:
        'Concerns received in the year that are past their limit and neither qualified nor ended. They stand outside the denominator and are shown because they are the worst.',
    },
  },
  count: (c) => {
    const limitOf = (concern: ReturnType<typeof received>[number]) => {
      const triage = triageOf(concern.concernId, concern, c.plans, c.clock);
      return triage ? [{ ...triage, past: c.clock > triage.dueAt }] : [];
    };
    const all = received(c);
    const decided = all
      .filter((concern) => substantiated(concern) && concern.ending === null)
      .flatMap(limitOf)
      .filter(({ metAt, past }) => metAt !== undefined || past);
    const waiting = all
      .filter(undecided)
      .flatMap(limitOf)
      .filter(({ past }) => past);
    return share(decided, ({ state }) => state === 'met', waiting.length);
  },
};
