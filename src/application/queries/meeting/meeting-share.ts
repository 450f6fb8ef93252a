import { localDateOf, startOfDay } from '../../../domain/kernel/calendar.js';
import type { Actor } from '../../../domain/kernel/event.js';
import type { AgendaItem, Decision, MeetingState, MeetingSubject } from '../../../domain/meeting/state.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import { type Relation, recordedBy, toInfohus } from '../../authorization/relations.js';
import type { Asking } from '../asking.js';

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
export const shareOf = async (s: MeetingState, asking: Asking, are: readonly Relation[]): Promise<ShareView> =>
  shareIn(s, asking.reader.actor.agency, are, await known([s], asking));

/** Of each meeting of an Infohus; of those that the reader sees whole nothing is looked up. */
export async function sharesOf(
  meetings: readonly { readonly state: MeetingState; readonly are: readonly Relation[] }[],
  asking: Asking,
): Promise<readonly ShareView[]> {
  const inPart = meetings.filter(({ are }) => !seesAll(asking, are));
  const knows = await known(
    inPart.map(({ state }) => state),
    asking,
  );
  return meetings.map(({ state, are }) =>
    seesAll(asking, are) ? state : shareIn(state, asking.reader.actor.agency, are, knows),
  );
}

function shareIn(s: MeetingState, agency: string, are: readonly Relation[], knows: ReadonlySet<string>): ShareView {
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

/** The concerns and cases of them that the reader's agency is on: asked once for all. */
async function known(meetings: readonly MeetingState[], { live, scope, reader }: Asking): Promise<ReadonlySet<string>> {
  const subjects = meetings.flatMap((s) => [...s.agenda, ...s.decisions].map(({ subject }) => subject));
  const caseIds = subjects.flatMap(({ caseId }) => caseId ?? []);
  const cases = await live.casesWithin({ agency: reader.actor.agency, by: ['on-case'] }, caseIds);
  const concernIds = subjects.flatMap(({ concernId }) => concernId ?? []);
  const [infohus] = meetings.map((s) => s.infohus);
  if (concernIds.length === 0 || infohus === undefined) return cases;
  const concerns = await live.concerns({ ...scope(infohus, 'concern'), concernIds });
  return new Set([...cases, ...concerns.map(({ concernId }) => concernId)]);
}
