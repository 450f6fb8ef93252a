import { eventIdOf } from '../../../../../application/sealing.js';
import { assessed, contact, offeredTo, referred, triaged } from '../cases.js';
import { qualified } from '../concerns.js';
import { asSubject, HOUR } from '../tale.js';
import type { Scene } from './scene.js';

/** At night somebody is worried, police find it acute, and nobody has called a meeting yet (KØ-3). */
export function acuteAtNight(scene: Scene): void {
  const { tale, today } = scene;
  const { random, town, script } = tale;
  const ms = Date.parse(`${today}T00:00:00Z`) - 4 * HOUR;
  const by = town.socialToo;
  const focus = tale.person(ms, by, false);
  const id = random.uuid();
  script.give('RegisterConcern', id, ms + HOUR / 4, by, {
    infohus: town.infohus,
    channel: 'professional',
    receivedAt: new Date(ms).toISOString(),
    subjects: [asSubject(focus)],
    description: 'Opdigtet: en pårørende ringer til døgnvagten; der er talt om et bestemt sted og en bestemt dag.',
    reportedByAgency: by.agency,
  });
  tale.give('NotifyPolice', id, ms + HOUR / 2, by, { notifiedAt: new Date(ms + HOUR / 3).toISOString() });
  tale.give('AssessSeverity', id, ms + HOUR, town.police, { severity: 'acute', finality: 'final', readyToAct: false });
}

/** Concerns that wait to be qualified or triaged; one that police have not looked at yet. */
export function newConcerns(scene: Scene): void {
  const { tale, today } = scene;
  scene.concern(scene.back(1, 13), { severity: 'medium', final: false, minor: true });
  scene.concern(Date.parse(`${today}T00:00:00Z`) - 12 * HOUR, { severity: 'medium', final: true });
  scene.concern(scene.back(2, 14), { severity: 'low', final: false, by: tale.town.social });
  scene.case(scene.back(1, 12)); // opened, not triaged yet
  const found = scene.concern(scene.back(2, 9), { severity: 'low' });
  qualified(tale, found, scene.back(1, 14), 'substantiated');
}

/** Handovers that wait both ways, and one that came back. */
export function handovers(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const toSocial = scene.case(scene.back(5, 10), { minor: true });
  triaged(tale, toSocial, scene.back(5, 12), town.social);
  offeredTo(tale, toSocial, town.social, scene.back(1, 10));
  const toLead = scene.held(town.social, scene.back(20, 10));
  assessed(tale, toLead, scene.back(14, 11));
  offeredTo(tale, toLead, town.lead, scene.back(2, 11));
  const other = town.others[0] ?? town.socialToo;
  const cameBack = scene.case(scene.back(6, 10));
  triaged(tale, cameBack, scene.back(6, 12), other);
  const handoverId = offeredTo(tale, cameBack, other, scene.back(3, 10));
  tale.give('DeclineHandover', cameBack.id, scene.back(1, 11), other, {
    handoverId,
    reason: 'Opdigtet: personen er flyttet fra vores område.',
  });
}

/** Referrals that wait for probation and psychiatry, one that was taken and one that was not. */
export function referrals(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const own = scene.held(town.social, scene.back(30, 10), {}, 'crime-crossover');
  referred(tale, own, town.probation, 'Opdigtet: forbered løsladelsen sammen med os.', scene.back(1, 9));
  referred(tale, own, town.health, 'Opdigtet: deltag i vurderingen.', scene.back(2, 9));
  const taken = referred(tale, own, town.school, 'Opdigtet: følg fraværet.', scene.back(20, 9));
  tale.give('AcceptReferral', own.id, scene.back(18, 9), town.school, { referralId: taken });
  const declined = referred(tale, own, town.police, 'Opdigtet: deltag i et hjemmebesøg.', scene.back(12, 9));
  tale.give('DeclineReferral', own.id, scene.back(10, 9), town.police, {
    referralId: declined,
    reason: 'Opdigtet: vi deltager ikke i denne uge.',
  });
  tale.give('RegisterRelease', own.id, scene.back(15, 9), own.holder, {
    personId: own.focus.id,
    releaseDate: scene.date(100),
  });
  const late = scene.held(town.social, scene.back(40, 10), {}, 'crime-crossover');
  tale.give('RegisterRelease', late.id, scene.back(30, 9), late.holder, {
    personId: late.focus.id,
    releaseDate: scene.date(80),
  });
}

/** What was written down wrongly: one is corrected, one never happened. */
export function mistakes(scene: Scene): void {
  const { tale } = scene;
  const { random, town } = tale;
  const own = scene.held(town.social, scene.back(25, 10), { minor: true });
  const [called, visited] = [random.uuid(), random.uuid()];
  contact(tale, own, scene.back(10, 10), called);
  tale.give('CorrectEvent', own.id, scene.back(6, 9), own.holder, {
    eventId: eventIdOf(called, 0),
    changes: { kind: 'other' },
    reason: 'Opdigtet: det var hverken et møde eller et opkald.',
  });
  tale.give(
    'RecordHomeVisit',
    own.id,
    scene.back(9, 14),
    own.holder,
    { participants: [own.holder.agency], summary: 'Opdigtet: besøg i en anden familie.', met: [own.focus.id] },
    visited,
  );
  tale.give('AnnulEvent', own.id, scene.back(5, 9), own.holder, {
    eventId: eventIdOf(visited, 0),
    reason: 'Opdigtet: skrevet på den forkerte sag.',
  });
}
