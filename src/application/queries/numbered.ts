import type { Asking } from './asking.js';

type Numbered<R> = R & { readonly number: string | null };

/** Rows with the number of what each is about beside its id (screens.md law 1); null: it is about nothing that has one. */
export async function numbered<R extends object>(
  { numbersOf }: Pick<Asking, 'numbersOf'>,
  rows: readonly R[],
  about: (row: R) => string | null | undefined,
): Promise<readonly Numbered<R>[]> {
  const numbers = await numbersOf(rows.flatMap((row) => about(row) ?? []));
  return rows.map((row) => ({ ...row, number: numbers.get(about(row) ?? '') ?? null }));
}

/** What is about a case or a concern. */
export const ofRecord = (record: {
  readonly caseId?: string | null | undefined;
  readonly concernId?: string | null | undefined;
}) => record.caseId ?? record.concernId;
