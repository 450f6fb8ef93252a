import type { Who } from '../../script.js';
import { assessed, type Case, closed, contact } from '../cases.js';
import { type Course, measured, offered, started } from '../courses.js';
import { fromMonth, onDay } from '../days.js';
import { asSubject, DAY, HOUR } from '../tale.js';
import type { Scene } from './scene.js';

function withCourse(scene: Scene, by: Who, days: number, minor = false): { of: Case; course: Course } {
  const { tale } = scene;
  const of = scene.held(by, scene.ago(days + 40), { minor });
  const offerId = offered(tale, of, of.focus, 'mentor', scene.ago(days + 14));
  const course = started(tale, of, of.focus, offerId, scene.ago(days + 7));
  measured(tale, of, course, course.started + HOUR, 4);
  for (let ago = days - 50; ago > 0 && ago > days - 240; ago -= 55) contact(tale, of, scene.ago(ago));
  return { of, course };
}

/** Measurements and follow-ups: past their day, soon due, and due in a while. */
export function measurements(scene: Scene): void {
  const { town } = scene.tale;
  const give = ({ of, course }: { of: Case; course: Course }, command: string, days: number) =>
    scene.tale.give(command, of.id, scene.ago(days), of.holder, { courseId: course.id });
  withCourse(scene, town.social, 192, true); // progress overdue
  withCourse(scene, town.socialToo, 176); // soon due
  withCourse(scene, town.social, 90, true);
  const risk = withCourse(scene, town.social, 430);
  measured(scene.tale, risk.of, risk.course, scene.ago(250), 2);
  give(risk, 'CompleteCourse', 178); // risk follow-up soon due
  closed(scene.tale, risk.of, scene.ago(170));
  const status = withCourse(scene, town.others[0] ?? town.social, 600);
  measured(scene.tale, status.of, status.course, scene.ago(420), 2);
  give(status, 'CompleteCourse', 370); // status follow-up overdue
  closed(scene.tale, status.of, scene.ago(360));
  scene.tale.give('RecordRiskFollowUp', status.of.id, scene.ago(190), status.of.holder, {
    courseId: status.course.id,
    result: 'not-at-risk',
  });
  const paused = withCourse(scene, town.social, 60);
  scene.tale.give('PauseCourse', paused.of.id, scene.ago(8), paused.of.holder, {
    courseId: paused.course.id,
    reason: 'Opdigtet: bortrejst.',
  });
}

/** Offers that wait for an answer, and those that are to be made again (K16-8). */
export function offers(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const declinedAgo = (by: Who, days: number) => {
    const of = scene.held(by, scene.ago(days + 20));
    const offerId = offered(tale, of, of.focus, 'mentor', scene.ago(days + 3));
    tale.give('DeclineOffer', of.id, scene.ago(days), of.holder, { offerId, reason: 'Opdigtet: vil tænke over det.' });
    for (let ago = days - 30; ago > 0; ago -= 55) contact(tale, of, scene.ago(ago));
    return { of, offerId };
  };
  declinedAgo(town.social, 100); // the first re-offer is overdue
  declinedAgo(town.lead, 84); // soon due
  const twice = declinedAgo(town.socialToo, 170);
  tale.give('RepeatOffer', twice.of.id, scene.ago(85), twice.of.holder, { offerId: twice.offerId });
  tale.give('DeclineOffer', twice.of.id, scene.ago(84), twice.of.holder, { offerId: twice.offerId });
  const open = scene.held(town.social, scene.ago(25), { minor: true });
  assessed(tale, open, scene.ago(15));
  offered(tale, open, open.focus, 'mentor', scene.ago(6));
  if (open.focus.guardian) offered(tale, open, open.focus.guardian, 'parent-coach', scene.ago(6, 11));
  const consented = scene.held(town.social, scene.ago(30));
  const offerId = offered(tale, consented, consented.focus, 'mentor', scene.ago(10));
  tale.give('AcceptOffer', consented.id, scene.ago(3), consented.holder, {
    offerId,
    consent: {
      by: [consented.focus.id],
      scope: 'Opdigtet: frivilligt forløb',
      givenOn: new Date(scene.ago(3)).toISOString().slice(0, 10),
    },
  });
}

/** A child of two guardians, with a sibling; and somebody who has come of age while a course went on. */
export function young(scene: Scene): void {
  const { tale } = scene;
  const { random, town } = tale;
  const ms = scene.ago(21);
  const by = town.social;
  const [mother, father] = [tale.person(ms, by, false), tale.person(ms, by, false)];
  const child = { ...tale.person(ms, by, true, { guardians: [mother.id, father.id] }), guardian: mother };
  const sibling = tale.person(ms, by, true, { guardians: [mother.id, father.id] });
  const id = random.uuid();
  tale.give('RegisterConcern', id, ms + HOUR, by, {
    infohus: town.infohus,
    channel: 'professional',
    receivedAt: new Date(ms).toISOString(),
    subjects: [
      asSubject(child),
      asSubject(mother, 'parent'),
      asSubject(father, 'parent'),
      asSubject(sibling, 'sibling'),
    ],
    description: 'Opdigtet: skolen er bekymret for to søskende; forældrene har selv bedt om hjælp.',
    reportedByAgency: by.agency,
  });
  tale.give('NotifyPolice', id, ms + 2 * HOUR, town.lead, { notifiedAt: new Date(ms + 2 * HOUR).toISOString() });
  tale.give('AssessSeverity', id, ms + 3 * HOUR, town.police, { severity: 'medium', finality: 'final' });
  tale.give('QualifyConcern', id, ms + 4 * HOUR, town.lead, {
    outcome: 'substantiated',
    method: 'home-visit',
    participants: [town.lead.agency, town.social.agency],
    grounds: 'Opdigtet: besøgt af to myndigheder.',
  });
  const own: Case = {
    id: random.uuid(),
    concern: { id, focus: child, by, received: ms },
    focus: child,
    holder: town.lead,
    opened: ms,
  };
  tale.give('OpenCase', own.id, ms + 5 * HOUR, town.lead, {
    infohus: town.infohus,
    concernIds: [id],
    caseType: 'child',
    level: 'targeted',
    responsibleAgency: town.lead.agency,
    subjects: [
      asSubject(child),
      asSubject(mother, 'parent'),
      asSubject(father, 'parent'),
      asSubject(sibling, 'sibling'),
    ],
  });
  tale.give('TriageCase', own.id, ms + 5.5 * HOUR, town.lead, { toAgency: by.agency, decision: 'Opdigtet: børnesag.' });
  const handoverId = random.uuid();
  tale.give('OfferHandover', own.id, ms + DAY, town.lead, {
    handoverId,
    toAgency: by.agency,
    reason: 'Opdigtet: sagen vedrører børn.',
    disclosure: tale.disclosure(town.lead, by, 'Opdigtet: I skal kende familien for at hjælpe den.'),
  });
  tale.give('AcceptHandover', own.id, ms + 2 * DAY, by, { handoverId });
  tale.give('AssignCaseworker', own.id, ms + 2 * DAY + HOUR, by, { userId: by.userId });
  tale.give('AnswerControllerDuties', own.id, ms + 3 * DAY, by, {
    handoverId,
    duties: [
      { duty: 'notes', answer: 'done' },
      { duty: 'journal', answer: 'done' },
    ],
  });
  const of: Case = { ...own, holder: by };
  offered(tale, of, child, 'mentor', ms + 5 * DAY);
  offered(tale, of, mother, 'parent-coach', ms + 5 * DAY + HOUR);
  grownUp(scene);
}

function grownUp(scene: Scene): void {
  const { tale } = scene;
  const { town } = tale;
  const birthDate = fromMonth(scene.date(-9), -18 * 12);
  const of = scene.held(town.social, scene.ago(150), { minor: true, person: { birthDate } });
  const offerId = offered(tale, of, of.focus, 'mentor', scene.ago(130));
  const course = started(tale, of, of.focus, offerId, scene.ago(120));
  measured(tale, of, course, onDay(scene.date(-110), 10), 3);
  for (const ago of [70, 20]) contact(tale, of, scene.ago(ago));
}
