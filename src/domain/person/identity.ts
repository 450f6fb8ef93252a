import { z } from 'zod';
import { type Part, typed } from '../kernel/decider.js';
import { fixed, id, localDate, sealed, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { survivors, withSurvivors } from './merged.js';
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
  /** From TakeTransfer: passed on by another installation (B-7). */
  RegisterHandedPerson: { who: ['internal'], on: 'new', fields: details, refusals: [] },
  ChangePersonDetails: { who: ['any'], fields: changed, refusals: [] },
  /** `not-found`: who merges may know both. */
  MergePersons: { who: ['coordinator'], fields: merge, refusals: ['already-merged', 'same-person', 'not-found'] },
});
const vocabulary = { events, commands };

/** Who someone is; a case holds pseudonymous ids only (domain.md rule 1 and section 4). */
export const identity: Part<PersonState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    PersonRegistered: (s, { data, actor, position, occurredAt }) => ({
      ...s,
      exists: true,
      since: occurredAt,
      registeredBy: actor.agency,
      registeredAt: position,
      name: data.name,
      birthDate: data.birthDate ?? s.birthDate,
      guardians: data.guardians ?? s.guardians,
      protectedAddress: data.protectedAddress ?? s.protectedAddress,
    }),
    PersonDetailsChanged: (s, { data }) => ({
      ...s,
      name: data.name ?? s.name,
      birthDate: data.birthDate ?? s.birthDate,
      guardians: data.guardians ?? s.guardians,
      protectedAddress: data.protectedAddress ?? s.protectedAddress,
    }),
    PersonsMerged: (s, { data }) => ({ ...s, mergedInto: data.into }),
  },
  decide: {
    RegisterPerson: { refuse: {}, events: (_, data) => [events.PersonRegistered(data)] },
    RegisterHandedPerson: { refuse: {}, events: (_, data) => [events.PersonRegistered(data)] },
    ChangePersonDetails: { refuse: {}, events: (_, data) => [events.PersonDetailsChanged(data)] },
    MergePersons: {
      reads: (_, { into }, context) => [
        { of: personAggregate, id: into, seen: true },
        ...withSurvivors([into], context),
      ],
      refuse: {
        // A circle is two persons who are one already.
        'already-merged': typed(
          (s, { into }, context) =>
            s.mergedInto !== null || (into !== context.id && survivors(context)(into) === context.id),
        ),
        'same-person': typed((_, { into }, { id: self }) => into === self),
        'not-found': typed((_, { into }, { read }) => !read(personAggregate, into).exists),
      },
      events: (_, data) => [events.PersonsMerged(data)],
    },
  },
};
