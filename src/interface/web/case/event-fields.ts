import { z } from 'zod';
import { aggregates } from '../../../domain/registry.js';
import { merged, type Schema } from '../form-schema.js';

/** Every event's fields as they are declared; a type that two aggregates have is the same in both. */
const declared = new Map(aggregates.flatMap(({ events }) => Object.values(events).map((e) => [e.type, e])));
const known = new Map<string, Schema>();

/** The fields of an event type; undefined where it is none that we know. */
export function fieldsOf(type: string): Schema | undefined {
  const schema = declared.get(type)?.schema;
  if (!schema) return undefined;
  const made = known.get(type) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema);
  known.set(type, made);
  return made;
}

/** The command that gives an event: what a field is called, it says. */
export const giverOf = (type: string): string | undefined => declared.get(type)?.shape.by;

/** A field of a group; of a correction's `changes` those of the event that it corrects. */
export function fieldOf(group: Schema | undefined, field: string, data: object): Schema | undefined {
  const { target } = data as { readonly target?: unknown };
  if (field === 'changes' && typeof target === 'string') return fieldsOf(target);
  return group && merged(group).properties?.[field];
}

/**
 * What a value is, by its declaration and never by its look: a text that somebody wrote may look like an instant or a code and is still a
 * text. Where nothing is declared it is shown as it stands.
 */
export type Meaning = 'text' | 'instant' | 'code' | 'id';
export function meaningOf(schema: Schema | undefined): Meaning {
  if (!schema || schema.sealed || schema.maxLength !== undefined) return 'text';
  if (schema.format === 'uuid') return 'id';
  return schema.format === 'date-time' ? 'instant' : 'code';
}
