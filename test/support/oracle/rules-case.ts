// The refusals of case, row by row of commands.md, each list in the order of its row.

import * as may from './access.js';
import { agencyOnCase, type Who } from './access.js';
import { type CaseState, type Course, courseRuns, type Offer } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import type { Concern } from './concern.js';
import { allAccepted, consentRules } from './consent.js';
import { child, str } from './model.js';
import { reoffers } from './obligations.js';
import { openAtClosing } from './obligations-case.js';
import { disclosureRules, endOf, isAgencyOf } from './plan.js';
import type { Rule } from './rules-concern.js';
import { DAILY_RULES } from './rules-daily.js';
import type { Ms } from './time.js';

const WHO: Readonly<Record<string, Who>> = {
  TriageCase: may.coordinatorOrPolice,
  AcceptReferral: may.anyRole,
  DeclineReferral: may.anyRole,
  WithdrawReferral: may.anyRole,
  CompleteReferral: may.anyRole,
  OfferHandover: may.responsible,
  AcceptHandover: may.anyRole,
  DeclineHandover: may.anyRole,
  WithdrawHandover: may.anyRole,
  LapseReoffer: may.coordinator,
  HandCaseToSecurity: may.police,
  ClearForSupport: may.police,
  CloseCase: may.responsibleOrCoordinator,
  LinkConcern: may.coordinator,
  ReopenCase: may.coordinator,
  AssignCaseworker: may.assigner,
};

export const mayDoOnCase = (command: string, { actor, state, data }: CaseWorld): boolean =>
  (WHO[command] ?? may.worker)(actor, state, data);

/**
 * The three conditions on concerns that a case takes in.
 * AMBIGUOUS: an unknown concern, or one of another Infohus, is no substantiated one: the rule answers. Alternative: not-found.
 */
export function concernsForCase(concerns: readonly (Concern | undefined)[], infohus: string): Rule[] {
  const usable = (concern: Concern | undefined) =>
    concern?.infohus === infohus && concern.qualification === 'substantiated';
  return [
    ['case-needs-substantiated-concern', !concerns.every(usable)],
    ['concern-ended', concerns.some((concern) => concern !== undefined && concern.ended !== null)],
    ['concern-has-case', concerns.some((concern) => concern !== undefined && concern.caseId !== null)],
  ];
}

/** AMBIGUOUS: what takes a concern in follows its being substantiated. Alternatives: its newest qualification; its registration. */
export const follows = (at: Ms, concern: Concern | undefined): boolean =>
  concern === undefined || at >= Math.max(concern.registeredAt, concern.substantiatedAt ?? concern.registeredAt);

/** AMBIGUOUS: an accepted offer without a course is open until its consent is withdrawn. Alternative: it stays open. */
function isOpenOffer(offer: Offer, courses: readonly Course[]): boolean {
  if (offer.status === 'open') return true;
  if (offer.status !== 'accepted') return false;
  const own = courses.filter((course) => course.offerId === offer.id);
  return own.length === 0 ? offer.consent !== null : own.some(courseRuns);
}

function disclosed({ actor, state, data, day, birthDate }: CaseWorld): readonly Rule[] {
  return disclosureRules(child(data, 'disclosure'), {
    infohus: state.infohus,
    day,
    from: endOf(state.infohus, actor.agency, day),
    to: endOf(state.infohus, str(data, 'toAgency'), day),
    allAccepted: allAccepted(state, day, birthDate),
  });
}

type Rules = (world: CaseWorld) => readonly Rule[];

const unknownAgency: Rules = ({ state, data, day }) => [
  ['unknown-agency', !isAgencyOf(state.infohus, str(data, 'toAgency'), day)],
];
const personOf = ({ data, resolve }: CaseWorld): string => resolve(str(data, 'personId'));
const notInCase: Rules = (world) => [['not-in-case', !world.state.subjects.has(personOf(world))]];
const onHold: Rules = ({ state }) => [['security-hold', state.securityHold]];

const answering =
  (of: 'referrals' | 'handovers', key: string, side: 'toAgency' | 'from', from: 'pending' | 'accepted'): Rules =>
  ({ state, actor, data }) => {
    const item = state[of].get(str(data, key));
    // AMBIGUOUS: one who did not send it and withdraws it gets the row's not-the-receiver. Alternative: not-permitted.
    return [
      ['not-the-receiver', item !== undefined && item[side] !== actor.agency],
      ['not-pending', item?.status !== from],
    ];
  };

const offerOf = ({ state, data }: CaseWorld): Offer | undefined => state.offers.get(str(data, 'offerId'));
const courseOf = ({ state, data }: CaseWorld): Course | undefined => state.courses.get(str(data, 'courseId'));
const offerNotOpen: Rules = (world) => [['offer-not-open', offerOf(world)?.status !== 'open']];
const noConsent: Rules = (world) => [['no-consent', !offerOf(world)?.consent]];
const courseIs =
  (...allowed: Course['status'][]): Rules =>
  (world) => {
    const status = courseOf(world)?.status;
    return [['course-not-active', status === undefined || !allowed.includes(status)]];
  };
const completed: Rules = (world) => [['course-not-completed', courseOf(world)?.status !== 'completed']];
const concernOnly: Rules = ({ state, data, concern }) =>
  concernsForCase([concern(str(data, 'concernId'))], state.infohus);

const RULES: Readonly<Record<string, Rules>> = {
  ...DAILY_RULES,
  RecordAssessment: (world) => [...notInCase(world), ...(DAILY_RULES.RecordAssessment?.(world) ?? [])],
  TriageCase: (world) => [['already-triaged', world.state.triaged !== null], ...unknownAgency(world)],
  // AMBIGUOUS: the row's not-in-case is for change and remove; adding one who is there is taken. Alternative: a refusal.
  ChangeSubject: notInCase,
  RemoveSubject: notInCase,
  DiscloseInformation: disclosed,
  ReferCase: (world) => [...unknownAgency(world), ...disclosed(world), ...onHold(world)],
  AcceptReferral: (world) => [...answering('referrals', 'referralId', 'toAgency', 'pending')(world), ...onHold(world)],
  DeclineReferral: answering('referrals', 'referralId', 'toAgency', 'pending'),
  WithdrawReferral: answering('referrals', 'referralId', 'from', 'pending'),
  // AMBIGUOUS: completing needs an accepted referral; any other is not-pending. Alternative: a pending one may be completed.
  CompleteReferral: answering('referrals', 'referralId', 'toAgency', 'accepted'),
  OfferHandover: (world) => [
    ...unknownAgency(world),
    ['already-responsible', world.data.toAgency === world.state.responsible],
    ...disclosed(world),
    ['handover-pending', pendingHandover(world.state) !== null],
  ],
  AcceptHandover: answering('handovers', 'handoverId', 'toAgency', 'pending'),
  DeclineHandover: answering('handovers', 'handoverId', 'toAgency', 'pending'),
  WithdrawHandover: answering('handovers', 'handoverId', 'from', 'pending'),
  OfferSupport: (world) => {
    const { state, data } = world;
    const person = personOf(world);
    const same = [...state.offers.values()].filter((offer) => offer.personId === person && offer.kind === data.kind);
    return [
      ...notInCase(world),
      ['one-open-offer', same.some((offer) => isOpenOffer(offer, [...state.courses.values()]))],
      ['do-not-contact', state.objections.has(person)],
      ...onHold(world),
    ];
  },
  LiftDoNotContact: (world) => [['no-objection', !world.state.objections.has(personOf(world))]],
  AcceptOffer: (world) => [...offerNotOpen(world), ...consentRules(world.state, offerOf(world), world.data, world)],
  RenewConsent: (world) => [...noConsent(world), ...consentRules(world.state, offerOf(world), world.data, world)],
  DeclineOffer: offerNotOpen,
  WithdrawOffer: offerNotOpen,
  RepeatOffer: (world) => {
    const offer = offerOf(world);
    return [
      ['offer-not-declined', offer === undefined || offer.firstDeclineAt === null],
      ['offer-accepted', offer?.status === 'accepted'],
      ['do-not-contact', offer !== undefined && world.state.objections.has(offer.personId)],
      ...onHold(world),
    ];
  },
  LapseReoffer: (world) => {
    const offer = offerOf(world);
    const open = offer ? reoffers(offer, world.at).some((o) => o.state === 'open' || o.state === 'overdue') : false;
    return [['no-open-reoffer', !open]];
  },
  WithdrawConsent: noConsent,
  StartCourse: (world) => {
    const { state, data } = world;
    // AMBIGUOUS: course-exists: this courseId, or a course of this offer. Alternative: the id alone.
    const exists = [...state.courses.values()].some((c) => c.id === data.courseId || c.offerId === data.offerId);
    return [
      ...noConsent(world),
      ...onHold(world),
      ['course-exists', exists],
      ...world.mentors(offerOf(world)?.kind ?? ''),
    ];
  },
  MeasureProgress: (world) => [['no-such-course', courseOf(world) === undefined]],
  PauseCourse: courseIs('active'),
  // AMBIGUOUS: resuming what is not paused is course-not-active. AMBIGUOUS: a paused course may be completed or aborted.
  ResumeCourse: (world) => [...courseIs('paused')(world), ...onHold(world)],
  CompleteCourse: courseIs('active', 'paused'),
  AbortCourse: courseIs('active', 'paused'),
  RecordStatusFollowUp: completed,
  RecordRiskFollowUp: completed,
  RegisterRelease: notInCase,
  ClearForSupport: ({ state }) => [['no-security-hold', !state.securityHold]],
  CloseCase: ({ state, at, data, decisions, resolve }) => [
    ['handover-pending', pendingHandover(state) !== null],
    // AMBIGUOUS: a paused course is still an active one here. Alternative: it is not.
    ['active-course', [...state.courses.values()].some(courseRuns)],
    ['open-obligations', data.keepObligations !== true && openAtClosing(state, at, data.reason, decisions, resolve)],
  ],
  LinkConcern: concernOnly,
  ReopenCase: (world) => [['case-open', world.state.status === 'open'], ...concernOnly(world)],
  // AMBIGUOUS: not-on-case is for one whose agency only has something pending. Alternative: about the assigned user.
  AssignCaseworker: ({ state, actor }) => [
    ['not-on-case', !agencyOnCase(actor.agency, state) && !may.coordinates(actor, state.infohus)],
  ],
};

export const pendingHandover = (state: CaseState): string | null =>
  [...state.handovers.values()].find((handover) => handover.status === 'pending')?.id ?? null;

export const rowRules = (command: string, world: CaseWorld): readonly Rule[] => RULES[command]?.(world) ?? [];
