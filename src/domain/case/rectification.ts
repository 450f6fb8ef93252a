import { z } from 'zod';
import { type Part, typed } from '../kernel/decider.js';
import type { Past } from '../kernel/past.js';
import { id, instant } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { isCoordinator } from '../plan/roles.js';
import type { CaseState } from './state.js';

/** `disclosureId`: the event's id. `sentAt`: when the receiver was told; it may not lie ahead. */
const told = { disclosureId: id, sentAt: instant, by: z.enum(['letter', 'mail', 'telephone']) };
export const events = defineEvents('case', { RectificationTold: by('TellRectification', told) });
export const commands = defineCommands({
  TellRectification: {
    who: ['worker'],
    fields: told,
    refusals: ['no-such-disclosure', 'not-the-discloser'],
    whenClosed: 'always',
  },
});
const vocabulary = { events, commands };

const disclosureIn = ({ find }: Past, disclosureId: string) => {
  const found = find(disclosureId);
  return found?.type === 'InformationDisclosed' ? found : undefined;
};

/** Who received a fact that was corrected since is told so (GDPR art. 19). What was corrected the log says; that it was told is said here. */
export const rectification: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: { RectificationTold: (s) => s },
  decide: {
    TellRectification: {
      refuse: {
        'no-such-disclosure': typed((_, { disclosureId }, { past }) => disclosureIn(past, disclosureId) === undefined),
        'not-the-discloser': typed(
          (_, { disclosureId }, { past, actor, plan }) =>
            disclosureIn(past, disclosureId)?.actor.agency !== actor.agency && !isCoordinator(actor, plan),
        ),
      },
      notBefore: (_, { disclosureId }, { past }) => disclosureIn(past, disclosureId)?.occurredAt,
      disordered: (_, { disclosureId, sentAt }, { past }) =>
        sentAt < (disclosureIn(past, disclosureId)?.occurredAt ?? ''),
      events: (_, data) => [events.RectificationTold(data)],
    },
  },
};
