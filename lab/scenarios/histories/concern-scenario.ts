import { alertScenario } from './alert-scenario.js';
import {
  DAY,
  disclosure,
  type HeldStream,
  HOUR,
  iso,
  newStream,
  type Scenario,
  sealed,
  step,
  type World,
} from './builder.js';
import { caseScenario } from './case-scenario.js';
import type { Subject } from './held.js';
import { registeredConcern, registration } from './registration.js';

const FORMS = ['militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'other', 'none'];

/** An enquiry from its registration to its end, or through its case to the end of that. Two in five become cases. */
export function* concernScenario(world: World): Scenario {
  const { random } = world;
  const subject = yield* registeredPerson(world);
  const concern = yield* registeredConcern(world, subject);
  yield* assessed(world, concern, subject);
  const fate = random.next();
  if (fate < 0.15) return yield* dismissed(world, concern, 'irrelevant');
  const outcome = fate < 0.4 ? 'unsubstantiated' : 'substantiated';
  yield* qualified(world, concern, outcome);
  if (outcome === 'unsubstantiated') return yield* dismissed(world, concern, 'unsubstantiated');
  if (fate < 0.5) return yield* handedToPolice(world, concern);
  if (fate < 0.58) return yield* forwarded(world, concern, subject);
  yield* caseScenario(world, concern, subject);
}

function* registeredPerson({ random, infohus }: World): Scenario<Subject> {
  const worker = random.one(infohus.workersOf(random.one(infohus.agencies)));
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

function* assessed(world: World, concern: HeldStream, subject: Subject): Scenario {
  const { random, infohus } = world;
  const { coordinator, officer } = infohus;
  const severity = random.chance(0.05) ? 'acute' : random.one(['high', 'medium', 'medium', 'low']);
  if (random.chance(0.5)) yield step(4, coordinator, [concern, 'ConcernSubjectIdentified', subject]);
  yield step(random.whole(1, 30), coordinator, [
    concern,
    'SeverityAssessed',
    { finality: 'preliminary', readyToAct: severity === 'acute' ? true : undefined, severity },
  ]);
  if (severity === 'acute') yield* urgent(world, concern);
  if (random.chance(0.3)) {
    yield step(20, coordinator, [concern, 'AdviceGiven', { to: 'professional', topic: sealed(random) }]);
  }
  if (severity !== 'low' || random.chance(0.5)) {
    yield step(random.whole(2, 60), officer, [concern, 'SeverityAssessed', { finality: 'final', severity }]);
  }
}

/** The meeting is a stream of its own that says something of the concern. */
function* urgent({ random, now, infohus }: World, concern: HeldStream): Scenario {
  const { code, coordinator, lead, police } = infohus;
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

function* qualified(world: World, concern: HeldStream, outcome: string): Scenario {
  const { random, infohus } = world;
  if (random.chance(0.15)) {
    const about = { agency: concern.controller, concernId: concern.id, obligation: 'qualification' };
    if (concern.controller !== infohus.police) yield* alertScenario(world, about);
  }
  yield step(random.whole(1, 9) * DAY, infohus.coordinator, [
    concern,
    'ConcernQualified',
    {
      forms: [random.one(FORMS)],
      grounds: sealed(random, 0),
      method: random.one(['discussion', 'home-visit', 'conversation']),
      outcome,
      participants: [infohus.lead, infohus.police],
      signs: sealed(random, 1),
      vulnerabilities: random.chance(0.5) ? sealed(random, 2) : undefined,
    },
  ]);
}

function* dismissed({ random, infohus }: World, concern: HeldStream, reason: string): Scenario {
  yield step(random.whole(4, 200), infohus.coordinator, [concern, 'ConcernDismissed', { reason }]);
}

function* handedToPolice({ random, infohus }: World, concern: HeldStream): Scenario {
  yield step(8, infohus.officer, [concern, 'ConcernHandedToPolice', { reason: sealed(random), to: 'police' }]);
}

/** It stands at both Infohuse and is qualified anew in the other one. */
function* forwarded(world: World, concern: HeldStream, subject: Subject): Scenario {
  const { random, infohus, neighbour } = world;
  const there = { ...world, infohus: neighbour };
  const { registered, concern: arrived } = registration(there, subject, concern.id);
  yield step(
    30,
    infohus.coordinator,
    [concern, 'ConcernForwarded', { newConcernId: arrived.id, toAgency: neighbour.lead, toInfohus: neighbour.code }],
    [concern, 'InformationDisclosed', { disclosure: disclosure(random), toAgency: neighbour.lead }],
  );
  yield registered;
  yield* assessed(there, arrived, subject);
  yield* qualified(there, arrived, 'unsubstantiated');
  yield* dismissed(there, arrived, 'unsubstantiated');
}
