import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import { alertScenario } from './alert-scenario.js';
import { DAY, type Data, disclosure, type Scenario, sealed, step, type World, type Write } from './builder.js';
import type { Held } from './held.js';

/** An agency is asked to take part, with what it must know. */
export function* referral(world: World, { stream, worker }: Held): Scenario {
  const { random } = world;
  const fromAgency = stream.controller;
  const toAgency = another(world, fromAgency);
  const referralId = random.uuid();
  const parties = { fromAgency, referralId, toAgency };
  yield step(
    random.whole(1, 20) * DAY,
    worker(),
    [stream, 'CaseReferred', { fromAgency, legalBasis: 'RPL115_1_1', referralId, task: sealed(random), toAgency }],
    [
      stream,
      'InformationDisclosed',
      {
        disclosure: disclosure(random),
        referralId,
        toAgency,
      },
    ],
  );
  const receiver = random.one(world.infohus.workersOf(toAgency));
  if (random.chance(0.2)) {
    return yield step(90, receiver, [stream, 'ReferralDeclined', declined(random, parties)]);
  }
  yield step(random.whole(2, 150), receiver, [stream, 'ReferralAccepted', parties]);
  if (random.chance(0.6)) {
    const outcome = sealed(random);
    yield step(random.whole(20, 60) * DAY, receiver, [
      stream,
      'ReferralCompleted',
      { fromAgency, outcome, referralId, toAgency },
    ]);
  }
}

/** Until the other agency accepts, the case stays where it is. */
export function* handover(world: World, { stream, worker }: Held): Scenario {
  const { random, infohus } = world;
  const fromAgency = stream.controller;
  const toAgency = another(world, fromAgency);
  const handoverId = random.uuid();
  const parties = { fromAgency, handoverId, toAgency };
  yield step(
    random.whole(1, 25) * DAY,
    worker(),
    [stream, 'HandoverOffered', { fromAgency, handoverId, legalBasis: 'RPL115_1_1', reason: sealed(random), toAgency }],
    [
      stream,
      'InformationDisclosed',
      {
        disclosure: disclosure(random),
        handoverId,
        toAgency,
      },
    ],
  );
  if (random.chance(0.2)) {
    const about = { agency: toAgency, caseId: stream.id, handoverId, obligation: 'handover-answer' };
    yield* alertScenario(world, about);
  }
  const receiver = random.one(infohus.workersOf(toAgency));
  if (random.chance(0.25)) {
    return yield step(80, receiver, [stream, 'HandoverDeclined', declined(random, parties)]);
  }
  // From this event on: whoever holds the case controls what is said of it.
  stream.controller = toAgency;
  yield step(random.whole(2, 160), receiver, [stream, 'HandoverAccepted', parties]);
}

/** Asked, told, or nothing said: nobody is obliged to share. */
export function* shared(world: World, { stream, worker }: Held): Scenario {
  const { random } = world;
  const by = stream.controller;
  if (random.chance(0.5)) return;
  const toAgency = another(world, by);
  yield step(20, worker(), [stream, 'InformationRequested', { toAgency, topic: sealed(random) }]);
  const answer: Write = random.chance(0.7)
    ? [stream, 'InformationDisclosed', { disclosure: disclosure(random), toAgency: by }]
    : [stream, 'SharingDeclined', { fromAgency: toAgency, reason: sealed(random) }];
  yield step(random.whole(20, 200), random.one(world.infohus.workersOf(toAgency)), answer);
}

const another = ({ random, infohus: { agencies } }: World, agency: string) =>
  random.one(agencies.filter((a) => a !== agency));

interface Parties {
  readonly fromAgency: string;
  readonly toAgency: string;
  readonly handoverId?: string;
  readonly referralId?: string;
}
const declined = (random: Random, { fromAgency, handoverId, referralId, toAgency }: Parties): Data => ({
  fromAgency,
  handoverId,
  reason: sealed(random),
  referralId,
  toAgency,
});
