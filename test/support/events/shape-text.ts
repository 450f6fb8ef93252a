import type { z } from 'zod';
import { type Form, formOf } from './any-event.js';

/**
 * The shape of an event as one line: `caseId: uuid, reason?: sealed`. What a value may be (a pattern, a length) is a rule of who writes today
 * and no part of it; that a field is there, its type, its codes and whether it is sealed are.
 */
export const shapeOf = (schema: z.ZodType): string => inside(formOf(schema)) || 'nothing';

const inside = ({ properties = {}, required = [] }: Form): string =>
  Object.keys(properties)
    .sort()
    .map((name) => `${name}${required.includes(name) ? '' : '?'}: ${told(properties[name] ?? {})}`)
    .join(', ');

function told(form: Form): string {
  if (form.sealed) return `sealed${form.about ? ` about ${form.about}` : ''}`;
  if ('const' in form) return JSON.stringify(form.const);
  if (form.enum) return [...form.enum].sort().join('|');
  if (form.anyOf) return form.anyOf.map(told).join(' or ');
  if (form.type === 'array') return `[${told(form.items ?? {})}]`;
  if (form.type === 'object')
    return form.properties || !form.additionalProperties
      ? `{${inside(form)}}`
      : `{*: ${told(form.additionalProperties)}}`;
  return form.format ?? [form.type ?? 'any'].flat().join('|');
}
