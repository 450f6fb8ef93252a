import { OWED, viewersOf } from '../../../application/obligations/query.js';
import { OF_COMPLIANCE } from '../../../domain/obligations/alerts.js';
import type { ObligationName, ObligationState } from '../../../domain/obligations/index.js';
import type { ObligationQuery } from '../../../projections/obligations/obligation-query.js';
import { type Sql, sql } from '../sql.js';
import { Values } from './each-asked.js';

const and = (conditions: readonly (Sql | undefined)[]): Sql =>
  sql.join(
    conditions.filter((c) => c !== undefined),
    sql` and `,
  );

/** Rows to select from, under a condition; their kind, due instant and place as the index that answers has them. */
interface Source {
  readonly from: Sql;
  readonly kind: Sql;
  readonly due: Sql;
  readonly place: Sql;
}
export interface Branch extends Omit<Source, 'kind'> {
  readonly values: Values;
}

type Within = (values: Values, due: Sql) => Sql;
/** An obligation's state at an instant as ranges of an index: by its due instant, and for due soon no further than any plan looks ahead. */
function inState(state: ObligationState, now: string): readonly Within[] {
  const open = sql`o.standing = 'open'`;
  const at = (values: Values) => values.of('timestamptz', now);
  switch (state) {
    case 'overdue':
      return [(values, due) => and([open, sql`${due} < ${at(values)} and not o.held`])];
    case 'due-soon':
      return [
        (values, due) => {
          const [from, ahead, soon] = [at(values), at(values), at(values)];
          const lead = sql`(select lead from obligation_plans p where p.infohus = o.infohus)`;
          return and([open, sql`${due} >= ${from} and ${due} <= ${ahead} + ${lead} and o."soonAt" <= ${soon}`]);
        },
        // A pause runs: past its due instant it still waits.
        (values, due) => and([sql`o.held`, open, sql`${due} < ${at(values)}`]),
      ];
    case 'upcoming':
      return [(values, due) => and([open, sql`${due} >= ${at(values)} and o."soonAt" > ${at(values)}`])];
    default:
      return [(values) => sql`o.standing = ${values.of('text', state)}`];
  }
}

/** What an agency is owed to act on is read in the order of its own rows; all else from the table itself. */
function sourcesOf(q: ObligationQuery): readonly ((values: Values) => Source)[] {
  const whole = (values: Values) => ({
    from: sql`obligations o where o.infohus = ${values.of('text', q.infohus)}`,
    ...{ kind: sql`o.obligation`, due: sql`o."dueAt"`, place: sql`o.place` },
  });
  if (!q.reach) return [whole];
  const viewers = viewersOf(q.reach);
  if (!isOpenOnly(q))
    return [
      (values) => {
        const all = whole(values);
        return { ...all, from: sql`${all.from} and o.viewers && ${values.of('text[]', [...viewers])}` };
      },
    ];
  return viewers.map((viewer) => (values: Values) => ({
    from: sql`obligation_viewers v join obligations o on o.source = v.source and o.n = v.n
      where v.infohus = ${values.of('text', q.infohus)} and v.viewer = ${values.of('text', viewer)}`,
    ...{ kind: sql`v.obligation`, due: sql`v."dueAt"`, place: sql`v.place` },
  }));
}
const OPEN: ReadonlySet<ObligationState> = new Set<ObligationState>(OWED);
const isOpenOnly = ({ open, states }: ObligationQuery): boolean =>
  open !== undefined || (states !== undefined && states.length > 0 && states.every((state) => OPEN.has(state)));

/** Of more kinds than these most of what is owed is one: it is read in its own order. */
const FEW = 5;
/**
 * What is open of a few kinds is a range of an index for each: in the order of all that is owed, thousands of other kinds would be read before the first of
 * them. Those of given cases are found by their cases.
 */
function kindsOf(q: ObligationQuery): readonly (ObligationName | undefined)[] {
  const { names, caseId, caseIds } = q;
  return names && names.length <= FEW && isOpenOnly(q) && !caseId && !caseIds ? [...new Set(names)] : [undefined];
}

/** The conditions of a query; several states and kinds are branches that share no row. */
export function branches(q: ObligationQuery): readonly Branch[] {
  const states: readonly (Within | undefined)[] = q.states?.flatMap((state) => inState(state, q.now)) ?? [undefined];
  const kinds = kindsOf(q);
  const ways = sourcesOf(q).flatMap((source) =>
    kinds.flatMap((of) => states.map((within) => ({ source, of, within }))),
  );
  return ways.map(({ source, of, within }) => {
    const values = new Values();
    const { from, kind, due, place } = source(values);
    const oneKind = of && sql`${kind} = ${values.of('text', of)}`;
    const asked = conditionsOf(of ? { ...q, names: undefined } : q, due, values);
    return { from: and([from, oneKind, ...asked, within?.(values, due)]), due, place, values };
  });
}

const conditionsOf = (q: ObligationQuery, due: Sql, values: Values): readonly (Sql | undefined)[] => [
  q.work ? sql`o.obligation <> all(${values.of('text[]', [...OF_COMPLIANCE])})` : undefined,
  q.open ? sql`o.standing = 'open'` : undefined,
  q.open === 'not-waiting' ? sql`not o.held` : undefined,
  q.names ? sql`o.obligation = any(${values.of('text[]', [...q.names])})` : undefined,
  q.caseId ? sql`o."caseId" = ${values.of('uuid', q.caseId)}` : undefined,
  q.caseIds ? sql`o."caseId" = any(${values.of('uuid[]', [...q.caseIds])})` : undefined,
  q.from ? sql`${due} >= ${values.of('timestamptz', q.from)}` : undefined,
  q.before ? sql`${due} < ${values.of('timestamptz', q.before)}` : undefined,
  q.whom ? sql`o.whom = ${values.of('text', q.whom)}` : undefined,
  q.notWhom ? sql`o.whom is distinct from ${values.of('text', q.notWhom)}` : undefined,
  q.assigned
    ? sql`o.assigned->>${values.of('text', q.assigned.agency)} = ${values.of('text', q.assigned.userId)}`
    : undefined,
];
