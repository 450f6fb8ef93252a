import { type QueryExecutorProvider, sql } from 'kysely';
import type { Span } from '../../application/ports/read-models.js';
import type { RegisterRow } from '../../projections/registers/registers.js';
import type { CountedConcern, ReportRows } from '../../projections/report-facts.js';
import type { SupportRow } from '../../projections/support/support.js';
import { selected } from './rows-sql.js';

const instant = (name: string) => sql.raw(selected(name, 'timestamptz'));

/**
 * What can count in the years of a span. `_at` is the newest occurrence that a row has folded; a date that was corrected may lie after it.
 * Facts come as text and are parsed where they are looked at: parsing all of a year costs more than reading it.
 */
export async function reportRows(
  db: QueryExecutorProvider,
  infohus: string,
  span: Span,
  figures: ReportRows['figures'],
): Promise<ReportRows> {
  const { since = '-infinity', from = '-infinity', before = 'infinity' } = span;
  const concerns = await sql<Text<CountedConcern>>`
    select "concernId", infohus, ${instant('receivedAt')}, outcome, ending, facts::text as facts from concern_facts
    where infohus = ${infohus} and "receivedAt" < ${before} and ("receivedAt" >= ${from} or _at >= ${from})`.execute(
    db,
  );
  const support = await sql<Text<SupportRow>>`
    select "caseId", id, infohus, what, kind, ${instant('begun')}, ${instant('ended')}, declined, facts::text as facts from support
    where infohus = ${infohus} and begun < ${before}
      and (begun >= ${from} or (_at >= ${since} and (what = 'course' or declined)))`.execute(db);
  const activities = await sql<Pick<RegisterRow<'activity'>, 'state'>>`
    select state from registers where infohus = ${infohus} and aggregate = 'activity'
      and state->>'heldOn' >= ${day(from, '0000')} and state->>'heldOn' < ${day(before, '9999-99')}`.execute(db);
  const partners = await sql<Pick<RegisterRow<'partner'>, 'state'>>`
    select state from registers where infohus = ${infohus} and aggregate = 'partner' and state->>'agreements' <> '[]'`.execute(
    db,
  );
  return {
    concerns: concerns.rows.map((row) => new Parsed(row) as unknown as CountedConcern),
    support: support.rows.map((row) => new Parsed(row) as unknown as SupportRow),
    activities: activities.rows,
    partners: partners.rows,
    figures,
  };
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
