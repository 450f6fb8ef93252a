import { caseDecider } from '../../../src/domain/case/case.js';
import { events as courses } from '../../../src/domain/case/courses.js';
import { events as handovers } from '../../../src/domain/case/handover.js';
import { events as life } from '../../../src/domain/case/life.js';
import { events as objections } from '../../../src/domain/case/objection.js';
import { events as offers } from '../../../src/domain/case/offers.js';
import { events as referrals } from '../../../src/domain/case/referral.js';
import { events as security } from '../../../src/domain/case/security.js';
import { events as work } from '../../../src/domain/case/work.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { type PersonState, personAggregate } from '../../../src/domain/person/state.js';
import { idFor } from '../../support/given.js';
import { type Happened, type Other, on, specify } from '../../support/specification.js';

/** A family in the care of SOF: what its specifications are told with. Everybody and everything is invented. */
export const CASE = idFor('the case');
export const [GIRL, SON, FATHER, MOTHER, STRANGER] = ['girl', 'son', 'father', 'mother', 'stranger'].map(idFor) as [
  string,
  string,
  string,
  string,
  string,
];
export const [MENTOR, COACH, SECOND] = ['the mentor', 'the coach', 'a second offer'].map(idFor) as [
  string,
  string,
  string,
];
export const [COURSE, HANDOVER, REFERRAL, CONCERN] = ['the course', 'the handover', 'the referral', 'the concern'].map(
  idFor,
) as [string, string, string, string];
export const SOF = 'SOF:caseworker';
export const BIF = 'BIF:coordinator';
export const KP = 'KP:police';
export const given = specify(caseDecider as unknown as Decider<unknown, string>, CASE, SOF);

const text = (words: string) => Sealed.of(words);
export const OPENED: Happened = on(
  '2024-01-08',
  life.CaseOpened({
    infohus: 'koebenhavn',
    concernIds: [CONCERN],
    caseType: 'child',
    level: 'specific',
    responsibleAgency: 'SOF',
    subjects: [
      { personId: GIRL, role: 'focus', ageGroup: 'minor' },
      { personId: SON, role: 'sibling', ageGroup: 'adult' },
      { personId: FATHER, role: 'parent', ageGroup: 'adult' },
    ],
  }),
  BIF,
);

interface Offering {
  readonly offerId?: string;
  readonly personId?: string;
  readonly kind?: string;
}
const offer = ({ offerId = MENTOR, personId = SON, kind = 'mentor' }: Offering = {}) => ({ offerId, personId, kind });
export const offered = (when: string, of?: Offering) => on(when, offers.SupportOffered(offer(of)));
export const declined = (when: string, of?: Offering, doNotContact = false) =>
  on(when, offers.OfferDeclined({ ...offer(of), doNotContact }));
export const repeated = (when: string, of?: Offering) => on(when, offers.OfferRepeated(offer(of)));
export const withdrawn = (when: string, of?: Offering) =>
  on(when, offers.OfferWithdrawn({ ...offer(of), reason: text('Ikke længere') }));
export const accepted = (when: string, of?: Offering, by: readonly string[] = [offer(of).personId]) =>
  on(
    when,
    offers.OfferAccepted({
      ...offer(of),
      consent: { by: [...by], scope: text('Samtaler'), givenOn: when.slice(0, 10) },
      guardianConsent: by.length > 1,
    }),
  );
export const renewed = (when: string, of?: Offering, by: readonly string[] = [offer(of).personId]) =>
  on(
    when,
    offers.ConsentRenewed({
      ...offer(of),
      consent: { by: [...by], scope: text('Samtaler'), givenOn: when.slice(0, 10) },
      guardianConsent: by.length > 1,
    }),
  );
export const consentWithdrawn = (when: string, of?: Offering) => on(when, offers.ConsentWithdrawn(offer(of)));
export const lifted = (when: string, personId = SON) =>
  on(when, objections.DoNotContactLifted({ personId, reason: text('Kom selv') }));

const course = (of?: Offering, courseId = COURSE) => ({ courseId, ...offer(of) });
export const started = (when: string, of?: Offering, courseId?: string) =>
  on(when, courses.CourseStarted({ ...course(of, courseId), mentor: text('Opdigtet Mentor') }));
export const paused = (when: string, of?: Offering) => on(when, courses.CoursePaused(course(of)));
export const resumed = (when: string, of?: Offering) => on(when, courses.CourseResumed(course(of)));
export const completed = (when: string, of?: Offering, courseId?: string) =>
  on(when, courses.CourseCompleted(course(of, courseId)));
export const measured = (when: string, of?: Offering) =>
  on(when, courses.ProgressMeasured({ ...course(of), tool: 'tool', factors: [] }));

const parties = { fromAgency: 'SOF', toAgency: 'BUF' };
export const handoverOffered = (when: string) =>
  on(
    when,
    handovers.HandoverOffered({ handoverId: HANDOVER, ...parties, reason: text('Skole'), legalBasis: 'RPL115_1_1' }),
  );
export const handoverAccepted = (when: string) =>
  on(when, handovers.HandoverAccepted({ handoverId: HANDOVER, ...parties }), 'BUF:caseworker');
export const referred = (when: string) =>
  on(when, referrals.CaseReferred({ referralId: REFERRAL, ...parties, task: text('Skole'), legalBasis: 'RPL115_1_1' }));
export const referralAccepted = (when: string) =>
  on(when, referrals.ReferralAccepted({ referralId: REFERRAL, ...parties }), 'BUF:caseworker');

export const heldBySecurity = (when: string) =>
  on(when, security.CaseHandedToSecurity({ to: 'police', byAgency: 'KP', reason: text('Trussel') }), KP);
export const cleared = (when: string) => on(when, security.ClearedForSupport({}), KP);
export const closed = (when: string, reason: 'risk-over' | 'moved' = 'risk-over', keepObligations = false) =>
  on(when, life.CaseClosed({ reason, keepObligations }));
export const releaseExpected = (when: string, releaseDate: string, personId = SON) =>
  on(when, work.ReleaseExpected({ personId, releaseDate }));

/** A person as registered: birth date and guardians are sealed. */
export function person(
  id: string,
  { born, guardians, into = null }: { born?: string; guardians?: readonly string[]; into?: string | null } = {},
): Other<PersonState> {
  return {
    of: personAggregate,
    id,
    state: {
      ...personAggregate.initial,
      exists: true,
      birthDate: born ? Sealed.of(born) : null,
      guardians: guardians ? Sealed.of(guardians) : null,
      mergedInto: into,
    },
  };
}

export const disclosure = {
  categories: ['identity'],
  legalBasis: 'RPL115_1_1',
  constellation: 'SSP',
  purpose: 'crime-prevention',
  necessity: 'Nødvendigt for hjælpen',
};
