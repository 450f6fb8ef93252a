import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { Part } from '../kernel/decider.js';
import { fixed, id, localDate, sealed, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type PersonState, personAggregate } from './state.js';

const details = {
  name: text,
  birthDate: sealed(localDate).optional(),
  cpr: text.optional(),
  address: text.optional(),
  contact: text.optional(),
  guardians: fixed(sealed(z.array(id)).optional()),
  protectedAddress: z.boolean().optional(),
};
const changed = { ...details, name: text.optional() };
const merge = { into: id };

export const events = defineEvents('person', {
  PersonRegistered: by('RegisterPerson', details),
  PersonDetailsChanged: by('ChangePersonDetails', changed),
  PersonsMerged: by('MergePersons', merge),
});
export const commands = defineCommands({
  RegisterPerson: { who: ['any'], on: 'new', fields: details, refusals: [] },
  ChangePersonDetails: { who: ['any'], fields: changed, refusals: [] },
  MergePersons: { who: ['coordinator'], fields: merge, refusals: ['unknown-person'] },
});
const vocabulary = { events, commands };

const known = (s: PersonState, agency: string) => [...new Set([...s.knownBy, agency])];

/** Who someone is; a case holds pseudonymous ids only (domain.md rule 1 and section 4). */
const identity: Part<PersonState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    PersonRegistered: (s, { data, actor }) => ({
      ...s,
      exists: true,
      knownBy: known(s, actor.agency),
      name: data.name,
      birthDate: data.birthDate ?? s.birthDate,
      guardians: data.guardians ?? s.guardians,
      protectedAddress: data.protectedAddress ?? s.protectedAddress,
    }),
    PersonDetailsChanged: (s, { data, actor }) => ({
      ...s,
      knownBy: known(s, actor.agency),
      name: data.name ?? s.name,
      birthDate: data.birthDate ?? s.birthDate,
      guardians: data.guardians ?? s.guardians,
      protectedAddress: data.protectedAddress ?? s.protectedAddress,
    }),
    PersonsMerged: (s, { data }) => ({ ...s, mergedInto: data.into }),
  },
  decide: {
    RegisterPerson: { refuse: {}, events: (_, data) => [events.PersonRegistered(data)] },
    ChangePersonDetails: { refuse: {}, events: (_, data) => [events.PersonDetailsChanged(data)] },
    MergePersons: {
      reads: (_, { into }) => [{ of: personAggregate, id: into }],
      refuse: {
        'unknown-person': (_, { into }, { id: self, read }) => into === self || !read(personAggregate, into).exists,
      },
      events: (_, data) => [events.PersonsMerged(data)],
    },
  },
};

export const person = compose(
  personAggregate,
  // A person is of no Infohus: who coordinates anywhere may merge what was registered twice.
  { exists: (s) => s.exists, infohus: () => undefined, since: () => null },
  [identity],
);
