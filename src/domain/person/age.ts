import type { Part } from '../kernel/decider.js';
import { whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import type { PersonState } from './state.js';

/** The age of the plan was reached; no date stands in it, the birth date is sealed. */
export const events = defineEvents('person', { CameOfAge: by('CameOfAge', { age: whole }) });
export const commands = defineCommands({
  /** The system alone looks at birth dates for it, and needs no relation to the person. */
  CameOfAge: { who: ['system'], unseen: ['system'], fields: { age: whole }, refusals: [] },
});
const vocabulary = { events, commands };

/** A person who comes of age consents alone from then on (domain.md section 6, *own-consent*). */
export const age: Part<PersonState, typeof vocabulary> = {
  vocabulary,
  evolve: { CameOfAge: (s) => s },
  decide: { CameOfAge: { refuse: {}, events: (_, data) => [events.CameOfAge(data)] } },
};
