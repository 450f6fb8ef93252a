import { z } from 'zod';
import { CERTIFICATES, certificateOn, MENTOR_STANDINGS, standsAs } from '../../../domain/mentor/standing.js';
import { isCleared, isHere, type MentorState, placesLeft, standingLoans } from '../../../domain/mentor/state.js';
import { orders } from '../../../projections/order.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import { rowActs, withActs } from '../acts/row-acts.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { listed, listOfAll } from '../paging.js';
import * as p from '../params.js';
import { registerView } from '../records.js';

export const MENTOR_ORDERS = orders({
  id: 'id',
  by: { registered: 'at', places: 'places', certificate: 'certificate' },
  texts: ['places', 'certificate'],
  first: '-registered',
});

const filters = {
  kind: p.code.optional(),
  language: p.code.optional(),
  standing: z.enum(MENTOR_STANDINGS).optional(),
  certificate: z.enum(CERTIFICATES).optional(),
  /** With a place left. */
  free: p.flag,
  /** Trained, and the certificate has not run out. */
  cleared: p.flag,
  sort: p.sortIn(MENTOR_ORDERS),
};
type MentorsAsked = z.output<z.ZodObject<typeof filters>> & { readonly infohus: string };
const may = { action: 'list', object: 'mentor' } as const;

export const mentorQueries = defineQueries({
  Mentors: query({
    says: 'The mentors and coaches of an Infohus and those lent to it: cleared, with how many free places, in which languages (B-5); whole, or with `limit` a page',
    path: 'mentors',
    params: { infohus: p.infohus, ...filters, ...p.pageOf(MENTOR_ORDERS) },
    answer: a.pageOf(
      z.object({
        mentorId: a.text,
        name: a.text.optional(),
        infohus: a.text,
        kinds: a.rowsOf(a.text),
        languages: a.rowsOf(a.text),
        capacity: a.whole,
        placesLeft: a.whole,
        /** Trained, and the certificate has not run out. */
        cleared: z.boolean(),
        trainedOn: a.orNull(a.text),
        certificateUntil: a.orNull(a.text),
        /** Where the mentor is at home in another Infohus and lent to this one. */
        lentHere: z.boolean(),
        /** Here today: at home and not ended, or on loan. */
        here: z.boolean(),
        endedAt: a.orNull(a.text),
        /** That stand, or are still to come; to who borrows its own. */
        loans: a.rowsOf(z.object({ toInfohus: a.text, from: a.text, to: a.text })),
        /** In a page of the list. */
        acts: rowActs.optional(),
      }),
    ),
    may,
    over: 'page',
    leaves: { searches: 'mentors', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const [part, list] = [p.pageRequest(params), await mentorsListed(params, asking)];
      const show = async (rows: readonly MentorRow[]) =>
        withActs(await list.show(rows), 'mentor', rows, asking, part !== undefined);
      return listed(part, { ...list, show });
    },
  }),
  ExportMentors: query({
    says: 'The same as a file',
    path: 'mentors.csv',
    params: { infohus: p.infohus, ...filters },
    answer: a.rowsOf(a.record),
    may,
    leaves: { exports: 'mentors' },
    over: {
      csv: [
        ...['mentorId', 'name', 'infohus', 'kinds', 'languages', 'capacity', 'placesLeft', 'cleared', 'trainedOn'],
        ...['certificateUntil', 'lentHere', 'here', 'endedAt', 'loans'],
      ],
    },
    async find(params, asking) {
      const { rows, show } = await mentorsListed(params, asking);
      return (await show(await rows())).map((row) => ({
        ...row,
        kinds: row.kinds.join(', '),
        languages: row.languages.join(', '),
        loans: row.loans.map(({ toInfohus, from, to }) => `${toInfohus} ${from}/${to}`).join(', '),
      }));
    },
  }),
});

type MentorRow = RegisterRow<'mentor'> & { readonly places: string; readonly certificate: string };

/** A corps is a few dozen people: its rows are looked at one by one, and of a page alone the names are opened. */
async function mentorsListed(asked: MentorsAsked, { live, store, sealing, now }: Asking) {
  const { infohus, sort } = asked;
  const found = (await live.beyond.register('mentor'))
    .filter(({ state }) => state.infohus === infohus || isHere(state, infohus, now))
    .filter(({ state }) => isAmong(state, asked, now))
    .map((row): MentorRow => ({ ...row, ...keysOf(row.state) }));
  return {
    ...listOfAll(found, MENTOR_ORDERS, sort),
    async show(rows: readonly MentorRow[]) {
      const shown = await registerView<'mentor'>(store, sealing, { rows, hasTexts: () => true });
      return shown.map(({ id: mentorId, texts, ...s }) => {
        const { kinds, languages, capacity, trainedOn, certificateUntil, endedAt } = s;
        const isHome = s.infohus === infohus;
        return {
          ...{ mentorId, infohus: s.infohus, kinds, languages, capacity, trainedOn, certificateUntil, endedAt },
          ...(texts as { name?: string }),
          placesLeft: placesLeft(s),
          cleared: isCleared(s, now),
          lentHere: !isHome,
          here: isHere(s, infohus, now),
          loans: standingLoans(s, now)
            .filter(({ toInfohus }) => isHome || toInfohus === infohus)
            .map(({ toInfohus, from, to }) => ({ toInfohus, from, to })),
        };
      });
    },
  };
}

/** In the order of numbers, and what has no end after what has one. */
const keysOf = (s: MentorState) => ({
  places: String(placesLeft(s)).padStart(4, '0'),
  certificate: s.certificateUntil ?? 'none',
});

function isAmong(s: MentorState, q: MentorsAsked, now: string): boolean {
  return (
    (q.kind === undefined || s.kinds.includes(q.kind)) &&
    (q.language === undefined || s.languages.includes(q.language)) &&
    (q.standing === undefined || standsAs(q.standing, s, q.infohus, now)) &&
    (q.certificate === undefined || certificateOn(s, now) === q.certificate) &&
    (!q.free || placesLeft(s) > 0) &&
    (!q.cleared || isCleared(s, now))
  );
}
