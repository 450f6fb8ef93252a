import { type Case, closed, contact } from './cases.js';
import { atWork, dayOf } from './days.js';
import { DAY, HOUR, type Person, type Tale } from './tale.js';

export interface Course {
  readonly id: string;
  readonly offerId: string;
  readonly started: number;
}

export function offered(tale: Tale, { id, holder }: Case, { id: personId }: Person, kind: string, ms: number): string {
  const offerId = tale.random.uuid();
  tale.give('OfferSupport', id, ms, holder, { offerId, personId, kind });
  return offerId;
}

/** Accepted by whom the rule asks, and started a week later. */
export function started(tale: Tale, of: Case, person: Person, offerId: string, ms: number): Course {
  const by = person.guardian ? [person.id, person.guardian.id] : [person.id];
  const consent = { by, scope: 'Opdigtet: frivilligt forløb, ugentlige møder', givenOn: dayOf(ms) };
  tale.give('AcceptOffer', of.id, ms, of.holder, { offerId, consent });
  const id = tale.random.uuid();
  const begins = atWork(ms + 7 * DAY);
  const mentor = `Opdigtet Mentor ${tale.random.one(['Hejre', 'Falk', 'Ugle', 'Krage'])}`;
  tale.give('StartCourse', of.id, begins, of.holder, { courseId: id, offerId, mentor });
  return { id, offerId, started: begins };
}

export function measured(tale: Tale, { id, holder }: Case, course: Course, ms: number, level: number): void {
  tale.give('MeasureProgress', id, ms, holder, {
    courseId: course.id,
    tool: 'national-progression',
    factors: [
      { factor: 'peer-influence', kind: 'risk', level },
      { factor: 'grievance', kind: 'risk', level: Math.min(5, level + 1) },
      { factor: 'family-ties', kind: 'protective', level: 6 - level },
      { factor: 'school-attendance', kind: 'protective', level: Math.max(1, 5 - level) },
    ],
  });
}

/** On time, or a little late: nobody forgets for ever, but what is due now may not be there yet. */
const due = (tale: Tale, ms: number): number =>
  atWork(ms + (tale.random.chance(0.85) ? -tale.random.whole(0, 12) : tale.random.whole(3, 45)) * DAY);

/** A course from its first measurement to what is asked after it ended. @returns when it ended */
export function run(tale: Tale, of: Case, course: Course, mentor: boolean): number {
  const { random } = tale;
  const { id, holder } = of;
  const give = (command: string, ms: number, data: object = {}) =>
    tale.give(command, id, ms, holder, { courseId: course.id, ...data });
  measured(tale, of, course, course.started + 2 * HOUR, 4);
  const aborted = random.chance(0.12);
  // Somebody is seen at least every other month: a case without an event for 90 days asks for a review (B-9).
  for (const days of aborted ? [35, 75] : [35, 75, 130, 205]) contact(tale, of, atWork(course.started + days * DAY));
  let paused = 0;
  if (random.chance(0.2)) {
    paused = random.whole(7, 25) * DAY;
    give('PauseCourse', atWork(course.started + 50 * DAY), { reason: 'Opdigtet: sygdom i familien.' });
    give('ResumeCourse', atWork(course.started + 50 * DAY + paused));
  }
  if (aborted) {
    const stopped = atWork(course.started + 100 * DAY);
    give('AbortCourse', stopped, { reason: 'Opdigtet: ønsker ikke at fortsætte.' });
    return stopped;
  }
  measured(tale, of, course, due(tale, course.started + 182 * DAY + paused), random.one([1, 2, 2, 3, 4]));
  const ends = atWork(course.started + random.whole(230, 290) * DAY + paused);
  give('CompleteCourse', ends);
  if (!mentor) return ends;
  give('RecordRiskFollowUp', due(tale, ends + 182 * DAY), { result: random.chance(0.85) ? 'not-at-risk' : 'at-risk' });
  give('RecordStatusFollowUp', due(tale, ends + 350 * DAY), {
    status: random.one(['education', 'employment', 'both', 'education', 'neither']),
  });
  return ends;
}

/** Declined, and offered again within three and six months (K16-8); some say yes then. @returns when the last of it was */
export function declined(tale: Tale, of: Case, person: Person, offerId: string, kind: string, ms: number): number {
  const { random } = tale;
  const doNotContact = random.chance(0.08);
  tale.give('DeclineOffer', of.id, ms, of.holder, {
    offerId,
    doNotContact,
    reason: 'Opdigtet: har ikke lyst lige nu.',
  });
  if (doNotContact) return ms;
  const first = due(tale, ms + 86 * DAY);
  tale.give('RepeatOffer', of.id, first, of.holder, { offerId });
  if (random.chance(0.55))
    return run(tale, of, started(tale, of, person, offerId, atWork(first + 3 * DAY)), kind === 'mentor');
  tale.give('DeclineOffer', of.id, first + 2 * HOUR, of.holder, { offerId, reason: 'Opdigtet: stadig nej.' });
  const second = Math.max(due(tale, ms + 176 * DAY), first + DAY);
  tale.give('RepeatOffer', of.id, second, of.holder, { offerId });
  tale.give('DeclineOffer', of.id, second + 2 * HOUR, of.holder, { offerId, reason: 'Opdigtet: nej tak.' });
  return second + 2 * HOUR;
}

/** What is offered to those in a case, whatever they answer, until it is closed. */
export function effort(tale: Tale, of: Case): void {
  const { random } = tale;
  const begins = atWork(of.opened + random.whole(13, 20) * DAY);
  const offers: readonly [Person, string][] = [
    [of.focus, 'mentor'],
    ...(of.focus.guardian ? [[of.focus.guardian, 'parent-coach'] as [Person, string]] : []),
  ];
  const ends = offers.map(([person, kind], n) => {
    const offerId = offered(tale, of, person, kind, begins + n * HOUR);
    const answered = atWork(begins + random.whole(2, 9) * DAY);
    return random.chance(0.72)
      ? run(tale, of, started(tale, of, person, offerId, answered), kind === 'mentor')
      : declined(tale, of, person, offerId, kind, answered);
  });
  closed(tale, of, atWork(Math.max(...ends) + random.whole(5, 30) * DAY));
}
