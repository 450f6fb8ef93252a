import { addWorkingDays, localDateOf } from '../kernel/calendar.js';
import type { Decision, MeetingState, MeetingSubject } from '../meeting/state.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { holidaysOf } from '../plan/working-time.js';
import { daysBefore, dueOn, type End, lapse, met, type Obligation, obligation } from './obligation.js';

/** What became of the concern or case that a decision is about. `ended`: nothing is left to do. `left`: the person moved or died. */
export interface SubjectEnd {
  readonly at: string;
  readonly how: 'ended' | 'left';
}
export type EndOfSubject = (subject: MeetingSubject) => SubjectEnd | undefined;

/**
 * What a meeting decided is owed until it is completed: by the end of `startsBy`, without one of the next working day (KØ-5). It lapses when its
 * concern ends; where its case closed because the person moved or died, if it was not due by then.
 */
export function obligationsOfMeeting(
  { infohus, decisions }: Pick<MeetingState, 'infohus' | 'decisions'>,
  endOfSubject: EndOfSubject,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  return decisions.flatMap((decision): readonly Obligation[] => {
    const { eventId: decisionId, at, subject, startsBy, responsibleAgency } = decision;
    const plan = planInForce(plans, infohus, localDateOf(at));
    if (!plan || at > now) return [];
    const dueAt = dueOn(startsBy ?? addWorkingDays(localDateOf(at), 1, holidaysOf(plan)));
    const about = subject.caseId === undefined ? { concernId: subject.concernId } : { caseId: subject.caseId };
    const given = { obligation: 'decision', infohus, decisionId, ...about, startedAt: at, dueAt } as const;
    const end = endOf(decision, endOfSubject(subject), dueAt, now);
    return [obligation({ ...given, agency: responsibleAgency }, end, now, daysBefore(plan))];
  });
}

function endOf({ completedAt }: Decision, over: SubjectEnd | undefined, dueAt: string, now: string): End | undefined {
  const completed = completedAt !== null && completedAt <= now ? completedAt : undefined;
  const ended = over && over.at <= now ? over : undefined;
  if (completed !== undefined && (!ended || completed <= ended.at)) return met(completed, dueAt);
  const lapsed = ended && (ended.how === 'ended' ? ({ how: 'lapsed' } as const) : lapse(ended.at, dueAt, undefined));
  return lapsed ?? (completed === undefined ? undefined : met(completed, dueAt));
}

/** The decisions about a case that still stand open at an instant: they stand in the way of its closing (commands.md, *Closing*). */
export function openDecisions(
  caseId: string,
  meetings: Iterable<MeetingState>,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  return [...meetings]
    .flatMap((meeting) => obligationsOfMeeting(meeting, () => undefined, plans, now))
    .filter((o) => o.caseId === caseId && o.open);
}
