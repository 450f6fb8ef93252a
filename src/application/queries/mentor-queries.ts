import { z } from 'zod';
import { isCleared, isHere, placesLeft } from '../../domain/mentor/state.js';
import * as a from './answers.js';
import type { Asking } from './asking.js';
import { defineQueries, query } from './define-queries.js';
import * as p from './params.js';
import { registerView } from './records.js';

export const mentorQueries = defineQueries({
  Mentors: query({
    says: 'The mentors and coaches of an Infohus and those lent to it: cleared, with how many free places, in which languages (B-5)',
    path: 'mentors',
    params: { infohus: p.infohus },
    answer: a.rowsOf(
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
      }),
    ),
    may: { action: 'list', object: 'register' },
    leaves: { searches: 'mentors', found: (found) => found.length },
    find: mentorsListed,
  }),
  ExportMentors: query({
    says: 'The same as a file',
    path: 'mentors.csv',
    params: { infohus: p.infohus },
    answer: a.rowsOf(a.record),
    may: { action: 'list', object: 'register' },
    leaves: { exports: 'mentors' },
    over: {
      csv: [
        ...['mentorId', 'name', 'infohus', 'kinds', 'languages', 'capacity', 'placesLeft', 'cleared', 'trainedOn'],
        ...['certificateUntil', 'lentHere', 'here', 'endedAt'],
      ],
    },
    find: async (asked, asking) =>
      (await mentorsListed(asked, asking)).map((row) => ({
        ...row,
        kinds: row.kinds.join(', '),
        languages: row.languages.join(', '),
      })),
  }),
});

async function mentorsListed({ infohus }: { readonly infohus: string }, { live, store, sealing, now }: Asking) {
  const rows = (await live.beyond.register('mentor')).filter(
    ({ state }) => state.infohus === infohus || isHere(state, infohus, now),
  );
  const shown = await registerView(store, sealing, { rows, hasTexts: () => true });
  return shown.map(({ id: mentorId, texts, ...s }) => {
    const { kinds, languages, capacity, trainedOn, certificateUntil, endedAt } = s;
    return {
      ...{ mentorId, infohus: s.infohus, kinds, languages, capacity, trainedOn, certificateUntil, endedAt },
      ...(texts as { name?: string }),
      placesLeft: placesLeft(s),
      cleared: isCleared(s, now),
      lentHere: s.infohus !== infohus,
      here: isHere(s, infohus, now),
    };
  });
}
