import type { commands as objecting } from '../../../domain/case/objection.js';
import type { commands } from '../../../domain/case/offers.js';
import { codes, offerKinds } from '../tasks/from-plan.js';
import { mentors, offers, personOfOffer, persons, personsOfOffer } from '../tasks/from-record.js';
import { today, valueIn } from '../tasks/situation.js';
import { date, derived, group, line, made, one, some, type Tasks, text, yes } from '../tasks/task.js';
import { consentOf } from './consent-looks.js';

const offer = one(['Tilbud', 'Offer'], offers);
const consent = group(
  {
    by: some(['Hvem siger ja?', 'Who says yes?'], personsOfOffer, {
      help: [
        'For en under 18: den unge selv og en med forældremyndighed.',
        'For a minor: the young person and somebody with custody.',
      ],
      value: personOfOffer,
    }),
    scope: text(['Hvad siges der ja til?', 'What is agreed to?'], {
      value: () => 'Støtten og de oplysninger, den kræver',
    }),
    givenOn: date(['Hvilken dag?', 'On which day?'], { value: today }),
  },
  ['Samtykke', 'Consent'],
);

/** Help is offered, never forced: an offer, its answer, and offering again (K16-8). */
export const offerTasks: Tasks<typeof commands> = {
  OfferSupport: {
    fields: {
      offerId: made,
      personId: one(['Hvem tilbydes støtten?', 'Who is offered it?'], persons),
      kind: one(['Hvilken støtte?', 'Which support?'], offerKinds),
    },
  },
  AcceptOffer: {
    looks: consentOf,
    fields: { offerId: offer, consent },
    also: [
      {
        command: 'StartCourse',
        label: ['Begynder forløbet i dag? (kan udfyldes)', 'Does the course start today? (can be filled in)'],
        keys: ['mentorId', 'mentor'],
        of: {
          courseId: made,
          offerId: derived((s) => valueIn({ ...s, here: 'data.' }, 'offerId')),
          mentorId: one(['Hvem er mentor eller coach?', 'Who is the mentor or coach?'], mentors, { optional: true }),
          mentor: line(['Navn, hvis vedkommende ikke er i korpset', 'Name of somebody who is not in the corps'], {
            optional: true,
          }),
        },
      },
    ],
  },
  DeclineOffer: {
    fields: {
      offerId: offer,
      reason: text(['Hvorfor siger personen nej?', 'Why does the person say no?'], { optional: true }),
      doNotContact: yes(['Personen vil ikke kontaktes igen', 'The person does not want to be contacted again']),
    },
  },
  WithdrawOffer: { fields: { offerId: offer, reason: text(['Hvorfor trækkes det tilbage?', 'Why is it withdrawn?']) } },
  RepeatOffer: { fields: { offerId: offer } },
  LapseReoffer: {
    fields: {
      offerId: offer,
      reason: one(
        ['Hvorfor tilbydes der ikke igen?', 'Why is it not offered again?'],
        codes('not-relevant', 'moved', 'deceased', 'security', 'do-not-contact'),
      ),
    },
  },
  WithdrawConsent: {
    warning: ['Et forløb, der er i gang, afbrydes hermed.', 'A course that is under way is ended with this.'],
    fields: { offerId: offer },
  },
  RenewConsent: { looks: consentOf, fields: { offerId: offer, consent } },
};

export const objectionTasks: Tasks<typeof objecting> = {
  LiftDoNotContact: {
    fields: {
      personId: one(['Hvem må kontaktes igen?', 'Who may be contacted again?'], persons),
      reason: text(['Hvordan kom personen selv tilbage?', 'How did the person come back?']),
    },
  },
};
