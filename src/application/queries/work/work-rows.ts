import { z } from 'zod';
import { under } from '../../../domain/case/persons.js';
import { type CaseState } from '../../../domain/case/state.js';
import { idOf } from '../../../domain/kernel/event.js';
import type { Obligation } from '../../../domain/obligations/index.js';
import type { Survivor } from '../../../domain/person/survivor.js';
import { isCoordinator } from '../../../domain/plan/roles.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import { type AlertRow, byDeadline } from '../../../projections/deadline-alerts/deadline-alerts.js';
import type { ObligationRow } from '../../../projections/obligations/obligations.js';
import type { Scope } from '../../../projections/scope.js';
import { shownTo } from '../../obligations/query.js';
import { actsOf, type RowAct } from '../acts/work-acts.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { isFor } from './inbox.js';

/** Something owed as a list shows it: what, about which record by its number and about whom by part in the case, and what can be done. */
export const workRow = z.object({
  deadlineId: a.text,
  obligation: a.text,
  state: a.text,
  startedAt: a.text,
  dueAt: a.text,
  originalDueAt: a.text.optional(),
  caseId: a.orNull(a.text),
  concernId: a.orNull(a.text),
  meetingId: a.orNull(a.text),
  partnerId: a.orNull(a.text),
  mentorId: a.orNull(a.text),
  breachId: a.orNull(a.text),
  number: a.number,
  /** The agency that has to act; null: those who coordinate. */
  whom: a.orNull(a.text),
  /** The caseworker of the reader's agency. */
  assignedTo: a.orNull(a.text),
  /** Of an offer or a course its kind, and the person's part in the case; of a handover or a referral who asks whom. */
  about: z.object({
    kind: a.orNull(a.text),
    role: a.orNull(a.text),
    attempt: a.orNull(a.whole),
    from: a.orNull(a.text),
    to: a.orNull(a.text),
  }),
  /** It was told of, and nobody has said that it was seen. */
  alert: z.boolean(),
  acts: a.rowsOf(z.object({ command: a.text, about: z.record(a.text, z.unknown()), of: a.text, id: a.text })),
});
export type WorkRow = z.output<typeof workRow>;

/** @param withActs not where nobody can act: in an export */
export async function workRows(
  rows: readonly ObligationRow[],
  { reach }: Scope,
  asking: Asking,
  withActs = true,
): Promise<readonly WorkRow[]> {
  if (rows.length === 0) return [];
  const { live, now, reader } = asking;
  const shown = rows.map((row) => shownTo(reach, row, now));
  const ids = [...new Set(shown.flatMap(({ caseId }) => caseId ?? []))];
  const [found, survivor, told, numbers] = await Promise.all([
    live.casesOf(ids),
    live.survivors(),
    withActs ? toldOf(rows, asking) : new Map<string, readonly AlertRow[]>(),
    asking.numbersOf([...ids, ...shown.flatMap(({ concernId }) => concernId ?? [])]),
  ]);
  const cases = new Map(found.map((row) => [row.caseId, row]));
  const facts = rows.map((row, i) => ({ ...row, facts: shown[i] ?? row.facts }));
  const acts: readonly (readonly RowAct[])[] = withActs ? await actsOf(facts, cases, asking) : [];
  const isMine = mineIn(asking, facts[0]?.infohus ?? '');
  return facts.map((row, i) => {
    const { facts: o, whom, assigned, source } = row;
    const its = cases.get(o.caseId ?? '');
    return {
      ...{
        deadlineId: row.deadlineId,
        obligation: o.obligation,
        state: o.state,
        startedAt: o.startedAt,
        dueAt: o.dueAt,
      },
      ...(o.originalDueAt ? { originalDueAt: o.originalDueAt } : {}),
      ...{ caseId: o.caseId ?? null, concernId: o.concernId ?? null, partnerId: o.partnerId ?? null },
      ...{
        mentorId: o.mentorId ?? null,
        breachId: o.breachId ?? null,
        meetingId: source.startsWith('meeting-') ? idOf(source) : null,
      },
      number: numbers.get(o.caseId ?? o.concernId ?? '') ?? null,
      whom,
      assignedTo: assigned[reader.actor.agency] ?? null,
      about: aboutOf(o, its, reach === undefined || (its?.agencies.includes(reach.agency) ?? false), survivor),
      alert: (told.get(row.deadlineId) ?? []).some(
        (alert) => alert.state === o.state && alert.acknowledgedAt === null && isMine(alert),
      ),
      acts: acts[i] ?? [],
    };
  });
}

/** What is told of each, from the table of alerts or a fold of it. */
async function toldOf(rows: readonly ObligationRow[], { live }: Asking) {
  const ids = rows.map(({ deadlineId }) => deadlineId);
  return byDeadline(await (live.obligations ? live.obligations.toldOf(ids) : live.alerts(rows[0]?.infohus)));
}

function mineIn({ reader, planOf }: Asking, infohus: string): (alert: AlertRow) => boolean {
  const { actor, purpose } = reader;
  const coordinating = isCoordinator(actor, planOf(infohus));
  return (alert) => isFor(alert, { actor, coordinating, everything: purpose !== 'casework' });
}

const NOTHING: WorkRow['about'] = { kind: null, role: null, attempt: null, from: null, to: null };
/** Who is only asked to a case is told who asks, and nothing of the persons in it (commands.md, Roles). */
function aboutOf(o: Obligation, its: CaseRow | undefined, isOn: boolean, survivor: Survivor): WorkRow['about'] {
  if (!its) return NOTHING;
  const asked = its.state.handovers[o.handoverId ?? ''] ?? its.state.referrals[o.referralId ?? ''];
  if (asked) return { ...NOTHING, from: asked.from, to: asked.to };
  if (!isOn) return NOTHING;
  const state = under(its.state, survivor);
  const course = state.courses[o.courseId ?? ''];
  const offer = state.offers[o.offerId ?? ''];
  const kind = course?.kind ?? offer?.kind ?? null;
  const attempt = offer ? 1 + offer.steps.filter(({ what }) => what === 'repeated').length : null;
  return { ...NOTHING, kind, attempt, role: roleOf(state, course?.personId ?? offer?.personId ?? o.personId) };
}

/** Where there are several, which of them. */
function roleOf({ subjects }: CaseState, personId: string | undefined): string | null {
  return Object.keys(subjects).length > 1 ? (subjects[personId ?? '']?.role ?? null) : null;
}
