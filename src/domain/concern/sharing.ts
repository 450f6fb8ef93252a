import {
  DISCLOSURE_REFUSALS,
  disclosed,
  disclosure,
  disclosureAsked,
  disclosureOfOld,
  disclosureRules,
  toldInMeeting,
} from '../case/disclosure.js';
import type { Part } from '../kernel/decider.js';
import { agency, fixed } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { ON_CONCERN } from './intake.js';
import type { ConcernState } from './state.js';

export const events = defineEvents('concern', {
  InformationDisclosed: by('DiscloseInformation', { toAgency: agency, disclosure: fixed(disclosureOfOld) }).next({
    toAgency: agency,
    disclosure: fixed(disclosure),
  }),
});
export const commands = defineCommands({
  DiscloseInformation: {
    who: ON_CONCERN,
    fields: { toAgency: agency, disclosure: disclosureAsked },
    refusals: DISCLOSURE_REFUSALS,
  },
  /** From AddAgendaItem: what is said in a meeting is disclosed too (domain.md rule 5). */
  DiscloseInMeeting: { who: ['internal'], fields: toldInMeeting, refusals: [] },
});
const vocabulary = { events, commands };

/** What is told of a concern before there is a case: with basis, purpose and necessity, as of a case (domain.md rule 5, K16-13). */
export const sharing: Part<ConcernState, typeof vocabulary> = {
  vocabulary,
  evolve: { InformationDisclosed: (s) => s },
  decide: {
    DiscloseInformation: {
      refuse: disclosureRules(({ toAgency }: { toAgency: string }) => toAgency),
      events: (_, { toAgency, disclosure: asked }) => [
        events.InformationDisclosed({ toAgency, disclosure: disclosed(asked) }),
      ],
    },
    DiscloseInMeeting: {
      refuse: {},
      events: (_, { also = [], ...first }) => [first, ...also].map((told) => events.InformationDisclosed(told)),
    },
  },
};
