import { type Part, typed } from '../kernel/decider.js';
import { agency, code, fixed, id, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { disclosing, disclosingRules } from './disclosing.js';
import { DISCLOSURE_REFUSALS, disclosed, disclosureAsked } from './disclosure.js';
import { events as sharing } from './sharing.js';
import { type CaseState, change, closed, eachHandover, type Handover, pendingHandover } from './state.js';

const answered = { handoverId: id, fromAgency: agency, toAgency: agency };
export const events = defineEvents('case', {
  HandoverOffered: by('OfferHandover', { ...answered, reason: text, legalBasis: fixed(code) }),
  HandoverAccepted: by('AcceptHandover', answered),
  HandoverDeclined: by('DeclineHandover', { ...answered, reason: text }),
  HandoverWithdrawn: by('WithdrawHandover', answered),
});
export const commands = defineCommands({
  OfferHandover: {
    who: ['responsible-agency'],
    fields: { handoverId: id, toAgency: code, reason: text, disclosure: disclosureAsked },
    refusals: ['unknown-agency', 'already-responsible', ...DISCLOSURE_REFUSALS, 'handover-pending'],
  },
  AcceptHandover: { who: ['party'], fields: { handoverId: id }, refusals: ['not-the-receiver', 'not-pending'] },
  DeclineHandover: {
    who: ['party'],
    fields: { handoverId: id, reason: text },
    refusals: ['not-the-receiver', 'not-pending'],
  },
  WithdrawHandover: { who: ['party'], fields: { handoverId: id }, refusals: ['not-the-receiver', 'not-pending'] },
});
const vocabulary = { events, commands };

type HandoverParams = { readonly handoverId: string };
const notPending = (s: CaseState, { handoverId }: HandoverParams) => s.handovers[handoverId]?.answer !== null;
/** Someone else's handover: the receiver answers it, the sender withdraws it. An unknown one is not pending. */
const notOf =
  (party: 'to' | 'from') =>
  (s: CaseState, { handoverId }: HandoverParams, { actor }: { actor: { agency: string } }) => {
    const known = s.handovers[handoverId];
    return known !== undefined && known[party] !== actor.agency;
  };
const offeredAt = (s: CaseState, { handoverId }: HandoverParams) => s.handovers[handoverId]?.offeredAt;

function parties(s: CaseState, handoverId: string) {
  const known = s.handovers[handoverId];
  if (!known) throw new Error('a handover that was checked to be pending is gone');
  return { handoverId, fromAgency: known.from, toAgency: known.to };
}
const answer = (s: CaseState, handoverId: string, given: NonNullable<Handover['answer']>): CaseState => ({
  ...s,
  handovers: change(s.handovers, handoverId, (h) => ({ ...h, answer: given })),
});

/** Responsibility passes from one agency to another: offered, then accepted or declined. Until accepted, the old one remains (rule 4). */
export const handover: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    HandoverOffered: (s, { data, occurredAt }) => ({
      ...s,
      handovers: {
        ...s.handovers,
        [data.handoverId]: {
          from: data.fromAgency,
          to: data.toAgency,
          legalBasis: data.legalBasis,
          offeredAt: occurredAt,
          answer: null,
        },
      },
    }),
    // A closed case keeps its last agency (commands.md, Roles): what was accepted after the closing, as amendments may leave it, moves nothing.
    HandoverAccepted: (s, { data, occurredAt }) => ({
      ...answer(s, data.handoverId, { at: occurredAt, what: 'accepted' }),
      ...(closed(s) ? {} : { responsible: data.toAgency, responsibleSince: occurredAt }),
    }),
    HandoverDeclined: (s, { data, occurredAt }) => answer(s, data.handoverId, { at: occurredAt, what: 'declined' }),
    HandoverWithdrawn: (s, { data, occurredAt }) => answer(s, data.handoverId, { at: occurredAt, what: 'withdrawn' }),
  },
  decide: {
    OfferHandover: {
      ...disclosing,
      refuse: {
        'unknown-agency': typed((_, { toAgency }, { plan }) => !plan?.agencies.some((a) => a.code === toAgency)),
        'already-responsible': typed((s, { toAgency }) => s.responsible === toAgency),
        ...disclosingRules,
        'handover-pending': (s) => pendingHandover(s) !== undefined,
      },
      introduces: (s, { handoverId }) => handoverId in s.handovers,
      // The chain has no gap and no overlap: an agency hands over what it holds, not what it will hold later.
      notBefore: (s) => s.responsibleSince,
      events: (s, { handoverId, toAgency, reason, disclosure }) => [
        events.HandoverOffered({
          handoverId,
          fromAgency: s.responsible,
          toAgency,
          reason,
          legalBasis: disclosure.legalBasis,
        }),
        sharing.InformationDisclosed({ toAgency, disclosure: disclosed(disclosure), handoverId }),
      ],
    },
    AcceptHandover: {
      about: eachHandover,
      refuse: { 'not-the-receiver': notOf('to'), 'not-pending': notPending },
      notBefore: offeredAt,
      events: (s, { handoverId }) => [events.HandoverAccepted(parties(s, handoverId))],
    },
    DeclineHandover: {
      about: eachHandover,
      refuse: { 'not-the-receiver': notOf('to'), 'not-pending': notPending },
      notBefore: offeredAt,
      events: (s, { handoverId, reason }) => [events.HandoverDeclined({ ...parties(s, handoverId), reason })],
    },
    WithdrawHandover: {
      about: eachHandover,
      refuse: { 'not-the-receiver': notOf('from'), 'not-pending': notPending },
      notBefore: offeredAt,
      events: (s, { handoverId }) => [events.HandoverWithdrawn(parties(s, handoverId))],
    },
  },
};
