import { compose } from '../kernel/compose.js';
import type { Context, Part } from '../kernel/decider.js';
import { infohus, localDate, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type PartnerState, partnerAggregate } from './state.js';

const agreement = { name: text, signedOn: localDate, endsOn: localDate.optional() };
const charter = { signedOn: localDate, name: text.optional() };
export const events = defineEvents('partner', {
  AgreementSigned: by('SignAgreement', { infohus, ...agreement }),
  CharterSigned: by('SignCharter', { infohus, ...charter }),
});
/** Neither names an Infohus: it is the signing coordinator's own. */
export const commands = defineCommands({
  SignAgreement: { who: ['coordinator'], on: 'either', fields: agreement, refusals: [] },
  SignCharter: { who: ['coordinator'], on: 'either', fields: charter, refusals: [] },
});
const vocabulary = { events, commands };

const infohusOf = (s: PartnerState, { plan }: Context) => s.infohus || (plan?.infohus ?? '');
const known = (s: PartnerState, of: string, at: string) => ({
  infohus: s.infohus || of,
  since: s.since ?? at,
});

/** Civil society around the Infohus: agreements (K24-2) and the charter, which is renewed. */
const signing: Part<PartnerState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    AgreementSigned: (s, { data: { infohus, signedOn, endsOn = null }, occurredAt: at }) => ({
      ...s,
      ...known(s, infohus, at),
      agreements: [...s.agreements, { at, signedOn, endsOn }],
    }),
    CharterSigned: (s, { data: { infohus, signedOn }, occurredAt: at }) => ({
      ...s,
      ...known(s, infohus, at),
      charters: [...s.charters, { at, signedOn }],
    }),
  },
  decide: {
    SignAgreement: {
      refuse: {},
      events: (s, data, context) => [events.AgreementSigned({ infohus: infohusOf(s, context), ...data })],
    },
    SignCharter: {
      refuse: {},
      events: (s, data, context) => [events.CharterSigned({ infohus: infohusOf(s, context), ...data })],
    },
  },
};

export const partner = compose(
  partnerAggregate,
  {
    exists: (s) => s.since !== null,
    infohus: (s) => s.infohus || undefined,
    // A signature may be older than the first one that was recorded.
    since: () => null,
    ofTheActor: true,
  },
  [signing],
);
