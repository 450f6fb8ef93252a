import { alertScenario } from './alert-scenario.js';
import { handover, referral, shared } from './between-agencies.js';
import {
  DAY,
  type HeldStream,
  HOUR,
  heldStream,
  localDate,
  type Scenario,
  sealed,
  step,
  type World,
} from './builder.js';
import type { Held, Subject } from './held.js';
import { offer } from './offer-scenario.js';
import { registeredConcern } from './registration.js';

const TYPES = ['child', 'adult-psychiatric', 'adult', 'crime-crossover'];
const CLOSING = ['risk-over', 'normal-system', 'moved', 'declined', 'other'];

/** A case from its opening to its end; some are opened again. Its stream's controller is the agency that holds it. */
export function* caseScenario(world: World, concern: HeldStream, subject: Subject): Scenario {
  const { random, infohus } = world;
  const stream = heldStream('case', random.uuid(), random.one(infohus.agencies));
  const held: Held = {
    stream,
    subject,
    worker: () => random.one(infohus.workersOf(stream.controller)),
  };
  yield* opened(world, held, concern);
  yield* worked(world, held);
  if (random.chance(0.5)) yield* referral(world, held);
  if (random.chance(0.35)) yield* handover(world, held);
  if (random.chance(0.85)) yield* offer(world, held);
  if (random.chance(0.3)) yield* offer(world, held);
  yield* closed(world, held);
  if (random.chance(0.08)) yield* again(world, held);
}

function* opened(world: World, { stream, subject, worker }: Held, concern: HeldStream): Scenario {
  const { random, infohus } = world;
  const by = stream.controller;
  yield step(
    random.whole(1, 20),
    infohus.coordinator,
    [
      stream,
      'CaseOpened',
      {
        caseType: random.one(TYPES),
        concernIds: [concern.id],
        infohus: infohus.code,
        level: random.one(['general', 'specific', 'targeted']),
        responsibleAgency: by,
        subjects: [subject],
      },
    ],
    [concern, 'ConcernLinkedToCase', { caseId: stream.id }],
  );
  yield step(random.whole(1, 72), worker(), [stream, 'CaseworkerAssigned', { agency: by, userId: worker().userId }]);
  if (random.chance(0.2)) yield* alertScenario(world, { agency: by, caseId: stream.id, obligation: 'triage' });
  yield step(random.whole(1, 12) * DAY, infohus.coordinator, [
    stream,
    'CaseTriaged',
    { concernIds: [concern.id], decision: sealed(random), toAgency: by },
  ]);
}

function* worked(world: World, held: Held): Scenario {
  const { random, now } = world;
  const { stream, worker } = held;
  const { personId } = held.subject;
  const by = stream.controller;
  yield step(random.whole(1, 10) * DAY, worker(), [
    stream,
    'AssessmentRecorded',
    {
      followUpAgency: by,
      needs: sealed(random, 0),
      personId,
      recommendedEfforts: [sealed(random, 1)],
      startsBy: localDate(now() + 30 * DAY * HOUR),
    },
  ]);
  if (random.chance(0.4)) {
    yield step(random.whole(1, 9) * DAY, worker(), [
      stream,
      'HomeVisitRecorded',
      { met: [personId], participants: [by], summary: sealed(random) },
    ]);
  }
  if (random.chance(0.3)) {
    const subject = { ageGroup: 'adult', personId: random.uuid(), role: 'parent' };
    yield step(random.whole(1, 90), worker(), [stream, 'SubjectAdded', subject]);
  }
  yield* shared(world, held);
  yield* contacts(world, held, random.whole(1, 5));
  if (random.chance(0.05)) yield* release(world, held);
}

function* contacts({ random }: World, { stream, subject: { personId }, worker }: Held, count: number): Scenario {
  for (let i = 0; i < count; i++) {
    const kind = random.one(['meeting', 'call', 'message', 'missed-appointment']);
    yield step(random.whole(1, 12) * DAY, worker(), [
      stream,
      'ContactRecorded',
      { kind, personId, summary: sealed(random) },
    ]);
  }
}

function* release(world: World, held: Held): Scenario {
  const { stream, worker } = held;
  const { personId } = held.subject;
  const releaseDate = localDate(world.now() + 60 * DAY * HOUR);
  yield step(30, worker(), [stream, 'ReleaseExpected', { personId, releaseDate }]);
  yield* contacts(world, held, 2);
}

function* closed({ random }: World, { stream, worker }: Held): Scenario {
  yield step(random.whole(5, 60) * DAY, worker(), [
    stream,
    'CaseClosed',
    { keepObligations: random.chance(0.1) ? true : undefined, reason: random.one(CLOSING) },
  ]);
}

/** A new concern about somebody whose case was closed. */
function* again(world: World, held: Held): Scenario {
  const { random, infohus } = world;
  const { stream } = held;
  const concern = yield* registeredConcern(world, held.subject);
  yield step(random.whole(2, 9) * DAY, infohus.coordinator, [
    concern,
    'ConcernQualified',
    { grounds: sealed(random), method: 'discussion', outcome: 'substantiated', participants: [infohus.lead] },
  ]);
  yield step(
    20,
    infohus.coordinator,
    [stream, 'CaseReopened', { concernId: concern.id, responsibleAgency: stream.controller }],
    [concern, 'ConcernLinkedToCase', { caseId: stream.id }],
  );
  yield* contacts(world, held, random.whole(1, 4));
  yield* closed(world, held);
}
