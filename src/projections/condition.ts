import type { Order } from './order.js';

/**
 * What is asked of the rows of a read model, said once: a fold tests a row by it (`holds`), the read store makes a statement's condition of it
 * (infrastructure/read-store/list-sql.ts). What is listed is what is counted.
 */
export type Condition =
  | { readonly is: 'equal' | 'other' | 'from' | 'before'; readonly column: string; readonly value: string }
  | { readonly is: 'there' | 'yes'; readonly column: string }
  /** `within`: the column holds one of the values; `shares`: the list in it holds one of them. */
  | { readonly is: 'within' | 'shares'; readonly column: string; readonly values: readonly string[] }
  /** Of the reader, not of the row: `on`, or it does not hold. */
  | { readonly is: 'granted'; readonly value: string }
  /** A list that holds the value; `indexed` where the column has an index of its own, which then answers. */
  | { readonly is: 'among'; readonly column: string; readonly value: string; readonly indexed: boolean }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  /** Of the row that this column names in another read model. */
  | {
      readonly is: 'named';
      readonly column: string;
      readonly table: string;
      readonly id: string;
      readonly that: Condition;
    };

/** A list: the rows of which one of the branches holds (no two share a row), in its order. */
export interface ListQuery extends Order {
  readonly table: string;
  readonly branches: readonly Condition[];
}

/** The columns of a row that hold a T. */
type Of<Row, T> = { [C in keyof Row]: NonNullable<Row[C]> extends T ? C : never }[keyof Row] & string;

/** Conditions on a row of that type: a column that it has not, or that holds something else, is a compile error. */
export const about = <Row>() => ({
  equal: (column: Of<Row, string>, value: string): Condition => ({ is: 'equal', column, value }),
  other: (column: Of<Row, string>, value: string): Condition => ({ is: 'other', column, value }),
  from: (column: Of<Row, string>, value: string): Condition => ({ is: 'from', column, value }),
  before: (column: Of<Row, string>, value: string): Condition => ({ is: 'before', column, value }),
  there: (column: Of<Row, string>): Condition => ({ is: 'there', column }),
  yes: (column: Of<Row, boolean>): Condition => ({ is: 'yes', column }),
  among: (column: Of<Row, readonly string[]>, value: string): Condition => ({
    ...{ is: 'among', column, value, indexed: false },
  }),
  amongIndexed: (column: Of<Row, readonly string[]>, value: string): Condition => ({
    ...{ is: 'among', column, value, indexed: true },
  }),
  within: (column: Of<Row, string>, values: readonly string[]): Condition => ({ is: 'within', column, values }),
  shares: (column: Of<Row, readonly string[]>, values: readonly string[]): Condition => ({
    ...{ is: 'shares', column, values },
  }),
  named: (column: Of<Row, string>, table: string, id: string, that: Condition): Condition => ({
    ...{ is: 'named', column, table, id, that },
  }),
});
export const granted = (value: string): Condition => ({ is: 'granted', value });
export const any = (...of: readonly Condition[]): Condition => ({ is: 'any', of });
/** What is not asked for stands in no statement: a condition that is true of all would hide an index. */
export const all = (...of: readonly (Condition | undefined)[]): Condition => ({
  is: 'all',
  of: of.filter((c) => c !== undefined),
});
export const where = <T>(value: T | undefined, condition: (value: T) => Condition): Condition | undefined =>
  value === undefined ? undefined : condition(value);

type AnyRow = Readonly<Record<string, unknown>>;
/** @returns the row of another read model, where it is there */
export type Find = (table: string, id: string) => object | undefined;
const nothing: Find = () => undefined;

export function holds(condition: Condition, row: object, find: Find = nothing): boolean {
  if ('of' in condition) {
    const one = (c: Condition) => holds(c, row, find);
    return condition.is === 'all' ? condition.of.every(one) : condition.of.some(one);
  }
  if (condition.is === 'granted') return condition.value === 'on';
  const value = (row as AnyRow)[condition.column];
  if (condition.is === 'shares') return condition.values.some((one) => (value as readonly string[]).includes(one));
  if (condition.is === 'there') return value !== null;
  if (condition.is === 'yes') return value === true;
  if (condition.is === 'among') return (value as readonly string[]).includes(condition.value);
  if (value === null) return false;
  const text = String(value);
  if (condition.is === 'within') return condition.values.includes(text);
  switch (condition.is) {
    case 'equal':
      return text === condition.value;
    case 'other':
      return text !== condition.value;
    case 'from':
      return text >= condition.value;
    case 'before':
      return text < condition.value;
    case 'named': {
      const named = find(condition.table, text);
      return named !== undefined && holds(condition.that, named, find);
    }
  }
}

/** It looks at rows of other read models too. */
export const namesOthers = (condition: Condition): boolean =>
  'of' in condition ? condition.of.some(namesOthers) : condition.is === 'named';

export const isListed =
  ({ branches }: ListQuery, find?: Find) =>
  (row: object): boolean =>
    branches.some((branch) => holds(branch, row, find));
