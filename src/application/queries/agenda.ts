import { ending, link, newestOutcome } from '../../domain/concern/state.js';
import { addHours } from '../../domain/kernel/calendar.js';
import type { MeetingSubject } from '../../domain/meeting/state.js';
import type { Obligation } from '../../domain/obligations/index.js';
import type { Plan } from '../../domain/plan/schema.js';
import { type DeadlineFacts, obligationsAt } from './deadlines.js';

export interface Proposed {
  readonly subject: MeetingSubject;
  readonly why: 'undecided' | 'handover-pending' | 'case-not-triaged' | Obligation['obligation'];
  readonly dueAt: string | null;
}
/** What falls due within these days after a meeting is for that meeting: the next one is too late. */
const AHEAD_DAYS = 14;

/**
 * The agenda that a meeting is proposed (K16-14): every concern that nobody has decided on, every case that waits for an answer, and what
 * falls due before the meeting after it. Most urgent first; a subject stands once, for its most urgent reason.
 */
export function proposedAgenda(facts: DeadlineFacts, plans: readonly Plan[], startsAt: string, now: string) {
  const until = addHours(startsAt > now ? startsAt : now, 24 * AHEAD_DAYS);
  const due = obligationsAt(facts, plans, now)
    .filter((o) => o.open && o.dueAt <= until)
    .flatMap((o): readonly Proposed[] => {
      const subject = o.caseId ? { caseId: o.caseId } : o.concernId ? { concernId: o.concernId } : undefined;
      return subject ? [{ subject, why: o.obligation, dueAt: o.dueAt }] : [];
    });
  const undecided = facts.concerns
    .filter(({ facts: { steps } }) => newestOutcome(steps) === undefined && !ending(steps) && !link(steps))
    .map(({ concernId }): Proposed => ({ subject: { concernId }, why: 'undecided', dueAt: null }));
  const waiting = facts.cases
    .filter(({ status, pendingTo, state }) => status === 'open' && (pendingTo !== null || state.triagedAt === null))
    .map(({ caseId, pendingTo }): Proposed => {
      return { subject: { caseId }, why: pendingTo ? 'handover-pending' : 'case-not-triaged', dueAt: null };
    });
  return once([...due, ...undecided, ...waiting]);
}

const nameOf = ({ concernId, caseId }: MeetingSubject) => caseId ?? concernId ?? '';
const once = (all: readonly Proposed[]): readonly Proposed[] =>
  all.filter((p, i) => all.findIndex((first) => nameOf(first.subject) === nameOf(p.subject)) === i);
