import {
  type HeldStream,
  HOUR,
  heldStream,
  iso,
  type Scenario,
  type Step,
  sealed,
  step,
  type World,
} from './builder.js';
import type { Subject } from './held.js';

const REMEMBERED = 24;
const CHANNELS = ['notification', 'mailbox', 'police', 'professional', 'citizen', 'hotline'];

/** Who receives a concern registers it, and is its controller. */
export function registration(
  { random, now, infohus }: World,
  subject: Subject,
  originConcernId?: string,
): { readonly concern: HeldStream; readonly registered: Step } {
  const agency = random.chance(0.3) ? infohus.police : random.one(infohus.agencies);
  const concern = heldStream('concern', random.uuid(), agency);
  infohus.recent.push(concern.id);
  if (infohus.recent.length > REMEMBERED) infohus.recent.shift();
  const data = {
    anonymous: random.chance(0.1) ? true : undefined,
    channel: random.one(CHANNELS),
    description: sealed(random),
    infohus: infohus.code,
    originConcernId,
    receivedAt: iso(now() - random.whole(0, 47) * HOUR),
    reportedByAgency: agency,
    subjects: [subject],
  };
  const by = random.one(infohus.workersOf(agency));
  return { concern, registered: step(random.whole(1, 5), by, [concern, 'ConcernRegistered', data]) };
}

export function* registeredConcern(world: World, subject: Subject): Scenario<HeldStream> {
  const { concern, registered } = registration(world, subject);
  yield registered;
  return concern;
}
