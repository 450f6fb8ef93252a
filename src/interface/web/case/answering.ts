import { ANSWERS } from '../../../application/queries/work-acts.js';
import type { ObligationName } from '../../../domain/obligations/index.js';
import type { Answer } from '../answer.js';
import type { Act, Acts } from '../tasks/act-address.js';

type Due = Answer<'CaseDeadlines'>[number];

/** These stand in the way of closing (domain.md rule 9); a handover that waits does so by a rule of its own. */
const OF_CASE: ReadonlySet<string> = new Set<ObligationName>([
  ...(['reoffer-1', 'reoffer-2', 'progress', 'status-follow-up', 'risk-follow-up'] as const),
  ...(['release', 'referral-answer', 'decision'] as const),
]);

/** The acts that answer it, about the thing that it is about. */
export function answersTo(due: Due, acts: Acts): Acts {
  const by = ANSWERS[due.obligation as ObligationName] ?? [];
  const isAbout = ({ about }: Act) =>
    Object.entries(about).every(([field, id]) => (due as unknown as Readonly<Record<string, unknown>>)[field] === id);
  return acts.filter((act) => act.against === null && by.includes(act.command) && isAbout(act));
}

export const inTheWayOfClosing = (due: readonly Due[]): readonly Due[] => due.filter((o) => OF_CASE.has(o.obligation));
