// What holds of every command of a case after its row's own rules: case-closed, a new id that is there, the order of dates.
import type { CaseWorld } from './case-world.js';
import { follows, rowRules } from './rules-case.js';
import type { Rule } from './rules-concern.js';
import { followedDaily, goalExists } from './rules-daily.js';
import type { Ms } from './time.js';

/** What a closed case still takes where an obligation was kept (commands.md, after the table). */
const AFTER_CLOSING = new Set(
  `SetGoal ReviewGoal DropGoal RecordOwnView RecordStatusFollowUp RecordRiskFollowUp RepeatOffer AcceptOffer DeclineOffer WithdrawOffer LapseReoffer WithdrawConsent
  RenewConsent StartCourse MeasureProgress PauseCourse ResumeCourse CompleteCourse AbortCourse`.split(/\s+/),
);

/**
 * A fact dated before the closing is written down after it, whatever its kind; nothing closes twice.
 * AMBIGUOUS: an answer to a referral that was kept is none of what a closed case takes. Alternative: it is.
 */
function closed(command: string, { state, at }: CaseWorld): boolean {
  if (state.status === 'open' || command === 'ReopenCase') return false;
  if (state.closedAt !== null && at < state.closedAt && command !== 'CloseCase') return false;
  return !(state.kept && AFTER_CLOSING.has(command));
}

const NEW_IDS = [
  ['OfferSupport', 'offers', 'offerId'],
  ['ReferCase', 'referrals', 'referralId'],
  ['OfferHandover', 'handovers', 'handoverId'],
] as const;

const idExists = (command: string, { state, data }: CaseWorld): boolean =>
  NEW_IDS.some(([name, of, key]) => name === command && state[of].has(String(data[key])));

/** What the command answers, ends or follows: it may not be dated before it. */
export function earliest(command: string, world: CaseWorld): Ms {
  const { state, data, resolve } = world;
  const offer = typeof data.offerId === 'string' ? state.offers.get(data.offerId) : undefined;
  const course = typeof data.courseId === 'string' ? state.courses.get(data.courseId) : undefined;
  const referral = typeof data.referralId === 'string' ? state.referrals.get(data.referralId) : undefined;
  const handover = typeof data.handoverId === 'string' ? state.handovers.get(data.handoverId) : undefined;
  const follows: (Ms | null | undefined)[] = [state.openedAt];
  // AMBIGUOUS: an answer follows the newest asking (the re-offer it answers). Alternative: the first offering.
  if (command === 'AcceptOffer' || command === 'DeclineOffer' || command === 'WithdrawOffer')
    follows.push(offer?.askedAt);
  else if (command === 'RepeatOffer' || command === 'LapseReoffer') follows.push(offer?.firstDeclineAt);
  else if (command !== 'OfferSupport') follows.push(offer?.acceptedAt ?? offer?.offeredAt);
  follows.push(course?.startedAt, ...followedDaily(world));
  if (command === 'ResumeCourse') follows.push(course?.pausedAt);
  // AMBIGUOUS (92): a pause stops what was resumed. Alternative: it follows the start only.
  if (command === 'PauseCourse') follows.push(course?.steps.findLast((s) => s.what === 'resumed')?.at);
  if (command === 'RecordStatusFollowUp' || command === 'RecordRiskFollowUp') follows.push(course?.completedAt);
  if (command !== 'ReferCase') follows.push(command === 'CompleteReferral' ? referral?.answeredAt : referral?.at);
  if (command !== 'OfferHandover') follows.push(handover?.at);
  if (command === 'ClearForSupport') follows.push(state.heldAt);
  if (command === 'LiftDoNotContact') follows.push(state.objections.get(resolve(String(data.personId))));
  if (command === 'ReopenCase') follows.push(state.closedAt);
  return Math.max(...follows.filter((at) => typeof at === 'number'));
}

/** The concern that LinkConcern and ReopenCase take in. */
const taken = ({ data, concern }: CaseWorld) =>
  typeof data.concernId === 'string' ? concern(data.concernId) : undefined;

export function caseRules(command: string, world: CaseWorld): Rule[] {
  return [
    ...rowRules(command, world),
    ['case-closed', closed(command, world)],
    ['already-exists', idExists(command, world) || goalExists(command, world)],
    ['out-of-order', world.at < earliest(command, world) || !follows(world.at, taken(world))],
  ];
}
