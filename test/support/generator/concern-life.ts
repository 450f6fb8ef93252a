import { adviceLife, noticeLife, type Told } from './amended-life.js';
import { KOEBENHAVN, KOEGE } from './cast.js';
import type { Life, Person } from './life.js';
import { type Actor, DAY, type Data, HOUR, MINUTE, type Ms } from './script.js';

const HOURS: Record<string, number> = { acute: 24, high: 24, medium: 48, low: 72 };

/** A concern comes in, now and then recorded days after it was received. */
export function registerConcern(life: Life, actor: Actor, persons: readonly Person[]): Told {
  const { rng, cursor, house, cast } = life;
  const id = rng.uuid();
  const receivedAt = cursor.at;
  const registeredAt = rng.chance(0.3) ? receivedAt : cursor.on(0, rng.chance(0.1) ? 60 : 2);
  const data: Data = {
    infohus: house.infohus,
    channel: rng.one(['citizen', 'professional', 'hotline', 'police']),
    receivedAt: life.script.write(receivedAt),
    subjects: persons.map((person) => life.subject(person)),
    description: life.text('Bekymring'),
  };
  if (rng.chance(0.3)) data.reportedByAgency = house.school;
  if (rng.chance(0.3)) data.reporter = life.text('Anmelder');
  life.wrong(() => life.put('RegisterConcern', id, registeredAt, cast.actor('BIF', 'analyst'), data), 0.3);
  life.wrong(
    () =>
      life.put('RegisterConcern', id, receivedAt - HOUR, actor, {
        ...data,
        receivedAt: life.script.write(receivedAt),
      }),
    0.3,
  );
  life.wrong(() => life.put('RegisterConcern', id, registeredAt, actor, { ...data, belief: 'x' }), 0.3);
  life.put('RegisterConcern', id, registeredAt, actor, data);
  life.known.push(id);
  return { id, receivedAt, registeredAt, limit: receivedAt + 24 * HOUR, acute: false, registrar: actor };
}

function assess(life: Life, told: Told, actor: Actor, severity: string, finality: string): void {
  const at = life.cursor.on(0, 4);
  const data: Data = { severity, finality };
  if (life.rng.chance(0.2)) data.readyToAct = life.rng.chance(0.3);
  // Once a case is opened the police may no longer see the concern: only what a coordinator learned comes in late.
  const late = actor.role === 'coordinator' && life.rng.chance(0.2) ? life.rng.whole(1, 72) * HOUR : 0;
  life.put('AssessSeverity', told.id, at, actor, data, { late });
  if (at <= told.limit) told.limit = told.receivedAt + (HOURS[severity] ?? 24) * HOUR;
  if (severity === 'acute') told.acute = true;
}

/** What happens to a concern before it is decided: severity, police, advice, an identity. */
export function workConcern(life: Life, told: Told, registrar: Actor): void {
  const { rng, cursor, cast, house } = life;
  const severity = () => rng.one(['acute', 'high', 'medium', 'low', 'low', 'medium']);
  if (rng.chance(0.5)) assess(life, told, cast.coordinator(house), severity(), 'preliminary');
  if (rng.chance(0.5))
    life.put('NotifyPolice', told.id, cursor.on(0, 2), registrar, {
      notifiedAt: life.script.write(cursor.at),
    });
  life.wrong(
    () =>
      life.put('AssessSeverity', told.id, cursor.at, cast.worker(registrar.agency), {
        severity: 'low',
        finality: 'final',
      }),
    registrar.role === 'caseworker' ? 0.5 : 0,
  );
  if (rng.chance(0.5)) {
    assess(life, told, cast.police(house), severity(), 'final');
    life.wrong(
      () =>
        life.put('AssessSeverity', told.id, cursor.on(250, 260), cast.coordinator(house), {
          severity: 'low',
          finality: 'preliminary',
        }),
      0.4,
    );
    if (rng.chance(0.1)) assess(life, told, cast.police(house), severity(), 'final');
  }
  if (rng.chance(0.25))
    life.fact('GiveAdvice', told.id, cursor.on(0, 5), cast.coordinator(house), {
      to: rng.one(['professional', 'citizen', 'relative']),
      topic: life.text('Råd'),
    });
  if (rng.chance(0.2))
    life.put('IdentifySubject', told.id, cursor.on(0, 5), registrar, {
      personId: rng.uuid(),
      role: 'relative',
      ageGroup: 'adult',
    });
  life.wrong(() => nonsenseOnConcern(life, told));
  if (life.amended && rng.chance(0.5)) noticeLife(life, told);
  if (life.amended && rng.chance(0.2)) adviceLife(life, told);
}

function nonsenseOnConcern(life: Life, told: Told): void {
  const { rng, cursor, cast, house } = life;
  const coordinator = cast.coordinator(house);
  const far = cast.coordinator(house === KOEGE ? KOEBENHAVN : KOEGE);
  const topic = { to: 'citizen', topic: life.text('Råd') };
  const before = told.receivedAt - 3 * DAY;
  const bad: [() => void, ...(() => void)[]] = [
    () => life.put('GiveAdvice', told.id, cursor.at, far, topic),
    () => life.put('GiveAdvice', rng.uuid(), cursor.at, coordinator, topic),
    () => life.put('GiveAdvice', told.id, cursor.at, coordinator, { ...topic, to: 'press' }),
    () => life.put('GiveAdvice', told.id, before, coordinator, topic, { late: cursor.at - before }),
    () =>
      life.put('GiveAdvice', told.id, cursor.at, coordinator, topic, {
        written: '2091-06-01T00:00:00+02:00',
      }),
    () => life.put('DismissConcern', told.id, cursor.at, coordinator, { reason: 'duplicate' }),
    () =>
      life.put('DismissConcern', told.id, cursor.at, coordinator, {
        reason: 'duplicate',
        duplicateOf: rng.uuid(),
      }),
    () => life.put('DismissConcern', told.id, cursor.at, cast.police(house), { reason: 'irrelevant' }),
    () => life.put('NotifyPolice', told.id, cursor.at, coordinator, { notifiedAt: 'yesterday' }),
  ];
  rng.one(bad)();
}

export function qualify(life: Life, told: Told, outcome: string): void {
  const { rng, cast, house } = life;
  const data: Data = {
    outcome,
    method: rng.one(['discussion', 'home-visit', 'conversation', 'urgent-meeting']),
    participants: [house.coordinators[0], house.police],
    grounds: life.text('Grundlag'),
  };
  if (rng.chance(0.4)) data.signs = life.text('Tegn');
  if (rng.chance(0.4)) data.forms = rng.one([['right-wing'], ['left-wing', 'hybrid'], ['none']]);
  if (rng.chance(0.2)) data.vulnerabilities = life.text('Sårbarhed');
  const actor = rng.chance(0.5) ? cast.police(house) : cast.anyCoordinator(house);
  life.put('QualifyConcern', told.id, life.cursor.on(0, 9), actor, data);
}

/** The ways in which a concern ends without a case; `nothing` leaves it lying. */
export function endConcern(life: Life, told: Told, registrar: Actor): void {
  const { rng, cursor, cast, house } = life;
  const coordinator = cast.anyCoordinator(house);
  const end = rng.one([
    'nothing',
    'unsubstantiated',
    'irrelevant',
    'duplicate',
    'police',
    'pet',
    'forward',
    'revived',
  ] as const);
  if (end === 'nothing') return;
  if (end === 'unsubstantiated' || end === 'revived') qualify(life, told, 'unsubstantiated');
  if (end === 'revived') {
    cursor.on(1, 60);
    qualify(life, told, 'substantiated');
    return;
  }
  const at = cursor.on(1, 50);
  if (end === 'unsubstantiated' && rng.chance(0.6)) return;
  if (end === 'unsubstantiated' || end === 'irrelevant')
    life.put('DismissConcern', told.id, at, coordinator, { reason: end });
  if (end === 'duplicate') {
    const other = registerConcern(life, registrar, []);
    life.put('DismissConcern', other.id, cursor.on(0, 5), coordinator, {
      reason: 'duplicate',
      duplicateOf: told.id,
    });
    return;
  }
  if (end === 'police')
    life.put('HandConcernToPolice', told.id, at, coordinator, { to: 'police', reason: life.text('Trussel') });
  if (end === 'pet')
    life.put('HandConcernToPolice', told.id, at, cast.police(house), {
      to: 'pet',
      reason: life.text('Trussel'),
    });
  if (end === 'forward') forward(life, told, at);
  life.wrong(() => {
    const later = cursor.on(1, 5);
    rng.one([
      () => qualify(life, told, 'substantiated'),
      () => life.put('DismissConcern', told.id, later, coordinator, { reason: 'irrelevant' }),
      () =>
        life.put('HandConcernToPolice', told.id, later, coordinator, {
          to: 'police',
          reason: life.text('Trussel'),
        }),
    ])();
  }, 2);
}

function forward(life: Life, told: Told, at: Ms): void {
  const { rng, cursor, cast, house } = life;
  const coordinator = cast.coordinator(house);
  const other = house === KOEGE ? KOEBENHAVN : KOEGE;
  const newConcernId = rng.uuid();
  const to = { toInfohus: other.infohus, newConcernId };
  life.wrong(
    () => life.put('ForwardConcern', told.id, at, coordinator, { ...to, disclosure: life.badDisclosure() }),
    3,
  );
  life.put('ForwardConcern', told.id, at + MINUTE, coordinator, {
    ...to,
    disclosure: life.disclosure('RPL115_1_1', 'SSP'),
  });
  cursor.to(at + MINUTE);
  if (rng.chance(0.7))
    life.put('QualifyConcern', newConcernId, cursor.on(1, 40), cast.coordinator(other), {
      outcome: rng.one(['substantiated', 'unsubstantiated']),
      method: 'discussion',
      participants: [other.police],
      grounds: life.text('Grundlag'),
    });
}
