import type { Told } from './amended-life.js';
import { soonAfter } from './calendar.js';
import { qualify, registerConcern } from './concern-life.js';
import type { Life, Person } from './life.js';
import { meeting } from './meeting-life.js';
import { DAY, type Data, HOUR, local, localDay, MINUTE, type Ms, monthsOn, zoned } from './script.js';

/** An acute concern at a night, a weekend, a holiday or in opening hours, and what is done about it, and when. */
export function acuteLife(life: Life): void {
  const { rng, cursor, cast, house } = life;
  // Only what an agency that does not coordinate registered, and police assess alone, is news to the Infohus.
  const told =
    life.amended && rng.chance(0.6)
      ? registerConcern(life, cast.worker('KRIM'), [])
      : registerConcern(life, rng.chance(0.5) ? cast.police(house) : cast.coordinator(house), []);
  const at = cursor.to(rng.chance(0.7) ? cursor.at : cursor.at + rng.whole(1, 600) * MINUTE);
  const concernIds = [told.id];
  const before = told.registeredAt + Math.floor((at - told.registeredAt) / 2);
  if (rng.chance(0.15)) meeting(life, { at: before, kind: 'urgent', concernIds });
  if (rng.chance(0.3)) life.put('NotifyPolice', told.id, at, cast.coordinator(house), { notifiedAt: iso(at) });
  if (rng.chance(0.15)) assess(life, told, at, 'low', 'preliminary');
  assess(life, told, at, 'acute', rng.one(['preliminary', 'final']));
  const again = rng.chance(0.2) ? soonAfter(rng, at) : at;
  if (again !== at) assess(life, told, again, rng.one(['acute', 'low', 'high']), 'final');
  answer(life, told, at, again);
  if (life.amended && rng.chance(0.5)) tell(life, told, at);
  if (rng.chance(0.2)) meeting(life, { at: soonAfter(rng, at), kind: 'ordinary', concernIds });
  if (rng.chance(0.2)) meeting(life, { at: soonAfter(rng, at), kind: 'urgent' });
}

const iso = (at: Ms): string => new Date(at).toISOString();

/** Police tell the Infohus afterwards, and when they did. */
function tell(life: Life, told: Told, at: Ms): void {
  const { rng, cast, house } = life;
  const notifiedAt = soonAfter(rng, at);
  const written = notifiedAt + rng.whole(0, 20) * HOUR;
  life.put('NotifyInfohus', told.id, written, cast.police(house), { notifiedAt: iso(notifiedAt) });
}

function assess(life: Life, told: Told, at: Ms, severity: string, finality: string): void {
  const { cast, house, rng } = life;
  const actor = finality === 'final' ? cast.police(house) : cast.coordinator(house);
  const data: Data = { severity, finality };
  if (severity === 'acute' && rng.chance(0.5)) data.readyToAct = rng.chance(0.4);
  life.put('AssessSeverity', told.id, at, actor, data);
}

function answer(life: Life, told: Told, at: Ms, assessed: Ms): void {
  const { rng, cursor, cast, house } = life;
  const when = soonAfter(rng, at);
  const call = (later: Ms) => meeting(life, { at: later, kind: 'urgent', concernIds: [told.id] });
  const way = rng.one(['meeting', 'meeting', 'meeting', 'police', 'pet', 'both', 'nothing', 'dismissed', 'case']);
  if (way === 'meeting') {
    call(when);
    if (rng.chance(0.2)) call(soonAfter(rng, when));
  }
  if (way === 'police' || way === 'both')
    life.put('HandConcernToPolice', told.id, when, rng.chance(0.5) ? cast.police(house) : cast.coordinator(house), {
      to: 'police',
      reason: life.text('Trussel'),
    });
  if (way === 'pet')
    life.put('HandConcernToPolice', told.id, when, cast.police(house), { to: 'pet', reason: life.text('Trussel') });
  if (way === 'both') call(soonAfter(rng, when));
  if (way === 'dismissed') {
    life.put('DismissConcern', told.id, when, cast.coordinator(house), { reason: 'irrelevant' });
    if (rng.chance(0.4)) call(when + DAY);
  }
  if (way === 'case') {
    // Police keep AssessSeverity once it is linked: only the amended contract says so.
    cursor.to(life.amended ? when : Math.max(when, assessed));
    qualify(life, told, 'substantiated');
    const caseId = openCase(life, told, [life.register('focus', 'adult', cursor.at, cast.coordinator(house))]);
    // Once it is linked the police may not see the concern: a coordinator calls.
    const coordinator = cast.coordinator(house);
    meeting(life, {
      at: soonAfter(rng, cursor.at),
      kind: 'urgent',
      concernIds: [told.id],
      caseId,
      actor: coordinator,
    });
  }
}

function openCase(life: Life, told: Told, persons: readonly Person[]): string {
  const { rng, cast, house, cursor } = life;
  const caseId = rng.uuid();
  life.put('OpenCase', caseId, cursor.on(0, 5), cast.coordinator(house), {
    infohus: house.infohus,
    concernIds: [told.id],
    caseType: 'crime-crossover',
    level: 'targeted',
    responsibleAgency: house.municipal[0],
    subjects: persons.map((person) => life.subject(person)),
  });
  life.put('TriageCase', caseId, cursor.on(0, 5), cast.coordinator(house), {
    toAgency: house.municipal[0],
    decision: life.text('Visiteres'),
  });
  return caseId;
}

/** A release from prison that the case knows of: 90 days before it somebody should have been asked or met. */
export function releaseLife(life: Life): void {
  const { rng, cursor, cast, house } = life;
  const told = registerConcern(life, cast.coordinator(house), []);
  const persons = [0, 1].map(() => life.register('focus', 'adult', cursor.at, cast.coordinator(house)));
  qualify(life, told, 'substantiated');
  const caseId = openCase(life, told, persons);
  const [one, other] = persons;
  if (!one || !other) return;
  const put = (command: string, at: Ms, data: Data) => life.put(command, caseId, at, cast.coordinator(house), data);
  const contact = (at: Ms, personId?: string) =>
    put('RecordContact', at, { kind: rng.one(['meeting', 'call']), ...(personId === undefined ? {} : { personId }) });
  const refer = (at: Ms) =>
    put('ReferCase', at, {
      referralId: rng.uuid(),
      toAgency: 'KRIM',
      task: life.text('Opgave'),
      disclosure: life.disclosure('RPL115_1_3a', 'KSP'),
    });
  if (rng.chance(0.3)) contact(cursor.on(1, 50), one.id);
  const known = cursor.on(1, 300);
  const release = local(`${localDay(monthsOn(known, rng.one([1, 2, 3, 4, 6, 9, 14]), '12:00:00'))}T12:00:00`);
  put('RegisterRelease', known, { personId: one.id, releaseDate: localDay(release) });
  life.wrong(() => put('RegisterRelease', known, { personId: rng.uuid(), releaseDate: localDay(release) }), 2);
  life.wrong(() => put('RegisterRelease', known, { personId: one.id, releaseDate: '2019-02-29' }), 2);
  const limit = local(`${zoned(release).toPlainDate().subtract({ days: 90 })}T23:59:59.999`);
  const near = (): Ms =>
    Math.max(known + MINUTE, rng.one([limit, limit + 1, limit - 10 * DAY, limit - DAY, limit + 20 * DAY]));
  if (rng.chance(0.3)) contact(near(), other.id);
  const way = rng.one(['contact', 'contact', 'refer', 'refer', 'other', 'nobody', 'moved', 'kept', 'nothing', 'twice']);
  if (way === 'contact') contact(near(), one.id);
  if (way === 'refer') refer(near());
  if (way === 'nobody') contact(near());
  if (way === 'twice') {
    const again = localDay(monthsOn(known, 18, '12:00:00'));
    put('RegisterRelease', known + DAY, { personId: rng.one([one.id, other.id]), releaseDate: again });
    contact(Math.max(known + 2 * DAY, near()), one.id);
  }
  if (way === 'other') put('RegisterRelease', known + HOUR, { personId: other.id, releaseDate: localDay(release) });
  // Not yet due: it lapses with the closing. What is overdue is carried on, so that the closing owes nothing unsaid.
  const early = limit - 2 * DAY > known;
  if (way === 'moved' && early)
    put('CloseCase', limit - DAY, { reason: rng.one(['moved', 'deceased']), handedTo: life.text('Kommune') });
  if (way === 'kept') put('CloseCase', near(), { reason: 'moved', keepObligations: true });
}
