import { z } from 'zod';
import { dataSchema } from '../../application/commands/request.js';
import { strictJson } from '../../application/input/strict-json.js';
import { localDateOf, localTimeOf } from '../../domain/kernel/calendar.js';
import { instant as instantSchema } from '../../domain/kernel/schema.js';
import type { KnownCommand } from '../../domain/registry.js';

/** The part of JSON Schema that our field types make. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly sealed?: boolean;
  /** Of a free text only. */
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}
/** What a form was sent with: a group of boxes is a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** How many rows of a list of groups a form was sent with. Far more than anybody fills in is none of our forms. */
export function rowsIn(form: Form, name: string): number {
  const numbers = Object.keys(form).flatMap((key) => {
    const [first = ''] = key.startsWith(`${name}.`) ? key.slice(name.length + 1).split('.') : [];
    return /^\d{1,3}$/.test(first) ? [Number(first) + 1] : [];
  });
  return Math.max(0, ...numbers);
}

const known = new Map<string, Schema>();
export function schemaOf(command: KnownCommand): Schema {
  const made =
    known.get(command.name) ?? (z.toJSONSchema(dataSchema(command), { io: 'input', unrepresentable: 'any' }) as Schema);
  known.set(command.name, made);
  return made;
}

/** One of several groups (a meeting's subject) is shown as all their fields, none of them required; the schema says what was wrong. */
export function merged(schema: Schema): Schema {
  const groups = schema.anyOf ?? [];
  if (groups.length === 0 || !groups.every((g) => g.properties)) return schema;
  return { type: 'object', properties: Object.assign({}, ...groups.map((g) => g.properties)), required: [] };
}

/** A form's fields back to the body of a command; empty optional fields are left out. */
export function bodyOf(command: KnownCommand, form: Form): object {
  const [id, at] = [form.id, form.at].map((value) => (isTwice(value) ? value : one(value)));
  return {
    id,
    ...(at ? { at: typeof at === 'string' ? withOffset(at) : at } : {}),
    data: groupOf(schemaOf(command), form, 'data.'),
  };
}

const one = (value: Form[string] | undefined): string =>
  (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
const isTwice = (value: Form[string] | undefined): boolean => Array.isArray(value) && value.length > 1;
const many = (value: Form[string] | undefined): readonly string[] =>
  (typeof value === 'string' ? value.split(/\r?\n/) : (value ?? [])).map((v) => v.trim()).filter(Boolean);

export function groupOf(schema: Schema, form: Form, prefix: string): Record<string, unknown> {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([field, declared]): [string, unknown][] => {
    const own = merged(declared);
    const name = `${prefix}${field}`;
    const required = schema.required?.includes(field) ?? false;
    const value = own.type === 'array' ? listOf(own, form, name) : given(own, form, name);
    if (Array.isArray(value) && value.length === 0) return required ? [[field, []]] : [];
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(entries);
}

function given(schema: Schema, form: Form, name: string): unknown {
  const [field, id] = one(form[name]).split(':', 2);
  // One of several groups (what a meeting is about) is chosen as a whole: `caseId:…`.
  if (schema.properties && field && id && field in schema.properties) return { [field]: id };
  if (schema.properties) {
    const group = groupOf(schema, form, `${name}.`);
    return Object.keys(group).length > 0 ? group : undefined;
  }
  if (isTwice(form[name])) return form[name]; // which of the two is meant? The schema refuses a list
  const text = one(form[name]);
  if (text === '') return undefined;
  if (schema.type === 'boolean') return text === 'true';
  if (schema.type === 'integer' || schema.type === 'number') return Number(text);
  if (schema.type === 'object') return json(text);
  return schema.format === 'date-time' ? withOffset(text) : text;
}

function listOf({ items }: Schema, form: Form, name: string): unknown[] {
  if (!items?.properties) return [...many(form[name])];
  return Array.from({ length: rowsIn(form, name) }, (_, i) => given(items, form, `${name}.${i}`)).filter(
    (v) => v !== undefined,
  );
}

/** A form's local time of day is Danish; what says its offset keeps it. In the hour that comes twice it is the first. */
export function withOffset(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return text; // the schema refuses what is neither
  const offset = ['+02:00', '+01:00'].find((o) => isLocal(text, `${text}${o}`)) ?? '+01:00';
  return `${text}${offset}`;
}
function isLocal(text: string, instant: string): boolean {
  if (!instantSchema.safeParse(instant).success) return false; // no day that the calendar knows
  const ms = Date.parse(instant);
  const utc = new Date(ms).toISOString();
  return `${localDateOf(utc)}T${localTimeOf(utc)}` === text.slice(0, 16);
}

function json(text: string): unknown {
  try {
    return strictJson(text);
  } catch {
    return text; // the schema says that it is not what it should be
  }
}
