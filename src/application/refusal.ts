import { DAILY_RULES } from './refusal-daily.js';
import { REGISTER_RULES } from './refusal-register.js';

/** Errors are answers: a named refusal that says what to do (commands.md, Errors). Nothing was appended. */
export const STATUS = {
  'validation-failed': 400,
  'not-authenticated': 401,
  'not-permitted': 403,
  'not-found': 404,
  'already-exists': 409,
  'version-conflict': 409,
  'idempotency-mismatch': 409,
  'payload-too-large': 413,
  /** A document of a kind that is not taken (B-1). */
  'type-not-allowed': 415,
  /** Asked for by a name that is none of ours. */
  'misdirected-request': 421,
  'too-many-requests': 429,
  'rule-violated': 422,
  unavailable: 503,
} as const;
export type RefusalCode = keyof typeof STATUS;

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export class Refused extends Error {
  readonly rule: string | null;
  readonly errors: readonly FieldError[];
  constructor(
    readonly code: RefusalCode,
    message: string,
    more: { readonly rule?: string; readonly errors?: readonly FieldError[] } = {},
  ) {
    super(message);
    this.rule = more.rule ?? null;
    this.errors = more.errors ?? [];
  }
  get status(): number {
    return STATUS[this.code];
  }
}

/** Unavailable until a person has mended what the message names: whoever tries again gets the same. */
export class NeedsMending extends Refused {
  constructor(message: string) {
    super('unavailable', message);
  }
}

export const notFound = () =>
  new Refused('not-found', 'There is nothing by that id that you may see. Check the id, or ask the coordinator.');
export const notPermitted = () =>
  new Refused('not-permitted', 'Your role and agency may not do this. The command says who may; ask one of them.');
/** The first of them say enough, and an answer is not larger than what asked for it. */
const SHOWN = 20;
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);
export function invalid(all: readonly FieldError[]): Refused {
  const errors = all.slice(0, SHOWN).map(({ path, message }) => ({ path: cut(path, 200), message: cut(message, 300) }));
  const more = all.length > SHOWN ? [`and ${all.length - SHOWN} more`] : [];
  const told = [...errors.map((e) => (e.path ? `${e.path}: ${e.message}` : e.message)), ...more];
  return new Refused('validation-failed', cut(told.join('; '), 2_000), { errors });
}

/** What to do about a rule that was violated. Names are the contract's; the words are ours. */
export const ADVICE: Readonly<Record<string, string>> = {
  ...DAILY_RULES,
  ...REGISTER_RULES,
  'occurred-in-future': 'It may not be dated in the future, nor be received after it was registered. Correct the time.',
  'out-of-order': 'It may not be dated before what it answers, ends or follows. Correct the time.',
  'police-sets-final-severity': 'Only police set the final severity (KØ-2). Set a preliminary one, or ask the police.',
  'final-severity-stands': 'Police have set the final severity. Tell them what is new; they may reassess.',
  'concern-ended':
    'The concern was dismissed, handed to police or forwarded. Register a new one if there is something new.',
  'concern-has-case': 'The concern belongs to a case already. Work in that case.',
  'unknown-original': 'The concern that this repeats is not known here. Name the original, another one than this.',
  'case-needs-substantiated-concern':
    'A case rests on concerns whose newest qualification is substantiated. Qualify each of them first.',
  'unknown-agency': 'The plan in force does not name this agency. Choose one that it names.',
  'already-triaged': 'The case has been triaged. Hand it over if responsibility should move.',
  'not-in-case': 'That person is not in the case. Add the person first.',
  'disclosure-needs-basis': 'Name a legal basis of the plan in force that is valid on that day.',
  'basis-not-for-these-agencies':
    'That basis or constellation does not cover these two agencies. Choose one that does.',
  'no-investigation-purpose':
    'Data is shared to prevent crime only, never to investigate (retsplejeloven § 115 stk. 2).',
  'security-hold': 'The case is with security: nothing new starts until police clear it.',
  'not-the-receiver': 'Only the agency that was asked may answer, and only the one that asked may withdraw.',
  'not-pending': 'There is no such offer of handover or referral waiting for this.',
  'already-responsible': 'That agency holds the case already.',
  'handover-pending': 'A handover is waiting for its answer. Wait for it, or withdraw it first.',
  'one-open-offer': 'This person has an open offer of this kind in the case. Answer or end that one first.',
  'case-closed': 'The case is closed. Reopen it on a new concern.',
  'case-open': 'The case is open.',
  'offer-not-open': 'That offer is not waiting for an answer. Repeat it first, or make a new one.',
  'guardian-consent-missing': 'A minor consents together with a guardian: both must be named (domain.md rule 6).',
  'age-group-contradicts':
    'The age group in the case does not fit the birth date of the person on the day of the consent. Change the age group first.',
  'offer-not-declined': 'Only an offer that was declined is offered again.',
  'offer-accepted': 'The offer was accepted. Make a new one if another is needed.',
  'do-not-contact': 'The person asked not to be contacted in this case. Lift that where they came back by themselves.',
  erased: 'What is personal in it was erased, and nothing personal is written there again. Register the person anew.',
  'already-requested': 'Erasure was asked for already. Another compliance officer authorises it.',
  'no-erasure-requested': 'Nobody has asked for the erasure. One officer asks for it, another authorises it.',
  'already-authorised': 'It was authorised already.',
  'own-request': 'Whoever asked for the erasure does not authorise it. Ask another compliance officer.',
  'own-proposal': 'Whoever proposed the disposal does not authorise it. Ask another compliance officer.',
  'not-due': 'The plan keeps one of these longer. Propose it when its period is over.',
  'no-sealed-text': 'That event holds no sealed text.',
  'not-decided': 'Nobody has decided about this text. One officer decides, another confirms.',
  'own-decision': 'Whoever decided does not confirm. Ask another compliance officer.',
  'already-confirmed': 'The decision was confirmed already.',
  'no-objection': 'The person has not asked not to be contacted in this case.',
  'no-open-reoffer': 'There is no open obligation to offer this again.',
  'no-consent': 'There is no consent that stands for this offer.',
  'course-exists': 'That course is there already.',
  'no-such-course': 'There is no such course in this case.',
  'course-not-active': 'The course is not in a state in which this can be done.',
  'course-not-completed': 'Only a completed course is followed up.',
  'no-security-hold': 'The case is not held by security.',
  'active-course': 'A course is under way. Complete or abort it first.',
  'open-obligations': 'Obligations are open: meet them, let them lapse with a reason, or close with keepObligations.',
  'not-on-case': 'Your agency is not on this case.',
  'no-such-event': 'There is no such event here.',
  'not-annullable':
    'That event cannot be annulled: it is an amendment, was annulled before, or falls with the decision that gave it.',
  'not-correctable': 'Not correctable.',
  'meeting-closed': 'The meeting is closed. Call another one, or date what happened before the closing as it happened.',
  'incident-closed':
    'The incident is closed. Raise a new one, or date what happened before the closing as it happened.',
  'not-the-discloser': 'Another agency passed it on: it tells the receiver, or a coordinator does.',
  'no-such-disclosure': 'Nothing was passed on by that id in this case.',
  'breach-closed': 'The breach is closed. Record another one, if more has happened.',
  'reason-for-delay-missing': 'That is later than 72 hours after the discovery. Write why.',
  'breach-not-assessed': 'Judge first whether there is a risk to those whom it concerns.',
  'authority-not-notified': 'There is a risk: tell the supervisory authority and note it before closing.',
  'concerned-not-informed': 'The risk is high: tell those whom it concerns and note it before closing.',
  'nothing-to-acknowledge': 'No alert is waiting to be acknowledged here.',
  'glass-not-needed': 'Your agency is on this case and sees it anyway.',
  'own-break-glass': 'Somebody else must review it.',
  'already-reviewed': 'It has been reviewed.',
  'own-substitute': 'Nobody stands in for oneself. Name somebody else of the agency.',
  'ends-before-it-begins': 'The last day lies before the first. Correct the days.',
  'not-of-your-agency': 'Only the agency itself may end this.',
  'unknown-plan': 'There is no such plan for this Infohus. Put its file into plans/ first.',
  'handover-not-accepted': 'That handover has not been accepted here.',
  'own-infohus': 'The concern is with this Infohus already. Name another one.',
  'not-shareable': 'That statement may not be passed on.',
  'already-merged': 'The two are one person already.',
  'same-person': 'A person is not merged with themselves. Name another one.',
  'disclosure-missing': 'An invited agency is not on this concern or case. Add a disclosure to it.',
  'no-such-decision': 'The meeting has no such decision.',
  'already-completed': 'The decision has been completed.',
  'already-taken': 'The contact has been taken.',
  'user-of-another-infohus': 'That user is of another Infohus. Ask its administrator.',
  'already-deactivated': 'That user is deactivated already.',
  'not-deactivated': 'That user is not deactivated.',
  'step-up-needed': 'This asks for a login that is only minutes old. Log in again, then repeat.',
};

export function violated(rule: string, detail?: string): Refused {
  const advice = ADVICE[rule] ?? 'A rule forbids it.';
  return new Refused('rule-violated', detail ? `${advice} (${detail})` : advice, { rule });
}

/** For acts declared with `stepUp`: whoever gives them has logged in just now. */
export const stepUpNeeded = () =>
  new Refused('not-authenticated', ADVICE['step-up-needed'] ?? '', { rule: 'step-up-needed' });
