import type { commands as erasing } from '../../../domain/person/erasure.js';
import type { commands as identifying } from '../../../domain/person/identity.js';
import type { commands as insight } from '../../../domain/person/insight.js';
import { partsToClear, whoIsErased } from '../rights/rights-looks.js';
import { cases, listed, persons } from '../tasks/from-record.js';
import { today } from '../tasks/situation.js';
import { date, line, one, some, type Tasks, text, yes, yesNo } from '../tasks/task.js';

const about = {
  name: line(['Navn', 'Name']),
  birthDate: date(['Fødselsdato', 'Date of birth'], { optional: true }),
  cpr: line(['CPR-nummer', 'Civil registration number'], { optional: true }),
  address: line(['Adresse', 'Address'], { optional: true }),
  protectedAddress: yes(['Adressen er beskyttet', 'The address is protected']),
  contact: line(['Telefon eller mail', 'Telephone or mail'], { optional: true }),
  guardians: some(['Hvem har forældremyndigheden?', 'Who has custody?'], persons, { optional: true }),
} as const;

/** Who a person is. */
export const personTasks: Tasks<typeof identifying> = {
  RegisterPerson: { now: true, fields: about },
  ChangePersonDetails: {
    note: ['Det, der står tomt, bliver, som det er.', 'What is left empty stays as it is.'],
    fields: { ...about, name: { ...about.name, optional: true } },
  },
  MergePersons: {
    warning: [
      'De to bliver én person overalt. Er det en fejl, annulleres sammenlægningen, og begge står som før.',
      'The two become one person everywhere. Was it a mistake, the merge is annulled, and both stand as before.',
    ],
    fields: { into: one(['Hvem er det samme menneske?', 'Who is the same human being?'], persons) },
  },
};

/** Compliance has no page of the person, but one of each right: on the other it was told, after a success, that there is no such page. */
const onInsight = (_: unknown, id: string) => `/persons/${id}/insight`;
const onErasure = (_: unknown, id: string) => `/persons/${id}/erasure`;

/** What a person may ask of who holds their data, and what they were told. */
export const insightTasks: Tasks<typeof insight> = {
  RestrictProcessing: { lands: onInsight, fields: { ground: text(['Med hvilken begrundelse?', 'On which ground?']) } },
  LiftRestriction: { lands: onInsight, fields: { reason: text(['Hvorfor ophæves den?', 'Why is it lifted?']) } },
  RequestInsight: {
    lands: onInsight,
    fields: { receivedOn: date(['Hvilken dag kom anmodningen?', 'On which day did it come?'], { value: today }) },
  },
  DeliverInsight: {
    lands: onInsight,
    fields: { deliveredOn: date(['Hvilken dag blev den givet?', 'On which day was it given?'], { value: today }) },
  },
  ClearForInsight: {
    looks: partsToClear,
    warning: [
      'Personen får dette at vide i sin indsigt. Indtil nu er det hverken be- eller afkræftet.',
      'The person is told of this when asking for insight. Until now it was neither confirmed nor denied.',
    ],
    fields: { eventId: one(['Hvilken del?', 'Which part?'], listed) },
  },
  RecordInformation: {
    fields: {
      caseId: one(['Om hvilken sag?', 'About which case?'], cases),
      given: yesNo(['Er personen underrettet?', 'Has the person been informed?'], { value: () => 'true' }),
      ground: text(['Hvis ikke: hvorfor?', 'If not: why?'], { optional: true }),
    },
  },
};

export const erasingTasks: Tasks<typeof erasing> = {
  RequestErasure: {
    lands: onErasure,
    looks: whoIsErased,
    note: ['En anden compliancemedarbejder godkender den.', 'Another compliance officer authorises it.'],
    fields: { ground: text(['Med hvilken begrundelse?', 'On which ground?']) },
  },
  AuthoriseErasure: {
    lands: onErasure,
    looks: whoIsErased,
    warning: [
      'Personens nøgler destrueres. Det kan ikke gøres om.',
      'The keys of the person are destroyed. It cannot be undone.',
    ],
    fields: { archiveClearance: text(['Hvad siger arkivet?', 'What does the archive say?']) },
  },
};
