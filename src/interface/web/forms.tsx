import { z } from 'zod';
import { dataSchema } from '../../application/request.js';
import { commands, type KnownCommand } from '../../domain/registry.js';
import { words } from './format.js';
import { Alert, Layout, type Page } from './layout.js';
import { nameOf } from './names.js';

/** The part of JSON Schema that our field types make. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly sealed?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}
export interface Filled {
  readonly id: string;
  readonly commandId: string;
  readonly values: Readonly<Record<string, string>>;
}

const schemaOf = (command: KnownCommand): Schema =>
  z.toJSONSchema(dataSchema(command), { io: 'input', unrepresentable: 'any' }) as Schema;

/** Every command as a form, from the same declaration that the API checks by. Works without JavaScript. */
export function CommandPage({
  page,
  command,
  filled,
  problem,
}: {
  page: Page;
  command: KnownCommand;
  filled: Filled;
  problem?: string | undefined;
}) {
  const { say, session } = page;
  const schema = schemaOf(command);
  return (
    <Layout page={page} title={nameOf(command.name, page.language)}>
      {problem ? (
        <Alert kind="error" title={say('form.refused')}>
          {problem}
        </Alert>
      ) : null}
      <p class="who-may">{`${say('form.who')}: ${command.definition.who.join(', ')}`}</p>
      <form method="post" action={`/commands/${command.name}`}>
        <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
        <input type="hidden" name="_commandId" value={filled.commandId} />
        <Input
          name="id"
          label={say('form.id')}
          schema={{ type: 'string' }}
          value={filled.id}
          required={true}
          page={page}
        />
        <Input
          name="at"
          label={say('form.at')}
          schema={{ type: 'string', format: 'date-time' }}
          value={filled.values.at ?? ''}
          required={false}
          page={page}
        />
        <Fields page={page} schema={schema} prefix="" filled={filled} />
        <button class="button button-primary" type="submit">
          {say('form.send')}
        </button>
      </form>
    </Layout>
  );
}

function Fields({ page, schema, prefix, filled }: { page: Page; schema: Schema; prefix: string; filled: Filled }) {
  const required = schema.required ?? [];
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([field, own]) => {
        const name = `${prefix}${field}`;
        if (own.properties) {
          return (
            <fieldset>
              <legend class="form-label">{words(field)}</legend>
              <Fields page={page} schema={own} prefix={`${name}.`} filled={filled} />
            </fieldset>
          );
        }
        return (
          <Input
            name={`data.${name}`}
            label={words(field)}
            schema={own}
            value={filled.values[`data.${name}`] ?? ''}
            required={required.includes(field)}
            page={page}
          />
        );
      })}
    </>
  );
}

interface InputProps {
  readonly name: string;
  readonly label: string;
  readonly schema: Schema;
  readonly value: string;
  readonly required: boolean;
  readonly page: Page;
}
function Input({ name, label, schema, value, required, page: { say } }: InputProps) {
  const hint =
    schema.type === 'array'
      ? say(schema.items?.properties ? 'form.json' : 'form.lines')
      : schema.format === 'date-time'
        ? say('case.as-of.hint')
        : '';
  const described = hint ? `${name}-hint` : undefined;
  return (
    <div class="form-group">
      <label class="form-label" for={name}>{`${label}${required ? '' : ` ${say('form.optional')}`}`}</label>
      {hint ? (
        <span class="form-hint" id={described}>
          {hint}
        </span>
      ) : null}
      {control({ name, schema, value, required }, described, say)}
    </div>
  );
}

function control(
  { name, schema, value, required }: Omit<InputProps, 'label' | 'page'>,
  described: string | undefined,
  say: Page['say'],
) {
  if (schema.enum || schema.type === 'boolean') {
    const options = schema.enum ?? ['true', 'false'];
    return (
      <select class="form-select" id={name} name={name} required={required}>
        {required ? null : <option value="" />}
        {options.map((o) => (
          <option value={o} selected={o === value}>
            {schema.enum ? o : say(o === 'true' ? 'yes' : 'no')}
          </option>
        ))}
      </select>
    );
  }
  if (schema.sealed || schema.type === 'array' || schema.type === 'object') {
    return (
      <textarea
        class="form-input"
        id={name}
        name={name}
        rows={3}
        required={required && schema.type !== 'array'}
        aria-describedby={described}
      >
        {value}
      </textarea>
    );
  }
  const type =
    schema.format === 'date' ? 'date' : schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
  return (
    <input
      class="form-input"
      type={type}
      id={name}
      name={name}
      value={value}
      required={required}
      step={type === 'number' ? 'any' : undefined}
      aria-describedby={described}
    />
  );
}

/** A form's fields back to the body of a command; empty optional fields are left out. */
export function bodyOf(command: KnownCommand, form: Readonly<Record<string, string>>): object {
  const { id, at } = form;
  return { id, ...(at ? { at } : {}), data: dataOf(schemaOf(command), form, 'data.') };
}

function dataOf(schema: Schema, form: Readonly<Record<string, string>>, prefix: string): Record<string, unknown> {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([field, own]): [string, unknown][] => {
    if (own.properties) return [[field, dataOf(own, form, `${prefix}${field}.`)]];
    const text = (form[`${prefix}${field}`] ?? '').trim();
    const required = schema.required?.includes(field) ?? false;
    if (text === '') return own.type === 'array' && required ? [[field, []]] : [];
    return [[field, valueFrom(own, text)]];
  });
  return Object.fromEntries(entries);
}

function valueFrom(schema: Schema, text: string): unknown {
  if (schema.type === 'boolean') return text === 'true';
  if (schema.type === 'integer' || schema.type === 'number') return Number(text);
  if (schema.type === 'object') return json(text);
  if (schema.type !== 'array') return text;
  return schema.items?.properties
    ? json(text)
    : text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean);
}
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // the schema says that it is not what it should be
  }
}

export function CommandListPage({ page }: { page: Page }) {
  const groups = new Map<string, string[]>();
  for (const { name, on } of commands.values()) {
    const group = on.length > 1 ? '*' : (on[0]?.aggregate ?? '');
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return (
    <Layout page={page} title={page.say('commands.title')}>
      {[...groups].map(([group, names]) => (
        <section>
          <h2>{words(group)}</h2>
          <ul class="nobullet-list actions">
            {names.map((name) => (
              <li>
                <a href={`/commands/${name}`}>{nameOf(name, page.language)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
}
