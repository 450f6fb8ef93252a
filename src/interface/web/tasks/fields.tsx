import type { Child } from 'hono/jsx';
import { codeName } from '../../words/labels.js';
import type { Choice } from '../choices.js';
import { type Form, rowsIn } from '../form-schema.js';
import { tasks } from './all.js';
import { correctedIn, fieldsOfEvent } from './changes.js';
import { said } from './filled.js';
import { Choose, FileInput, Input, Known, type Put, Select, TextArea, Tick } from './inputs.js';
import { Notices } from './notices.js';
import { PersonField } from './person-field.js';
import type { Problem } from './problem.js';
import type { Situation } from './situation.js';
import type { Field, Fields, Group, Leaf, Rows } from './task.js';
import { inWords } from './words.js';

/** The fields of a task, in its order. `given`: chosen by the address, so that it is said and not asked. */
export interface Drawing {
  readonly situation: Situation;
  readonly problem: Problem | undefined;
  readonly given: ReadonlySet<string>;
  /** In a row there is room for a list, and no more. */
  readonly narrow?: true;
}

export function FieldList({ drawing, fields, prefix }: { drawing: Drawing; fields: Fields; prefix: string }) {
  return (
    <>
      {Object.entries(fields).map(([name, field]) => (
        <OneField drawing={within(drawing, prefix)} field={field} path={`${prefix}${name}`} />
      ))}
    </>
  );
}
const within = (drawing: Drawing, here: string): Drawing => ({ ...drawing, situation: { ...drawing.situation, here } });

function OneField({ drawing, field, path }: { drawing: Drawing; field: Field; path: string }): Child {
  if (field.is === 'group') return <GroupField drawing={drawing} group={field} path={path} />;
  if (field.is === 'rows') return <RowsField drawing={drawing} rows={field} path={path} />;
  if (field.is === 'none') return null;
  return <LeafField drawing={drawing} field={field} path={path} />;
}

function GroupField({ drawing, group, path }: { drawing: Drawing; group: Group; path: string }) {
  const fields = <FieldList drawing={drawing} fields={group.of} prefix={`${path}.`} />;
  if (!group.label) return fields;
  return (
    <fieldset id={path} class="group" tabindex={-1}>
      <legend class="h4">{inWords(drawing.situation.page, group.label)}</legend>
      {fields}
    </fieldset>
  );
}

/** As many as are there, and a button that gives the form back with one more. */
function RowsField({ drawing, rows, path }: { drawing: Drawing; rows: Rows; path: string }) {
  const { page, form } = drawing.situation;
  const error = drawing.problem?.errors.find((e) => e.path === path)?.message;
  if (rows.scale && page.session)
    return <ScaleField drawing={drawing} rows={rows} scale={rows.scale} path={path} error={error} />;
  const entry = (i: number) => (
    <div class="entry">
      <FieldList drawing={{ ...drawing, narrow: true }} fields={rows.of} prefix={`${path}.${i}.`} />
    </div>
  );
  const add = (
    <button class="button button-secondary" type="submit" name="_add" value={path} formnovalidate={true}>
      {inWords(page, rows.add)}
    </button>
  );
  const [seen, all] = rowsShown(form, path, rows);
  return (
    <fieldset id={path} class="group" tabindex={-1}>
      <legend class="h4">{inWords(page, rows.label)}</legend>
      {rows.help ? <p class="form-hint">{inWords(page, rows.help)}</p> : null}
      {error ? <p class="form-error-message">{error}</p> : null}
      {Array.from({ length: seen }, (_, i) => entry(i))}
      {all > seen && page.session ? (
        <details class="more-rows" open={form._add === path}>
          <summary>{page.say('intake.more-persons')}</summary>
          {Array.from({ length: all - seen }, (_, i) => entry(seen + i))}
          {add}
        </details>
      ) : (
        add
      )}
    </fieldset>
  );
}
/** How many rows are in sight, and how many there are: where some are folded away, only those that somebody filled in are in sight. */
function rowsShown(form: Form, path: string, { folded, key }: Rows): readonly [seen: number, all: number] {
  const sent = rowsIn(form, path);
  if (folded === undefined) return [Math.max(1, sent), Math.max(1, sent)];
  const filled = Array.from({ length: sent }, (_, i) => i).filter(
    (i) => said(form[`${path}.${i}.${key}`]) !== '' || said(form[`${path}.${i}.${key}.name`]) !== '',
  );
  const seen = Math.max(1, (filled.at(-1) ?? 0) + 1);
  return [seen, Math.max(seen + folded, sent)];
}

/** A line for each of the rows: what it is and how it was last time, and the levels side by side with their words. Nothing is summed. */
function ScaleField(props: { drawing: Drawing; rows: Rows; scale: Scale; path: string; error: string | undefined }) {
  const { drawing, rows, scale, path, error } = props;
  const { situation, problem } = drawing;
  const { page, form } = situation;
  const [what, level] = [rows.of[scale.name], rows.of[rows.key]];
  if (what?.is !== 'one' || level?.is !== 'one') return null;
  const others = Object.keys(rows.of).filter((name) => name !== rows.key);
  return (
    <fieldset id={path} class="group scale" tabindex={-1}>
      <legend class="h4">{inWords(page, rows.label)}</legend>
      {error ? <p class="form-error-message">{error}</p> : null}
      {Array.from({ length: rowsIn(form, path) }, (_, i) => {
        const here = `${path}.${i}.`;
        const value = said(form[`${here}${scale.name}`]);
        const kind = said(form[`${here}kind`]);
        const name = what.of(situation).find((c) => c.code === value)?.name ?? value;
        const put: Put = {
          ...{ page, form, name: `${here}${rows.key}`, optional: false, inRow: true },
          label: `${name} (${codeName(kind, page.language)})`,
          help: scale.before(situation, value),
          error: problem?.errors.find((e) => e.path === `${here}${rows.key}`)?.message,
        };
        return (
          <>
            {others.map((other) => (
              <input type="hidden" name={`${here}${other}`} value={said(form[`${here}${other}`])} />
            ))}
            <Choose put={put} choices={level.of(situation)} several={false} />
          </>
        );
      })}
    </fieldset>
  );
}
type Scale = NonNullable<Rows['scale']>;

function LeafField({ drawing, field, path }: { drawing: Drawing; field: Leaf; path: string }): Child {
  const { situation, problem } = drawing;
  const { page, form } = situation;
  if (field.is === 'made' || field.is === 'derived') return null;
  if (field.is === 'fixed')
    return field.label && field.said ? (
      <Known label={inWords(page, field.label)} text={inWords(page, field.said)} />
    ) : null;
  const put: Put = {
    ...{
      page,
      name: path,
      form,
      label: inWords(page, field.label),
      optional: field.optional === true,
      inRow: drawing.narrow === true,
    },
    help: field.help && inWords(page, field.help),
    error: problem?.errors.find((e) => e.path === path)?.message,
  };
  switch (field.is) {
    case 'one':
      return page.session ? <One drawing={drawing} put={put} choices={field.of(situation)} /> : <Kept put={put} />;
    case 'some':
      return page.session ? <Some put={put} choices={field.of(situation)} /> : <Kept put={put} />;
    case 'person':
      return (
        <PersonField put={put} choices={field.of(situation)} situation={situation} narrow={drawing.narrow === true} />
      );
    case 'yes':
      return <Tick put={put} />;
    case 'yes-no':
      return <Choose put={put} choices={yesNo(put)} several={false} />;
    case 'text':
      return (
        <>
          <TextArea put={put} rows={drawing.narrow ? 2 : 4} />
          <Notices situation={situation} path={path} />
        </>
      );
    case 'lines':
      return <TextArea put={put} rows={3} />;
    case 'file':
      return <FileInput put={put} />;
    case 'changes':
      return <ChangesField drawing={drawing} label={put.label} help={put.help} />;
    default:
      return <Input put={put} is={field.is} />;
  }
}
const yesNo = ({ page: { say } }: Put) => [
  { code: 'true', name: say('yes') },
  { code: 'false', name: say('no') },
];

/** Nobody is logged in: no list is shown, and what was chosen of one waits for the login. */
function Kept({ put }: { put: Put }) {
  const value = put.form[put.name] ?? [];
  return (
    <>
      {(typeof value === 'string' ? [value] : value).map((one) => (
        <input type="hidden" name={put.name} value={one} />
      ))}
    </>
  );
}

/** Several of a list that is not empty. */
const Some = ({ put, choices }: { put: Put; choices: readonly Choice[] }) =>
  choices.length === 0 && put.optional ? null : <Choose put={put} choices={choices} several={true} />;

/** How many are shown side by side instead of in a list. */
const FEW = 4;
function One({ drawing, put, choices }: { drawing: Drawing; put: Put; choices: readonly Choice[] }) {
  const value = said(put.form[put.name]);
  const [only] = choices;
  // Where no record is shown there is no list to find it in: the rules look at it.
  const named = drawing.situation.record ? undefined : { code: value, name: put.page.say('task.chosen') };
  const known = drawing.given.has(put.name) ? (choices.find((c) => c.code === value) ?? named) : undefined;
  const single = choices.length === 1 && !put.optional && !drawing.narrow ? only : undefined;
  const fixed = known ?? single;
  if (fixed)
    return (
      <>
        <input type="hidden" name={put.name} value={fixed.code} />
        <Known label={put.label} text={fixed.name} />
      </>
    );
  if (choices.length === 0 && put.optional) return null;
  return drawing.narrow || choices.length > FEW || choices.length === 0 ? (
    <Select put={put} choices={choices} />
  ) : (
    <Choose put={put} choices={choices} several={false} />
  );
}

/** The event's own fields, as they stand, to be changed. */
function ChangesField({ drawing, label, help }: { drawing: Drawing; label: string; help: string | undefined }) {
  const { situation, problem } = drawing;
  const corrected = correctedIn(situation);
  if (!corrected) return null;
  const { page, form } = situation;
  const [path, { say }] = ['data.changes', page];
  const error = problem?.errors.find((e) => e.path === path)?.message;
  const when = { page, form, name: `${path}.occurredAt`, label: say('task.when'), optional: true, error };
  return (
    <fieldset id={path} class="group" tabindex={-1}>
      <legend class="h4">{label}</legend>
      {help ? <p class="form-hint">{help}</p> : null}
      <FieldList drawing={drawing} fields={fieldsOfEvent(corrected, tasks)} prefix={`${path}.`} />
      <Input put={when} is="moment" />
    </fieldset>
  );
}
