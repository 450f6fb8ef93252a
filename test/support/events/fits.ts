import { Sealed } from '../../../src/domain/kernel/sealed.js';
import type { Form } from './any-event.js';

/** What of an event's data, as the bytes hold it or as it is read, is not of the shape; paths. */
export function misfits(form: Form, value: unknown, path = 'data'): readonly string[] {
  if (form.sealed) return isSealed(value) ? [] : [`${path} is not sealed`];
  if ('const' in form) return value === form.const ? [] : [path];
  if (form.enum) return form.enum.includes(String(value)) ? [] : [path];
  if (form.anyOf) return form.anyOf.some((one) => misfits(one, value).length === 0) ? [] : [path];
  if (form.type === 'array')
    return Array.isArray(value) ? value.flatMap((v, i) => misfits(form.items ?? {}, v, `${path}.${i}`)) : [path];
  if (form.type === 'object') return ofObject(form, value, path);
  const types = [form.type ?? []].flat().map((type) => (type === 'integer' ? 'number' : type));
  return types.length === 0 || types.includes(value === null ? 'null' : typeof value) ? [] : [path];
}

function ofObject({ properties, required = [], additionalProperties }: Form, value: unknown, path: string) {
  if (typeof value !== 'object' || value === null) return [path];
  const open = properties === undefined && additionalProperties ? additionalProperties : undefined;
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, inner]) => {
    const known = properties?.[name] ?? open;
    return known ? misfits(known, inner, `${path}.${name}`) : [`${path}.${name} is no field`];
  });
  return [...missing, ...wrong];
}

const isSealed = (value: unknown): boolean =>
  value instanceof Sealed || (typeof value === 'object' && value !== null && '$sealed' in value);
