import { localDateOf } from '../kernel/calendar.js';
import type { Part } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { id, ids, infohus, textApart, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { infohuseOf } from '../plan/roles.js';
import { evolveRights } from './rights.js';
import type { PersonState } from './state.js';

const erased = {
  /** The ErasureAuthorised that it carries out. */
  authorisation: id,
  /** How many keys were destroyed. */
  keys: whole,
  /** The events whose sealed fields about the person are gone. */
  erased: ids,
  /** Events beside these whose texts may name the person, under a key of their record: each is looked at by two people. */
  review: ids,
};
export const events = defineEvents('person', {
  ErasureRequested: by('RequestErasure', { infohus: infohus.optional(), ground: textApart }),
  ErasureAuthorised: by('AuthoriseErasure', { archiveClearance: textApart }),
  PersonErased: by('ErasePerson', erased),
});
export const commands = defineCommands({
  RequestErasure: {
    who: ['compliance'],
    fields: { ground: textApart },
    refusals: ['erased', 'already-requested'],
    stepUp: true,
  },
  /** By a second user, with the clearance of the archive: a municipality may not delete without it (domain.md rule 12). */
  AuthoriseErasure: {
    who: ['compliance'],
    fields: { archiveClearance: textApart },
    refusals: ['no-erasure-requested', 'already-authorised', 'own-request'],
    stepUp: true,
  },
  /** The process that destroys the keys says what it did. */
  ErasePerson: { who: ['internal'], on: 'either', fields: erased, refusals: [] },
});
const vocabulary = { events, commands };

const noted = (s: PersonState, event: Recorded): PersonState => ({ ...s, rights: evolveRights(s.rights, event) });

/** The events stay, countable and verifiable; what is personal in them is gone for good (domain.md rule 12). */
export const erasure: Part<PersonState, typeof vocabulary> = {
  vocabulary,
  evolve: { ErasureRequested: noted, ErasureAuthorised: noted, PersonErased: noted },
  decide: {
    RequestErasure: {
      refuse: {
        erased: ({ rights }) => Boolean(rights.erasure?.erasedAt),
        'already-requested': ({ rights }) => rights.erasure !== null,
      },
      events: (_, data, { plans, actor, now }) => [
        events.ErasureRequested({ infohus: infohuseOf(plans, actor.agency, localDateOf(now))[0], ...data }),
      ],
    },
    AuthoriseErasure: {
      refuse: {
        'no-erasure-requested': ({ rights }) => rights.erasure === null,
        'already-authorised': ({ rights }) => Boolean(rights.erasure?.authorised),
        'own-request': ({ rights }, _, { actor }) => rights.erasure?.requestedBy === actor.userId,
      },
      notBefore: ({ rights }) => rights.erasure?.requestedAt,
      events: (_, data) => [events.ErasureAuthorised(data)],
    },
    ErasePerson: { refuse: {}, events: (_, data) => [events.PersonErased(data)] },
  },
};
