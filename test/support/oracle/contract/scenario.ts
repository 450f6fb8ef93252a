// Short histories with the answer of the contract to each line, written by hand from commands.md and domain.md: the oracle is
// held against them (contract.spec.ts), and so is the product (test/differential/contract.spec.ts).

export const T = '2027-01-01T00:00:00Z';

export interface Line {
  readonly command: string;
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly userId: string; readonly agency: string; readonly role: string };
  readonly data: object;
}

/** The deadlines of one kind at an instant: `dueAt state`, with `short` the state alone; `a|b` where both are right. */
export interface Due {
  readonly of: string;
  readonly at?: string;
  readonly infohus?: string;
  readonly short?: boolean;
  readonly rows: readonly string[];
}

/** `is`: value, numerator, denominator and unknown of an indicator. */
export interface FigureOf {
  readonly id: string;
  readonly plan: string;
  readonly year: number;
  readonly is: readonly [number | null, number | null, number | null, number];
}

export interface Scenario {
  readonly name: string;
  readonly lines: readonly Line[];
  /** By number of the line: its rule, else its code; `a|b` where the contract leaves it open. All others are accepted. */
  readonly expect?: Readonly<Record<number, string>>;
  readonly due?: readonly Due[];
  readonly figures?: readonly FigureOf[];
}

export const id = (n: number): string => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const [CONCERN, CASE, SON, FATHER, MEETING, OFFER, COURSE, REF, HAND] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
export const BIF = 'BIF:coordinator';
export const SOF = 'SOF:caseworker';
export const KP = 'KP:police';
export const SSP = 'SSP:caseworker';

/** The commandId of the nth line. Its event is named by `the(n)`; one that went with it by `the(n, type)`. */
export const commandIdOf = (n: number): string => `a0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const BESIDE: Readonly<Record<string, string>> = { InformationDisclosed: 'd', ConcernLinkedToCase: 'f' };
export const the = (n: number, type?: string): string =>
  `${type === undefined ? 'a' : BESIDE[type]}${commandIdOf(n).slice(1)}`;

/** `who` is agency:role, or agency:role:user. */
export function L(command: string, of: string, at: string, who: string, data: object = {}): Line {
  const [agency = '', role = '', userId = 'u1'] = who.split(':');
  return { command, id: of, at, actor: { userId, agency, role }, data };
}

/** An hour of a day of 2024. */
export const D = (month: string, day: string, hour = '10:00'): string => `2024-${month}-${day}T${hour}:00Z`;

export const register = (at: string, more: object = {}, of = CONCERN, who = BIF): Line =>
  L('RegisterConcern', of, at, who, {
    ...{ infohus: 'koebenhavn', channel: 'police', receivedAt: at, subjects: [], description: 'Bekymring' },
    ...more,
  });
export const qualify = (at: string, outcome = 'substantiated', of = CONCERN, who = BIF): Line =>
  L('QualifyConcern', of, at, who, { outcome, method: 'discussion', participants: ['BIF'], grounds: 'Grundlag' });
export const adult = (personId: string, role = 'focus') => ({ personId, role, ageGroup: 'adult' });
export const minor = (personId: string, role = 'focus') => ({ personId, role, ageGroup: 'minor' });
export const open = (at: string, more: object = {}, of = CASE, who = BIF): Line =>
  L('OpenCase', of, at, who, {
    ...{ infohus: 'koebenhavn', concernIds: [CONCERN], caseType: 'adult', level: 'specific', responsibleAgency: 'SOF' },
    subjects: [adult(SON), adult(FATHER, 'parent')],
    ...more,
  });
/** A concern of a day, qualified, and its case: three lines. */
export const opened = (day = '2024-06-03', more: object = {}, who = BIF): Line[] => [
  register(`${day}T08:00:00Z`, {}, CONCERN, who),
  qualify(`${day}T09:00:00Z`),
  open(`${day}T10:00:00Z`, more),
];
export const inCase = (command: string, at: string, data: object = {}, who = SOF): Line =>
  L(command, CASE, at, who, data);
export const onConcern = (command: string, at: string, data: object = {}, who = BIF): Line =>
  L(command, CONCERN, at, who, data);
export const disclosure = (legalBasis = 'RPL115_1_1', constellation = 'SSP') => ({
  ...{ categories: ['identity'], legalBasis, constellation, purpose: 'crime-prevention', necessity: 'Nødvendigt' },
});
export const refer = (at: string, toAgency = 'SSP', referralId = REF): Line =>
  inCase('ReferCase', at, { referralId, toAgency, task: 'Opgave', disclosure: disclosure() });
export const hand = (at: string, toAgency = 'BUF', handoverId = HAND): Line =>
  inCase('OfferHandover', at, { handoverId, toAgency, reason: 'Grund', disclosure: disclosure() });
export const offer = (at: string, more: object = {}): Line =>
  inCase('OfferSupport', at, { offerId: OFFER, personId: SON, kind: 'mentor', ...more });
export const consent = (givenOn: string, ...by: string[]) => ({
  by: by.length > 0 ? by : [SON],
  scope: 'Samtykke',
  givenOn,
});
export const accept = (at: string, more: object = {}): Line =>
  inCase('AcceptOffer', at, { offerId: OFFER, consent: consent(at.slice(0, 10)), ...more });
export const start = (at: string, more: object = {}): Line =>
  inCase('StartCourse', at, { courseId: COURSE, offerId: OFFER, mentor: 'Testmentor', ...more });
export const decline = (at: string, more: object = {}): Line => inCase('DeclineOffer', at, { offerId: OFFER, ...more });
export const onCourse = (command: string, at: string, more: object = {}): Line =>
  inCase(command, at, { courseId: COURSE, ...more });
export const person = (of: string, at: string, who = SOF, more: object = {}): Line =>
  L('RegisterPerson', of, at, who, { name: 'Testperson', ...more });
export const call = (at: string, more: object = {}, who = BIF): Line =>
  L('CallMeeting', MEETING, at, who, {
    infohus: 'koebenhavn',
    kind: 'ordinary',
    startsAt: at,
    invited: ['BIF'],
    ...more,
  });
export const decided = (at: string, more: object = {}): Line =>
  L('RecordDecision', MEETING, at, BIF, {
    ...{ subject: { concernId: CONCERN }, decision: 'Beslutning', responsibleAgency: 'SOF' },
    ...more,
  });
export const annul = (of: string, at: string, who: string, eventId: string): Line =>
  L('AnnulEvent', of, at, who, { eventId, reason: 'Fejl' });
export const correct = (of: string, at: string, who: string, eventId: string, changes: object): Line =>
  L('CorrectEvent', of, at, who, { eventId, changes, reason: 'Fejl' });
