import { comeBack, consentOf, type PutOffer, renew, type Support } from './consent-life.js';
import type { Person } from './life.js';
import { type Cursor, DAY, type Data, HOUR, MINUTE, type Ms, monthsOn } from './script.js';

/** How a thread of support ended: what closing the case has to know. */
export interface Ended {
  readonly at: Ms;
  readonly courseId: string | null;
  readonly running: boolean;
  /** What may still be open, so that the case is closed with its obligations kept. */
  readonly owes: boolean;
  /** A mentor course was completed: its follow-ups are open until they are recorded. */
  readonly followUps: boolean;
  /** The person asked not to be contacted. */
  readonly objected?: boolean;
}

/** An offer to one person, from its making to the end of its course. */
export function offerTo(support: Support, person: Person, cursor: Cursor, kind: string): Ended {
  const { life, caseId, worker } = support;
  const { rng } = life;
  const offerId = rng.uuid();
  const offeredAt = cursor.on(1, 200);
  const put = (command: string, at: Ms, data: Data, actor = worker(), late = 0) =>
    life.put(command, caseId, at, actor, { offerId, ...data }, { late });
  life.wrong(() => put('OfferSupport', offeredAt, { personId: rng.uuid(), kind }), 0.5);
  put('OfferSupport', offeredAt, { personId: person.id, kind });
  life.wrong(
    () =>
      life.put('OfferSupport', caseId, cursor.on(0, 3), worker(), {
        offerId: rng.uuid(),
        personId: person.id,
        kind,
      }),
    0.5,
  );
  life.wrong(() => put('RepeatOffer', cursor.on(0, 3), {}), 0.4);
  life.wrong(() => put('LapseReoffer', cursor.on(0, 3), { reason: 'not-relevant' }, support.coordinator()), 0.4);
  life.wrong(() => put('WithdrawConsent', cursor.on(0, 3), {}), 0.3);
  life.wrong(() => put('StartCourse', cursor.on(0, 3), { courseId: rng.uuid(), mentor: life.text('Testmentor') }), 0.4);
  const done = (owes = false): Ended => ({
    at: cursor.at,
    courseId: null,
    running: false,
    owes,
    followUps: false,
  });
  const answer = rng.one([
    'accept',
    'accept',
    'accept',
    'decline',
    'decline',
    'never',
    'withdraw',
    'for-good',
  ] as const);
  const accept = (again = false): Ended => {
    const at = cursor.on(1, 150);
    const early = offeredAt - 20 * DAY;
    const consent = consentOf(life, person, at);
    if (person.ageGroup === 'minor')
      life.wrong(() => put('AcceptOffer', at, { consent: { ...consent, by: [person.id] } }), 1.5);
    life.wrong(() => put('AcceptOffer', early, { consent: consentOf(life, person, early) }, worker(), at - early), 0.4);
    put('AcceptOffer', at, { consent }, worker());
    life.wrong(() => put('DeclineOffer', cursor.on(0, 3), {}), 0.4);
    life.wrong(() => put('RepeatOffer', cursor.on(0, 3), {}), again ? 4 : 0.3);
    if (life.amended) renew(life, person, cursor, put);
    if (rng.chance(0.07)) return done();
    return courseOf(support, offerId, kind, cursor);
  };
  if (answer === 'never') return done();
  if (answer === 'withdraw') {
    put('WithdrawOffer', cursor.on(5, 300), { reason: life.text('Grund') });
    life.wrong(() => put('AcceptOffer', cursor.on(0, 3), { consent: consentOf(life, person, cursor.at) }), 0.5);
    return done();
  }
  if (answer === 'accept') return accept();
  const declinedAt = cursor.on(1, 400);
  const forGood = answer === 'for-good';
  put('DeclineOffer', declinedAt, {
    ...(rng.chance(0.3) ? { reason: life.text('Nej') } : {}),
    ...(forGood ? { doNotContact: true } : {}),
  });
  if (forGood) {
    life.wrong(() => put('RepeatOffer', cursor.on(1, 30), {}), 2);
    if (life.amended) comeBack(support, person, cursor, put);
    return { ...done(), objected: true };
  }
  return reoffer(support, cursor, declinedAt, put, accept, done);
}

function reoffer(
  support: Support,
  cursor: Cursor,
  declinedAt: Ms,
  put: PutOffer,
  accept: (again: boolean) => Ended,
  done: (owes?: boolean) => Ended,
): Ended {
  const { life } = support;
  const { rng } = life;
  const time = () => rng.one(['23:59:59.999', '12:00:00', '00:00:00', '23:59:59']);
  const rest = rng.whole(0, 9);
  const lapse = () =>
    put(
      'LapseReoffer',
      cursor.on(1, 24),
      { reason: rng.one(['not-relevant', 'moved', 'security', 'deceased', 'do-not-contact']) },
      support.coordinator(),
    );
  life.wrong(() => put('RepeatOffer', declinedAt - 60 * DAY, {}, support.worker(), 60 * DAY + HOUR), 0.5);
  life.wrong(() => put('LapseReoffer', cursor.at, { reason: 'moved' }, support.worker()), 0.2);
  if (rest === 0) return done(true);
  if (rest === 1) {
    cursor.to(monthsOn(declinedAt, rng.one([1, 4, 7]), '10:00:00'));
    lapse();
    life.wrong(lapse, 2);
    return done();
  }
  // The last millisecond of the month's day, the first after it, early and far too late.
  const first = rng.one([
    monthsOn(declinedAt, 3, time()),
    monthsOn(declinedAt, 3, '23:59:59.999') + 1,
    monthsOn(declinedAt, 2, time()),
    monthsOn(declinedAt, 5, time()),
  ]);
  put('RepeatOffer', cursor.to(first), {});
  if (rest <= 3) return accept(true);
  if (rest === 4) {
    put('WithdrawOffer', cursor.on(20, 200), { reason: life.text('Grund') });
    return done(true);
  }
  if (rest <= 8) {
    put('DeclineOffer', cursor.on(1, 200), rest === 5 ? { doNotContact: true } : {});
    if (rest === 5) return { ...done(), objected: true };
  }
  const second = rng.one([
    monthsOn(declinedAt, 6, time()),
    monthsOn(declinedAt, 6, '23:59:59.999') + 1,
    monthsOn(declinedAt, 8, time()),
  ]);
  put('RepeatOffer', cursor.to(second), {});
  if (rng.chance(0.5)) return accept(true);
  put('DeclineOffer', cursor.on(1, 60), {});
  return done();
}

function courseOf(support: Support, offerId: string, kind: string, cursor: Cursor): Ended {
  const { life, caseId, worker } = support;
  const { rng } = life;
  const courseId = rng.uuid();
  const mentor = life.text('Testmentor');
  const put = (command: string, at: Ms, data: Data = {}, late = 0) =>
    life.put(command, caseId, at, worker(), { courseId, ...data }, { late });
  const measure = (at: Ms) =>
    put(
      'MeasureProgress',
      at,
      {
        tool: 'national',
        factors: [
          { factor: 'school', kind: 'protective', level: rng.whole(1, 5) },
          { factor: 'peers', kind: 'risk', level: rng.whole(1, 5) },
        ],
      },
      rng.chance(0.2) ? rng.whole(1, 200) * HOUR : 0,
    );
  if (rng.chance(0.05)) {
    life.put('WithdrawConsent', caseId, cursor.on(1, 100), worker(), { offerId });
    return { at: cursor.at, courseId: null, running: false, owes: false, followUps: false };
  }
  const startedAt = cursor.on(1, 300);
  life.put('StartCourse', caseId, startedAt, worker(), { courseId, offerId, mentor });
  life.wrong(() => life.put('StartCourse', caseId, cursor.on(0, 9), worker(), { courseId, offerId, mentor }), 0.4);
  life.wrong(() => put('RecordStatusFollowUp', cursor.on(0, 9), { status: 'both' }), 0.3);
  life.wrong(() => put('RecordRiskFollowUp', cursor.on(0, 9), { result: 'at-risk' }), 0.3);
  life.wrong(() => put('PauseCourse', startedAt - 30 * DAY, {}, 31 * DAY), 0.2);
  life.wrong(
    () =>
      life.put('MeasureProgress', caseId, cursor.at, worker(), {
        courseId: rng.uuid(),
        tool: 'national',
        factors: [],
      }),
    0.3,
  );
  life.wrong(
    () =>
      put('MeasureProgress', cursor.at, {
        tool: 'national',
        factors: [{ factor: 'peers', kind: 'risk', level: 6 }],
      }),
    0.3,
  );
  if (rng.chance(0.6)) measure(cursor.on(1, 100));
  let paused = 0;
  if (rng.chance(0.4)) {
    const from = cursor.on(100, 1500);
    put('PauseCourse', from, { reason: life.text('Pause') });
    life.wrong(() => put('PauseCourse', cursor.on(1, 9)), 0.5);
    const until = cursor.on(24, 1400);
    paused = until - from;
    put('ResumeCourse', until);
  }
  const due = monthsOn(startedAt, 6, '12:00:00') + paused;
  const end = rng.one(['complete', 'complete', 'complete', 'abort', 'consent', 'runs'] as const);
  const measured = rng.chance(0.8);
  if (end !== 'abort' && measured) measure(cursor.to(due + rng.one([-20, -3, 0, 1, 12, 45]) * DAY));
  if (end === 'runs') return { at: cursor.at, courseId, running: true, owes: true, followUps: false };
  if (end === 'abort') put('AbortCourse', cursor.on(20, 500), { reason: life.text('Afbrudt') });
  if (end === 'consent') life.put('WithdrawConsent', caseId, cursor.on(20, 500), worker(), { offerId });
  const completedAt = cursor.on(20, 900);
  if (end === 'complete') put('CompleteCourse', completedAt);
  life.wrong(() => put('PauseCourse', cursor.on(1, 20)), 0.4);
  life.wrong(() => put('AbortCourse', cursor.on(1, 20), { reason: life.text('Afbrudt') }), 0.4);
  const owes = end === 'complete' ? kind === 'mentor' || !measured : true;
  return {
    at: cursor.at,
    courseId: end === 'complete' ? courseId : null,
    running: false,
    owes,
    followUps: end === 'complete' && kind === 'mentor',
  };
}

/** Follow-ups of a completed course, on their last days and beside them; dated facts that may come to light later. */
export function followUp(support: Support, ended: Ended): Ms {
  const { life, caseId, worker } = support;
  const { rng } = life;
  const { courseId, at } = ended;
  if (courseId === null) return at;
  let last = at;
  const time = () => rng.one(['00:00:00', '12:00:00', '23:59:59.999']);
  const put = (command: string, when: Ms, data: Data) => {
    last = Math.max(last, when);
    // Written down after the closing it is taken all the same: only the amended contract says so.
    if (life.amended) life.fact(command, caseId, when, worker(), { courseId, ...data });
    else life.put(command, caseId, when, worker(), { courseId, ...data });
  };
  if (rng.chance(0.8)) {
    const result = rng.one(['not-at-risk', 'not-at-risk', 'at-risk']);
    const when = rng.one([
      monthsOn(at, 6, time()),
      monthsOn(at, 5, time()),
      monthsOn(at, 7, time()),
      monthsOn(at, 8, time()),
      monthsOn(at, 4, time()),
    ]);
    put('RecordRiskFollowUp', when, { result });
    if (rng.chance(0.3)) put('RecordRiskFollowUp', when + rng.whole(1, 20) * DAY, { result: 'not-at-risk' });
  }
  if (rng.chance(0.8)) {
    const status = rng.one(['education', 'employment', 'both', 'neither']);
    put(
      'RecordStatusFollowUp',
      rng.one([
        monthsOn(at, 12, time()),
        monthsOn(at, 6, time()),
        monthsOn(at, 12, '23:59:59.999') + 1,
        monthsOn(at, 1, time()) + MINUTE,
      ]),
      { status },
    );
  }
  life.wrong(
    () =>
      life.put(
        'RecordRiskFollowUp',
        caseId,
        at - 40 * DAY,
        worker(),
        { courseId, result: 'at-risk' },
        { late: 41 * DAY },
      ),
    0.3,
  );
  return last;
}
