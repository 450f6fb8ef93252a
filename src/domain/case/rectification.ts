import { z } from 'zod';
import { type AnyPart, type Context, type Part, typed } from '../kernel/decider.js';
import { id, instant } from '../kernel/schema.js';
import { by, defineCommands, defineEvents, type Who } from '../kernel/vocabulary.js';
import { isCoordinator } from '../plan/roles.js';

/** `disclosureId`: the event's id. `sentAt`: when the receiver was told; it may not lie ahead. */
const told = { disclosureId: id, sentAt: instant, by: z.enum(['letter', 'mail', 'telephone']) };
const vocabularyOf = <A extends string>(aggregate: A, who: readonly Who[]) => ({
  events: defineEvents(aggregate, { RectificationTold: by('TellRectification', told) }),
  commands: defineCommands({
    TellRectification: {
      who,
      fields: told,
      refusals: ['no-such-disclosure', 'not-the-discloser'],
      whenClosed: 'always',
    },
  }),
});
export type RectifyingCommands = ReturnType<typeof vocabularyOf>['commands'];

/** What was sent before, and amended after. What was corrected of a person stands beside the package that told it. */
const isCorrectedSinceSent = ({ standing, newestAmendment }: Context['past']): boolean =>
  standing.some(({ type, position }) => type === 'InformationDisclosed' && position < newestAmendment);

const disclosureIn = ({ past: { find } }: Context, disclosureId: string) => {
  const found = find(disclosureId);
  return found?.type === 'InformationDisclosed' ? found : undefined;
};

/**
 * Who received a fact of a case or of a concern that was corrected since is told so (GDPR art. 19). What was corrected the log says; that it was
 * told is said here.
 */
export function rectifying<S, A extends string>(aggregate: A, who: readonly Who[]) {
  const vocabulary = vocabularyOf(aggregate, who);
  const part: Part<unknown, typeof vocabulary> = {
    vocabulary,
    evolve: { RectificationTold: (s) => s },
    decide: {
      TellRectification: {
        // Nobody is told of a correction who was sent nothing, or of whose package nothing was corrected since.
        about: (_: unknown, { past }: Pick<Context, 'past'>) => (isCorrectedSinceSent(past) ? [{}] : []),
        refuse: {
          'no-such-disclosure': typed((_, { disclosureId }, context) => !disclosureIn(context, disclosureId)),
          'not-the-discloser': typed((_, { disclosureId }, context) => {
            const { actor, plan } = context;
            return disclosureIn(context, disclosureId)?.actor.agency !== actor.agency && !isCoordinator(actor, plan);
          }),
        },
        notBefore: (_, { disclosureId }, context) => disclosureIn(context, disclosureId)?.occurredAt,
        disordered: (_, { disclosureId, sentAt }, context) =>
          sentAt < (disclosureIn(context, disclosureId)?.occurredAt ?? ''),
        events: (_, data) => [vocabulary.events.RectificationTold(data)],
      },
    },
  };
  return part as unknown as AnyPart & { readonly evolve: Record<string, (state: S, event: never) => S> };
}
