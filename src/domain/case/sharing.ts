import type { Part } from '../kernel/decider.js';
import { agency, code, fixed, id, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { disclosing, disclosingRules } from './disclosing.js';
import {
  DISCLOSURE_REFUSALS,
  disclosed,
  disclosure,
  disclosureAsked,
  disclosureOfOld,
  toldInMeeting,
} from './disclosure.js';
import type { CaseState } from './state.js';

const told = { toAgency: agency, handoverId: id.optional(), referralId: id.optional() };
export const events = defineEvents('case', {
  /** Also beside every event that hands something over: `handoverId` or `referralId` says which. */
  InformationDisclosed: by('DiscloseInformation', { ...told, disclosure: fixed(disclosureOfOld) }).next({
    ...told,
    disclosure: fixed(disclosure),
  }),
  InformationRequested: by('RequestInformation', { toAgency: agency, topic: text }),
  SharingDeclined: by('DeclineToShare', { fromAgency: agency, reason: text.optional() }),
});
export const commands = defineCommands({
  DiscloseInformation: {
    who: ['worker'],
    fields: { toAgency: code, disclosure: disclosureAsked },
    refusals: DISCLOSURE_REFUSALS,
  },
  /** From AddAgendaItem: what is said in a meeting is disclosed too (domain.md rule 5). */
  DiscloseInMeeting: {
    who: ['internal'],
    fields: toldInMeeting,
    refusals: [],
    whenClosed: 'always',
  },
  RequestInformation: { who: ['worker'], fields: { toAgency: code, topic: text }, refusals: [] },
  DeclineToShare: { who: ['worker'], fields: { fromAgency: code, reason: text.optional() }, refusals: [] },
});
const vocabulary = { events, commands };

/** Sharing between agencies. Nobody is obliged to: "declined" is a neutral answer (retsplejeloven § 115 stk. 4, domain.md rule 5). */
export const sharing: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: { InformationDisclosed: (s) => s, InformationRequested: (s) => s, SharingDeclined: (s) => s },
  decide: {
    DiscloseInformation: {
      ...disclosing,
      refuse: disclosingRules,
      events: (_, { toAgency, disclosure: asked }) => [
        events.InformationDisclosed({ toAgency, disclosure: disclosed(asked) }),
      ],
    },
    DiscloseInMeeting: {
      refuse: {},
      events: (_, { also = [], ...first }) => [first, ...also].map((told) => events.InformationDisclosed(told)),
    },
    RequestInformation: { refuse: {}, events: (_, data) => [events.InformationRequested(data)] },
    DeclineToShare: { refuse: {}, events: (_, data) => [events.SharingDeclined(data)] },
  },
};
