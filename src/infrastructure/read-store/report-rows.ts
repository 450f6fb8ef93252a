import type { RegisterRow } from '../../projections/registers/registers.js';
import type { CountedConcern, CountedYears, ReportRows } from '../../projections/report-facts.js';
import type { SupportRow } from '../../projections/support/support.js';
import { selected } from './rows-sql.js';
import { type Db, type Sql, sql } from './sql.js';

const instant = (name: string) => sql.raw(selected(name, 'timestamptz'));

/**
 * What can count in the years of a span. `_at` is the newest occurrence that a row has folded; a date that was corrected may lie after it.
 * Facts come as text and are parsed where they are looked at: parsing all of a year costs more than reading it.
 */
export async function reportRows(
  db: Db,
  infohus: string,
  span: CountedYears,
  figures: ReportRows['figures'],
): Promise<ReportRows> {
  const { since = '-infinity', from = '-infinity', before = 'infinity', counted } = span;
  const years = (column: string) => sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${before}`;
  const concern = sql`select "concernId", infohus, ${instant('receivedAt')}, outcome, ending, facts::text as facts
    from concern_facts where infohus = ${infohus}`;
  const earlier =
    counted?.advice === false ? sql`` : sql`union all ${concern} and "receivedAt" < ${from} and _at >= ${from}`;
  const concerns = await sql<Text<CountedConcern>>`${concern} and ${years('receivedAt')} ${earlier}`.execute(db);

  const row = (
    what: SupportRow['what'],
  ) => sql`select "caseId", id, infohus, what, kind, ${instant('begun')}, ${instant('ended')},
    ${instant('contacted')}, facts::text as facts from support where infohus = ${infohus} and what = ${what}`;
  const kinds = counted ? sql`kind = any(${counted.courses})` : sql`true`;
  const support = await sql<Text<SupportRow>>`
    ${row('case')} and ${years('begun')}
    union all ${row('case')} and begun < ${from} and (ended is null or ended >= ${from})
    union all ${row('offer')} and ${years('begun')}
    union all ${row('offer')} and begun < ${from} and declined >= ${since}
    union all ${row('course')} and begun < ${before} and ended >= ${since} and ${kinds}
    union all ${row('course')} and begun < ${before} and ended is null and ${kinds}`.execute(db);
  const held = sql`state->>'heldOn' >= ${day(from, '0000')} and state->>'heldOn' < ${day(before, '9999-99')}`;
  return {
    concerns: concerns.rows.map((row) => new Parsed(row) as unknown as CountedConcern),
    support: support.rows.map((row) => new Parsed(row) as unknown as SupportRow),
    activities: counted?.activities === false ? [] : await states(db, infohus, 'activity', held),
    partners: counted?.agreements === false ? [] : await states(db, infohus, 'partner', sql`true`),
    figures,
  };
}

async function states<A extends 'activity' | 'partner'>(
  db: Db,
  infohus: string,
  aggregate: A,
  which: Sql,
): Promise<readonly Pick<RegisterRow<A>, 'state'>[]> {
  const { rows } = await sql<Pick<RegisterRow<A>, 'state'>>`
    select state from registers where infohus = ${infohus} and aggregate = ${aggregate} and ${which}`.execute(db);
  return rows;
}
const day = (at: string, unbounded: string): string => (at.endsWith('infinity') ? unbounded : at.slice(0, 10));

type Text<R> = Omit<R, 'facts'> & { readonly facts: string };

/** A row whose facts are parsed when they are first looked at. */
class Parsed<R extends { readonly facts: string }> {
  #facts: unknown;
  readonly #text: string;
  constructor({ facts, ...columns }: R) {
    Object.assign(this, columns);
    this.#text = facts;
  }
  get facts(): unknown {
    this.#facts ??= JSON.parse(this.#text);
    return this.#facts;
  }
}
