import { z } from 'zod';

export interface Setting<T = unknown, D extends string | undefined = string | undefined> {
  /** What it is for, one sentence. */
  readonly what: string;
  /** What its text is. */
  readonly unit: string;
  readonly secret: boolean;
  /** As it would stand in the environment; undefined: nothing. */
  readonly default: D;
  /** An empty text is a mistake, and not the same as none. */
  readonly emptyIsSaid: boolean;
  /** From the text. A message of it is the end of a sentence that begins with the name. */
  readonly value: z.ZodType<T, string>;
}

export const taking = (unit: string) => `takes ${unit}`;
export const text = (unit: string, pattern: RegExp) => z.string().regex(pattern, taking(unit));
export const address = (unit: string, protocols: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), taking(unit));
export const listOf = (unit: string, isOne: (item: string) => boolean) =>
  z
    .string()
    .transform((value): readonly string[] => value.split(/\s+/).filter(Boolean))
    .refine((items) => items.every(isOne), taking(unit));

interface More<D> {
  readonly secret?: boolean;
  readonly default?: D;
  readonly emptyIsSaid?: boolean;
}
export function setting<T, const D extends string | undefined = undefined>(
  what: string,
  unit: string,
  value: z.ZodType<T, string>,
  { secret = false, default: text, emptyIsSaid = false }: More<D> = {},
): Setting<T, D> {
  return { what, unit, value, secret, default: text as D, emptyIsSaid };
}
