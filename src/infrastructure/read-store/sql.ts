import type pg from 'pg';
import { quoted } from './quoted.js';

/** Where statements are asked. */
export interface Db {
  ask(text: string, values: readonly unknown[]): Promise<pg.QueryResult>;
  /** What is asked within is of one moment. */
  moment<T>(work: (db: Db) => Promise<T>): Promise<T>;
}

interface Written {
  text: string;
  readonly values: unknown[];
}

/**
 * A statement, or a part of one, with rows of type `R`. What stands between its texts is another part, or a value; a value is never text: it travels
 * beside the statement. Written out where it is asked, in one go: a builder of statements was a tenth of what a page cost (docs/bench.md).
 */
export class Sql<R = unknown> {
  /** A type only. */
  declare readonly row: R;
  constructor(
    private readonly texts: readonly string[],
    private readonly between: readonly unknown[] = [],
  ) {}

  execute(db: Db): Promise<{ readonly rows: R[] }> {
    const { text, values } = this.written();
    return db.ask(text, values);
  }

  written(): { readonly text: string; readonly values: readonly unknown[] } {
    const into = { text: '', values: [] };
    this.writeTo(into);
    return into;
  }

  private writeTo(into: Written): void {
    const { texts, between } = this;
    into.text += texts[0] ?? '';
    for (let i = 0; i < between.length; i++) {
      const one = between[i];
      if (one instanceof Sql) one.writeTo(into);
      else into.text += `$${into.values.push(one)}`;
      into.text += texts[i + 1] ?? '';
    }
  }
}

/** Names are few, and the same in each question. */
function onceOfName(make: (name: string) => Sql): (name: string) => Sql {
  const made = new Map<string, Sql>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
const write = <R>(texts: TemplateStringsArray, ...between: readonly unknown[]): Sql<R> => new Sql<R>(texts, between);
const COMMA = write`, `;
/** `sql\`… ${value} … ${part}\``: a statement, or a part of one. */
export const sql = Object.assign(write, {
  /** Text of ours: never anything that came from outside. */
  raw: (text: string): Sql => new Sql([text]),
  /** A name, or with points between them a name in another. */
  ref: onceOfName((name) => new Sql([name.split('.').map(quoted).join('.')])),
  join(parts: readonly unknown[], by: Sql = COMMA): Sql {
    const between = parts.flatMap((part, i) => (i === 0 ? [part] : [by, part]));
    return new Sql(
      Array.from({ length: between.length + 1 }, () => ''),
      between,
    );
  },
});
