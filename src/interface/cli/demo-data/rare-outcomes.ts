import type { Random } from './random.js';
import { BIF, days, hours, KP, type Script, worker } from './script.js';

interface Tale {
  readonly script: Script;
  readonly random: Random;
}
const SOF = worker('SOF');

/** What chance may miss in a year and a reader of the demo must still find: one of each, told outright. */
export function rareOutcomes(script: Script, random: Random, year: number): void {
  const tale = { script, random };
  const start = Date.UTC(year, 2, 1, 9);
  duplicate(tale, start);
  linkedAndReopened(tale, start + days(7));
  keptBySecurity(tale, start + days(14));
  clearedAndWithdrawn(tale, start + days(21));
}

function concern({ script, random }: Tale, ms: number, outcome: 'substantiated' | 'unsubstantiated') {
  const concernId = random.uuid();
  const personId = random.uuid();
  script.give('RegisterPerson', personId, ms, SOF, { name: `Opdigtet Person ${personId.slice(0, 4)}` });
  script.give('RegisterConcern', concernId, ms + hours(1), SOF, {
    infohus: 'koebenhavn',
    channel: 'authority',
    receivedAt: new Date(ms).toISOString(),
    subjects: [{ personId, role: 'focus', ageGroup: 'adult' }],
    description: 'Syntetisk bekymring.',
    reportedByAgency: 'SOF',
  });
  script.give('QualifyConcern', concernId, ms + hours(3), BIF, {
    outcome,
    method: 'discussion',
    participants: ['BIF', 'KP'],
    grounds: 'Drøftet på tværs.',
  });
  return { concernId, personId };
}

/** A case of BIF's own; `give` adds a step so many days after it was opened. */
function openedCase(tale: Tale, ms: number) {
  const { script, random } = tale;
  const { concernId, personId } = concern(tale, ms, 'substantiated');
  const caseId = random.uuid();
  const opened = ms + hours(4);
  const give = (command: string, day: number, data: object, who = BIF) =>
    script.give(command, caseId, opened + days(day), who, data);
  give('OpenCase', 0, {
    infohus: 'koebenhavn',
    concernIds: [concernId],
    caseType: 'adult',
    level: 'specific',
    responsibleAgency: 'BIF',
    subjects: [{ personId, role: 'focus', ageGroup: 'adult' }],
  });
  give('TriageCase', 0.1, { toAgency: 'BIF', decision: 'Visiteret' });
  return { opened, personId, give };
}

function duplicate(tale: Tale, ms: number): void {
  const first = concern(tale, ms, 'unsubstantiated');
  const second = concern(tale, ms + days(1), 'unsubstantiated');
  tale.script.give('DismissConcern', second.concernId, ms + days(2), BIF, {
    reason: 'duplicate',
    duplicateOf: first.concernId,
  });
}

/** A further concern joins an open case (domain.md rule 3); one that comes after the closing opens it again. */
function linkedAndReopened(tale: Tale, ms: number): void {
  const { opened, give } = openedCase(tale, ms);
  const linked = concern(tale, opened + days(10), 'substantiated');
  give('LinkConcern', 11, { concernId: linked.concernId });
  give('CloseCase', 60, { reason: 'risk-over' });
  const later = concern(tale, opened + days(120), 'substantiated');
  give('ReopenCase', 121, { concernId: later.concernId });
  give('CloseCase', 150, { reason: 'deceased' });
}

/** Police come onto a case by a referral that they accept, and take it over (K16-15). */
function toSecurity({ random }: Tale, give: ReturnType<typeof openedCase>['give'], to: 'police' | 'pet'): void {
  const referralId = random.uuid();
  give('ReferCase', 20, {
    referralId,
    toAgency: 'KP',
    task: 'Vurdér sikkerheden',
    disclosure: {
      categories: ['identity', 'assessment'],
      legalBasis: 'RPL115_1_1',
      constellation: 'SSP',
      purpose: 'crime-prevention',
      necessity: 'Politiet skal kende sagen for at vurdere den.',
    },
  });
  give('AcceptReferral', 21, { referralId }, KP);
  give('HandCaseToSecurity', 22, { to, reason: 'En trussel undersøges.' }, KP);
}

/** The decline's re-offer obligations lapse with the handover, so the case can close without carrying any on. */
function keptBySecurity(tale: Tale, ms: number): void {
  const { personId, give } = openedCase(tale, ms);
  const offerId = tale.random.uuid();
  give('OfferSupport', 5, { offerId, personId, kind: 'mentor' });
  give('DeclineOffer', 8, { offerId });
  toSecurity(tale, give, 'pet');
  give('CloseCase', 30, { reason: 'security' });
}

/** Help goes on once police have cleared the case; the consent is then withdrawn, and the course stops with it (rule 6). */
function clearedAndWithdrawn(tale: Tale, ms: number): void {
  const { opened, personId, give } = openedCase(tale, ms);
  toSecurity(tale, give, 'police');
  give('ClearForSupport', 40, {}, KP);
  const [offerId, unanswered] = [tale.random.uuid(), tale.random.uuid()];
  give('OfferSupport', 45, { offerId: unanswered, personId, kind: 'mentor' });
  give('WithdrawOffer', 46, { offerId: unanswered, reason: 'Borgeren ønsker en anden mentor.' });
  give('OfferSupport', 47, { offerId, personId, kind: 'mentor' });
  const givenOn = new Date(opened + days(48)).toISOString().slice(0, 10);
  give('AcceptOffer', 48, { offerId, consent: { by: [personId], scope: 'Mentorforløb', givenOn } });
  give('StartCourse', 50, { courseId: tale.random.uuid(), offerId, mentor: 'Opdigtet Mentor' });
  give('WithdrawConsent', 80, { offerId });
  give('CloseCase', 100, { reason: 'moved' });
}
