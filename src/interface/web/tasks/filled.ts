import { uuidv5 } from '../../../application/uuidv5.js';
import { type Form, rowsIn } from '../form-schema.js';
import type { Situation } from './situation.js';
import type { Field, Fields, Rows, Task } from './task.js';

/** The words of a form, by name; it grows while it is filled in. */
type Values = Record<string, string | readonly string[]>;

/** What a form begins with: what the address says, then what each field begins with. Rows as many as it proposes, at least one. */
export function begun(task: Task, situation: Omit<Situation, 'form'>, asked: Form): Form {
  const form: Values = { ...asked };
  begin(task.fields, 'data.', { ...situation, form });
  for (const { command, of } of task.also ?? []) begin(of, `also.${command}.`, { ...situation, form });
  return form;
}

function begin(fields: Fields, prefix: string, situation: Situation): void {
  const form = situation.form as Values;
  for (const [name, field] of Object.entries(fields)) {
    const path = `${prefix}${name}`;
    if (field.is === 'group') begin(field.of, `${path}.`, situation);
    else if (field.is === 'rows') beginRows(field, path, situation);
    else if (field.is !== 'none' && field.is !== 'made' && field.is !== 'derived' && !(path in form)) {
      const value = field.value?.({ ...situation, here: prefix });
      if (value !== undefined && value.length > 0) form[path] = value;
    }
  }
}
function beginRows(rows: Rows, path: string, situation: Situation): void {
  const form = situation.form as Values;
  const proposed = rows.begin?.(situation) ?? [];
  proposed.forEach((row, i) => {
    for (const [name, value] of Object.entries(row)) form[`${path}.${i}.${name}`] ??= value;
  });
}

/**
 * What a form was sent with, as the command takes it: rows without their key are left out and the others move up, what is fixed or follows
 * is put in, whatever came with the form, and each new person has an id that sending again does not change.
 */
export function settled(task: Task, situation: Situation, commandId: string): Situation {
  let form: Form = { ...situation.form };
  for (const [name, rows] of rowsOf(task.fields)) form = withoutEmptyRows(form, `data.${name}`, rows);
  const whole: Situation = { ...situation, form };
  settle(task.fields, 'data.', whole, commandId);
  for (const { command, of } of task.also ?? []) settle(of, `also.${command}.`, whole, commandId);
  return whole;
}

const rowsOf = (fields: Fields) =>
  Object.entries(fields).flatMap(([name, field]) => (field.is === 'rows' ? [[name, field] as const] : []));

function withoutEmptyRows(form: Form, name: string, { key }: Rows): Form {
  const kept = Array.from({ length: rowsIn(form, name) }, (_, i) => i).filter(
    (i) => said(form[`${name}.${i}.${key}`]) !== '' || said(form[`${name}.${i}.${key}.name`]) !== '',
  );
  const others = Object.entries(form).filter(([field]) => !field.startsWith(`${name}.`));
  const moved = kept.flatMap((from, to) =>
    Object.entries(form).flatMap(([field, value]): [string, Form[string]][] =>
      field.startsWith(`${name}.${from}.`) ? [[`${name}.${to}.${field.slice(`${name}.${from}.`.length)}`, value]] : [],
    ),
  );
  return Object.fromEntries([...others, ...moved]);
}

function settle(fields: Fields, prefix: string, situation: Situation, commandId: string): void {
  for (const [name, field] of Object.entries(fields))
    settleOne(field, `${prefix}${name}`, { ...situation, here: prefix }, commandId);
}
function settleOne(field: Field, path: string, situation: Situation, commandId: string): void {
  const form = situation.form as Values;
  if (field.is === 'group') settle(field.of, `${path}.`, situation, commandId);
  else if (field.is === 'rows')
    for (let i = 0; i < rowsIn(form, path); i++) settle(field.of, `${path}.${i}.`, situation, commandId);
  else if (field.is === 'fixed' || field.is === 'derived') form[path] = field.value(situation);
  else if (field.is === 'made') form[path] = uuidv5(`${commandId} ${path}`);
  else if (field.is === 'person' && said(form[path]) === '' && said(form[`${path}.name`]) !== '')
    form[path] = uuidv5(`${commandId} ${path}`);
}

/** Those who are registered with the form. */
export interface NewPerson {
  readonly personId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
export function newPersons(task: Task, { form }: Situation, commandId: string): readonly NewPerson[] {
  const places = personPlaces(task.fields, 'data.', form);
  const made = places.filter((path) => said(form[path]) === uuidv5(`${commandId} ${path}`));
  const guardians = made.filter((path) => said(form[`${path}.guardian`]) !== '').map((path) => said(form[path]));
  return made.map((path) => {
    const [name, birthDate, cpr] = ['name', 'birthDate', 'cpr'].map((of) => said(form[`${path}.${of}`]));
    const isMinor = said(form[path.replace(/personId$/, 'ageGroup')]) === 'minor';
    const by = isMinor && guardians.length > 0 ? { guardians } : {};
    return {
      personId: said(form[path]),
      data: { name, ...(birthDate ? { birthDate } : {}), ...(cpr ? { cpr } : {}), ...by },
    };
  });
}
function personPlaces(fields: Fields, prefix: string, form: Form): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]): readonly string[] => {
    const path = `${prefix}${name}`;
    if (field.is === 'person') return [path];
    if (field.is === 'group') return personPlaces(field.of, `${path}.`, form);
    if (field.is !== 'rows') return [];
    return Array.from({ length: rowsIn(form, path) }, (_, i) => personPlaces(field.of, `${path}.${i}.`, form)).flat();
  });
}

export const said = (value: Form[string] | undefined): string =>
  (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
