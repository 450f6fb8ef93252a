import { grouped } from '../../../domain/kernel/grouped.js';
import { type Sql, sql } from '../sql.js';

type SqlType = 'text' | 'text[]' | 'uuid' | 'uuid[]' | 'timestamptz' | 'int';

/** What a branch of a question compares with, as columns of a row `q`: the text of the branch holds their names alone. */
export class Values {
  readonly given: (readonly [SqlType, unknown])[] = [];
  of(type: SqlType, value: unknown): Sql {
    this.given.push([type, value]);
    return sql.ref(`q.v${this.given.length - 1}`);
  }
}

/** Rows that belong to one question. */
export interface Asks {
  readonly asked: number;
  /** A select whose values are columns of `q`. */
  readonly rows: Sql;
  readonly values: Values;
}

/**
 * All these rows, each with the question it belongs to. Branches that differ in their values alone are written once, beside a table of those values: to
 * plan 96 of them took ten times as long as to answer them.
 */
export function eachAsked(all: readonly Asks[], columns: readonly string[]): Sql {
  const alike = grouped(
    all.map((one) => ({ one, text: one.rows.written().text })),
    ({ text }) => text,
  );
  const selects = [...alike.values()].map((same) => {
    const own = same.map(({ one }) => one);
    const types = own[0]?.values.given.map(([type]) => type) ?? [];
    const rows = own.map(({ asked, values }, i) => {
      const cells = values.given.map(([type, value]) => (i === 0 ? sql`${value}::${sql.raw(type)}` : sql`${value}`));
      return sql`(${sql.join([i === 0 ? sql`${asked}::int` : sql`${asked}`, ...cells])})`;
    });
    const names = sql.join(['asked', ...types.map((_, i) => `v${i}`)].map((name) => sql.ref(name)));
    const chosen = sql.join(['q.asked', ...columns.map((name) => `r.${name}`)].map((name) => sql.ref(name)));
    return sql`select ${chosen} from (values ${sql.join(rows)}) q (${names}) cross join lateral (${own[0]?.rows}) r`;
  });
  return sql.join(selects, sql` union `);
}
