import { type CaseState, type Course, courseRuns, type Offer, type Subject, type Transfer } from './case-state.js';
import { child, type Data, type Fact, objects, str, strings } from './model.js';
import type { Resolve } from './persons.js';
import type { Ms } from './time.js';

type Fold = (state: CaseState, fact: Fact, resolve: Resolve) => void;

function move(state: CaseState, agency: string, at: Ms, handoverId: string | null): void {
  const last = state.chain.at(-1);
  if (last && last.to === null) last.to = at;
  state.responsible = agency;
  state.chain.push({ agency, from: at, to: null, handoverId });
}

const transfer =
  (of: 'referrals' | 'handovers', key: string): Fold =>
  (state, { data, at, actor }) => {
    const id = str(data, key);
    state[of].set(id, {
      id,
      from: actor.agency,
      toAgency: str(data, 'toAgency'),
      at,
      legalBasis: str(child(data, 'disclosure'), 'legalBasis'),
      status: 'pending',
      firstAnswerAt: null,
      answeredAt: null,
    });
  };

const answer =
  (of: 'referrals' | 'handovers', key: string, status: Transfer['status']): Fold =>
  (state, { data, at }) => {
    const item = state[of].get(str(data, key));
    if (!item) return;
    item.status = status;
    item.answeredAt = at;
    item.firstAnswerAt ??= at;
    if (of === 'handovers' && status === 'accepted') move(state, item.toAgency, at, item.id);
  };

const onOffer =
  (change: (offer: Offer, fact: Fact, state: CaseState, resolve: Resolve) => void): Fold =>
  (state, fact, resolve) => {
    const offer = state.offers.get(str(fact.data, 'offerId'));
    if (offer) change(offer, fact, state, resolve);
  };

const consentBy = (data: Data, resolve: Resolve): string[] => strings(child(data, 'consent'), 'by').map(resolve);

/** Named twice, the newest role and age group stand; a right once given stays. */
function name(state: CaseState, personId: string, subject: Subject): void {
  const before = state.subjects.get(personId);
  state.subjects.set(personId, { ...subject, entitled: subject.entitled || before?.entitled === true });
}

/** "Do not contact" binds the person in the case: it ends the obligations of the person's other offers too. */
function object(state: CaseState, offer: Offer, at: Ms): void {
  state.objections.set(offer.personId, at);
  for (const other of state.offers.values())
    if (other !== offer && other.personId === offer.personId) other.steps.push({ at, what: 'objected' });
}

const onCourse =
  (change: (course: Course, fact: Fact) => void): Fold =>
  (state, fact) => {
    const course = state.courses.get(str(fact.data, 'courseId'));
    if (course) change(course, fact);
  };

const endCourse = (course: Course, how: 'completed' | 'aborted', at: Ms): void => {
  course.status = how;
  course.pausedAt = null;
  if (how === 'completed') course.completedAt = at;
  course.steps.push({ at, what: how });
};

const FOLDS: Readonly<Record<string, Fold>> = {
  TriageCase: (state, { at, order }) => {
    state.triaged ??= { at, order };
  },
  AddSubject: (state, { data, entitles }, resolve) => {
    const personId = str(data, 'personId');
    name(state, resolve(personId), {
      role: str(data, 'role'),
      ageGroup: str(data, 'ageGroup'),
      entitled: entitles.has(personId),
    });
  },
  ChangeSubject: (state, { data }, resolve) => {
    const subject = state.subjects.get(resolve(str(data, 'personId')));
    if (!subject) return;
    if (typeof data.role === 'string') subject.role = data.role;
    if (typeof data.ageGroup === 'string') subject.ageGroup = data.ageGroup;
  },
  RemoveSubject: (state, { data }, resolve) => {
    state.subjects.delete(resolve(str(data, 'personId')));
  },
  LiftDoNotContact: (state, { data }, resolve) => {
    state.objections.delete(resolve(str(data, 'personId')));
  },
  ReferCase: transfer('referrals', 'referralId'),
  AcceptReferral: answer('referrals', 'referralId', 'accepted'),
  DeclineReferral: answer('referrals', 'referralId', 'declined'),
  WithdrawReferral: answer('referrals', 'referralId', 'withdrawn'),
  CompleteReferral: answer('referrals', 'referralId', 'completed'),
  OfferHandover: transfer('handovers', 'handoverId'),
  AcceptHandover: answer('handovers', 'handoverId', 'accepted'),
  DeclineHandover: answer('handovers', 'handoverId', 'declined'),
  WithdrawHandover: answer('handovers', 'handoverId', 'withdrawn'),
  OfferSupport: (state, { data, at }, resolve) => {
    const id = str(data, 'offerId');
    state.offers.set(id, {
      id,
      personId: resolve(str(data, 'personId')),
      kind: str(data, 'kind'),
      offeredAt: at,
      status: 'open',
      askedAt: at,
      firstDeclineAt: null,
      acceptedAt: null,
      consent: null,
      consentedAt: null,
      steps: [],
    });
  },
  AcceptOffer: onOffer((offer, { at, data }, _, resolve) => {
    offer.status = 'accepted';
    offer.acceptedAt = at;
    offer.consentedAt = at;
    offer.consent = consentBy(data, resolve);
    offer.steps.push({ at, what: 'accepted' });
  }),
  RenewConsent: onOffer((offer, { at, data }, _, resolve) => {
    offer.consent = consentBy(data, resolve);
    offer.consentedAt = at;
  }),
  DeclineOffer: onOffer((offer, { at, data }, state) => {
    const forGood = data.doNotContact === true;
    offer.status = 'declined';
    offer.firstDeclineAt ??= at;
    if (forGood) object(state, offer, at);
    offer.steps.push({ at, what: forGood ? 'declined-for-good' : 'declined' });
  }),
  WithdrawOffer: onOffer((offer) => {
    offer.status = 'withdrawn';
  }),
  RepeatOffer: onOffer((offer, { at }) => {
    offer.status = 'open';
    offer.askedAt = at;
    offer.steps.push({ at, what: 'repeated' });
  }),
  LapseReoffer: onOffer((offer, { at }) => {
    offer.steps.push({ at, what: 'lapsed' });
  }),
  // AMBIGUOUS: the offer stays "accepted" after its consent is withdrawn. Alternative: a status of its own, or "withdrawn".
  WithdrawConsent: onOffer((offer, { at }, state) => {
    offer.consent = null;
    for (const course of state.courses.values())
      if (course.offerId === offer.id && courseRuns(course)) endCourse(course, 'aborted', at);
  }),
  StartCourse: (state, { data, at }) => {
    const id = str(data, 'courseId');
    const offerId = str(data, 'offerId');
    const kind = state.offers.get(offerId)?.kind ?? '';
    state.courses.set(id, {
      id,
      offerId,
      kind,
      startedAt: at,
      status: 'active',
      pausedAt: null,
      completedAt: null,
      steps: [],
    });
  },
  MeasureProgress: onCourse((course, { at, data }) => {
    const factors = objects(data, 'factors').map((factor) => ({
      factor: str(factor, 'factor'),
      kind: str(factor, 'kind'),
      level: Number(factor.level),
    }));
    course.steps.push({ at, what: 'measured', factors });
  }),
  // A pause that was written down before an end that lies before it opens nothing: what has ended stays ended.
  PauseCourse: onCourse((course, { at }) => {
    if (!courseRuns(course)) return;
    course.status = 'paused';
    course.pausedAt = at;
    course.steps.push({ at, what: 'paused' });
  }),
  ResumeCourse: onCourse((course, { at }) => {
    if (!courseRuns(course)) return;
    course.status = 'active';
    course.pausedAt = null;
    course.steps.push({ at, what: 'resumed' });
  }),
  CompleteCourse: onCourse((course, { at }) => endCourse(course, 'completed', at)),
  AbortCourse: onCourse((course, { at }) => endCourse(course, 'aborted', at)),
  RecordStatusFollowUp: onCourse((course, { at, data }) => {
    course.steps.push({ at, what: 'status', value: str(data, 'status') });
  }),
  RecordRiskFollowUp: onCourse((course, { at, data }) => {
    course.steps.push({ at, what: 'risk', value: str(data, 'result') });
  }),
  HandCaseToSecurity: (state, { at, actor }) => {
    state.securityHold = true;
    state.holders.add(actor.agency);
    state.heldAt = at;
    for (const offer of state.offers.values()) offer.steps.push({ at, what: 'security' });
    for (const course of state.courses.values())
      if (course.status === 'active') {
        course.status = 'paused';
        course.pausedAt = at;
        course.steps.push({ at, what: 'paused' });
      }
  },
  ClearForSupport: (state) => {
    state.securityHold = false;
    state.holders.clear();
  },
  CloseCase: (state, { at, data }) => {
    state.status = 'closed';
    state.closedAt = at;
    state.kept = data.keepObligations === true;
    const last = state.chain.at(-1);
    if (last) last.to = at;
    if (state.kept || (data.reason !== 'moved' && data.reason !== 'deceased')) return;
    state.movedAt.push(at);
    for (const offer of state.offers.values()) offer.steps.push({ at, what: 'closed-moved' });
    for (const course of state.courses.values()) course.steps.push({ at, what: 'closed-moved' });
  },
  ReopenCase: (state, { at }) => {
    state.status = 'open';
    state.closedAt = null;
    state.kept = false;
    move(state, state.responsible, at, null);
  },
};

/** The case as its facts (already in order) tell it; undefined where it was not opened by then. */
export function foldCase(id: string, facts: readonly Fact[], resolve: Resolve): CaseState | undefined {
  const start = facts.find((fact) => fact.type === 'OpenCase');
  if (!start) return undefined;
  const state: CaseState = {
    id,
    infohus: str(start.data, 'infohus'),
    openedAt: start.at,
    facts,
    status: 'open',
    closedAt: null,
    kept: false,
    responsible: '',
    triaged: null,
    securityHold: false,
    heldAt: null,
    holders: new Set(),
    subjects: new Map(),
    objections: new Map(),
    movedAt: [],
    offers: new Map(),
    courses: new Map(),
    referrals: new Map(),
    handovers: new Map(),
    chain: [],
  };
  for (const subject of objects(start.data, 'subjects')) {
    const personId = str(subject, 'personId');
    name(state, resolve(personId), {
      role: str(subject, 'role'),
      ageGroup: str(subject, 'ageGroup'),
      entitled: start.entitles.has(personId),
    });
  }
  move(state, str(start.data, 'responsibleAgency'), start.at, null);
  for (const fact of facts) FOLDS[fact.type]?.(state, fact, resolve);
  return state;
}
