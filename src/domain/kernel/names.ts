import { z } from 'zod';
import { id, isName } from './schema.js';

/** Ids as an event holds them: alone, in a list, or in what stands inside of it (`subjects: [{ personId }]`). */
const inside = z.record(z.string(), id);
export const names = z.record(z.string(), z.union([id, z.array(id), inside, z.array(inside)]));
export type Names = z.output<typeof names>;

/** What data of these fields names, in its own shape: so a read model finds the rows of an event that is amended as it found them at first. */
export function namesIn(fields: z.ZodRawShape, data: object): Names {
  const found = Object.entries(data).flatMap(([name, value]) => {
    const own = isName(fields[name]) ? value : within(fields[name], value);
    return own === undefined ? [] : [[name, own]];
  });
  return Object.fromEntries(found) as Names;
}

function within(field: unknown, value: unknown): object | undefined {
  if (field instanceof z.ZodOptional) return within(field.unwrap(), value);
  if (field instanceof z.ZodUnion) return field.options.map((o) => within(o, value)).find((own) => own !== undefined);
  if (field instanceof z.ZodArray && Array.isArray(value)) {
    const all = value.map((v) => within(field.element, v)).filter((own) => own !== undefined);
    return all.length > 0 ? all : undefined;
  }
  if (!(field instanceof z.ZodObject) || value === null || typeof value !== 'object') return undefined;
  const own = Object.entries(value).filter(([name]) => isName(field.shape[name]));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}
