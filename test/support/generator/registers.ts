import { takeContact } from './amended-life.js';
import { moment } from './calendar.js';
import { registerConcern } from './concern-life.js';
import type { Life } from './life.js';
import { type Actor, DAY, type Data, HOUR, local, localDay, type Ms, monthsOn } from './script.js';

/** The kinds of the plans of each Infohus, and some that no plan knows. */
const KINDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  koebenhavn: [
    'citizenship-teaching',
    'awareness-talk',
    'pupil-course',
    'parent-course',
    'theme-day',
    'outreach',
    'school-workshop',
    'school-workshop',
    'school-workshop',
    'parent-workshop',
    'civil-society-agreement',
    'professional-talk',
    'unheard-of',
  ],
  koege: ['staff-training', 'staff-training', 'theme-day', 'dialogue-meeting', 'school-teaching', 'unheard-of'],
};

const SCHOOLS = ['folkeskole', 'friskole'] as const;

/** When it is written down: on the day, or some days later, and a year's end between them now and then. */
function heldAndWritten(life: Life): { heldOn: string; at: Ms } {
  const { rng } = life;
  const year = rng.whole(2016, 2026);
  const held = rng.chance(0.3)
    ? local(`${rng.one([`${year}-12-31`, `${year}-01-01`, '2016-02-29', '2024-02-29'])}T12:00:00`)
    : moment(rng);
  const at = Math.min(held + (rng.chance(0.4) ? rng.whole(1, 20) * DAY : 0), local('2026-12-31T22:00:00'));
  return { heldOn: localDay(Math.min(held, at)), at };
}

export function activityLife(life: Life): void {
  const { rng, cast, house } = life;
  const id = rng.uuid();
  const { heldOn, at } = heldAndWritten(life);
  const kinds = KINDS[house.infohus] ?? ['unheard-of'];
  const kind = rng.one(kinds);
  const data: Data = {
    infohus: house.infohus,
    kind,
    heldOn,
    targetGroup: rng.one(['society', 'group', 'individual', 'professionals']),
    participants: rng.one([0, 1, rng.whole(2, 60), rng.whole(20, 900), 4000]),
  };
  if (kind === 'school-workshop' ? rng.chance(0.85) : rng.chance(0.1)) data.schoolType = rng.one(SCHOOLS);
  if (rng.chance(0.2)) data.partner = life.text('Forening');
  const actor = life.any;
  wrongActivities(life, id, at, actor, data);
  life.put('RecordActivity', id, at, actor, data);
  life.wrong(() => life.put('RecordActivity', id, at + HOUR, actor, data), 0.4);
  const reason = life.text('Rettet');
  const correct = (after: Ms, changes: Data, late = 0) =>
    life.put('CorrectActivity', id, at + after, actor, { changes, reason }, { late });
  if (rng.chance(0.3)) {
    const other = localDay(monthsOn(Date.parse(heldOn), rng.one([-12, -1, 1, 11]), '12:00:00'));
    const changes = rng.one<Data>([
      { participants: rng.whole(0, 500) },
      { heldOn: other < localDay(at) ? other : heldOn },
      { kind: rng.one(kinds), schoolType: rng.one(SCHOOLS) },
      { participants: rng.whole(0, 50), partner: life.text('Forening') },
    ]);
    correct(rng.one([DAY, 30 * DAY]), changes);
    // The newest by the world's clock counts, although it was recorded before an older one.
    if (rng.chance(0.4)) correct(20 * DAY, { participants: rng.whole(0, 99) }, 40 * DAY);
  }
  const wrongChanges: Data[] = [{ mood: 'x' }, { participants: 1.5 }, { heldOn: '2023-02-29' }, { schoolType: 'x' }];
  for (const changes of wrongChanges) life.wrong(() => correct(DAY, changes), 0.3);
  life.wrong(() => correct(-DAY, { participants: 2 }, 2 * DAY), 0.5);
  life.wrong(
    () =>
      life.put('CorrectActivity', rng.uuid(), at, actor, {
        changes: { participants: 2 },
        reason,
      }),
    0.5,
  );
  life.wrong(
    () =>
      life.put('CorrectActivity', id, at + DAY, cast.actor(actor.agency, 'analyst'), {
        changes: { participants: 2 },
        reason,
      }),
    0.5,
  );
}

function wrongActivities(life: Life, id: string, at: Ms, actor: Actor, data: Data): void {
  const { rng, cast } = life;
  const more: [Data, ...Data[]] = [
    { participants: '12' },
    { participants: 12.5 },
    { heldOn: '2021-02-29' },
    { heldOn: '2021-03-01T10:00:00Z' },
    { targetGroup: 'everybody' },
    { schoolType: 'gymnasium' },
    { kind: 'no code' },
    { opinion: 'x' },
  ];
  life.wrong(() => life.put('RecordActivity', id, at, actor, { ...data, ...rng.one(more) }), 2);
  life.wrong(() => life.put('RecordActivity', id, at, cast.actor(actor.agency, 'leader'), data), 0.5);
  life.wrong(() => life.put('RecordActivity', id, at, actor, data, { written: '2093-01-01T00:00:00Z' }), 0.5);
}

/** A partner's agreements and charters: renewed early, on the last day, a millisecond late, or never. */
export function partnerLife(life: Life): void {
  const { rng, cast, house } = life;
  const id = rng.uuid();
  const coordinator = () => cast.anyCoordinator(house);
  let at = rng.chance(0.3)
    ? local(`${rng.one(['2016-02-29', '2020-02-29', '2024-02-29'])}T10:00:00`)
    : moment(rng, 2016, 2024);
  const sign = (when: Ms, more: Data = {}, who = coordinator()) =>
    life.put('SignAgreement', id, when, who, {
      name: life.text('Forening'),
      signedOn: localDay(when - (rng.chance(0.2) ? 3 * DAY : 0)),
      ...more,
    });
  const charter = (when: Ms, signedOn = localDay(when), who = coordinator()) =>
    life.put('SignCharter', id, when, who, { signedOn });
  life.wrong(() => sign(at, {}, cast.worker(house.municipal[0])));
  life.wrong(() => sign(at, {}, cast.police(house)));
  life.wrong(() => sign(at, { signedOn: '2022-02-30' }));
  life.wrong(() => life.put('SignCharter', rng.uuid(), at, coordinator(), { signedOn: localDay(at) }), 2);
  sign(at, rng.chance(0.5) ? { endsOn: localDay(monthsOn(at, 24, '12:00:00')) } : {});
  if (rng.chance(0.3)) sign(monthsOn(at, 12, '09:00:00'));
  at += rng.whole(1, 40) * DAY;
  for (let left = rng.whole(0, 4); left > 0 && at < local('2026-12-01T00:00:00'); left -= 1) {
    charter(at, localDay(life.amended && rng.chance(0.2) ? at - 2 * DAY : at));
    life.wrong(() => charter(at, '2023-02-29'));
    life.wrong(() => charter(at, localDay(at), cast.worker(house.school)));
    const due = monthsOn(at, 24, '23:59:59.999');
    at = rng.one([
      due,
      due + 1,
      monthsOn(at, 23, '10:00:00'),
      monthsOn(at, 12, '10:00:00'),
      monthsOn(at, 27, '10:00:00'),
    ]);
  }
}

export function incidentLife(life: Life): void {
  const { rng, cast, house } = life;
  const id = rng.uuid();
  const at = moment(rng);
  const who = () => (rng.chance(0.5) ? cast.police(house) : cast.anyCoordinator(house));
  const put = (command: string, after: Ms, data: Data, actor = who()) => life.put(command, id, at + after, actor, data);
  const raised: Data = { infohus: house.infohus, place: life.text('Sted'), summary: life.text('Uro') };
  life.wrong(() => put('RaiseIncident', 0, raised, cast.worker(house.school)));
  life.wrong(() => put('RaiseIncident', 0, { ...raised, place: 7 }));
  life.wrong(() => put('CloseIncident', 0, { outcome: 'x' }), 0.5);
  put('RaiseIncident', 0, raised);
  life.wrong(() => put('RaiseIncident', HOUR, raised));
  const actors = [house.school, house.police];
  if (rng.chance(0.7)) put('ActivatePreventionPlan', HOUR, { actors });
  life.wrong(() => put('ActivatePreventionPlan', HOUR, { actors: [7] }));
  life.wrong(() => put('ActivatePreventionPlan', -HOUR, { actors }));
  if (rng.chance(0.6)) put('RecordMediation', DAY, { method: life.text('Mægling'), actors });
  life.wrong(() => put('RecordMediation', DAY, { method: 'x', actors }, cast.actor(house.school, 'leader')));
  if (rng.chance(0.4)) return;
  put('CloseIncident', 2 * DAY, { outcome: life.text('Ro') });
  life.wrong(() => put('CloseIncident', 3 * DAY, { outcome: 'x' }), 2);
  life.wrong(() => put('RecordMediation', 3 * DAY, { method: 'x', actors }), 2);
}

export function hotlineLife(life: Life): void {
  const { rng, cast, house, cursor } = life;
  const data: Data = {
    infohus: house.infohus,
    topic: life.text('Råd'),
    from: rng.one(['professional', 'citizen', 'relative']),
  };
  let actor = life.any;
  if (rng.chance(0.3)) data.forwardedTo = rng.one(['koebenhavn', 'koege']);
  if (rng.chance(0.3)) {
    actor = cast.coordinator(house);
    data.concernId = registerConcern(life, actor, []).id;
  }
  const put = (what: Data, who = actor, id = rng.uuid()) => life.put('RecordHotlineContact', id, cursor.at, who, what);
  const id = rng.uuid();
  put(data, actor, id);
  if (life.amended) {
    takeContact(life, id, cursor.at, data);
    life.wrong(() => put({ ...data, concernId: rng.uuid() }), 2);
  }
  life.wrong(() => put({ ...data, from: 'press' }));
  life.wrong(() => put({ ...data, concernId: 'x' }));
  life.wrong(() => put(data, cast.actor(house.municipal[0], 'compliance')));
}
