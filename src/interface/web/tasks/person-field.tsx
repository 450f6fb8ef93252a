import type { Choice } from '../choices.js';
import type { Form } from '../form-schema.js';
import { said } from './filled.js';
import { Choose, Input, type Put, Select, Tick } from './inputs.js';
import { Notices } from './notices.js';
import type { Situation } from './situation.js';

interface Props {
  readonly put: Put;
  readonly choices: readonly Choice[];
  readonly situation: Situation;
  /** In a row there is room for the name; the rest is folded away. */
  readonly narrow: boolean;
}

/** One whom the record knows, one whom a search found, or a new one who is registered with this form. */
export function PersonField({ put, choices, situation, narrow }: Props) {
  const { page, form, name } = put;
  const { say } = page;
  const part = (of: string, label: string): Put => ({ page, form, name: `${name}.${of}`, label, optional: true });
  const found = situation.found?.get(name) ?? keptOf(form, name);
  const more = MORE.some((of) => said(form[`${name}.${of}`]) !== '');
  return (
    <>
      {choices.length > 0 ? (
        <Select put={{ ...put, label: say('task.person.known'), optional: true }} choices={choices} />
      ) : null}
      <Input
        put={{
          ...part('name', say('task.person.name')),
          optional: choices.length > 0 || narrow,
          error: put.error,
        }}
        is="line"
      />
      {page.session ? (
        <button class="button button-secondary find" type="submit" name="_find" value={name} formnovalidate={true}>
          {say('intake.find')}
        </button>
      ) : null}
      <Notices situation={situation} path={name} />
      <Found put={put} found={found} cpr={said(form[`${name}.cpr`])} />
      <Notices situation={situation} path={`${name}.cpr`} />
      <details class="more-of-person" open={more}>
        <summary>{say('intake.more-of-person')}</summary>
        <Input put={part('birthDate', say('task.person.birth-date'))} is="date" />
        <Input put={part('cpr', say('intake.cpr'))} is="line" />
        {narrow ? <Tick put={part('guardian', say('task.person.guardian'))} /> : null}
      </details>
    </>
  );
}
/** So many stand beside each other; more are a list. */
const FEW = 5;
const MORE = ['birthDate', 'cpr', 'guardian'];

/** Those found, to be chosen among; they come back with the form, so that nothing is searched twice. */
function Found({ put, found, cpr }: { put: Put; found: readonly Choice[]; cpr: string }) {
  const { page, name } = put;
  if (found.length === 0) return null;
  const asked = { ...put, label: page.say('intake.who-of-them'), optional: true, help: undefined, error: undefined };
  const none = { code: '', name: page.say('intake.none-of-them') };
  return (
    <>
      <input type="hidden" name={`${name}.sought`} value={cpr} />
      {found.map((one) => (
        <input type="hidden" name={`${name}.kept`} value={`${one.code} ${one.name}`} />
      ))}
      {found.length > FEW ? (
        <Select put={asked} choices={found} />
      ) : (
        <Choose put={asked} choices={[...found, none]} several={false} />
      )}
    </>
  );
}

function keptOf(form: Form, name: string): readonly Choice[] {
  const kept = form[`${name}.kept`] ?? [];
  return (typeof kept === 'string' ? [kept] : kept).map((one) => ({ code: one.slice(0, 36), name: one.slice(37) }));
}
