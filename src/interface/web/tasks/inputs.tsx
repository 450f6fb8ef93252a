import type { Child } from 'hono/jsx';
import type { Choice } from '../choices.js';
import type { Form } from '../form-schema.js';
import type { Page } from '../layout.js';
import { Options } from '../options.js';
import { said } from './filled.js';

/** One input with its label, help and what is wrong with it, in the markup of Det Fælles Designsystem. */
export interface Put {
  readonly page: Page;
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly optional: boolean;
  /** A row may stay empty: the browser demands nothing of it, and what is missing is said when the form is sent. */
  readonly inRow?: boolean;
  readonly form: Form;
}
const describedBy = ({ name, help, error }: Put): string | undefined =>
  [...(help ? [`${name}-hint`] : []), ...(error ? [`${name}-error`] : [])].join(' ') || undefined;
const labelOf = ({ page, label, optional }: Put) => `${label}${optional ? ` ${page.say('form.optional')}` : ''}`;

/** Its help, and what is wrong with it. */
function Told({ put: { name, help, error } }: { put: Put }) {
  return (
    <>
      {help ? (
        <span class="form-hint" id={`${name}-hint`}>
          {help}
        </span>
      ) : null}
      {error ? (
        <span class="form-error-message" id={`${name}-error`}>
          {error}
        </span>
      ) : null}
    </>
  );
}

function Around({ put, children }: { put: Put; children: Child }) {
  const { name, error } = put;
  return (
    <div class={error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={name}>
        {labelOf(put)}
      </label>
      <Told put={put} />
      {children}
    </div>
  );
}

export function Select({ put, choices }: { put: Put; choices: readonly Choice[] }) {
  const { name, optional, form } = put;
  const value = said(form[name]);
  return (
    <Around put={put}>
      <select
        class="form-select"
        id={name}
        name={name}
        required={!optional && !put.inRow}
        aria-describedby={describedBy(put)}
      >
        <Options of={choices.filter((c) => c.code !== '')} chosen={value} empty="" />
      </select>
    </Around>
  );
}

export function TextArea({ put, rows }: { put: Put; rows: number }) {
  const { name, optional, form } = put;
  const value = form[name] ?? '';
  return (
    <Around put={put}>
      <textarea
        class="form-input"
        id={name}
        name={name}
        rows={rows}
        required={!optional && !put.inRow}
        aria-describedby={describedBy(put)}
      >
        {typeof value === 'string' ? value : value.join('\n')}
      </textarea>
    </Around>
  );
}

const TYPES = { line: 'text', date: 'date', moment: 'datetime-local', number: 'number' } as const;
export function Input({ put, is }: { put: Put; is: keyof typeof TYPES }) {
  const { name, optional, form } = put;
  const value = said(form[name]);
  // What was typed with an offset is shown as it was typed.
  const type = is === 'moment' && /[Z+]/.test(value) ? 'text' : TYPES[is];
  return (
    <Around put={put}>
      <input
        class="form-input"
        type={type}
        id={name}
        name={name}
        value={value}
        required={!optional && !put.inRow}
        step={is === 'number' ? 'any' : undefined}
        autocomplete="off"
        aria-describedby={describedBy(put)}
      />
    </Around>
  );
}

/** A few of which one, or several, hold: each to be seen, chosen by keyboard and without a script. */
export function Choose({ put, choices, several }: { put: Put; choices: readonly Choice[]; several: boolean }) {
  const { name, error, form } = put;
  const held = form[name] ?? [];
  const chosen = typeof held === 'string' ? held.split('\n') : held;
  const kind = several ? 'checkbox' : 'radio';
  return (
    <div class={error ? 'form-group form-error' : 'form-group'}>
      <fieldset id={name} class="boxes" aria-describedby={describedBy(put)} tabindex={-1}>
        <legend class="form-label">{labelOf(put)}</legend>
        <Told put={put} />
        {/* Told apart by their place: a code may be several words, and an id is one. */}
        {choices.map(({ code, name: shown, contains = [] }, i) => (
          <div class={`form-group-${kind}`}>
            <input
              type={kind}
              class={`form-${kind}`}
              id={`${name}-${i}`}
              name={name}
              value={code}
              checked={chosen.includes(code)}
              aria-describedby={contains.length > 0 ? `${name}-${i}-contains` : undefined}
            />
            <label class={`form-${kind}-label`} for={`${name}-${i}`}>
              {shown}
            </label>
            {contains.length > 0 ? (
              <ul class="contains" id={`${name}-${i}-contains`}>
                {contains.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            ) : null}
          </div>
        ))}
      </fieldset>
    </div>
  );
}

export function Tick({ put }: { put: Put }) {
  const { name, label, form } = put;
  return (
    <div class="form-group form-group-checkbox">
      <input
        type="checkbox"
        class="form-checkbox"
        id={name}
        name={name}
        value="true"
        checked={said(form[name]) === 'true'}
      />
      <label class="form-checkbox-label" for={name}>
        {label}
      </label>
    </div>
  );
}

/** What is known already: read, and not asked. */
export function Known({ label, text }: { label: string; text: string }) {
  return (
    <p class="known">
      <span class="known-label">{label}</span> <strong>{text}</strong>
    </p>
  );
}

/** A file; one that was received already, where something else stood against the form, need not be sent again. */
export function FileInput({ put }: { put: Put }) {
  const { page, name, form } = put;
  const received = said(form[name]);
  if (received !== '')
    return (
      <>
        <input type="hidden" name={name} value={received} />
        <input type="hidden" name="data.name" value={said(form['data.name'])} />
        <Known label={page.say('documents.received')} text={said(form['data.name'])} />
      </>
    );
  return (
    <Around put={put}>
      <input
        class="form-input"
        type="file"
        id={name}
        name={name}
        required={true}
        accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt,.odt,.docx,.eml"
        aria-describedby={describedBy(put)}
      />
    </Around>
  );
}
