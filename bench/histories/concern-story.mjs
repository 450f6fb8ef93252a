import { alertStory } from './alert-story.mjs';
import { caseStory } from './case-story.mjs';
import { DAY, disclosure, HOUR, iso, newStream, sealed, step } from './telling.mjs';

const REMEMBERED = 24;
const CHANNELS = ['notification', 'mailbox', 'police', 'professional', 'citizen', 'hotline'];
const FORMS = ['militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'other', 'none'];

/** An enquiry from its registration to its end, or through its case to the end of that. Two in five become cases. */
export function* concernStory(world) {
  const { random } = world;
  const subject = yield* registeredPerson(world);
  const concern = yield* registeredConcern(world, subject);
  yield* assessed(world, concern, subject);
  const fate = random.unit();
  if (fate < 0.15) return yield* dismissed(world, concern, 'irrelevant');
  const outcome = fate < 0.4 ? 'unsubstantiated' : 'substantiated';
  yield* qualified(world, concern, outcome);
  if (outcome === 'unsubstantiated') return yield* dismissed(world, concern, 'unsubstantiated');
  if (fate < 0.5) return yield* handedToPolice(world, concern);
  if (fate < 0.58) return yield* forwarded(world, concern, subject);
  yield* caseStory(world, concern, subject);
}

/** Who receives it registers it, and is its controller. */
export function* registeredConcern({ random, now, infohus }, subject, originConcernId) {
  const agency = random.chance(0.3) ? infohus.police : random.pick(infohus.agencies);
  const concern = newStream('concern', random.uuid(), agency);
  infohus.recent.push(concern.id);
  if (infohus.recent.length > REMEMBERED) infohus.recent.shift();
  yield step(random.between(1, 5), random.pick(infohus.workers[agency]), [
    concern,
    'ConcernRegistered',
    {
      anonymous: random.chance(0.1) ? true : undefined,
      channel: random.pick(CHANNELS),
      description: sealed(random),
      infohus: infohus.code,
      originConcernId,
      receivedAt: iso(now() - random.below(48) * HOUR),
      reportedByAgency: agency,
      subjects: subject ? [subject] : [],
    },
  ]);
  return concern;
}

function* registeredPerson({ random, infohus }) {
  const worker = random.pick(infohus.workers[random.pick(infohus.agencies)]);
  const person = newStream('person', random.uuid());
  const details = {
    address: sealed(random, 0),
    birthDate: sealed(random, 1),
    cpr: sealed(random, 2),
    name: sealed(random, 3),
  };
  yield step(0, worker, [person, 'PersonRegistered', details]);
  if (random.chance(0.2)) yield step(2, worker, [person, 'PersonDetailsChanged', { contact: sealed(random) }]);
  return { ageGroup: random.chance(0.4) ? 'minor' : 'adult', personId: person.id, role: 'focus' };
}

function* assessed(world, concern, subject) {
  const { random, infohus } = world;
  const { coordinator, officer } = infohus;
  const severity = random.chance(0.05) ? 'acute' : random.pick(['high', 'medium', 'medium', 'low']);
  if (random.chance(0.5)) yield step(4, coordinator, [concern, 'ConcernSubjectIdentified', subject]);
  yield step(random.between(1, 30), coordinator, [
    concern,
    'SeverityAssessed',
    { finality: 'preliminary', readyToAct: severity === 'acute' ? true : undefined, severity },
  ]);
  if (severity === 'acute') yield* urgent(world, concern);
  if (random.chance(0.3)) {
    yield step(20, coordinator, [concern, 'AdviceGiven', { to: 'professional', topic: sealed(random) }]);
  }
  if (severity !== 'low' || random.chance(0.5)) {
    yield step(random.between(2, 60), officer, [concern, 'SeverityAssessed', { finality: 'final', severity }]);
  }
}

/** The meeting is a stream of its own that says something of the concern. */
function* urgent({ random, now, infohus: { code, coordinator, lead, police } }, concern) {
  yield step(1, coordinator, [concern, 'PoliceNotified', { notifiedAt: iso(now()) }]);
  const meeting = newStream('meeting', random.uuid());
  yield step(1, coordinator, [
    meeting,
    'MeetingCalled',
    {
      concernIds: [concern.id],
      infohus: code,
      invited: [lead, police],
      kind: 'urgent',
      startsAt: iso(now() + 4 * HOUR),
    },
  ]);
}

function* qualified(world, concern, outcome) {
  const { random, infohus } = world;
  if (random.chance(0.15)) {
    const about = { agency: concern.controller, concernId: concern.id, obligation: 'qualification' };
    if (concern.controller !== infohus.police) yield* alertStory(world, about);
  }
  yield step(random.between(1, 9) * DAY, infohus.coordinator, [
    concern,
    'ConcernQualified',
    {
      forms: [random.pick(FORMS)],
      grounds: sealed(random, 0),
      method: random.pick(['discussion', 'home-visit', 'conversation']),
      outcome,
      participants: [infohus.lead, infohus.police],
      signs: sealed(random, 1),
      vulnerabilities: random.chance(0.5) ? sealed(random, 2) : undefined,
    },
  ]);
}

function* dismissed({ random, infohus }, concern, reason) {
  yield step(random.between(4, 200), infohus.coordinator, [concern, 'ConcernDismissed', { reason }]);
}

function* handedToPolice({ random, infohus }, concern) {
  yield step(8, infohus.officer, [concern, 'ConcernHandedToPolice', { reason: sealed(random), to: 'police' }]);
}

/** It stands at both Infohuse and is qualified anew in the other one. */
function* forwarded(world, concern, subject) {
  const { random, infohus, neighbour } = world;
  const there = { ...world, infohus: neighbour };
  const other = registeredConcern(there, subject, concern.id);
  const received = other.next().value;
  const [[arrived]] = received.writes;
  yield step(
    30,
    infohus.coordinator,
    [concern, 'ConcernForwarded', { newConcernId: arrived.id, toAgency: neighbour.lead, toInfohus: neighbour.code }],
    [concern, 'InformationDisclosed', { disclosure: disclosure(random), toAgency: neighbour.lead }],
  );
  yield received;
  yield* assessed(there, arrived, subject);
  yield* qualified(there, arrived, 'unsubstantiated');
  yield* dismissed(there, arrived, 'unsubstantiated');
}
