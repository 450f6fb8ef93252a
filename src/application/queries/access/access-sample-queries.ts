import { z } from 'zod';
import { addDays, localDateOf } from '../../../domain/kernel/calendar.js';
import { infohuseOf } from '../../../domain/plan/roles.js';
import { type LookRow, WAYS } from '../../../projections/looks/looks.js';
import { invalid } from '../../refusal.js';
import { drawn, drawnFrom } from '../../sample.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { look, looksIn, shown } from './access-log-queries.js';

/** What one person can go through with who looked. */
const MOST = 100;
const UNSAID = 10;
const DAYS = 7;
/** As the access log calls a draw. */
const SAMPLE = 'access-sample';

/** When one was last drawn in the agencies of the asker's own Infohuse, within so many days. */
export async function lastSampled(asking: Asking, days: number): Promise<string | null> {
  const { live, now, book, ownInfohuse } = asking;
  const own = ownInfohuse();
  const looks = await live.looks({ record: SAMPLE, from: addDays(localDateOf(now), -days) });
  const isOwn = ({ agency }: LookRow) => infohuseOf(book.plans, agency, localDateOf(now)).some((i) => own.includes(i));
  return looks.find(isOwn)?.last ?? null;
}

/** Samples of who looked at what (Datatilsynet, "Stikprøver i log"): nobody can know beforehand what will be drawn. */
export const accessSampleQueries = defineQueries({
  SampleAccess: query({
    says: 'Looks drawn by lot from a period that is over: by a seed that nobody knows before, and that repeats the draw; without days of the last week',
    path: 'access-log/sample',
    tellsOfLooks: true, // also those of a moment before midnight
    params: {
      infohus: p.infohus,
      ...{ ...p.days, agency: p.code.optional(), way: z.enum(WAYS).optional() },
      count: z.coerce.number().int().min(1).max(MOST, `must be ${MOST} at most`).optional(),
      /** Of an earlier draw, to see it again; left out, lots are drawn. */
      seed: z.uuid('must be the seed of a draw').optional(),
    },
    answer: z.object({
      ...{ seed: a.text, repeated: z.boolean(), from: a.text, to: a.text },
      /** How many there were to draw from, and the SHA-256 of their names in order: the same for the same days. */
      ...{ of: a.whole, drawnFrom: a.text },
      rows: a.rowsOf(look.extend({ name: a.text, lot: a.text })),
    }),
    may: { action: 'list', object: 'access' },
    leaves: {
      searches: SAMPLE,
      found: ({ rows }) => rows.length,
      /** That it was drawn here, and by which seed, is what makes the sample one: who draws until it suits leaves each draw. */
      criteria: ({ infohus, agency, way, count = UNSAID }, { from, to, seed, repeated }) => ({
        ...{ infohus, from, to, count: String(count), [repeated ? 'repeated' : 'drawn']: seed },
        ...(agency === undefined ? {} : { agency }),
        ...(way === undefined ? {} : { way }),
      }),
    },
    async find({ infohus, from, to, agency, way, count = UNSAID, seed }, asking) {
      const yesterday = addDays(localDateOf(asking.now), -1);
      const last = to ?? yesterday;
      if (last > yesterday)
        throw invalid([{ path: 'to', message: 'must be before today: what is drawn from stands still' }]);
      const days = { from: from ?? addDays(last, 1 - DAYS), to: last };
      const looks = await looksIn({ infohus, ...days, agency, way }, asking);
      const by = seed ?? asking.ids.uuid();
      const lots = drawn(looks, ({ place }) => place.id, by, count);
      const rows = await shown(
        lots.map(({ of }) => of),
        asking,
      );
      return {
        ...{ seed: by, repeated: seed !== undefined, ...days },
        ...{ of: looks.length, drawnFrom: drawnFrom(looks.map(({ place }) => place.id)) },
        rows: rows.map((row, n) => ({ ...row, name: lots[n]?.of.place.id ?? '', lot: lots[n]?.lot ?? '' })),
      };
    },
  }),
});
