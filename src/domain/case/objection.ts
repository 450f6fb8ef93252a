import type { Part } from '../kernel/decider.js';
import { id, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { asOne } from './persons.js';
import { type CaseState, eachSubject, type Objection } from './state.js';

const lifting = { personId: id, reason: textAbout('personId') };
export const events = defineEvents('case', { DoNotContactLifted: by('LiftDoNotContact', lifting) });
export const commands = defineCommands({
  LiftDoNotContact: { who: ['worker'], fields: lifting, refusals: ['no-objection'] },
});
const vocabulary = { events, commands };

const last = (all: readonly Objection[], personId: string) => all.findLast((o) => o.personId === personId);
/** The person asked not to be contacted in this case and has not come back: it binds whatever the kind of offer (domain.md rule 6). */
export const objects = (all: readonly Objection[], personId: string): boolean =>
  last(all, personId)?.what === 'objected';

/** When the person objected, and until when it stood. */
export interface Objected {
  readonly at: string;
  readonly until: string | undefined;
}
export const objectionsOf = (all: readonly Objection[], personId: string): readonly Objected[] => {
  const own = all.filter((o) => o.personId === personId);
  return own.flatMap(({ at, what }, i) =>
    what === 'objected' ? [{ at, until: own.slice(i).find((o) => o.what === 'lifted')?.at }] : [],
  );
};

/** An objection is lifted where the person came back by themselves. It starts no obligation anew. */
export const objection: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    DoNotContactLifted: (s, { data: { personId }, occurredAt: at }) => ({
      ...s,
      objections: [...s.objections, { personId, at, what: 'lifted' }],
    }),
  },
  decide: {
    LiftDoNotContact: asOne({
      about: eachSubject,
      refuse: { 'no-objection': (s, { personId }) => !objects(s.objections, personId) },
      notBefore: (s, { personId }) => last(s.objections, personId)?.at,
      events: (_, data) => [events.DoNotContactLifted(data)],
    }),
  },
};
