import { z } from 'zod';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { streamOf } from '../../../domain/kernel/event.js';
import { ascending } from '../../../domain/kernel/order.js';
import { reassignmentAggregate } from '../../../domain/reassignment/reassignment.js';
import type { Load } from '../../../projections/obligations/obligation-query.js';
import type { CaseResult } from '../../commands/case-result.js';
import { loadsNow } from '../../obligations/standing.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { numbered } from '../numbered.js';
import { countOf } from '../paging.js';
import * as p from '../params.js';
import { eventsOf } from '../records.js';

/** Rows of what nobody works on: what fits where a leader begins the day; the rest is in its list. */
const ROWS = 5;
const away = z.object({ absenceId: a.text, userId: a.text, substitute: a.text, from: a.text, to: a.text });
const owed = { overdue: a.whole, dueSoon: a.whole, later: a.whole };

/** Who works where, for those who split the work of their own agency (screens.md section 3). In the order of their names: nobody is ranked. */
export const teamQueries = defineQueries({
  Colleagues: query({
    says: 'Who of the reader’s own agency is let in here or has an open case: to be given a case, or to step in',
    path: 'colleagues',
    params: { infohus: p.infohus },
    answer: a.rowsOf(z.object({ userId: a.text, role: a.orNull(a.text) })),
    may: { action: 'list', object: 'colleague' },
    leaves: { searches: 'colleagues', found: (found) => found.length },
    find: async ({ infohus }, asking) =>
      (await colleagues(infohus, asking)).map(({ userId, role }) => ({ userId, role })),
  }),
  Team: query({
    says: 'For a leader: what nobody works on, how much each worker of the agency has open and owes, and who is away',
    path: 'team',
    params: { infohus: p.infohus },
    answer: z.object({
      /** When it was put together. */
      at: a.text,
      unassigned: z.object({
        count: a.count,
        rows: a.rowsOf(z.object({ caseId: a.text, number: a.number, level: a.text, openedAt: a.text })),
      }),
      workers: a.rowsOf(
        z.object({
          userId: a.text,
          role: a.orNull(a.text),
          open: a.whole,
          ...owed,
          away: z.boolean(),
          left: z.boolean(),
        }),
      ),
      /** Of cases that nobody of the agency has. */
      nobody: z.object(owed),
      /** Today or still to come. */
      absences: a.rowsOf(away),
    }),
    may: { action: 'list', object: 'team' },
    leaves: { searches: 'team', found: ({ workers }) => workers.length },
    async find({ infohus }, asking) {
      const { live, reader, now, book, owedScope } = asking;
      const { agency } = reader.actor;
      const today = localDateOf(now);
      const [own, open, loads, unassigned, absences] = await Promise.all([
        colleagues(infohus, asking),
        live.workloads(infohus, agency),
        loadsNow(live, book.plans, { ...owedScope(infohus), now, whom: agency, open: 'all' }, agency),
        withoutWorker(infohus, asking),
        absencesFrom(today, asking),
      ]);
      const isAway = new Set(absences.filter(({ from }) => from <= today).map(({ userId }) => userId));
      const counts = new Map(open.map((w) => [w.userId, w.open]));
      return {
        ...{ at: now, unassigned, absences },
        workers: own.map(({ userId, role, left }) => ({
          ...{ userId, role, left, open: counts.get(userId) ?? 0, ...owedBy(loads, userId), away: isAway.has(userId) },
        })),
        nobody: owedBy(loads, null),
      };
    },
  }),
  Reassigned: query({
    says: 'What became of each case that a leader gave from one worker to another at once',
    path: 'reassignments/{id}',
    params: { id: p.id },
    answer: z.object({
      at: a.text,
      fromUser: a.text,
      toUser: a.text,
      cases: a.rowsOf(z.object({ caseId: a.text, number: a.number, code: a.orNull(a.text), rule: a.orNull(a.text) })),
      /** It was broken off in between: the same command again goes on. */
      done: z.boolean(),
    }),
    may: { action: 'list', object: 'team', hides: true },
    leaves: { consults: 'reassignment', id: 'id' },
    async relations({ id }, { store, reader }) {
      const [asked] = await eventsOf(store, streamOf(reassignmentAggregate.aggregate, id));
      if (!asked) return undefined;
      return asked.actor.agency === reader.actor.agency ? ['of-infohus'] : [];
    },
    async find({ id }, asking) {
      const [asked, noted] = await eventsOf(asking.store, streamOf(reassignmentAggregate.aggregate, id));
      const { fromUser, toUser, caseIds = [] } = (asked?.data ?? {}) as Moved;
      const results = new Map(((noted?.data as Results | undefined)?.results ?? []).map((r) => [r.caseId, r]));
      const cases = caseIds.map((caseId) => {
        const { code = null, rule = null } = results.get(caseId) ?? {};
        return { caseId, code, rule };
      });
      // Of one that the agency is not on no number is told: a leader may have named any id.
      const own = await asking.live.casesWithin({ agency: asking.reader.actor.agency, by: ['on-case'] }, caseIds);
      return {
        ...{ at: asked?.occurredAt ?? '', fromUser, toUser, done: noted !== undefined },
        cases: await numbered(asking, cases, ({ caseId }) => (own.has(caseId) ? caseId : undefined)),
      };
    },
  }),
});

interface Moved {
  readonly fromUser: string;
  readonly toUser: string;
  readonly caseIds?: readonly string[];
}
interface Results {
  readonly results: readonly CaseResult[];
}
const AT_WORK: ReadonlySet<string> = new Set(['caseworker', 'leader', 'coordinator', 'police']);

/** Who is let in as somebody who works, and who has something open though they never came in here: a log can be older than its login. */
async function colleagues(infohus: string, { live, reader }: Asking) {
  const { agency, userId: self, role: ownRole } = reader.actor;
  const [users, open] = await Promise.all([live.beyond.register('user'), live.workloads(infohus, agency)]);
  const known = new Map<string, string | null>([...open.map(({ userId }) => [userId, null] as const), [self, ownRole]]);
  for (const { id, state } of users) {
    if (state.agency === agency && AT_WORK.has(state.role) && !state.deactivated) known.set(id, state.role);
  }
  const gone = new Set(users.filter(({ state }) => state.deactivated).map(({ id }) => id));
  return [...known]
    .map(([userId, role]) => ({ userId, role, left: gone.has(userId) }))
    .sort(ascending(({ userId }) => userId));
}

async function withoutWorker(infohus: string, asking: Asking) {
  const { live, reader, scope } = asking;
  const q = { ...scope(infohus), status: 'open', unassigned: true, responsible: reader.actor.agency };
  const [rows, count] = await Promise.all([live.cases(q, { limit: ROWS }), countOf((cap) => live.countCases(q, cap))]);
  const shown = rows.map(({ caseId, level, openedAt }) => ({ caseId, level, openedAt }));
  return { count, rows: await numbered(asking, shown, ({ caseId }) => caseId) };
}

async function absencesFrom(today: string, { live, reader }: Asking) {
  const own = (await live.beyond.register('absence')).filter(
    ({ state }) => state.agency === reader.actor.agency && !state.ended && state.to >= today,
  );
  return own
    .map(({ id: absenceId, state: { userId, substitute, from, to } }) => ({ absenceId, userId, substitute, from, to }))
    .sort(ascending(({ from }) => from));
}

function owedBy(loads: readonly Load[], userId: string | null) {
  const of = (state: string) => loads.find((l) => l.userId === userId && l.state === state)?.n ?? 0;
  return { overdue: of('overdue'), dueSoon: of('due-soon'), later: of('upcoming') };
}
