import { localDateOf, localTimeOf } from '../../../domain/kernel/calendar.js';
import { correctableFields } from '../../../domain/kernel/correctable.js';
import { ascending } from '../../../domain/kernel/order.js';
import type { EventInfo } from '../../../domain/kernel/vocabulary.js';
import { eventNamed } from '../../../domain/registry.js';
import { fieldName } from '../../words/labels.js';
import { fieldsOf } from '../case/event-fields.js';
import { type Form, groupOf, rowsIn, type Schema, withOffset } from '../form-schema.js';
import { said } from './filled.js';
import type { ShownEvent, Situation } from './situation.js';
import { date, type Field, type Fields, line, moment, type Task, text, yesNo } from './task.js';

/** What is corrected: the event that the form names, and those of its fields that may be (commands.md, CorrectEvent). */
export interface Corrected {
  readonly event: ShownEvent;
  readonly info: EventInfo;
  readonly fields: readonly string[];
}
export function correctedIn({ record, form }: Situation): Corrected | undefined {
  const event = record?.events.find((e) => e.eventId === said(form['data.eventId']));
  const info = record && event && eventNamed(`${record.aggregate}-`, event.type);
  return info && event ? { event, info, fields: correctableFields(info).filter((f) => f !== 'occurredAt') } : undefined;
}

/** The form's fields of an event: those of the task that gave it, with their words and choices; without one as its schema says. */
export function fieldsOfEvent({ info, fields }: Corrected, tasks: Readonly<Record<string, Task>>): Fields {
  const by = tasks[info.shape.by ?? '']?.fields ?? {};
  const declared = fieldsOf(info.type)?.properties ?? {};
  const entries = fields.flatMap((name): [string, Field][] => {
    const field = by[name] ?? bySchema(name, declared[name]);
    return field && ASKED.has(field.is) ? [[name, optional(field)]] : [];
  });
  return Object.fromEntries(entries);
}
const ASKED = new Set<Field['is']>([
  'one',
  'some',
  'text',
  'line',
  'lines',
  'date',
  'moment',
  'number',
  'yes',
  'yes-no',
  'rows',
]);
const optional = (field: Field): Field =>
  'label' in field && field.is !== 'rows' && field.is !== 'group' && field.is !== 'fixed'
    ? ({ ...field, optional: true } as Field)
    : field;
function bySchema(name: string, schema: Schema | undefined): Field | undefined {
  const label = [fieldName(name, 'da'), fieldName(name, 'en')] as const;
  if (!schema) return undefined;
  if (schema.format === 'date-time') return moment(label);
  if (schema.format === 'date') return date(label);
  if (schema.type === 'boolean') return yesNo(label);
  return schema.sealed ? text(label) : line(label);
}

/** What stands in the event now, as a form says it. */
export function standing(corrected: Corrected, fields: Fields): Form {
  const data = corrected.event.data as Readonly<Record<string, unknown>>;
  const own = Object.keys(fields).flatMap((name) => told(`data.changes.${name}`, data[name]));
  return { ...Object.fromEntries(own), 'data.changes.occurredAt': local(corrected.event.occurredAt) };
}
function told(path: string, value: unknown): readonly (readonly [string, Form[string]])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.every((v) => typeof v === 'string')) return [[path, value]];
    return value.flatMap((row, i) => Object.entries(row as object).flatMap(([k, v]) => told(`${path}.${i}.${k}`, v)));
  }
  if (typeof value !== 'string') return [[path, String(value)]];
  return [[path, /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? local(value) : value]];
}
const local = (instant: string): string => `${localDateOf(instant)}T${localTimeOf(instant)}`;

/** Only what is otherwise than it stands: the rest is not corrected. */
export function changesIn(task: Task, situation: Situation): Form {
  if (!Object.values(task.fields).some((f) => f.is === 'changes')) return {};
  const corrected = correctedIn(situation);
  const schema = corrected && fieldsOf(corrected.event.type);
  if (!corrected || !schema) return { 'data.changes': '{}' };
  const { form } = situation;
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => isIn(form, `data.changes.${name}`)),
  );
  const said_ = groupOf({ ...schema, properties, required: [] }, form, 'data.changes.');
  const data = corrected.event.data as Readonly<Record<string, unknown>>;
  const changed = Object.entries(said_).filter(([name, value]) => !same(value, data[name]));
  const at = said(form['data.changes.occurredAt']);
  const moved = at !== '' && at !== local(corrected.event.occurredAt) ? [['occurredAt', withOffset(at)]] : [];
  return { 'data.changes': JSON.stringify(Object.fromEntries([...changed, ...moved])) };
}
const isIn = (form: Form, path: string): boolean => path in form || rowsIn(form, path) > 0;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
function comparable(value: unknown): unknown {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value;
  if (Array.isArray(value)) return value.map(comparable);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([k, v]) => [k, comparable(v)] as const);
  return Object.fromEntries(entries.sort(ascending(([name]) => name)));
}
