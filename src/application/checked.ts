import type { z } from 'zod';
import { type FieldError, invalid } from './refusal.js';

const given = (value: unknown): boolean => value !== '' && value !== undefined;

/** What a form leaves empty was not asked for; what is given twice is refused. @throws Refused validation-failed */
export function checked<S extends z.ZodType>(schema: S, asked: object): z.output<S> {
  const said = Object.entries(asked).filter(([, value]) => given(value));
  const twice = said.filter(([, value]) => Array.isArray(value) && value.some((one) => typeof one === 'string'));
  if (twice.length > 0) throw invalid(twice.map(([path]): FieldError => ({ path, message: 'must be given once' })));
  const result = schema.safeParse(Object.fromEntries(said));
  if (result.success) return result.data;
  throw invalid(result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}
