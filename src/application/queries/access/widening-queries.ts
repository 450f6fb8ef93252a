import { z } from 'zod';
import { CONFIGURATION, loginAggregate } from '../../../domain/identity/login.js';
import { userAggregate } from '../../../domain/identity/user.js';
import { addDays, localDateOf, startOfDay } from '../../../domain/kernel/calendar.js';
import { type Recorded, ROLES, type Role, streamOf } from '../../../domain/kernel/event.js';
import { grouped } from '../../../domain/kernel/grouped.js';
import { ascending } from '../../../domain/kernel/order.js';
import { adoptionAggregate } from '../../../domain/plan/adoption.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import { type Grant, gained, grantsOf } from '../../authorization/grants.js';
import { OBJECTS } from '../../authorization/policy.js';
import { decode } from '../../codec.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { eventsOf } from '../records.js';

/** How far back, where nothing else is asked: what is looked through once a year is seen whole. */
const DAYS = 365;

const widening = z.object({
  at: a.text,
  /** A user was let in as something else, or again; the mapping file gives more; a plan began or was adopted with another content. */
  cause: z.enum(['user', 'mapping', 'plan']),
  agency: a.text,
  roles: z.array(a.text),
  /** Those of them who are known to the log and not deactivated. */
  users: z.array(a.text),
  /** What was seen of before less, or not at all: a kind of record, and whether all of the Infohus or those of the own agency. */
  sees: a.rowsOf(z.object({ object: z.enum(OBJECTS), scope: z.enum(['all', 'own']) })),
});
type Widening = z.output<typeof widening>;

/** For a change of role, plan or agency: who can see more than before (B-10). Derived from the policy table and the plans, so nothing widens unseen. */
export const wideningQueries = defineQueries({
  Widenings: query({
    says: 'Who can see more than before, since a change of a role, of the mapping of logins, or of a plan',
    path: 'widenings',
    params: { infohus: p.infohus, from: p.days.from, to: p.days.to },
    answer: a.rowsOf(widening),
    may: { action: 'list', object: 'user' },
    leaves: { searches: 'widenings', found: (rows) => rows.length },
    asItStands: true,
    async find({ infohus, from, to }, asking) {
      const today = localDateOf(asking.now);
      const { from: since, before } = p.between({ from: from ?? addDays(to ?? today, -DAYS), to });
      const isAsked = ({ at }: Widening) => (!since || at >= since) && (!before || at < before) && at <= asking.now;
      const users = await asking.live.beyond.register('user');
      const rows = await Promise.all([
        ofUsers(infohus, users, asking),
        ofMapping(infohus, users, asking),
        ofPlans(infohus, users, asking),
      ]);
      return rows
        .flat()
        .filter(isAsked)
        .sort(ascending(({ at, agency }) => `${at} ${agency}`))
        .reverse();
    },
  }),
});

type Users = readonly RegisterRow<'user'>[];
interface Holder {
  readonly agency: string;
  readonly role: Role;
}
const NOBODY: readonly Grant[] = [];
const planAt = (infohus: string, plans: readonly Plan[], at: string) => planInForce(plans, infohus, localDateOf(at));

/** Let in as something else, for the first time, or again after a deactivation. */
async function ofUsers(infohus: string, users: Users, { store, book }: Asking): Promise<readonly Widening[]> {
  const stored = await store.readStreams(users.map(({ id }) => streamOf(userAggregate.aggregate, id)));
  const histories = grouped(stored.map(decode), ({ stream }) => stream);
  return users.flatMap(({ id }) => {
    let before: UserThen = { isOut: false };
    return (histories.get(streamOf(userAggregate.aggregate, id)) ?? []).flatMap((event): Widening[] => {
      const plan = planAt(infohus, book.plans, event.recordedAt);
      const grants = ({ as, isOut }: UserThen) => (as && !isOut ? grantsOf(as, plan) : NOBODY);
      const after = turned(before, event);
      // What another agency has to do with is other records: of the former agency's own nothing counts as seen.
      const isMoved = before.as?.agency !== after.as?.agency;
      const seen = grants(before).filter(({ scope }) => scope === 'all' || !isMoved);
      const sees = gained(seen, grants(after));
      before = after;
      if (sees.length === 0 || !after.as) return [];
      const { agency, role } = after.as;
      return [{ at: event.recordedAt, cause: 'user', agency, roles: [role], users: [id], sees: [...sees] }];
    });
  });
}
interface UserThen {
  readonly as?: Holder;
  readonly isOut: boolean;
}
function turned(before: UserThen, { type, data }: Recorded): UserThen {
  if (type === 'UserMapped') return { ...before, as: data as Holder };
  if (type === 'UserDeactivated') return { ...before, isOut: true };
  return type === 'UserReactivated' ? { ...before, isOut: false } : before;
}

/** The mapping file gives a role of an agency that no rule of it gave before. */
async function ofMapping(infohus: string, users: Users, { store, book }: Asking): Promise<readonly Widening[]> {
  const configured = await eventsOf(store, streamOf(loginAggregate.aggregate, CONFIGURATION));
  const rightsOf = ({ data }: Recorded) => (data as { readonly rights: readonly Holder[] }).rights;
  const named = ({ agency, role }: Holder) => `${agency} ${role}`;
  return configured.slice(1).flatMap((event, i) => {
    const known = new Set(rightsOf(configured[i] ?? event).map(named));
    const given = rightsOf(event).filter((right) => !known.has(named(right)));
    const plan = planAt(infohus, book.plans, event.recordedAt);
    return together({ at: event.recordedAt, cause: 'mapping' }, given, (holder) => grantsOf(holder, plan), users);
  });
}

/** An agency that is new in the plan, coordinates now, or is of another kind: where a plan is adopted, and on the day on which one begins. */
async function ofPlans(infohus: string, users: Users, { store, book }: Asking): Promise<readonly Widening[]> {
  const adopted = await adoptions(infohus, store, book);
  // Adopted when its period had begun it is in force from then.
  const isAdoptedSince = ({ planId, from }: Plan) =>
    adopted.some(
      ({ at, before, after }) => localDateOf(at) >= from && after?.planId === planId && before?.planId !== planId,
    );
  const begun = book.plans
    .filter((plan) => plan.infohus === infohus && !isAdoptedSince(plan))
    .map(({ from }) => ({
      at: startOfDay(from),
      before: planInForce(book.plans, infohus, addDays(from, -1)),
      after: planInForce(book.plans, infohus, from),
    }));
  return [...begun, ...adopted].flatMap(({ at, before, after }) => {
    const holders = (after?.agencies ?? []).flatMap(({ code: agency }) => ROLES.map((role) => ({ agency, role })));
    return together({ at, cause: 'plan' }, holders, (of) => gained(grantsOf(of, before), grantsOf(of, after)), users);
  });
}

/** What was worked by before each adoption, and after it. */
async function adoptions(infohus: string, store: Asking['store'], book: Asking['book']) {
  const events = await eventsOf(store, streamOf(adoptionAggregate.aggregate, infohus));
  return Promise.all(
    events.map(async ({ recordedAt: at, position }) => {
      const [before, after] = await Promise.all([book.asOf(position - 1), book.asOf(position)]);
      const inForce = (contents: typeof before) =>
        planAt(
          infohus,
          contents.map(({ plan }) => plan),
          at,
        );
      return { at, before: inForce(before), after: inForce(after) };
    }),
  );
}

/** Roles of one agency that see the same more, in one row, with those who hold them. */
function together(
  of: Pick<Widening, 'at' | 'cause'>,
  holders: readonly Holder[],
  seesOf: (holder: Holder) => readonly Grant[],
  users: Users,
): readonly Widening[] {
  const more = holders.map((holder) => ({ ...holder, sees: seesOf(holder) })).filter(({ sees }) => sees.length > 0);
  return [...grouped(more, ({ agency, sees }) => JSON.stringify([agency, sees])).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { agency, sees } = first;
    const roles = same.map(({ role }) => role);
    const holds = ({ state }: Users[number]) =>
      state.agency === agency && roles.some((role) => role === state.role) && !state.deactivated;
    return [
      {
        ...of,
        agency,
        roles,
        users: users
          .filter(holds)
          .map(({ id }) => id)
          .sort(),
        sees: [...sees],
      },
    ];
  });
}
