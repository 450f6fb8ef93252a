import { alertStory } from './alert-story.mjs';
import { handover, referral, shared } from './between-agencies.mjs';
import { registeredConcern } from './concern-story.mjs';
import { offer } from './offer-story.mjs';
import { DAY, localDate, newStream, sealed, step } from './telling.mjs';

const TYPES = ['child', 'adult-psychiatric', 'adult', 'crime-crossover'];
const CLOSING = ['risk-over', 'normal-system', 'moved', 'declined', 'other'];

/** A case from its opening to its end; some are opened again. Its stream's controller is the agency that holds it. */
export function* caseStory(world, concern, subject) {
  const { random, infohus } = world;
  const stream = newStream('case', random.uuid(), random.pick(infohus.agencies));
  const held = {
    stream,
    subject,
    worker: () => random.pick(infohus.workers[stream.controller]),
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

function* opened(world, { stream, subject, worker }, concern) {
  const { random, infohus } = world;
  const by = stream.controller;
  yield step(
    random.between(1, 20),
    infohus.coordinator,
    [
      stream,
      'CaseOpened',
      {
        caseType: random.pick(TYPES),
        concernIds: [concern.id],
        infohus: infohus.code,
        level: random.pick(['general', 'specific', 'targeted']),
        responsibleAgency: by,
        subjects: [subject],
      },
    ],
    [concern, 'ConcernLinkedToCase', { caseId: stream.id }],
  );
  yield step(random.between(1, 72), worker(), [stream, 'CaseworkerAssigned', { agency: by, userId: worker().userId }]);
  if (random.chance(0.2)) yield* alertStory(world, { agency: by, caseId: stream.id, obligation: 'triage' });
  yield step(random.between(1, 12) * DAY, infohus.coordinator, [
    stream,
    'CaseTriaged',
    { concernIds: [concern.id], decision: sealed(random), toAgency: by },
  ]);
}

function* worked(world, { stream, subject: { personId }, worker }) {
  const { random, now } = world;
  const by = stream.controller;
  yield step(random.between(1, 10) * DAY, worker(), [
    stream,
    'AssessmentRecorded',
    {
      followUpAgency: by,
      needs: sealed(random, 0),
      personId,
      recommendedEfforts: [sealed(random, 1)],
      startsBy: localDate(now() + 30 * 86_400_000),
    },
  ]);
  if (random.chance(0.4)) {
    yield step(random.between(1, 9) * DAY, worker(), [
      stream,
      'HomeVisitRecorded',
      { met: [personId], participants: [by], summary: sealed(random) },
    ]);
  }
  if (random.chance(0.3)) {
    const subject = { ageGroup: 'adult', personId: random.uuid(), role: 'parent' };
    yield step(random.between(1, 90), worker(), [stream, 'SubjectAdded', subject]);
  }
  yield* shared(world, { stream, worker });
  yield* contacts(world, { stream, personId, worker }, random.between(1, 5));
  if (random.chance(0.05)) yield* release(world, { stream, personId, worker });
}

export function* contacts({ random }, { stream, personId, worker }, count) {
  for (let i = 0; i < count; i++) {
    const kind = random.pick(['meeting', 'call', 'message', 'missed-appointment']);
    yield step(random.between(1, 12) * DAY, worker(), [
      stream,
      'ContactRecorded',
      { kind, personId, summary: sealed(random) },
    ]);
  }
}

function* release(world, { stream, personId, worker }) {
  const releaseDate = localDate(world.now() + 60 * 86_400_000);
  yield step(30, worker(), [stream, 'ReleaseExpected', { personId, releaseDate }]);
  yield* contacts(world, { stream, personId, worker }, 2);
}

function* closed({ random }, { stream, worker }) {
  yield step(random.between(5, 60) * DAY, worker(), [
    stream,
    'CaseClosed',
    { keepObligations: random.chance(0.1) ? true : undefined, reason: random.pick(CLOSING) },
  ]);
}

/** A new concern about somebody whose case was closed. */
function* again(world, held) {
  const { random, infohus } = world;
  const { stream } = held;
  const concern = yield* registeredConcern(world, held.subject);
  yield step(random.between(2, 9) * DAY, infohus.coordinator, [
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
  yield* contacts(world, { stream, personId: held.subject.personId, worker: held.worker }, random.between(1, 4));
  yield* closed(world, held);
}
