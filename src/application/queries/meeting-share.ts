import { localDateOf, startOfDay } from '../../domain/kernel/calendar.js';
import type { Actor } from '../../domain/kernel/event.js';
import type { AgendaItem, Decision, MeetingState, MeetingSubject } from '../../domain/meeting/state.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { RegisterRow } from '../../projections/registers/registers.js';
import { type Relation, recordedBy, toInfohus } from '../authorization/relations.js';
import type { Asking } from './asking.js';

/**
 * What the reader is to a meeting (commands.md, Roles): asked in until it is closed, and of an agency that owes what was decided until that is
 * completed.
 */
export function toMeeting(s: MeetingState, actor: Actor, plan: Plan | undefined): readonly Relation[] {
  const asked = s.closedAt === null ? [...s.invited, ...s.agenda.flatMap((item) => item.invited)] : [];
  return [...toInfohus(actor, plan, asked), ...(s.decisions.some(owedBy(actor.agency)) ? (['owes'] as const) : [])];
}
/** Of a meeting with what it says: who recorded something in it goes on reading that. */
export const toMeetingRead = (
  view: MeetingState & { readonly timeline: Parameters<typeof recordedBy>[0] },
  { reader, planOf }: Asking,
): readonly Relation[] => [
  ...toMeeting(view, reader.actor, planOf(view.infohus)),
  ...recordedBy(view.timeline, reader.actor),
];

/** Who calls it, and who oversees it. */
export const seesAll = ({ reader }: Asking, are: readonly Relation[]): boolean =>
  reader.purpose !== 'casework' || are.includes('coordinating');

/** Those of today and later that are not closed, the next one first. */
export const comingMeetings = async (
  infohus: string,
  { live, now }: Asking,
): Promise<readonly RegisterRow<'meeting'>[]> =>
  (await live.meetingsFrom(infohus, startOfDay(localDateOf(now)))).filter(({ state }) => state.closedAt === null);

const owedBy =
  (agency: string) =>
  ({ responsibleAgency, completedAt }: Decision): boolean =>
    responsibleAgency === agency && completedAt === null;

interface ShareView {
  readonly agenda: readonly AgendaItem[];
  readonly decisions: readonly Decision[];
}
const idOf = ({ caseId, concernId }: MeetingSubject): string => caseId ?? concernId ?? '';

/**
 * Of a meeting an agency sees the items that it is asked in for, and what was decided on them; what stands there for everybody invited, where it
 * is on the concern or case already; and each decision that it owes.
 */
export async function shareOf(s: MeetingState, asking: Asking, are: readonly Relation[]): Promise<ShareView> {
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
  const concernIds = subjects.flatMap(({ concernId }) => concernId ?? []);
  if (concernIds.length === 0) return cases;
  const concerns = await live.concerns({ ...scope(s.infohus, 'concern'), concernIds });
  return new Set([...cases, ...concerns.map(({ concernId }) => concernId)]);
}
