import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import { alertScenario } from './alert-scenario.js';
import { DAY, type Data, localDate, type Scenario, sealed, step, type World } from './builder.js';
import type { Held } from './held.js';

const KINDS = ['mentor', 'parent-coach', 'relatives-coach', 'counselling', 'resocialisation', 'employment-education'];
const FACTORS = ['network', 'school-work', 'family', 'identity', 'leisure'];

interface Offer extends Data {
  readonly kind: string;
  readonly offerId: string;
  readonly personId: string;
}

/** Support offered: accepted at once, declined and offered again, or let go. */
export function* offer(world: World, held: Held): Scenario {
  const { random } = world;
  const { stream, worker } = held;
  const { personId } = held.subject;
  const made: Offer = { kind: random.one(KINDS), offerId: random.uuid(), personId };
  yield step(random.whole(2, 20) * DAY, worker(), [stream, 'SupportOffered', made]);
  if (random.chance(0.3) && !(yield* offeredAgain(world, held, made))) return;
  const accepted = {
    consent: { by: [personId], givenOn: localDate(world.now()), scope: sealed(random) },
    guardianConsent: held.subject.ageGroup === 'minor',
    ...made,
  };
  yield step(random.whole(1, 14) * DAY, worker(), [stream, 'OfferAccepted', accepted]);
  yield* course(world, held, made);
}

/** @returns whether it is open again */
function* offeredAgain(world: World, { stream, worker }: Held, made: Offer): Scenario<boolean> {
  const { random, infohus } = world;
  const { kind, offerId, personId } = made;
  const doNotContact = random.chance(0.15);
  const reason = random.chance(0.6) ? sealed(random) : undefined;
  yield step(random.whole(1, 14) * DAY, worker(), [
    stream,
    'OfferDeclined',
    { doNotContact, kind, offerId, personId, reason },
  ]);
  if (doNotContact) return false;
  if (random.chance(0.4)) {
    const about = { agency: stream.controller, caseId: stream.id, obligation: 're-offer', offerId };
    yield* alertScenario(world, about);
  }
  if (random.chance(0.25)) {
    yield step(40 * DAY, infohus.coordinator, [
      stream,
      'ReofferLapsed',
      { kind, offerId, personId, reason: 'not-relevant' },
    ]);
    return false;
  }
  yield step(random.whole(60, 170) * DAY, worker(), [stream, 'OfferRepeated', made]);
  return true;
}

function* course({ random }: World, held: Held, { kind, offerId, personId }: Offer): Scenario {
  const { stream, worker } = held;
  const named = { courseId: random.uuid(), kind };
  const rest = { offerId, personId };
  const mentor = sealed(random);
  yield step(random.whole(3, 25) * DAY, worker(), [stream, 'CourseStarted', { ...named, mentor, ...rest }]);
  for (let i = random.whole(2, 5); i > 0; i--) yield* measured(random, held, { ...named, ...rest });
  if (random.chance(0.12)) {
    yield step(9 * DAY, worker(), [stream, 'CoursePaused', { ...named, ...rest, reason: sealed(random) }]);
    yield step(30 * DAY, worker(), [stream, 'CourseResumed', { ...named, ...rest }]);
  }
  if (random.chance(0.2)) {
    return yield step(20 * DAY, worker(), [stream, 'CourseAborted', { ...named, ...rest, reason: sealed(random) }]);
  }
  yield step(random.whole(10, 30) * DAY, worker(), [stream, 'CourseCompleted', { ...named, ...rest }]);
  const status = random.one(['education', 'employment', 'both', 'neither']);
  yield step(90 * DAY, worker(), [stream, 'StatusFollowUpRecorded', { ...named, ...rest, status }]);
  const result = random.chance(0.8) ? 'not-at-risk' : 'at-risk';
  yield step(10 * DAY, worker(), [stream, 'RiskFollowUpRecorded', { ...named, ...rest, result }]);
}

function* measured(random: Random, { stream, worker }: Held, course: Offer & { readonly courseId: string }): Scenario {
  const factors = FACTORS.slice(0, random.whole(2, 5)).map((factor, i) => ({
    factor,
    kind: i % 2 === 0 ? 'risk' : 'protective',
    level: random.whole(1, 5),
  }));
  const { courseId, kind, offerId, personId } = course;
  yield step(random.whole(20, 45) * DAY, worker(), [
    stream,
    'ProgressMeasured',
    { courseId, factors, kind, offerId, personId, tool: 'progress-wheel' },
  ]);
}
