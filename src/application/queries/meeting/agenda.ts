import { addHours } from '../../../domain/kernel/calendar.js';
import type { MeetingSubject } from '../../../domain/meeting/state.js';
import { justAfter } from '../../../domain/obligations/alerts.js';
import type { Obligation } from '../../../domain/obligations/index.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { ReadModels } from '../../../projections/read-models.js';
import { obligationRows } from '../../obligations/standing.js';

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
export async function proposedAgenda(
  models: ReadModels,
  plans: readonly Plan[],
  { infohus, startsAt, now }: { readonly infohus: string; readonly startsAt: string; readonly now: string },
): Promise<readonly Proposed[]> {
  const before = justAfter(addHours(startsAt > now ? startsAt : now, 24 * AHEAD_DAYS));
  const due = (await obligationRows(models, plans, { infohus, now, before, states: OPEN })).flatMap(
    (o): readonly Proposed[] => {
      const subject = o.caseId ? { caseId: o.caseId } : o.concernId ? { concernId: o.concernId } : undefined;
      return subject ? [{ subject, why: o.obligation, dueAt: o.dueAt }] : [];
    },
  );
  const undecided = (await models.concerns({ infohus, standing: 'undecided' })).map(
    ({ concernId }): Proposed => ({ subject: { concernId }, why: 'undecided', dueAt: null }),
  );
  const waiting = (await models.cases({ infohus, waits: true })).map(({ caseId, pendingTo }): Proposed => {
    return { subject: { caseId }, why: pendingTo ? 'handover-pending' : 'case-not-triaged', dueAt: null };
  });
  return once([...due, ...undecided, ...waiting]);
}

const nameOf = ({ concernId, caseId }: MeetingSubject) => caseId ?? concernId ?? '';
function once(all: readonly Proposed[]): readonly Proposed[] {
  const first = new Map<string, Proposed>();
  for (const one of all) if (!first.has(nameOf(one.subject))) first.set(nameOf(one.subject), one);
  return [...first.values()];
}
const OPEN = ['overdue', 'due-soon', 'upcoming'] as const;
