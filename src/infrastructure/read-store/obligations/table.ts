import { byDue, isFromBehind, OWED } from '../../../application/obligations/query.js';
import {
  type AlertRow,
  table as alertTable,
  byDeadline,
} from '../../../projections/deadline-alerts/deadline-alerts.js';
import { projections } from '../../../projections/index.js';
import type {
  Load,
  ObligationPage,
  ObligationPageQuery,
  ObligationQuery,
  ObligationRows,
} from '../../../projections/obligations/obligation-query.js';
import { OBLIGATIONS_MODEL, type ObligationRow, table } from '../../../projections/obligations/obligations.js';
import { type Columns, sqlType } from '../../../projections/projection.js';
import { partly } from '../../../projections/walls.js';
import { selected } from '../rows-sql.js';
import { type Db, type Sql, sql } from '../sql.js';
import { type Branch, branches } from './branches.js';
import { type Asks, eachAsked } from './each-asked.js';

const list = (of: Columns, table: string) =>
  sql.raw(
    Object.entries(of)
      .map(([name, type]) => selected(name, sqlType(type)).replace(`"${name}"`, `${table}."${name}"`))
      .join(', '),
  );
const ROW = list(table, 'o');
const ALERT = list(alertTable, 'd');
type Selects = (branch: Branch) => Sql;
/** The rows of a question, by what is selected of each branch; of a part no branch reads more rows than it has. */
const asksFor = (asked: number, { query, part }: ObligationPageQuery, selects: Selects): Asks[] =>
  branches(query).map((branch) => {
    const { due, place, values } = branch;
    const { after, upTo, limit } = part ?? {};
    // Upwards from a place, or down a list that begins with what is due last: from behind through the index.
    const isBack = (upTo !== undefined) !== isFromBehind(query);
    const way = isBack ? sql`desc` : sql`asc`;
    const end = upTo ?? after;
    const [at, id] = end ? [values.of('timestamptz', end.dueAt), values.of('text', end.place)] : [];
    const beyond = end ? sql`and (${due}, ${place}) ${isBack ? sql`<` : sql`>`} (${at}, ${id})` : sql``;
    const most = limit === undefined ? undefined : values.of('int', limit);
    const cut = most ? sql`order by ${due} ${way}, ${place} ${way} limit ${most}` : sql``;
    return { asked, rows: sql`select ${selects(branch)} from ${branch.from} ${beyond} ${cut}`, values };
  });
const counts = (asked: number, query: ObligationQuery, cap: number): Asks[] =>
  branches(query).map(({ from, due, place, values }) => {
    const most = values.of('int', cap);
    // In the order of an index, so that the first of them are enough: else a plan may join all there are before it is cut.
    const rows = sql`select ${due} as due, ${place} as place from ${from} order by ${due}, ${place} limit ${most}`;
    return { asked, rows, values };
  });
/** Each branch is cut by itself: of what they gave together the part is cut here. */
function cut(rows: readonly ObligationRow[], asked: ObligationPageQuery | undefined): readonly ObligationRow[] {
  const isBack = asked !== undefined && isFromBehind(asked.query);
  const ordered = [...rows].sort((a, b) => (isBack ? byDue(b, a) : byDue(a, b)));
  const part = asked?.part;
  if (!part) return ordered;
  return part.upTo ? ordered.slice(-part.limit) : ordered.slice(0, part.limit);
}

/** How far the read models are. */
export interface ModelsStand {
  readonly position: number;
  /** The obligations too, where they stand and have not failed. A moment behind the others they would be answered from all facts there are. */
  readonly reached: number;
  /** Obligations may be asked of their rows from this instant on; undefined: they are behind the others, or have failed. */
  readonly since?: string | undefined;
}
export async function standOf(db: Db): Promise<ModelsStand> {
  const names = projections.map((p) => p.name);
  const all = sql`filter (where name = any(${names}))`;
  const owed = sql`filter (where name = ${OBLIGATIONS_MODEL.name} and failed_at is null)`;
  const { rows } = await sql<{ position: number | null; own: number | null; newest: string | null }>`
    select position, own, ${sql.raw(selected('newest', 'timestamptz'))} from (
      select min(position) ${all}::float8 as position, max(position) ${owed}::float8 as own, max(newest) ${owed} as newest
        from checkpoint) stand`.execute(db);
  const [row] = rows;
  const position = row?.position ?? 0;
  const own = row?.own ?? 0;
  const since = own >= position ? (row?.newest ?? undefined) : undefined;
  return { position, reached: own > 0 ? Math.min(position, own) : position, since };
}

/** The rows of obligations, where the writer keeps them. */
export class ObligationTable implements ObligationRows {
  /** @param party answers for the part of one agency */
  constructor(
    private readonly db: Db,
    private readonly party: Db = db,
  ) {}

  async since(): Promise<string | undefined> {
    return (await standOf(this.db)).since;
  }

  async find(query: ObligationQuery, part?: ObligationPage): Promise<readonly ObligationRow[]> {
    return (await this.findEach([{ query, part }]))[0] ?? [];
  }

  /** One statement, whatever the number of questions: a page that asks twenty would wait twenty times. */
  async findEach(asked: readonly ObligationPageQuery[]): Promise<readonly (readonly ObligationRow[])[]> {
    const keys = asked.flatMap((one, i) => asksFor(i, one, () => sql`o.source, o.n`));
    if (keys.length === 0) return asked.map(() => []);
    const db = this.through(asked.map(({ query }) => query));
    // By two relations of one agency a row comes twice: `union` takes it once.
    const { rows } = await sql<ObligationRow & { asked: number }>`
      select k.asked, ${ROW} from (${eachAsked(keys, ['source', 'n'])}) k
      join obligations o on o.source = k.source and o.n = k.n`.execute(db);
    const found = asked.map((): ObligationRow[] => []);
    for (const { asked: i, ...row } of rows) found[i]?.push(row);
    return found.map((own, i) => cut(own, asked[i]));
  }

  async count(query: ObligationQuery, cap: number): Promise<number> {
    return (await this.countEach([query], cap))[0] ?? 0;
  }

  async countEach(queries: readonly ObligationQuery[], cap: number): Promise<readonly number[]> {
    const keys = queries.flatMap((query, i) => counts(i, query, cap));
    if (keys.length === 0) return queries.map(() => 0);
    const db = this.through(queries);
    const { rows } = await sql<{ asked: number; n: number }>`
      select k.asked, least(count(*), ${cap})::int as n from (${eachAsked(keys, ['due', 'place'])}) k
      group by k.asked`.execute(db);
    const counted = new Map(rows.map(({ asked, n }) => [asked, n]));
    return queries.map((_, i) => counted.get(i) ?? 0);
  }

  async loads(q: ObligationQuery, agency: string): Promise<readonly Load[]> {
    const parts = OWED.flatMap((state, i) =>
      asksFor(i, { query: { ...q, states: [state] } }, ({ due, place, values }) => {
        const user = sql`o.assigned->>${values.of('text', agency)}`;
        return sql`${due} as due, ${place} as place, ${user} as "userId"`;
      }),
    );
    if (parts.length === 0) return [];
    const db = this.through([q]);
    const { rows } = await sql<Omit<Load, 'state'> & { asked: number }>`
      select k.asked, k."userId", count(*)::int as n from (${eachAsked(parts, ['due', 'place', 'userId'])}) k
      group by k.asked, k."userId"`.execute(db);
    return rows.flatMap(({ asked, ...load }) => OWED.slice(asked, asked + 1).map((state) => ({ ...load, state })));
  }

  private through = (queries: readonly ObligationQuery[]) =>
    queries.every(({ reach }) => partly(reach)) ? this.party : this.db;

  async toTell(infohus: string, planId: string, now: string) {
    const { rows } = await sql<ObligationRow>`
      select ${ROW} from obligation_alerts a join obligations o using ("deadlineId")
      where a.infohus = ${infohus} and a."planId" = ${planId} and a.at <= ${now} order by o."dueAt", o.place`.execute(
      this.db,
    );
    const told = byDeadline(await this.toldOf(rows.map(({ deadlineId }) => deadlineId)));
    return rows.map((row) => ({ row, told: told.get(row.deadlineId) ?? [] }));
  }

  async nextToTell(infohus: string, planId: string, now: string): Promise<string | undefined> {
    const { rows } = await sql<{ at: string }>`
      select ${sql.raw(selected('at', 'timestamptz'))} from obligation_alerts a
      where infohus = ${infohus} and "planId" = ${planId} and a.at > ${now} order by a.at limit 1`.execute(this.db);
    return rows[0]?.at;
  }

  async toldOf(deadlineIds: readonly string[]): Promise<readonly AlertRow[]> {
    if (deadlineIds.length === 0) return [];
    const { rows } = await sql<AlertRow>`
      select ${ALERT} from deadline_alerts d where "deadlineId" = any(${[...deadlineIds]}::uuid[])
      order by d.at desc, "alertId"`.execute(this.db);
    return rows;
  }
}
