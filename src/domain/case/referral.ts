import { type Part, typed } from '../kernel/decider.js';
import { agency, code, fixed, id, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { disclosing, disclosingRules } from './disclosing.js';
import { DISCLOSURE_REFUSALS, disclosed, disclosureAsked } from './disclosure.js';
import { events as sharing } from './sharing.js';
import { type CaseState, change, eachReferral, held, type Referral, reach } from './state.js';

const parties = { referralId: id, fromAgency: agency, toAgency: agency };
export const events = defineEvents('case', {
  CaseReferred: by('ReferCase', { ...parties, unit: code.optional(), task: text, legalBasis: fixed(code) }),
  ReferralAccepted: by('AcceptReferral', parties),
  ReferralDeclined: by('DeclineReferral', { ...parties, reason: text }),
  ReferralWithdrawn: by('WithdrawReferral', parties),
  ReferralCompleted: by('CompleteReferral', { ...parties, outcome: text }),
});
export const commands = defineCommands({
  ReferCase: {
    who: ['worker'],
    fields: { referralId: id, toAgency: code, unit: code.optional(), task: text, disclosure: disclosureAsked },
    refusals: ['unknown-agency', ...DISCLOSURE_REFUSALS, 'security-hold'],
  },
  AcceptReferral: {
    who: ['party'],
    fields: { referralId: id },
    refusals: ['not-the-receiver', 'not-pending', 'security-hold'],
  },
  DeclineReferral: {
    who: ['party'],
    fields: { referralId: id, reason: text },
    refusals: ['not-the-receiver', 'not-pending'],
  },
  WithdrawReferral: { who: ['party'], fields: { referralId: id }, refusals: ['not-the-receiver', 'not-pending'] },
  CompleteReferral: {
    who: ['party'],
    fields: { referralId: id, outcome: text },
    refusals: ['not-the-receiver', 'not-pending'],
  },
});
const vocabulary = { events, commands };

type ReferralParams = { readonly referralId: string };
const notIn =
  (status: Referral['status']) =>
  (s: CaseState, { referralId }: ReferralParams) =>
    s.referrals[referralId]?.status !== status;
const notOf =
  (party: 'to' | 'from') =>
  (s: CaseState, { referralId }: ReferralParams, { actor }: { actor: { agency: string } }) => {
    const known = s.referrals[referralId];
    return known !== undefined && known[party] !== actor.agency;
  };
const referredAt = (s: CaseState, { referralId }: ReferralParams) => s.referrals[referralId]?.referredAt;

function named(s: CaseState, referralId: string) {
  const known = s.referrals[referralId];
  if (!known) throw new Error('a referral that was checked to exist is gone');
  return { referralId, fromAgency: known.from, toAgency: known.to };
}
const set = (s: CaseState, referralId: string, to: Partial<Referral>): CaseState => ({
  ...s,
  referrals: change(s.referrals, referralId, (r) => ({ ...r, ...to })),
});

/** The first answer is the one that was owed. */
const answer = (s: CaseState, referralId: string, to: Partial<Referral> & { readonly answeredAt: string }): CaseState =>
  set(s, referralId, { ...to, answeredAt: s.referrals[referralId]?.answeredAt ?? to.answeredAt });

/** Another agency is asked to take part or to take an effort on; while its referral is accepted it is on the case (K16-5). */
export const referral: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    CaseReferred: (s, { data, occurredAt }) => ({
      ...(s.releases.length > 0 ? reach(s, { at: occurredAt, what: 'referral', personId: null }) : s),
      referrals: {
        ...s.referrals,
        [data.referralId]: {
          from: data.fromAgency,
          to: data.toAgency,
          referredAt: occurredAt,
          acceptedAt: null,
          answeredAt: null,
          leftAt: null,
          status: 'pending',
        },
      },
    }),
    ReferralAccepted: (s, { data, occurredAt }) =>
      answer(s, data.referralId, { status: 'accepted', acceptedAt: occurredAt, answeredAt: occurredAt }),
    ReferralDeclined: (s, { data, occurredAt }) =>
      answer(s, data.referralId, { status: 'declined', answeredAt: occurredAt }),
    ReferralWithdrawn: (s, { data, occurredAt }) =>
      answer(s, data.referralId, { status: 'withdrawn', answeredAt: occurredAt }),
    ReferralCompleted: (s, { data }) => set(s, data.referralId, { status: 'completed' }),
  },
  decide: {
    ReferCase: {
      ...disclosing,
      refuse: {
        'unknown-agency': typed((_, { toAgency }, { plan }) => !plan?.agencies.some((a) => a.code === toAgency)),
        ...disclosingRules,
        'security-hold': held,
      },
      introduces: (s, { referralId }) => referralId in s.referrals,
      events: (_, { referralId, toAgency, unit, task, disclosure }, { actor }) => [
        events.CaseReferred({
          referralId,
          fromAgency: actor.agency,
          toAgency,
          unit,
          task,
          legalBasis: disclosure.legalBasis,
        }),
        sharing.InformationDisclosed({ toAgency, disclosure: disclosed(disclosure), referralId }),
      ],
    },
    AcceptReferral: {
      about: eachReferral,
      refuse: { 'not-the-receiver': notOf('to'), 'not-pending': notIn('pending'), 'security-hold': held },
      notBefore: referredAt,
      events: (s, { referralId }) => [events.ReferralAccepted(named(s, referralId))],
    },
    DeclineReferral: {
      about: eachReferral,
      refuse: { 'not-the-receiver': notOf('to'), 'not-pending': notIn('pending') },
      notBefore: referredAt,
      events: (s, { referralId, reason }) => [events.ReferralDeclined({ ...named(s, referralId), reason })],
    },
    WithdrawReferral: {
      about: eachReferral,
      refuse: { 'not-the-receiver': notOf('from'), 'not-pending': notIn('pending') },
      notBefore: referredAt,
      events: (s, { referralId }) => [events.ReferralWithdrawn(named(s, referralId))],
    },
    CompleteReferral: {
      about: eachReferral,
      // What is completed was accepted: until then there is nothing to complete.
      refuse: { 'not-the-receiver': notOf('to'), 'not-pending': notIn('accepted') },
      notBefore: (s, { referralId }) => s.referrals[referralId]?.acceptedAt,
      events: (s, { referralId, outcome }) => [events.ReferralCompleted({ ...named(s, referralId), outcome })],
    },
  },
};
