import type { Actor } from '../../domain/kernel/event.js';
import type { AgendaItem, Decision, MeetingState, MeetingSubject } from '../../domain/meeting/state.js';
import type { Plan } from '../../domain/plan/schema.js';
import { type Relation, toInfohus } from '../authorization/relations.js';
import type { Asking } from './asking.js';

/**
 * What the reader is to a meeting (commands.md, Roles): asked in until it is closed, and of an agency that owes what was decided until that is
 * completed.
 */
export function toMeeting(s: MeetingState, actor: Actor, plan: Plan | undefined): readonly Relation[] {
  const asked = s.closedAt === null ? [...s.invited, ...s.agenda.flatMap((item) => item.invited)] : [];
  return [...toInfohus(actor, plan, asked), ...(s.decisions.some(owedBy(actor.agency)) ? (['owes'] as const) : [])];
}
const owedBy =
  (agency: string) =>
  ({ responsibleAgency, completedAt }: Decision): boolean =>
    responsibleAgency === agency && completedAt === null;

interface Shown {
  readonly agenda: readonly AgendaItem[];
  readonly decisions: readonly Decision[];
}
const idOf = ({ caseId, concernId }: MeetingSubject): string => caseId ?? concernId ?? '';

/**
 * Of a meeting an agency sees the items that it is asked in for, and what was decided on them; what stands there for everybody invited, where it
 * is on the concern or case already; and each decision that it owes.
 */
export async function shareOf(s: MeetingState, asking: Asking, are: readonly Relation[]): Promise<Shown> {
  const { agency } = asking.reader.actor;
  const knows = await known(s, asking);
  const isInvited = s.closedAt === null && s.invited.includes(agency);
  const isPolice = are.includes('infohus-police');
  const isFor = ({ invited, subject }: AgendaItem) =>
    invited.length === 0
      ? (isInvited || isPolice) && knows.has(idOf(subject))
      : invited.includes(agency) && (s.closedAt === null || isPolice);
  const agenda = s.agenda.filter(isFor);
  const about = new Set(agenda.map((item) => idOf(item.subject)));
  return { agenda, decisions: s.decisions.filter((d) => owedBy(agency)(d) || about.has(idOf(d.subject))) };
}

/** The concerns and cases of it that the reader's agency is on. */
async function known(s: MeetingState, { live, scope, reader }: Asking): Promise<ReadonlySet<string>> {
  const subjects = [...s.agenda, ...s.decisions].map(({ subject }) => subject);
  const caseIds = subjects.flatMap(({ caseId }) => caseId ?? []);
  const cases = await live.casesWithin({ agency: reader.actor.agency, by: ['on-case'] }, caseIds);
  if (!subjects.some(({ concernId }) => concernId !== undefined)) return cases;
  const concerns = await live.concerns(scope(s.infohus, 'concern'));
  return new Set([...cases, ...concerns.map(({ concernId }) => concernId)]);
}
