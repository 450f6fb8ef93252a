import { eventIdOf } from '../../../../../application/sealing.js';
import type { Who } from '../../script.js';
import { instant, type Step } from '../../steps.js';
import { contact, referred } from '../cases.js';
import { offered, started } from '../courses.js';
import { fromMonth, onDay, workingDay } from '../days.js';
import { HOUR } from '../tale.js';
import type { Scene } from './scene.js';

/** A case in the hands of police: no offer starts until they have cleared it (K16-15). */
export function securityHold(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const of = scene.held(town.social, scene.ago(75));
  const offerId = offered(tale, of, of.focus, 'mentor', scene.ago(60));
  started(tale, of, of.focus, offerId, scene.ago(55));
  tale.give('HandCaseToSecurity', of.id, scene.back(4, 14), town.police, {
    to: 'police',
    reason: 'Opdigtet: en trussel undersøges.',
  });
}

/** Somebody whose address nobody is to see by accident; they have asked what is written about them. */
export function protectedAddress(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const of = scene.held(town.social, scene.ago(50), {
    person: { protectedAddress: true, address: 'Hemmeligvej 1, 0000 Ingensteds' },
  });
  contact(tale, of, scene.ago(12));
  tale.give('RequestInsight', of.focus.id, scene.ago(20), town.compliance, { receivedOn: scene.date(-21) });
  const other = scene.held(town.socialToo, scene.ago(65));
  tale.give('RestrictProcessing', other.focus.id, scene.ago(16), town.compliance, {
    ground: 'Opdigtet: rigtigheden af en oplysning er bestridt.',
  });
}

/** Two who broke the glass: one was reviewed, one waits for its review. */
export function brokenGlass(scene: Scene): readonly Step[] {
  const { tale } = scene;
  const { random, town } = tale;
  const of = scene.held(town.social, scene.ago(45));
  const earlier = scene.held(town.social, scene.ago(97)); // nothing since: it asks for a review (B-9)
  const who = town.school;
  const breaks = (caseId: string, ms: number, justification: string) => {
    const id = random.uuid();
    tale.give('UseBreakGlass', id, ms, who, { caseId, justification });
    return { id, read: reading(who, caseId, ms + HOUR / 4) };
  };
  const before = breaks(earlier.id, scene.ago(80, 15), 'Opdigtet: en elev stod grædende i klubben, og ingen svarede.');
  tale.give('ReviewBreakGlass', before.id, scene.ago(77), town.compliance, {
    glassId: before.id,
    justified: true,
    assessment: 'Opdigtet: nødvendigt for at finde den rette at ringe til.',
  });
  const lately = breaks(
    of.id,
    scene.back(1, 15.5),
    'Opdigtet: en mor ringede fra skolen og bad om navnet på mentoren.',
  );
  return [before.read, lately.read];
}

const reading = (who: Who, id: string, ms: number): Step => ({
  recorded: instant(ms + 6 * 60_000),
  does: { who, query: 'CaseAsOf', params: { id } },
});

/** Last month's meeting with what it decided, and the next one with its agenda. */
export function meetings(scene: Scene): void {
  const { tale, today } = scene;
  const { random, town } = tale;
  const past = random.uuid();
  const own = scene.held(town.social, scene.ago(48));
  const child = scene.held(town.social, scene.ago(52), { minor: true });
  const concern = scene.concern(scene.back(1, 11), { severity: 'low', minor: true });
  const held = scene.back(15, 9);
  const invited = [town.social.agency, town.school.agency, town.police.agency];
  const call = (id: string, ms: number, startsAt: number) =>
    tale.give('CallMeeting', id, ms, town.lead, {
      infohus: town.infohus,
      kind: 'ordinary',
      startsAt: new Date(startsAt).toISOString(),
      invited,
    });
  call(past, scene.back(22, 10), held);
  for (const { id } of [own, child])
    tale.give('AddAgendaItem', past, scene.back(21, 10), town.lead, { subject: { caseId: id } });
  tale.give('HoldMeeting', past, held + 2 * HOUR, town.lead, {
    attendees: [
      { userId: town.social.userId, agency: town.social.agency },
      { userId: town.police.userId, agency: town.police.agency },
    ],
  });
  const decides = (caseId: string, decision: string, startsBy: string) => {
    const commandId = random.uuid();
    const data = { subject: { caseId }, decision, responsibleAgency: town.social.agency, startsBy };
    tale.give('RecordDecision', past, held + 2.2 * HOUR, town.lead, data, commandId);
    return eventIdOf(commandId, 0);
  };
  const done = decides(own.id, 'Opdigtet: mentor tilbydes i denne uge.', workingDay(today, -10));
  decides(child.id, 'Opdigtet: møde med skole og forældre.', workingDay(today, -3)); // overdue
  decides(child.id, 'Opdigtet: fritidsplads undersøges.', workingDay(today, 4));
  tale.give('CloseMeeting', past, held + 2.5 * HOUR, town.lead, {});
  tale.give('CompleteDecision', past, scene.back(11, 13), town.social, {
    decisionId: done,
    outcome: 'Opdigtet: tilbudt.',
  });
  offered(tale, own, own.focus, 'mentor', scene.back(12, 10));

  const next = random.uuid();
  call(next, scene.back(4, 10), onDay(workingDay(today, 1), 9.5));
  const item = (subject: object, more: object = {}) =>
    tale.give('AddAgendaItem', next, scene.back(1, 14), town.lead, { subject, ...more });
  item({ caseId: own.id });
  item(
    { caseId: child.id },
    {
      invited: [town.social.agency, town.school.agency],
      disclosures: [
        {
          toAgency: town.school.agency,
          disclosure: {
            ...tale.disclosure(town.lead, town.school, 'Opdigtet: skolen skal kende planen for dagen.', [
              'identity',
              'school-work',
            ]),
            channel: 'meeting',
          },
        },
      ],
    },
  );
  item({ concernId: concern.id });
}

/** Away this week, with somebody who stands in; an agency's own part of the work. */
export function absence(scene: Scene): void {
  const { random, town } = scene.tale;
  const away = town.infohus === 'koebenhavn' ? town.socialToo.userId : `${town.social.userId}-2`;
  scene.tale.give('RecordAbsence', random.uuid(), scene.back(3, 9), town.socialLeader, {
    userId: away,
    substitute: town.social.userId,
    from: workingDay(scene.today, -2),
    to: workingDay(scene.today, 5),
  });
}

/** No person is in these: a charter soon to be renewed, unrest that goes on, calls that wait. */
export function groups(scene: Scene): void {
  const { tale } = scene;
  const { random, town } = tale;
  const partner = random.uuid();
  const signedOn = fromMonth(scene.date(10), -24);
  tale.give('SignAgreement', partner, onDay(signedOn, 11), town.lead, {
    name: 'Opdigtet Forening for Samtale',
    signedOn,
  });
  tale.give('SignCharter', partner, onDay(signedOn, 12), town.lead, { signedOn });
  const incident = random.uuid();
  tale.give('RaiseIncident', incident, onDay(scene.date(-3), 20), town.police, {
    infohus: town.infohus,
    place: 'Opdigtet station',
    summary: 'Opdigtet: opslag på nettet samler unge om aftenen.',
  });
  tale.give('ActivatePreventionPlan', incident, onDay(scene.date(-3), 21), town.lead, {
    actors: [town.school.agency, town.police.agency],
  });
  tale.give('RecordHotlineContact', random.uuid(), onDay(scene.date(-1), 19), town.reporters[1] ?? town.lead, {
    infohus: town.infohus,
    topic: 'Opdigtet: en nabo har hørt råb og er i tvivl.',
    from: 'citizen',
  });
}

/** A child's case whose school was told, so that the register of disclosures has one of each basis. */
export function disclosures(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const of = scene.held(town.social, scene.ago(33), { minor: true });
  const referralId = referred(tale, of, town.health, 'Opdigtet: en samtale om søvn.', scene.ago(28));
  tale.give('AcceptReferral', of.id, scene.ago(26), town.health, { referralId });
  tale.give('DiscloseInformation', of.id, scene.ago(20), of.holder, {
    toAgency: town.police.agency,
    disclosure: tale.disclosure(of.holder, town.police, 'Opdigtet: politiet skal kunne vurdere sikkerheden.', [
      'identity',
    ]),
  });
  tale.give('RequestInformation', of.id, scene.ago(19), of.holder, {
    toAgency: town.school.agency,
    topic: 'Opdigtet: hvordan går det i klassen?',
  });
  tale.give('SupportProfessionals', of.id, scene.ago(18), of.holder, {
    agencies: [town.school.agency],
    topic: 'Opdigtet: sparring til klassens lærere.',
  });
}
