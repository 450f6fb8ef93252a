import { z } from 'zod';
import { type Context, type Part, typed } from '../kernel/decider.js';
import { code, fixed, id, textAbout } from '../kernel/schema.js';
import { by, type Data, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { obligationsOfOffer } from '../obligations/index.js';
import { closedBy } from './closing.js';
import { CONSENT_REFUSALS, consent, consenting, consentRules, needsGuardian } from './consent.js';
import { coursesOf, underway } from './course-status.js';
import { events as courseEvents } from './courses.js';
import { releasing } from './mentoring.js';
import { objectionsOf, objects } from './objection.js';
import { awaitingSince, declines, everAccepted, lastStep, offerStatus } from './offer-status.js';
import { asOne, notInCase } from './persons.js';
import { type CaseState, change, eachOffer, eachSubject, held, type Offer, type OfferStep } from './state.js';

const offered = { offerId: id, personId: id, kind: code };
/** What became of it: the person and the kind are the offer's, where a wrong kind is corrected. */
const answered = { ...offered, kind: fixed(code) };
/** `guardianConsent`: a guardian consented beside the young person; the decision is in the open part, who it was in `consent`. */
const consented = { ...answered, consent: fixed(consent), guardianConsent: fixed(z.boolean()) };
const lapseReason = z.enum(['not-relevant', 'moved', 'deceased', 'security', 'do-not-contact']);

export const events = defineEvents('case', {
  SupportOffered: by('OfferSupport', offered),
  OfferAccepted: by('AcceptOffer', consented),
  OfferDeclined: by('DeclineOffer', {
    ...answered,
    reason: textAbout('personId').optional(),
    doNotContact: z.boolean(),
  }),
  OfferWithdrawn: by('WithdrawOffer', { ...answered, reason: textAbout('personId') }),
  OfferRepeated: by('RepeatOffer', answered),
  ReofferLapsed: by('LapseReoffer', { ...answered, reason: lapseReason }),
  ConsentWithdrawn: by('WithdrawConsent', answered),
  ConsentRenewed: by('RenewConsent', consented),
});
export const commands = defineCommands({
  OfferSupport: {
    who: ['worker'],
    fields: offered,
    refusals: ['not-in-case', 'one-open-offer', 'do-not-contact', 'security-hold', 'case-closed'],
  },
  AcceptOffer: {
    who: ['worker'],
    fields: { offerId: id, consent },
    refusals: ['offer-not-open', ...CONSENT_REFUSALS],
    whenClosed: 'obligations-kept',
  },
  DeclineOffer: {
    who: ['worker'],
    fields: { offerId: id, reason: textAbout('personId').optional(), doNotContact: z.boolean().optional() },
    refusals: ['offer-not-open'],
    whenClosed: 'obligations-kept',
  },
  WithdrawOffer: {
    who: ['worker'],
    fields: { offerId: id, reason: textAbout('personId') },
    refusals: ['offer-not-open'],
    whenClosed: 'obligations-kept',
  },
  RepeatOffer: {
    who: ['worker'],
    fields: { offerId: id },
    refusals: ['offer-not-declined', 'offer-accepted', 'do-not-contact', 'security-hold'],
    whenClosed: 'obligations-kept',
  },
  LapseReoffer: {
    who: ['coordinator'],
    fields: { offerId: id, reason: lapseReason },
    refusals: ['no-open-reoffer'],
    whenClosed: 'obligations-kept',
  },
  WithdrawConsent: {
    who: ['worker'],
    fields: { offerId: id },
    refusals: ['no-consent'],
    whenClosed: 'obligations-kept',
  },
  RenewConsent: {
    who: ['worker'],
    fields: { offerId: id, consent },
    refusals: ['no-consent', ...CONSENT_REFUSALS],
    whenClosed: 'obligations-kept',
  },
});
const vocabulary = { events, commands };

const isOpen = (s: CaseState, offerId: string) => is(s, offerId, (o) => offerStatus(o) === 'open');
const is = (s: CaseState, offerId: string, holds: (offer: Offer) => boolean) => {
  const offer = s.offers[offerId];
  return offer !== undefined && holds(offer);
};
/** Accepted, and not withdrawn since. */
const consentStands = (s: CaseState, offerId: string) => is(s, offerId, (o) => offerStatus(o) === 'accepted');

/** Offered or repeated and unanswered, or accepted with its course not ended (commands.md, *Open offer*). */
function isOpenOffer(s: CaseState, offerId: string, offer: Offer): boolean {
  const status = offerStatus(offer);
  if (status !== 'accepted') return status === 'open';
  const courses = coursesOf(s, offerId);
  return courses.length === 0 || courses.some(([, c]) => underway(c));
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
const given = ({ consent: { by }, guardianConsent: guardian }: Data<typeof consented>) => ({ by, guardian });
const openReoffer = (s: CaseState, offerId: string, { plans, at }: Context) =>
  is(s, offerId, (o) => {
    const objections = objectionsOf(s.objections, o.personId);
    return obligationsOfOffer({ ...o, offerId, infohus: s.infohus, objections }, plans, at).some((due) => due.open);
  });
const notOpen = (s: CaseState, { offerId }: { offerId: string }) => !isOpen(s, offerId);
const asked = (s: CaseState, { offerId }: { offerId: string }) => s.offers[offerId] && awaitingSince(s.offers[offerId]);
const accepted = (s: CaseState, { offerId }: { offerId: string }) =>
  s.offers[offerId] && lastStep(s.offers[offerId], 'accepted')?.at;
const declined = (s: CaseState, { offerId }: { offerId: string }) =>
  s.offers[offerId] && declines(s.offers[offerId])[0]?.at;

/** Voluntary offers to one person, declined, repeated and accepted (K16-7, K16-8; domain.md rules 6 and 7). */
export const offers: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    SupportOffered: (s, { data: { offerId, personId, kind }, occurredAt }) => ({
      ...s,
      offers: { ...s.offers, [offerId]: { personId, kind, offeredAt: occurredAt, steps: [] } },
    }),
    OfferAccepted: (s, { data, occurredAt: at }) =>
      take(s, data.offerId, { at, what: 'accepted', consent: given(data) }),
    OfferDeclined: (s, { data: { offerId, personId, doNotContact }, occurredAt: at }) => {
      const after = take(s, offerId, { at, what: 'declined', doNotContact });
      return doNotContact ? { ...after, objections: [...s.objections, { personId, at, what: 'objected' }] } : after;
    },
    OfferWithdrawn: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'withdrawn' }),
    OfferRepeated: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'repeated' }),
    ReofferLapsed: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'lapsed' }),
    ConsentWithdrawn: (s, { data, occurredAt }) => take(s, data.offerId, { at: occurredAt, what: 'consent-withdrawn' }),
    ConsentRenewed: (s, { data, occurredAt: at }) =>
      take(s, data.offerId, { at, what: 'renewed', consent: given(data) }),
  },
  decide: {
    OfferSupport: asOne({
      about: eachSubject,
      refuse: {
        'not-in-case': notInCase,
        'one-open-offer': typed((s, { personId, kind }) =>
          Object.entries(s.offers).some(
            ([offerId, o]) => o.personId === personId && o.kind === kind && isOpenOffer(s, offerId, o),
          ),
        ),
        'do-not-contact': (s, { personId }) => objects(s.objections, personId),
        'security-hold': held,
        'case-closed': closedBy,
      },
      introduces: (s, { offerId }) => offerId in s.offers,
      events: (_, data) => [events.SupportOffered(data)],
    }),
    AcceptOffer: {
      about: eachOffer,
      ...consenting,
      refuse: { 'offer-not-open': notOpen, ...consentRules },
      notBefore: asked,
      events: (s, data, context) => [
        events.OfferAccepted({
          ...named(s, data.offerId),
          consent: data.consent,
          guardianConsent: needsGuardian(s, data, context),
        }),
      ],
    },
    DeclineOffer: {
      about: eachOffer,
      refuse: { 'offer-not-open': notOpen },
      notBefore: asked,
      events: (s, { offerId, reason, doNotContact = false }) => [
        events.OfferDeclined({ ...named(s, offerId), reason, doNotContact }),
      ],
    },
    WithdrawOffer: {
      about: eachOffer,
      refuse: { 'offer-not-open': notOpen },
      notBefore: asked,
      events: (s, { offerId, reason }) => [events.OfferWithdrawn({ ...named(s, offerId), reason })],
    },
    RepeatOffer: asOne({
      about: eachOffer,
      refuse: {
        'offer-not-declined': (s, { offerId }) => !is(s, offerId, (o) => declines(o).length > 0),
        'offer-accepted': (s, { offerId }) => is(s, offerId, everAccepted),
        'do-not-contact': (s, { offerId }) => is(s, offerId, (o) => objects(s.objections, o.personId)),
        'security-hold': held,
      },
      notBefore: declined,
      events: (s, { offerId }) => [events.OfferRepeated(named(s, offerId))],
    }),
    LapseReoffer: asOne({
      about: eachOffer,
      refuse: { 'no-open-reoffer': (s, { offerId }, context) => !openReoffer(s, offerId, context) },
      notBefore: declined,
      events: (s, { offerId, reason }) => [events.ReofferLapsed({ ...named(s, offerId), reason })],
    }),
    WithdrawConsent: {
      about: eachOffer,
      refuse: { 'no-consent': (s, { offerId }) => !consentStands(s, offerId) },
      notBefore: accepted,
      events: (s, { offerId }) => [
        events.ConsentWithdrawn(named(s, offerId)),
        ...coursesOf(s, offerId)
          .filter(([, c]) => underway(c))
          .map(([courseId, { personId, kind }]) => courseEvents.CourseAborted({ courseId, offerId, personId, kind })),
      ],
      send: (s, { offerId }) =>
        releasing(
          s,
          coursesOf(s, offerId).flatMap(([courseId, c]) => (underway(c) ? [courseId] : [])),
        ),
    },
    RenewConsent: {
      about: eachOffer,
      ...consenting,
      refuse: { 'no-consent': (s, { offerId }) => !consentStands(s, offerId), ...consentRules },
      notBefore: accepted,
      events: (s, data, context) => [
        events.ConsentRenewed({
          ...named(s, data.offerId),
          consent: data.consent,
          guardianConsent: needsGuardian(s, data, context),
        }),
      ],
    },
  },
};
