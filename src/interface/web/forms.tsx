import { commands, type KnownCommand } from '../../domain/registry.js';
import { codeName, fieldName } from '../words/labels.js';
import { nameOf } from '../words/names.js';
import { named } from '../words/words.js';
import { type Choice, choicesFor } from './choices.js';
import { type Form, merged, ROOM, type Schema, schemaOf } from './form-schema.js';
import { Layout, type Page } from './layout.js';

export interface Filled {
  readonly id: string;
  readonly commandId: string;
  readonly values: Form;
}
export interface Problem {
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** A login mends it: in another tab, so that what was typed stays here. */
  readonly login?: boolean;
}

/** Every command as a form, from the same declaration that the API checks by. Works without JavaScript. */
export function CommandPage(props: {
  page: Page;
  command: KnownCommand;
  filled: Filled;
  problem?: Problem | undefined;
}) {
  const { page, command, filled, problem } = props;
  const { say, session } = page;
  const common = { page, command: command.name, filled, problem };
  return (
    <Layout page={page} title={nameOf(command.name, page.language)}>
      {problem ? <Summary page={page} problem={problem} /> : null}
      <p class="who-may">{`${say('form.who')}: ${command.definition.who.map((w) => named(say, 'who', w)).join(', ')}`}</p>
      <form method="post" action={`/commands/${command.name}?infohus=${page.infohus}`}>
        <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
        <input type="hidden" name="_commandId" value={filled.commandId} />
        <Input {...common} name="id" label={say('form.id')} schema={{ type: 'string' }} required={true} />
        <Input
          {...common}
          name="at"
          label={say('form.at')}
          schema={{ type: 'string', format: 'date-time' }}
          required={false}
        />
        <Group {...common} schema={schemaOf(command)} prefix="data." />
        <button class="button button-primary" type="submit">
          {say('form.send')}
        </button>
      </form>
    </Layout>
  );
}

/** What is wrong, on top, each with a link to its field. */
function Summary({ page: { say, language }, problem }: { page: Page; problem: Problem }) {
  const field = (path: string) => fieldName(path.split('.').findLast((p) => Number.isNaN(Number(p))) ?? path, language);
  return (
    <div class="alert alert-error" role="alert" tabindex={-1}>
      <div class="alert-body">
        <h2 class="alert-heading">{say('form.refused')}</h2>
        {problem.errors.length === 0 ? <p class="alert-text">{problem.detail}</p> : null}
        {problem.login ? (
          <p class="alert-text">
            <a href="/login" target="_blank" rel="noopener">
              {say('form.log-in')}
            </a>
          </p>
        ) : null}
        <ul class="nobullet-list">
          {problem.errors.map(({ path, message }) => (
            <li>
              <a href={`#${path}`}>{`${field(path)}: ${message}`}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface Common {
  readonly page: Page;
  readonly command: string;
  readonly filled: Filled;
  readonly problem: Problem | undefined;
}

function Group({ schema, prefix, ...common }: Common & { schema: Schema; prefix: string }) {
  const required = schema.required ?? [];
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([field, declared]) => {
        const own = merged(declared);
        const name = `${prefix}${field}`;
        const label = fieldName(field, common.page.language, common.command);
        const group = own.items?.properties ? own.items : undefined;
        if (own.properties || group) {
          const entries = group ? Array.from({ length: ROOM }, (_, i) => `${name}.${i}.`) : [`${name}.`];
          return (
            <fieldset id={name}>
              <legend class="form-label">{label}</legend>
              {entries.map((entry) => (
                <div class={group ? 'entry' : ''}>
                  <Group {...common} schema={group ? { ...group, required: [] } : own} prefix={entry} />
                </div>
              ))}
            </fieldset>
          );
        }
        return <Input {...common} name={name} label={label} schema={own} required={required.includes(field)} />;
      })}
    </>
  );
}

interface InputProps extends Common {
  readonly name: string;
  readonly label: string;
  readonly schema: Schema;
  readonly required: boolean;
}
function Input(props: InputProps) {
  const { name, label, schema, required, page, command, problem } = props;
  const field = name.split('.').at(-1) ?? name;
  const choices = choicesFor(field, command, page) ?? coded(schema, page);
  const error = problem?.errors.find((e) => e.path === name)?.message;
  if (schema.type === 'array' && choices) return <Boxes {...props} choices={choices} error={error} />;
  const hint = hintOf(schema, page);
  const described = [...(hint ? [`${name}-hint`] : []), ...(error ? [`${name}-error`] : [])].join(' ') || undefined;
  return (
    <div class={error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={name}>{`${label}${required ? '' : ` ${page.say('form.optional')}`}`}</label>
      {hint ? (
        <span class="form-hint" id={`${name}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span class="form-error-message" id={`${name}-error`}>
          {error}
        </span>
      ) : null}
      {choices && schema.type !== 'array' ? select(props, choices, described) : written(props, described)}
    </div>
  );
}

function hintOf(schema: Schema, { say }: Page): string {
  if (schema.format === 'date-time') return say('form.local');
  if (schema.format === 'uuid') return '';
  if (schema.type === 'array') return say('form.lines');
  return schema.type === 'object' ? say('form.json') : '';
}

/** The codes that the declaration itself names. */
function coded(schema: Schema, { say, language }: Page): readonly Choice[] | undefined {
  const codes = schema.enum ?? schema.items?.enum;
  if (schema.type === 'boolean')
    return ['true', 'false'].map((code) => ({ code, name: say(code === 'true' ? 'yes' : 'no') }));
  return codes?.map((code) => ({ code, name: codeName(code, language) }));
}

const valuesOf = ({ filled, name }: InputProps): readonly string[] => {
  const value = name === 'id' ? filled.id : (filled.values[name] ?? '');
  return typeof value === 'string' ? value.split('\n') : value;
};

/** Several of a list: a box each, so that it works by keyboard and without JavaScript. */
function Boxes(props: InputProps & { choices: readonly Choice[]; error: string | undefined }) {
  const { name, label, required, choices, error, page } = props;
  const chosen = valuesOf(props);
  return (
    <fieldset id={name} class="boxes">
      <legend class="form-label">{`${label}${required ? '' : ` ${page.say('form.optional')}`}`}</legend>
      {error ? <span class="form-error-message">{error}</span> : null}
      {choices.map(({ code, name: shown }) => (
        <div class="form-group-checkbox">
          <input
            type="checkbox"
            class="form-checkbox"
            id={`${name}-${code}`}
            name={name}
            value={code}
            checked={chosen.includes(code)}
          />
          <label for={`${name}-${code}`}>{shown}</label>
        </div>
      ))}
    </fieldset>
  );
}

function select(props: InputProps, choices: readonly Choice[], described: string | undefined) {
  const { name, required } = props;
  const [value = ''] = valuesOf(props);
  const given = value !== '' && !choices.some((c) => c.code === value) ? [{ code: value, name: value }] : [];
  return (
    <select class="form-select" id={name} name={name} required={required} aria-describedby={described}>
      <option value="" />
      {[...given, ...choices].map((c) => (
        <option value={c.code} selected={c.code === value}>
          {c.name}
        </option>
      ))}
    </select>
  );
}

const INPUT: Readonly<Record<string, string>> = { date: 'date', 'date-time': 'datetime-local' };
function written(props: InputProps, described: string | undefined) {
  const { name, schema, required } = props;
  const value = valuesOf(props).join('\n');
  if (schema.sealed || schema.type === 'array' || schema.type === 'object' || schema.anyOf) {
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
  const number = schema.type === 'integer' || schema.type === 'number';
  // What was typed with an offset is shown as it was typed.
  const type = /[Z+]/.test(value) && schema.format === 'date-time' ? 'text' : INPUT[schema.format ?? ''];
  return (
    <input
      class="form-input"
      type={number ? 'number' : (type ?? 'text')}
      id={name}
      name={name}
      value={value}
      required={required}
      step={number ? 'any' : undefined}
      aria-describedby={described}
    />
  );
}

export function CommandListPage({ page }: { page: Page }) {
  const groups = new Map<string, string[]>();
  for (const { name, on } of commands.values()) {
    const group = on.length > 1 ? 'every' : (on[0]?.aggregate ?? '');
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return (
    <Layout page={page} title={page.say('commands.title')}>
      {[...groups].map(([group, names]) => (
        <section>
          <h2>{named(page.say, 'aggregate', group)}</h2>
          <ul class="nobullet-list actions">
            {names.map((name) => (
              <li>
                <a href={`/commands/${name}?infohus=${page.infohus}`}>{nameOf(name, page.language)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
}
