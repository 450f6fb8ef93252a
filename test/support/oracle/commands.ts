// The fields of commands.md, row by row. Fields that the contract leaves untyped follow its paragraph "A field with no type".
import { dailyRows, startCourse, statement } from './commands-daily.js';
import { disclosure } from './commands-disclosure.js';
import { restRows } from './commands-rest.js';
import type { Row } from './row.js';
import {
  bool,
  type Check,
  code,
  date,
  instant,
  isObject,
  level,
  list,
  number,
  object,
  oneOf,
  text,
  uuid,
  whole,
} from './schema.js';

const role = oneOf('focus', 'sibling', 'parent', 'relative');
const ageGroup = oneOf('minor', 'adult');
const subject = object({ personId: uuid, role, ageGroup });

const dismissFields = object({ reason: oneOf('irrelevant', 'unsubstantiated', 'duplicate') }, { duplicateOf: uuid });
const dismiss: Check = (value) =>
  dismissFields(value) && isObject(value) && (value.reason !== 'duplicate' || Object.hasOwn(value, 'duplicateOf'));

const concern: Record<string, Row> = {
  RegisterConcern: {
    aggregate: 'concern',
    creates: true,
    data: object(
      { infohus: code, channel: code, receivedAt: instant, subjects: list(subject), description: text },
      { reportedByAgency: code, reporter: text, anonymous: bool },
    ),
  },
  IdentifySubject: { aggregate: 'concern', data: subject },
  NotifyPolice: { aggregate: 'concern', data: object({ notifiedAt: instant }) },
  NotifyInfohus: { aggregate: 'concern', data: object({ notifiedAt: instant }) },
  AssessSeverity: {
    aggregate: 'concern',
    data: object(
      { severity: oneOf('acute', 'high', 'medium', 'low'), finality: oneOf('preliminary', 'final') },
      { readyToAct: bool },
    ),
  },
  QualifyConcern: {
    aggregate: 'concern',
    data: object(
      {
        outcome: oneOf('substantiated', 'unsubstantiated'),
        method: oneOf('discussion', 'home-visit', 'conversation', 'urgent-meeting'),
        participants: list(code),
        grounds: text,
      },
      {
        signs: text,
        forms: list(oneOf('militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'hybrid', 'other', 'none')),
        vulnerabilities: text,
      },
    ),
  },
  GiveAdvice: {
    aggregate: 'concern',
    data: object({ to: oneOf('professional', 'citizen', 'relative'), topic: text }),
  },
  DismissConcern: { aggregate: 'concern', data: dismiss },
  HandConcernToPolice: {
    aggregate: 'concern',
    data: object({ to: oneOf('police', 'pet'), reason: text }),
  },
  ForwardConcern: {
    aggregate: 'concern',
    data: object({ toInfohus: code, newConcernId: uuid, disclosure }),
  },
};

const inCase = (data: Check): Row => ({ aggregate: 'case', data });
const referral = inCase(object({ referralId: uuid }));
const handover = inCase(object({ handoverId: uuid }));
const consented = inCase(object({ offerId: uuid, consent: object({ by: list(uuid), scope: text, givenOn: date }) }));
const courseOnly = inCase(object({ courseId: uuid }));

const caseRows: Record<string, Row> = {
  OpenCase: {
    aggregate: 'case',
    creates: true,
    data: object({
      infohus: code,
      concernIds: list(uuid, 1),
      caseType: oneOf('child', 'adult-psychiatric', 'adult', 'crime-crossover'),
      level: oneOf('general', 'specific', 'targeted'),
      responsibleAgency: code,
      subjects: list(subject, 1),
    }),
  },
  TriageCase: inCase(object({ toAgency: code, decision: text }, { unit: code })),
  RecordAssessment: inCase(
    object(
      { personId: uuid, needs: text, recommendedEfforts: list(text), followUpAgency: code },
      {
        startsBy: date,
        dimensions: list(object({ dimension: code }, { resources: text, concerns: text })),
        statements: list(statement),
      },
    ),
  ),
  RecordHomeVisit: inCase(object({ participants: list(code), summary: text, met: list(uuid) })),
  RecordContact: inCase(
    object(
      { kind: oneOf('meeting', 'call', 'message', 'missed-appointment', 'other') },
      { personId: uuid, summary: text },
    ),
  ),
  AddSubject: inCase(subject),
  ChangeSubject: inCase(object({ personId: uuid }, { role, ageGroup })),
  RemoveSubject: inCase(object({ personId: uuid, reason: text })),
  DiscloseInformation: { aggregate: 'told', data: object({ toAgency: code, disclosure }) },
  RequestInformation: inCase(object({ toAgency: code, topic: text })),
  DeclineToShare: inCase(object({ fromAgency: code }, { reason: text })),
  ReferCase: inCase(object({ referralId: uuid, toAgency: code, task: text, disclosure }, { unit: code })),
  AcceptReferral: referral,
  DeclineReferral: inCase(object({ referralId: uuid, reason: text })),
  WithdrawReferral: referral,
  CompleteReferral: inCase(object({ referralId: uuid, outcome: text })),
  OfferHandover: inCase(object({ handoverId: uuid, toAgency: code, reason: text, disclosure })),
  AcceptHandover: handover,
  DeclineHandover: inCase(object({ handoverId: uuid, reason: text })),
  WithdrawHandover: handover,
  OfferSupport: inCase(object({ offerId: uuid, personId: uuid, kind: code })),
  LiftDoNotContact: inCase(object({ personId: uuid, reason: text })),
  AcceptOffer: consented,
  RenewConsent: consented,
  DeclineOffer: inCase(object({ offerId: uuid }, { reason: text, doNotContact: bool })),
  WithdrawOffer: inCase(object({ offerId: uuid, reason: text })),
  RepeatOffer: inCase(object({ offerId: uuid })),
  LapseReoffer: inCase(
    object({
      offerId: uuid,
      reason: oneOf('not-relevant', 'moved', 'deceased', 'security', 'do-not-contact'),
    }),
  ),
  WithdrawConsent: inCase(object({ offerId: uuid })),
  StartCourse: inCase(startCourse),
  MeasureProgress: inCase(
    object({
      courseId: uuid,
      tool: code,
      factors: list(object({ factor: code, kind: oneOf('risk', 'protective'), level })),
    }),
  ),
  PauseCourse: inCase(object({ courseId: uuid }, { reason: text })),
  ResumeCourse: inCase(object({ courseId: uuid }, { reason: text })),
  CompleteCourse: courseOnly,
  AbortCourse: inCase(object({ courseId: uuid, reason: text })),
  RecordStatusFollowUp: inCase(object({ courseId: uuid, status: oneOf('education', 'employment', 'both', 'neither') })),
  RecordRiskFollowUp: inCase(object({ courseId: uuid, result: oneOf('not-at-risk', 'at-risk') })),
  SupportProfessionals: inCase(object({ agencies: list(code), topic: text })),
  RegisterRelease: inCase(object({ personId: uuid, releaseDate: date })),
  HandCaseToSecurity: inCase(object({ to: oneOf('police', 'pet'), reason: text })),
  ClearForSupport: inCase(object({})),
  CloseCase: inCase(
    object(
      { reason: oneOf('risk-over', 'normal-system', 'moved', 'security', 'declined', 'deceased', 'other') },
      { handedTo: text, keepObligations: bool },
    ),
  ),
  LinkConcern: inCase(object({ concernId: uuid })),
  ReopenCase: inCase(object({ concernId: uuid })),
  AssignCaseworker: inCase(object({ userId: code })),
  AnnulEvent: { aggregate: 'every', data: object({ eventId: uuid, reason: text }) },
  CorrectEvent: { aggregate: 'every', data: object({ eventId: uuid, changes: isObject, reason: text }) },
};

const personFields = {
  birthDate: date,
  cpr: text,
  address: text,
  contact: text,
  guardians: list(uuid),
  protectedAddress: bool,
};

const withheld: Check = (value) => isObject(value) && (value.given === true || Object.hasOwn(value, 'ground'));
const information = object({ caseId: uuid, given: bool }, { ground: text });

const figure = object({ infohus: code, indicator: code, year: whole, value: number, source: text });

export const ROWS: Readonly<Record<string, Row>> = {
  ...concern,
  ...caseRows,
  RegisterPerson: { aggregate: 'person', creates: true, data: object({ name: text }, personFields) },
  // AMBIGUOUS: "as above" is read as the same fields with every one optional. Alternative: name stays required.
  ChangePersonDetails: { aggregate: 'person', data: object({}, { name: text, ...personFields }) },
  MergePersons: { aggregate: 'person', data: object({ into: uuid }) },
  RestrictProcessing: { aggregate: 'person', data: object({ ground: text }) },
  LiftRestriction: { aggregate: 'person', data: object({ reason: text }) },
  RequestInsight: { aggregate: 'person', data: object({ receivedOn: date }) },
  DeliverInsight: { aggregate: 'person', data: object({ deliveredOn: date }) },
  RecordInformation: { aggregate: 'person', data: (value) => information(value) && withheld(value) },
  CameOfAge: { aggregate: 'person', data: object({ age: whole }) },
  UseBreakGlass: { aggregate: 'glass', creates: true, data: object({ caseId: uuid, justification: text }) },
  ReviewBreakGlass: { aggregate: 'glass', data: object({ glassId: uuid, justified: bool, assessment: text }) },
  RecordMeasurement: { aggregate: 'measurement', data: figure },
  RecordHistoricalFigure: { aggregate: 'measurement', data: figure },
  AdoptPlan: {
    aggregate: 'plan',
    data: object({ infohus: code, planId: code, adoptedBy: text, from: date }, { to: date }),
  },
  ...restRows,
  ...dailyRows,
};

/** The commands that the oracle does not know (erasure, documents, installations); a line with one is set aside, neither accepted nor refused. */
export const OUTSIDE: ReadonlySet<string> = new Set(
  `RequestErasure AuthoriseErasure ProposeDisposal AuthoriseDisposal DecideSealedText ConfirmSealedText AttachDocument DetachDocument
  HandToInstallation WithdrawTransfer`.split(/\s+/),
);

export const ENVELOPE: Check = object(
  {
    command: text,
    id: uuid,
    // AMBIGUOUS: of the line's fields only commandId is marked optional, so `at` is required in a file.
    at: instant,
    actor: object({
      userId: text,
      agency: code,
      role: oneOf('caseworker', 'leader', 'coordinator', 'police', 'analyst', 'compliance', 'administrator', 'system'),
    }),
    data: isObject,
  },
  { commandId: uuid },
);
