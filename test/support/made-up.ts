import { z } from 'zod';
import type { Random } from '../../src/interface/cli/demo-data/random.js';

/** Any value that a schema takes: of several kinds of value the first that passes, so that a new field needs nothing here. */
export function madeUp(schema: z.ZodType, random: Random): unknown {
  if (schema instanceof z.ZodOptional) return undefined;
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape as z.ZodRawShape).flatMap(([name, field]) => {
        const value = madeUp(field as z.ZodType, random);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  if (schema instanceof z.ZodEnum) return random.one(schema.options as readonly string[]);
  if (schema instanceof z.ZodArray) return [madeUp(schema.element as z.ZodType, random)];
  if (schema instanceof z.ZodPipe) return madeUp(schema.in as z.ZodType, random);
  const found = CANDIDATES.find((value) => schema.safeParse(value).success);
  if (found === undefined) throw new Error('no value that this schema takes is known here');
  return found;
}

const CANDIDATES: readonly unknown[] = [
  'crime-prevention',
  'a1b2c3d4-0000-4000-8000-00000000000a',
  '2016-03-01',
  '2016-03-01T10:00:00+01:00',
  'BIF',
  true,
  3,
  {},
];
