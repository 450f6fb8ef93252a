// AnnulEvent and CorrectEvent: whose event it is, what stands on it, and what a correction may give.
import { isPoliceOf } from './access.js';
import { type Actor, byTime, type Data, type Fact } from './model.js';

export const isAmendment = ({ type }: Fact): boolean => type === 'AnnulEvent' || type === 'CorrectEvent';

/** A final severity and what only police may give. */
export const policeOnly = ({ type, data }: Pick<Fact, 'type' | 'data'>): boolean =>
  (type === 'AssessSeverity' && data.finality === 'final') ||
  (type === 'HandConcernToPolice' && data.to === 'pet') ||
  type === 'NotifyInfohus' ||
  type === 'HandCaseToSecurity' ||
  type === 'ClearForSupport';

export const mayTouch = (actor: Actor, fact: Pick<Fact, 'type' | 'data'>, infohus: string): boolean =>
  !policeOnly(fact) || isPoliceOf(actor, infohus);

const BY_COMPLIANCE = new Set(['RestrictProcessing', 'LiftRestriction', 'RequestInsight', 'DeliverInsight']);
const STANDS_ON_AN_OPENING = new Set(['OfferSupport', 'StartCourse', 'ReferCase', 'OfferHandover']);
/** Facts beside the steps: nothing follows from them, so that they need not be annulled first by what comes later. */
const NO_STEP = new Set(['MeasureProgress', 'RecordStatusFollowUp', 'RecordRiskFollowUp']);
const HOLD = new Set(['HandCaseToSecurity', 'ClearForSupport']);
const KEYS = ['offerId', 'courseId', 'referralId', 'handoverId'] as const;

/** Whether `later` is a step of the same offer, course, referral, handover or hold, after `fact`. */
function follows(later: Fact, fact: Fact): boolean {
  if (byTime(later, fact) <= 0 || isAmendment(later) || later.goesWith !== null) return false;
  if (HOLD.has(fact.type) && HOLD.has(later.type)) return true;
  if (NO_STEP.has(fact.type)) return false;
  return KEYS.some((key) => typeof fact.data[key] === 'string' && fact.data[key] === later.data[key]);
}

/** Of a concern: the registration, and the newest qualification before the case, when a case stands on them. */
function carriesCase(fact: Fact, stream: readonly Fact[]): boolean {
  const link = stream.find((other) => other.type === 'Linked');
  if (!link) return false;
  if (fact.type === 'RegisterConcern' || fact.type === 'ForwardedHere') return true;
  const qualifications = stream.filter((other) => other.type === 'QualifyConcern' && byTime(other, link) < 0);
  return qualifications.sort(byTime).at(-1) === fact;
}

/** `stream`: the facts of its aggregate that count. */
export function notAnnullable(fact: Fact, stream: readonly Fact[]): boolean {
  if (isAmendment(fact) || fact.annulled || fact.goesWith !== null || BY_COMPLIANCE.has(fact.type)) return true;
  if (fact.type === 'OpenCase' && stream.some((other) => STANDS_ON_AN_OPENING.has(other.type))) return true;
  return carriesCase(fact, stream) || stream.some((later) => follows(later, fact));
}

const FIXED = new Set([
  'infohus',
  'toInfohus',
  'forwardedTo',
  'subjects',
  'subject',
  'disclosure',
  'disclosures',
  'consent',
  'agencies',
  'actors',
  'invited',
  'participants',
  'attendees',
  'guardians',
  'met',
  'into',
]);

/** AMBIGUOUS: lists of agencies and of persons are agencies and ids. Alternative: only single ones. */
export function notCorrectable(fact: Fact, changes: Data): boolean {
  if (isAmendment(fact) || fact.annulled || fact.goesWith !== null) return true;
  const counted = fact.type === 'RecordActivity' ? ['participants'] : [];
  return Object.keys(changes).some((key) => !counted.includes(key) && (FIXED.has(key) || /(Id|Ids|Agency)$/.test(key)));
}

/** The steps that what is moved may not come to lie after. */
export const followers = (fact: Fact, stream: readonly Fact[]): Fact[] =>
  stream.filter((later) => follows(later, fact));
