import type { ObligationName } from '../../../domain/obligations/index.js';
import type { Answer } from '../answer.js';
import type { Act, Acts } from '../tasks/act-address.js';

type Due = Answer<'CaseDeadlines'>[number];

/** By which commands an obligation is answered (domain.md section 6); what is not here is answered on another record's page. */
const BY: Partial<Record<ObligationName, readonly string[]>> = {
  triage: ['TriageCase'],
  'reoffer-1': ['RepeatOffer', 'LapseReoffer'],
  'reoffer-2': ['RepeatOffer', 'LapseReoffer'],
  progress: ['MeasureProgress'],
  'status-follow-up': ['RecordStatusFollowUp'],
  'risk-follow-up': ['RecordRiskFollowUp'],
  release: ['ReferCase', 'RecordContact'],
  'referral-answer': ['AcceptReferral', 'DeclineReferral', 'WithdrawReferral'],
  'handover-answer': ['AcceptHandover', 'DeclineHandover', 'WithdrawHandover'],
};
/** These stand in the way of closing (domain.md rule 9); a handover that waits does so by a rule of its own. */
const OF_CASE: ReadonlySet<string> = new Set<ObligationName>([
  ...(['reoffer-1', 'reoffer-2', 'progress', 'status-follow-up', 'risk-follow-up'] as const),
  ...(['release', 'referral-answer', 'decision'] as const),
]);

/** The acts that answer it, about the thing that it is about. */
export function answersTo(due: Due, acts: Acts): Acts {
  const by = BY[due.obligation as ObligationName] ?? [];
  const isAbout = ({ about }: Act) =>
    Object.entries(about).every(([field, id]) => (due as unknown as Readonly<Record<string, unknown>>)[field] === id);
  return acts.filter((act) => act.against === null && by.includes(act.command) && isAbout(act));
}

export const inTheWayOfClosing = (due: readonly Due[]): readonly Due[] => due.filter((o) => OF_CASE.has(o.obligation));
