// What only the contract as amended answers: notices, hotline contacts taken, decisions completed, insight, glass, amendments.
import type { Life, Person } from './life.js';
import { type Actor, DAY, type Data, HOUR, localDay, MINUTE, type Ms } from './script.js';

export interface Told {
  readonly id: string;
  readonly receivedAt: Ms;
  readonly registeredAt: Ms;
  /** The triage limit as the severities set it. */
  limit: Ms;
  acute: boolean;
  readonly registrar: Actor;
}

const iso = (at: Ms): string => new Date(at).toISOString();

/** Annuls or corrects an event, now and then by somebody who may not, or twice. */
export function amend(life: Life, of: { id: string; at: Ms; actor: Actor; eventId: string }, changes?: Data): void {
  const { cast, house, rng } = life;
  const { id, at, actor, eventId } = of;
  const annul = (who: Actor, after: Ms) =>
    life.put('AnnulEvent', id, at + after, who, { eventId, reason: life.text('Fejl') });
  const correct = (who: Actor, after: Ms, what: Data) =>
    life.put('CorrectEvent', id, at + after, who, { eventId, changes: what, reason: life.text('Fejl') });
  life.wrong(() => annul(cast.worker(house.infohus === 'koege' ? 'SOF' : 'SOC'), HOUR), 2);
  life.wrong(() => annul(cast.actor(actor.agency, 'analyst'), HOUR), 2);
  life.wrong(() => life.put('AnnulEvent', id, at + HOUR, actor, { eventId: rng.uuid(), reason: life.text('Fejl') }), 2);
  life.wrong(() => correct(actor, HOUR, { infohus: 'koege' }), 2);
  if (changes) {
    correct(actor, HOUR, changes);
    if (rng.chance(0.3)) correct(actor, 2 * HOUR, changes);
  }
  if (changes && rng.chance(0.5)) return;
  annul(rng.chance(0.7) ? actor : cast.coordinator(house), DAY);
  life.wrong(() => annul(actor, 2 * DAY), 3);
}

/** What police and others do on a concern, before and after it is linked. */
export function noticeLife(life: Life, told: Told): void {
  const { rng, cast, house, cursor } = life;
  const police = cast.police(house);
  const at = cursor.on(1, 20);
  const notify = (when: Ms, who = police) =>
    life.put('NotifyInfohus', told.id, at, who, { notifiedAt: iso(when) }, { named: true });
  life.wrong(() => notify(at + HOUR), 2);
  life.wrong(() => notify(told.receivedAt - HOUR), 2);
  life.wrong(() => notify(at, cast.coordinator(house)), 2);
  if (rng.chance(0.6)) {
    const eventId = notify(Math.max(told.receivedAt, at - rng.whole(0, 20) * HOUR));
    if (rng.chance(0.2)) amend(life, { id: told.id, at, actor: police, eventId });
  }
  const lead = cast.coordinator(house);
  const disclose = (toAgency: string, disclosure: Data) =>
    life.put('DiscloseInformation', told.id, at + MINUTE, lead, { toAgency, disclosure });
  if (rng.chance(0.4)) disclose(house.school, life.disclosure('RPL115_1_1', 'SSP'));
  life.wrong(() => disclose(house.municipal[0], life.disclosure('SEL12B', 'none')), 2);
  life.wrong(() => disclose(house.school, life.badDisclosure()), 2);
  life.wrong(() => {
    const own = { toInfohus: house.infohus, newConcernId: rng.uuid() };
    const disclosure = life.disclosure('LAB', 'none');
    life.put('ForwardConcern', told.id, at + MINUTE, lead, { ...own, disclosure });
  }, 2);
}

/** Advice that is written down wrongly and annulled or said anew. */
export function adviceLife(life: Life, told: Told): void {
  const { cast, house, cursor } = life;
  const actor = cast.coordinator(house);
  const at = cursor.on(1, 20);
  const data = { to: 'citizen', topic: life.text('Råd') };
  const eventId = life.put('GiveAdvice', told.id, at, actor, data, { named: true });
  amend(life, { id: told.id, at, actor, eventId }, { to: 'relative' });
}

/** After the case is opened police keep two commands of the concern, the registering agency none. */
export function afterLinking(life: Life, told: Told): void {
  const { cast, house, cursor, rng } = life;
  const { registrar } = told;
  const police = cast.police(house);
  const topic = { to: 'citizen', topic: life.text('Råd') };
  const at = cursor.on(0, 5);
  if (rng.chance(0.3))
    life.put('AssessSeverity', told.id, at, police, { severity: rng.one(['high', 'low']), finality: 'final' });
  life.wrong(() => life.put('GiveAdvice', told.id, at, police, topic), 2);
  if (registrar.role === 'caseworker') life.wrong(() => life.put('GiveAdvice', told.id, at, registrar, topic), 2);
}

/** A contact of the telephone line is read by the Infohus that it went to, once. */
export function takeContact(life: Life, id: string, recorded: Ms, data: Data): void {
  const { rng, cast, house } = life;
  const other = house.infohus === 'koege' ? 'koebenhavn' : 'koege';
  const receiver = data.forwardedTo === other ? other : house.infohus;
  const lead = cast.coordinatorOf(receiver);
  const take = (after: Ms, who: Actor, what: Data = {}, late = 0) =>
    life.put('TakeHotlineContact', id, recorded + after, who, what, { late });
  life.wrong(() => take(HOUR, cast.worker(house.municipal[0])), 2);
  life.wrong(() => take(-HOUR, lead, {}, 2 * HOUR), 2);
  life.wrong(() => take(HOUR, lead, { concernId: rng.uuid() }), 2);
  if (rng.chance(0.3)) return;
  take(2 * HOUR, lead);
  life.wrong(() => take(3 * HOUR, lead), 4);
}

/** Insight asked for and given, processing restricted, a stranger who would change what is written. */
export function personLife(life: Life): void {
  const { rng, cast, house, cursor } = life;
  const agency = rng.one(house.municipal);
  const registrar = cast.worker(agency);
  const { id } = life.register('focus', 'adult', cursor.at, registrar);
  const compliance = cast.actor(house.coordinators[0], 'compliance');
  const put = (command: string, data: Data, who = compliance) => life.put(command, id, cursor.at, who, data);
  const asked = cursor.on(20, 400);
  life.wrong(() => put('RequestInsight', { receivedOn: localDay(asked + DAY + HOUR) }), 2);
  life.wrong(() => put('RequestInsight', { receivedOn: localDay(asked) }, registrar), 2);
  put('RequestInsight', { receivedOn: localDay(asked - rng.whole(0, 9) * DAY) });
  if (rng.chance(0.3)) put('RestrictProcessing', { ground: life.text('Grund') });
  cursor.on(20, 900);
  if (rng.chance(0.3)) put('LiftRestriction', { reason: life.text('Grund') });
  if (rng.chance(0.8)) put('DeliverInsight', { deliveredOn: localDay(cursor.at - rng.whole(0, 4) * DAY) });
  life.wrong(() => put('ChangePersonDetails', { name: life.text('Testperson') }, cast.worker(house.school)), 4);
  if (rng.chance(0.3)) put('ChangePersonDetails', { name: life.text('Testperson') }, registrar);
}

/** Somebody who is not on the case breaks the glass, and compliance looks at it. */
export function glassLife(life: Life, caseId: string, stranger: Actor): void {
  const { rng, cast, house, cursor } = life;
  const id = rng.uuid();
  const at = cursor.on(1, 20);
  const use = (who: Actor, of = caseId) =>
    life.put('UseBreakGlass', id, at, who, { caseId: of, justification: life.text('Grund') });
  life.wrong(() => use(cast.coordinator(house)), 3);
  life.wrong(() => use(stranger, rng.uuid()), 3);
  life.wrong(() => use(cast.actor(stranger.agency, 'analyst')), 3);
  use(stranger);
  const compliance = cast.actor(house.coordinators[0], 'compliance');
  const review = (after: Ms, who = compliance) =>
    life.put('ReviewBreakGlass', id, at + after, who, {
      glassId: id,
      justified: rng.chance(0.5),
      assessment: life.text('Vurdering'),
    });
  life.wrong(() => review(HOUR, { ...compliance, userId: stranger.userId }), 3);
  life.wrong(() => review(-HOUR), 2);
  review(2 * HOUR);
  life.wrong(() => review(3 * HOUR), 3);
}

/** One person registered twice, offered something under both ids, and merged. */
export function twice(life: Life, person: Person, at: Ms): string {
  const { rng, cast, house } = life;
  const lead = cast.coordinator(house);
  const double = rng.uuid();
  life.put('RegisterPerson', double, at, lead, { name: life.text('Testperson') });
  life.wrong(() => life.put('MergePersons', double, at + MINUTE, lead, { into: double }), 3);
  life.wrong(() => life.put('MergePersons', double, at + MINUTE, lead, { into: rng.uuid() }), 3);
  life.put('MergePersons', double, at + 2 * MINUTE, lead, { into: person.id });
  life.wrong(() => life.put('MergePersons', double, at + 3 * MINUTE, lead, { into: person.id }), 3);
  life.wrong(() => life.put('MergePersons', person.id, at + 3 * MINUTE, lead, { into: double }), 3);
  return double;
}
