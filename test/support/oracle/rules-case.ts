// The refusals of case, row by row of commands.md, each list in the order of its row.
import * as may from './access.js';
import { agencyOnCase, type Who } from './access.js';
import { type CaseState, type Course, courseRuns, type Offer } from './case-state.js';
import type { Concern } from './concern.js';
import { type Actor, child, type Data, str, strings } from './model.js';
import { openAtClosing, reoffers } from './obligations.js';
import { releases } from './obligations-rest.js';
import { disclosureRules, isAgencyOf, kindOf } from './plan.js';
import { disclosureOf, type Rule } from './rules-concern.js';
import type { Ms } from './time.js';

export interface CaseWorld {
  readonly state: CaseState;
  readonly actor: Actor;
  readonly data: Data;
  readonly at: Ms;
  /** A concern as far as the actor may see it. */
  readonly concern: (id: string) => Concern | undefined;
  readonly guardians: (personId: string) => readonly string[];
}

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

/** AMBIGUOUS: an accepted offer without a course is open until its consent is withdrawn. Alternative: it stays open. */
function isOpenOffer(offer: Offer, courses: readonly Course[]): boolean {
  if (offer.status === 'open') return true;
  if (offer.status !== 'accepted') return false;
  const own = courses.filter((course) => course.offerId === offer.id);
  return own.length === 0 ? offer.consent : own.some(courseRuns);
}

function consentMissing({ state, data, guardians }: CaseWorld, offer: Offer): boolean {
  // AMBIGUOUS: an adult's own name is not asked for in `by`: only minors are spoken of. Alternative: it is.
  if (state.subjects.get(offer.personId)?.ageGroup !== 'minor') return false;
  const by = strings(child(data, 'consent'), 'by');
  const registered = guardians(offer.personId);
  const other = by.filter((id) => id !== offer.personId);
  const guardian = registered.length === 0 ? other.length > 0 : other.some((id) => registered.includes(id));
  return !by.includes(offer.personId) || !guardian;
}

function disclosed({ actor, state, data }: CaseWorld): readonly Rule[] {
  const pair = [kindOf(actor.agency, state.infohus), kindOf(str(data, 'toAgency'), state.infohus)] as const;
  return disclosureRules(disclosureOf(child(data, 'disclosure')), [pair]);
}

type Rules = (world: CaseWorld) => readonly Rule[];

const unknownAgency: Rules = ({ state, data }) => [
  ['unknown-agency', !isAgencyOf(state.infohus, str(data, 'toAgency'))],
];
const notInCase: Rules = ({ state, data }) => [['not-in-case', !state.subjects.has(str(data, 'personId'))]];
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
  TriageCase: (world) => [['already-triaged', world.state.triaged !== null], ...unknownAgency(world)],
  RecordAssessment: notInCase,
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
    const same = [...state.offers.values()].filter(
      (offer) => offer.personId === data.personId && offer.kind === data.kind,
    );
    return [
      ...notInCase(world),
      ['one-open-offer', same.some((offer) => isOpenOffer(offer, [...state.courses.values()]))],
      ['do-not-contact', state.objections.has(str(data, 'personId'))],
      ...onHold(world),
    ];
  },
  AcceptOffer: (world) => {
    const offer = offerOf(world);
    return [...offerNotOpen(world), ['guardian-consent-missing', offer !== undefined && consentMissing(world, offer)]];
  },
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
  WithdrawConsent: (world) => [['no-consent', offerOf(world)?.consent !== true]],
  StartCourse: (world) => {
    const { state, data } = world;
    // AMBIGUOUS: course-exists: this courseId, or a course of this offer. Alternative: the id alone.
    const exists = [...state.courses.values()].some((c) => c.id === data.courseId || c.offerId === data.offerId);
    return [['no-consent', offerOf(world)?.consent !== true], ...onHold(world), ['course-exists', exists]];
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
  CloseCase: ({ state, at, data }) => [
    ['handover-pending', pendingHandover(state) !== null],
    // AMBIGUOUS: a paused course is still an active one here. Alternative: it is not.
    ['active-course', [...state.courses.values()].some(courseRuns)],
    ['open-obligations', data.keepObligations !== true && openAtClosing(state, at, data.reason, releases(state, at))],
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

/** What a closed case still takes where an obligation was kept (commands.md, after the table). */
const AFTER_CLOSING = new Set(
  `RecordStatusFollowUp RecordRiskFollowUp RepeatOffer AcceptOffer DeclineOffer WithdrawOffer LapseReoffer WithdrawConsent
  StartCourse MeasureProgress PauseCourse ResumeCourse CompleteCourse AbortCourse`.split(/\s+/),
);

/** A fact dated before the closing is written down after it, whatever its kind; nothing closes twice. */
function closed(command: string, { state, at }: CaseWorld): boolean {
  if (state.status === 'open' || command === 'ReopenCase') return false;
  if (state.closedAt !== null && at < state.closedAt && command !== 'CloseCase') return false;
  return !(state.kept && AFTER_CLOSING.has(command));
}

/** What the command answers, ends or follows: it may not be dated before it. */
function earliest(command: string, world: CaseWorld): Ms {
  const { state, data } = world;
  const offer = typeof data.offerId === 'string' ? state.offers.get(data.offerId) : undefined;
  const course = typeof data.courseId === 'string' ? state.courses.get(data.courseId) : undefined;
  const referral = typeof data.referralId === 'string' ? state.referrals.get(data.referralId) : undefined;
  const handover = typeof data.handoverId === 'string' ? state.handovers.get(data.handoverId) : undefined;
  const follows: (Ms | null | undefined)[] = [state.openedAt];
  // AMBIGUOUS: an answer follows the newest asking (the re-offer it answers). Alternative: the first offering.
  if (command === 'AcceptOffer' || command === 'DeclineOffer' || command === 'WithdrawOffer')
    follows.push(offer?.askedAt);
  else if (command === 'RepeatOffer' || command === 'LapseReoffer') follows.push(offer?.firstDeclineAt);
  else follows.push(offer?.acceptedAt ?? offer?.offeredAt);
  follows.push(course?.startedAt);
  if (command === 'ResumeCourse') follows.push(course?.pausedAt);
  if (command === 'RecordStatusFollowUp' || command === 'RecordRiskFollowUp') follows.push(course?.completedAt);
  if (command !== 'ReferCase') follows.push(command === 'CompleteReferral' ? referral?.answeredAt : referral?.at);
  if (command !== 'OfferHandover') follows.push(handover?.at);
  if (command === 'ClearForSupport') follows.push(state.heldAt);
  if (command === 'ReopenCase') follows.push(state.closedAt);
  return Math.max(...follows.filter((at) => typeof at === 'number'));
}

/** AMBIGUOUS: out-of-order stands in no row; it is checked after the row's own rules. Alternative: before them. */
export function caseRules(command: string, world: CaseWorld): Rule[] {
  return [
    ...(RULES[command]?.(world) ?? []),
    ['case-closed', closed(command, world)],
    ['out-of-order', world.at < earliest(command, world)],
  ];
}
