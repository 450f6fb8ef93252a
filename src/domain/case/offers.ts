import { z } from 'zod';
import type { Context, Part } from '../kernel/decider.js';
import { code, fixed, id, ids, localDate, text, textAbout } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { obligationsOfOffer } from '../obligations/index.js';
import { personAggregate } from '../person/state.js';
import { coursesOf, underway } from './course-status.js';
import { events as courseEvents } from './courses.js';
import { awaitingSince, declines, everAccepted, lastStep, offerStatus } from './offer-status.js';
import { type CaseState, change, closed, held, type Offer, type OfferStep } from './state.js';

const consent = z.strictObject({ by: ids, scope: text, givenOn: localDate });
const offered = { offerId: id, personId: id, kind: code };
/** What became of it: the person and the kind are the offer's, where a wrong kind is corrected. */
const answered = { ...offered, kind: fixed(code) };
const lapseReason = z.enum(['not-relevant', 'moved', 'deceased', 'security', 'do-not-contact']);

export const events = defineEvents('case', {
  SupportOffered: by('OfferSupport', offered),
  /** `guardianConsent`: a guardian consented beside the young person; the decision is in the open part, who it was in `consent`. */
  OfferAccepted: by('AcceptOffer', { ...answered, consent: fixed(consent), guardianConsent: fixed(z.boolean()) }),
  OfferDeclined: by('DeclineOffer', {
    ...answered,
    reason: textAbout('personId').optional(),
    doNotContact: z.boolean(),
  }),
  OfferWithdrawn: by('WithdrawOffer', { ...answered, reason: textAbout('personId') }),
  OfferRepeated: by('RepeatOffer', answered),
  ReofferLapsed: by('LapseReoffer', { ...answered, reason: lapseReason }),
  ConsentWithdrawn: by('WithdrawConsent', answered),
});
export const commands = defineCommands({
  OfferSupport: {
    who: ['worker'],
    fields: offered,
    refusals: ['not-in-case', 'one-open-offer', 'security-hold', 'case-closed'],
  },
  AcceptOffer: {
    who: ['worker'],
    fields: { offerId: id, consent },
    refusals: ['offer-not-open', 'guardian-consent-missing'],
  },
  DeclineOffer: {
    who: ['worker'],
    fields: { offerId: id, reason: textAbout('personId').optional(), doNotContact: z.boolean().optional() },
    refusals: ['offer-not-open'],
  },
  WithdrawOffer: {
    who: ['worker'],
    fields: { offerId: id, reason: textAbout('personId') },
    refusals: ['offer-not-open'],
  },
  RepeatOffer: {
    who: ['worker'],
    fields: { offerId: id },
    refusals: ['offer-not-declined', 'offer-accepted', 'do-not-contact', 'security-hold'],
  },
  LapseReoffer: { who: ['coordinator'], fields: { offerId: id, reason: lapseReason }, refusals: ['no-open-reoffer'] },
  WithdrawConsent: { who: ['worker'], fields: { offerId: id }, refusals: ['no-consent'] },
});
const vocabulary = { events, commands };

const isOpen = (s: CaseState, offerId: string) => is(s, offerId, (o) => offerStatus(o) === 'open');
const is = (s: CaseState, offerId: string, holds: (offer: Offer) => boolean) => {
  const offer = s.offers[offerId];
  return offer !== undefined && holds(offer);
};
/** Consent stands: accepted, and not withdrawn since. */
export const consented = (s: CaseState, offerId: string) => is(s, offerId, (o) => offerStatus(o) === 'accepted');

/** Offered or repeated and unanswered, or accepted with its course not ended (commands.md, *Open offer*). */
function isOpenOffer(s: CaseState, offerId: string, offer: Offer): boolean {
  const status = offerStatus(offer);
  if (status !== 'accepted') return status === 'open';
  const courses = coursesOf(s, offerId);
  return courses.length === 0 || courses.some(([, c]) => underway(c));
}

/** A minor consents together with someone else: a registered guardian, where guardians are registered (domain.md rule 6). */
function guardianMissing(s: CaseState, offerId: string, by: readonly string[], context: Context): boolean {
  const personId = s.offers[offerId]?.personId ?? '';
  if (s.subjects[personId]?.ageGroup !== 'minor') return false;
  const others = by.filter((p) => p !== personId);
  const sealedGuardians = context.read(personAggregate, personId).guardians;
  const guardians = sealedGuardians ? (context.open(sealedGuardians) ?? []) : [];
  const asked = guardians.length > 0 ? others.filter((p) => guardians.includes(p)) : others;
  return !by.includes(personId) || asked.length === 0;
}

function named(s: CaseState, offerId: string) {
  const offer = s.offers[offerId];
  if (!offer) throw new Error('an offer that was checked to exist is gone');
  return { offerId, personId: offer.personId, kind: offer.kind };
}
const take = (s: CaseState, offerId: string, step: OfferStep): CaseState => ({
  ...s,
  offers: change(s.offers, offerId, (o) => ({ ...o, steps: [...o.steps, step] })),
});
const openReoffer = (s: CaseState, offerId: string, { plans, at }: Context) =>
  is(s, offerId, (o) => obligationsOfOffer({ offerId, infohus: s.infohus, ...o }, plans, at).some((d) => d.open));

/** Voluntary offers to one person, declined, repeated and accepted (K16-7, K16-8; domain.md rules 6 and 7). */
export const offers: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    SupportOffered: (s, { data: { offerId, personId, kind }, occurredAt }) => ({
      ...s,
      offers: { ...s.offers, [offerId]: { personId, kind, offeredAt: occurredAt, steps: [] } },
    }),
    OfferAccepted: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'accepted' }),
    OfferDeclined: (s, { data, occurredAt }) =>
      take(s, data.offerId, { at: occurredAt, what: 'declined', doNotContact: data.doNotContact }),
    OfferWithdrawn: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'withdrawn' }),
    OfferRepeated: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'repeated' }),
    ReofferLapsed: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'lapsed' }),
    ConsentWithdrawn: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'consent-withdrawn' }),
  },
  decide: {
    OfferSupport: {
      refuse: {
        'not-in-case': (s, { personId }) => !(personId in s.subjects),
        'one-open-offer': (s, { personId, kind }) =>
          Object.entries(s.offers).some(
            ([offerId, o]) => o.personId === personId && o.kind === kind && isOpenOffer(s, offerId, o),
          ),
        'security-hold': held,
        'case-closed': closed,
      },
      introduces: (s, { offerId }) => offerId in s.offers,
      events: (_, data) => [events.SupportOffered(data)],
    },
    AcceptOffer: {
      reads: (s, { offerId }) => (s.offers[offerId] ? [{ of: personAggregate, id: s.offers[offerId].personId }] : []),
      opens: (s, { offerId }, { read }) => {
        const guardians = read(personAggregate, s.offers[offerId]?.personId ?? '').guardians;
        return guardians ? [guardians] : [];
      },
      refuse: {
        'offer-not-open': (s, { offerId }) => !isOpen(s, offerId),
        'guardian-consent-missing': (s, data, context) => guardianMissing(s, data.offerId, data.consent.by, context),
      },
      notBefore: (s, { offerId }) => s.offers[offerId] && awaitingSince(s.offers[offerId]),
      events: (s, data) => {
        const { personId } = named(s, data.offerId);
        const guardianConsent = s.subjects[personId]?.ageGroup === 'minor';
        return [events.OfferAccepted({ ...named(s, data.offerId), consent: data.consent, guardianConsent })];
      },
    },
    DeclineOffer: {
      refuse: { 'offer-not-open': (s, { offerId }) => !isOpen(s, offerId) },
      notBefore: (s, { offerId }) => s.offers[offerId] && awaitingSince(s.offers[offerId]),
      events: (s, { offerId, reason, doNotContact = false }) => [
        events.OfferDeclined({ ...named(s, offerId), reason, doNotContact }),
      ],
    },
    WithdrawOffer: {
      refuse: { 'offer-not-open': (s, { offerId }) => !isOpen(s, offerId) },
      notBefore: (s, { offerId }) => s.offers[offerId] && awaitingSince(s.offers[offerId]),
      events: (s, { offerId, reason }) => [events.OfferWithdrawn({ ...named(s, offerId), reason })],
    },
    RepeatOffer: {
      refuse: {
        'offer-not-declined': (s, { offerId }) => !is(s, offerId, (o) => declines(o).length > 0),
        'offer-accepted': (s, { offerId }) => is(s, offerId, everAccepted),
        'do-not-contact': (s, { offerId }) => is(s, offerId, (o) => declines(o).some((d) => d.doNotContact)),
        'security-hold': held,
      },
      notBefore: (s, { offerId }) => s.offers[offerId] && declines(s.offers[offerId])[0]?.at,
      events: (s, { offerId }) => [events.OfferRepeated(named(s, offerId))],
    },
    LapseReoffer: {
      refuse: { 'no-open-reoffer': (s, { offerId }, context) => !openReoffer(s, offerId, context) },
      notBefore: (s, { offerId }) => s.offers[offerId] && declines(s.offers[offerId])[0]?.at,
      events: (s, { offerId, reason }) => [events.ReofferLapsed({ ...named(s, offerId), reason })],
    },
    WithdrawConsent: {
      refuse: { 'no-consent': (s, { offerId }) => !consented(s, offerId) },
      notBefore: (s, { offerId }) => s.offers[offerId] && lastStep(s.offers[offerId], 'accepted')?.at,
      events: (s, { offerId }) => [
        events.ConsentWithdrawn(named(s, offerId)),
        ...coursesOf(s, offerId)
          .filter(([, c]) => underway(c))
          .map(([courseId, { personId, kind }]) => courseEvents.CourseAborted({ courseId, offerId, personId, kind })),
      ],
    },
  },
};
