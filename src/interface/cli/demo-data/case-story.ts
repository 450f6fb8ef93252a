import type { Random } from './random.js';
import { BIF, days, hours, KP, type Script, type Who, worker } from './script.js';

/** One case of the synthetic years, from its opening to wherever chance takes it. */
interface Story {
  readonly script: Script;
  readonly random: Random;
  readonly caseId: string;
  readonly personId: string;
  readonly parentId: string;
  readonly minor: boolean;
}
const disclosure = (legalBasis: string, constellation: string) => ({
  categories: ['identity', 'assessment'],
  legalBasis,
  constellation,
  purpose: 'crime-prevention',
  necessity: 'Den modtagende myndighed skal kende sagen for at hjælpe.',
});

export function caseStory(
  script: Script,
  random: Random,
  concernId: string,
  received: number,
  minor: boolean,
  personId: string,
): void {
  const caseId = random.uuid();
  const parentId = random.uuid();
  const story: Story = { script, random, caseId, personId, parentId, minor };
  const opened = received + hours(random.whole(6, 20));
  script.give('RegisterPerson', parentId, opened - 60_000, BIF, { name: `Opdigtet Forælder ${caseId.slice(0, 4)}` });
  script.give('OpenCase', caseId, opened, BIF, {
    infohus: 'koebenhavn',
    concernIds: [concernId],
    caseType: minor ? 'child' : random.one(['adult', 'adult-psychiatric', 'crime-crossover']),
    level: random.one(['specific', 'targeted']),
    responsibleAgency: 'BIF',
    subjects: [
      { personId, role: 'focus', ageGroup: minor ? 'minor' : 'adult' },
      { personId: parentId, role: 'parent', ageGroup: 'adult' },
    ],
  });
  const agency = minor ? 'SOF' : random.one(['SOF', 'BUF', 'KFF']);
  const triaged = opened + hours(random.chance(0.8) ? 2 : 60);
  script.give('TriageCase', caseId, triaged, random.chance(0.9) ? BIF : { ...BIF, userId: 'bif-tovholder-2' }, {
    toAgency: agency,
    decision: 'Visiteret',
  });
  const holder = handover(story, agency, triaged + days(1));
  const offered = triaged + days(12);
  const until = support(story, holder, personId, 'mentor', offered);
  const parentUntil = random.chance(0.6)
    ? support(story, holder, parentId, 'parent-coach', offered + days(1))
    : offered;
  closing(story, holder, Math.max(until, parentUntil) + days(20));
}

function handover({ script, random, caseId }: Story, agency: string, ms: number): Who {
  const handoverId = random.uuid();
  script.give('OfferHandover', caseId, ms, BIF, {
    handoverId,
    toAgency: agency,
    reason: 'Sagen hører til her.',
    disclosure: disclosure('GDPR-DBL', 'none'),
  });
  const answered = ms + days(random.one([1, 2, 2, 6]));
  if (random.chance(0.85)) {
    script.give('AcceptHandover', caseId, answered, worker(agency), { handoverId });
    return worker(agency);
  }
  script.give('DeclineHandover', caseId, answered, worker(agency), { handoverId, reason: 'Borgeren er ikke hos os.' });
  return BIF;
}

/** Offers one kind of course and follows it; returns when the last thing about it happened. */
function support(story: Story, holder: Who, personId: string, kind: string, ms: number): number {
  const { script, random, caseId } = story;
  const offerId = random.uuid();
  script.give('OfferSupport', caseId, ms, holder, { offerId, personId, kind });
  const answered = ms + days(random.whole(1, 14));
  const fate = random.next();
  if (fate < 0.05) return ms;
  if (fate < 0.65) return course(story, holder, personId, offerId, answered);
  script.give('DeclineOffer', caseId, answered, holder, { offerId, doNotContact: random.chance(0.1) });
  const declinedForGood = script.last().includes('"doNotContact":true');
  if (declinedForGood) return answered;
  script.give('SupportProfessionals', caseId, answered + days(3), holder, {
    agencies: ['BUF'],
    topic: 'Støtte til fagpersonerne omkring familien',
  });
  const first = answered + days(random.one([70, 80, 88, 110]));
  script.give('RepeatOffer', caseId, first, holder, { offerId });
  if (random.chance(0.5)) return course(story, holder, personId, offerId, first + days(3));
  script.give('DeclineOffer', caseId, first + days(2), holder, { offerId });
  const second = answered + days(random.one([150, 170, 176, 200]));
  if (random.chance(0.3)) {
    script.give('LapseReoffer', caseId, first + days(5), BIF, {
      offerId,
      reason: random.one(['not-relevant', 'moved']),
    });
    return first + days(5);
  }
  script.give('RepeatOffer', caseId, second, holder, { offerId });
  script.give('DeclineOffer', caseId, second + days(1), holder, { offerId });
  return second + days(1);
}

function course(
  { script, random, caseId, minor, parentId }: Story,
  holder: Who,
  personId: string,
  offerId: string,
  ms: number,
): number {
  const by = minor && personId !== parentId ? [personId, parentId] : [personId];
  script.give('AcceptOffer', caseId, ms, holder, {
    offerId,
    consent: { by, scope: 'Frivilligt forløb', givenOn: new Date(ms).toISOString().slice(0, 10) },
  });
  const courseId = random.uuid();
  const started = ms + days(7);
  const give = (command: string, when: number, data: object = {}) =>
    script.give(command, caseId, when, holder, { courseId, ...data });
  give('StartCourse', started, { offerId, mentor: 'Opdigtet Mentor' });
  const measure = (when: number, risk: number) =>
    give('MeasureProgress', when, {
      tool: 'national-progression',
      factors: [
        { factor: 'peer-influence', kind: 'risk', level: risk },
        { factor: 'family-ties', kind: 'protective', level: 6 - risk },
      ],
    });
  measure(started + hours(2), 4);
  const end = started + days(random.whole(190, 260));
  if (random.chance(0.2)) {
    give('PauseCourse', started + days(60));
    give('ResumeCourse', started + days(60 + random.whole(5, 20)));
  }
  if (random.chance(0.15)) {
    give('AbortCourse', started + days(90), { reason: 'Ønsker ikke at fortsætte.' });
    return started + days(90);
  }
  if (random.chance(0.85)) measure(started + days(183), random.one([2, 3, 4]));
  give('CompleteCourse', end);
  if (random.chance(0.85))
    give('RecordRiskFollowUp', end + days(180), { result: random.chance(0.8) ? 'not-at-risk' : 'at-risk' });
  if (random.chance(0.85))
    give('RecordStatusFollowUp', end + days(300), {
      status: random.one(['education', 'employment', 'both', 'neither']),
    });
  return end;
}

function closing({ script, random, caseId }: Story, holder: Who, ms: number): void {
  if (random.chance(0.1)) return;
  if (random.chance(0.05)) {
    script.give('ReferCase', caseId, ms - days(10), holder, {
      referralId: random.uuid(),
      toAgency: 'KP',
      task: 'Vurdér sikkerheden',
      disclosure: disclosure('RPL115_1_1', 'SSP'),
    });
    const { referralId } = JSON.parse(script.last()).data;
    script.give('AcceptReferral', caseId, ms - days(9), KP, { referralId });
    script.give('HandCaseToSecurity', caseId, ms - days(8), KP, { to: 'police', reason: 'En trussel undersøges.' });
    script.give('ClearForSupport', caseId, ms - days(2), KP, {});
  }
  script.give('CloseCase', caseId, ms, BIF, {
    reason: random.one(['risk-over', 'normal-system', 'moved', 'declined', 'other']),
    keepObligations: true,
  });
}
