import { alertStory } from './alert-story.mjs';
import { DAY, localDate, sealed, step } from './telling.mjs';

const KINDS = ['mentor', 'parent-coach', 'relatives-coach', 'counselling', 'resocialisation', 'employment-education'];
const FACTORS = ['network', 'school-work', 'family', 'identity', 'leisure'];

/** Support offered: accepted at once, declined and offered again, or let go. */
export function* offer(world, held) {
  const { random } = world;
  const { stream, worker } = held;
  const { personId } = held.subject;
  const made = { kind: random.pick(KINDS), offerId: random.uuid(), personId };
  yield step(random.between(2, 20) * DAY, worker(), [stream, 'SupportOffered', made]);
  if (random.chance(0.3) && !(yield* offeredAgain(world, held, made))) return;
  const accepted = {
    consent: { by: [personId], givenOn: localDate(world.now()), scope: sealed(random) },
    guardianConsent: held.subject.ageGroup === 'minor',
    ...made,
  };
  yield step(random.between(1, 14) * DAY, worker(), [stream, 'OfferAccepted', accepted]);
  yield* course(world, held, made);
}

/** @returns whether it is open again */
function* offeredAgain(world, { stream, worker }, made) {
  const { random, infohus } = world;
  const { kind, offerId, personId } = made;
  const doNotContact = random.chance(0.15);
  const reason = random.chance(0.6) ? sealed(random) : undefined;
  yield step(random.between(1, 14) * DAY, worker(), [
    stream,
    'OfferDeclined',
    { doNotContact, kind, offerId, personId, reason },
  ]);
  if (doNotContact) return false;
  if (random.chance(0.4)) {
    const about = { agency: stream.controller, caseId: stream.id, obligation: 're-offer', offerId };
    yield* alertStory(world, about);
  }
  if (random.chance(0.25)) {
    yield step(40 * DAY, infohus.coordinator, [
      stream,
      'ReofferLapsed',
      { kind, offerId, personId, reason: 'not-relevant' },
    ]);
    return false;
  }
  yield step(random.between(60, 170) * DAY, worker(), [stream, 'OfferRepeated', made]);
  return true;
}

function* course(world, { stream, worker }, { kind, offerId, personId }) {
  const { random } = world;
  const named = { courseId: random.uuid(), kind };
  const rest = { offerId, personId };
  const mentor = sealed(random);
  yield step(random.between(3, 25) * DAY, worker(), [stream, 'CourseStarted', { ...named, mentor, ...rest }]);
  for (let i = random.between(2, 5); i > 0; i--) yield* measured(world, { stream, worker }, named, rest);
  if (random.chance(0.12)) {
    yield step(9 * DAY, worker(), [stream, 'CoursePaused', { ...named, ...rest, reason: sealed(random) }]);
    yield step(30 * DAY, worker(), [stream, 'CourseResumed', { ...named, ...rest }]);
  }
  if (random.chance(0.2)) {
    return yield step(20 * DAY, worker(), [stream, 'CourseAborted', { ...named, ...rest, reason: sealed(random) }]);
  }
  yield step(random.between(10, 30) * DAY, worker(), [stream, 'CourseCompleted', { ...named, ...rest }]);
  const status = random.pick(['education', 'employment', 'both', 'neither']);
  yield step(90 * DAY, worker(), [stream, 'StatusFollowUpRecorded', { ...named, ...rest, status }]);
  const result = random.chance(0.8) ? 'not-at-risk' : 'at-risk';
  yield step(10 * DAY, worker(), [stream, 'RiskFollowUpRecorded', { ...named, ...rest, result }]);
}

function* measured({ random }, { stream, worker }, named, rest) {
  const factors = FACTORS.slice(0, random.between(2, 5)).map((factor, i) => ({
    factor,
    kind: i % 2 === 0 ? 'risk' : 'protective',
    level: random.between(1, 5),
  }));
  const { courseId, kind } = named;
  yield step(random.between(20, 45) * DAY, worker(), [
    stream,
    'ProgressMeasured',
    { courseId, factors, kind, ...rest, tool: 'progress-wheel' },
  ]);
}
