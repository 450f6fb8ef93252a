import { nameOf } from '../../words/names.js';
import { InTheWay } from '../case/in-the-way.js';
import { type Offered, OfferedDraft } from '../drafts/offered.js';
import { Alert, Layout, type Page } from '../layout.js';
import { Preview } from '../sharing/preview.js';
import { type Drawing, FieldList } from './fields.js';
import { Input } from './inputs.js';
import { labelAt } from './labels.js';
import type { Problem } from './problem.js';
import type { Situation, TaskRecord } from './situation.js';
import type { Fields, Task } from './task.js';
import { inWords } from './words.js';

export interface TaskShown {
  readonly page: Page;
  readonly command: string;
  readonly task: Task;
  readonly situation: Situation;
  readonly id: string;
  readonly commandId: string;
  /** Where the form goes, with what its own address said. */
  readonly action: string;
  readonly given: ReadonlySet<string>;
  readonly problem?: Problem | undefined;
  /** What was typed here before, and not given. */
  readonly draft?: Offered | undefined;
  /** The receipt of what this form gave before. */
  readonly before?: string | undefined;
}

function About({ page: { say }, lines = [] }: { page: Page; lines: readonly string[] | undefined }) {
  if (lines.length === 0) return null;
  return (
    <>
      <p>{say('task.about')}</p>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </>
  );
}

/** A command as a task. Whatever stands against it, it is answered with itself, filled: nobody writes a text twice. */
export function TaskPage(props: TaskShown) {
  const { page, command, task, situation, given, problem } = props;
  const { say } = page;
  const drawing: Drawing = { situation, problem, given };
  const hasFile = Object.values(task.fields).some((f) => f.is === 'file');
  const hasRows = Object.values(task.fields).some((f) => f.is === 'rows');
  return (
    <Layout page={page} title={nameOf(command, page.language)}>
      <Back page={page} record={situation.record} />
      {problem ? <Summary page={page} task={task} problem={problem} before={props.before} /> : null}
      {props.draft ? <OfferedDraft page={page} draft={props.draft} /> : null}
      {task.note ? <p class="lead">{inWords(page, task.note)}</p> : null}
      <About page={page} lines={situation.about} />
      <InTheWay page={page} situation={situation} />
      <form
        method="post"
        action={props.action}
        class="task"
        enctype={hasFile ? 'multipart/form-data' : undefined}
        data-draft={hasFile ? undefined : props.action}
      >
        <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
        <input type="hidden" name="_commandId" value={props.commandId} />
        <input type="hidden" name="id" value={props.id} />
        {hasRows ? (
          <button class="first-submit" type="submit" tabindex={-1}>
            {nameOf(command, page.language)}
          </button>
        ) : null}
        <FieldList drawing={drawing} fields={task.fields} prefix="data." />
        {(task.also ?? []).map((also) => (
          <fieldset class="group">
            <legend class="h4">{inWords(page, also.label)}</legend>
            <FieldList drawing={drawing} fields={also.of} prefix={`also.${also.command}.`} />
          </fieldset>
        ))}
        {task.now ? null : <When drawing={drawing} />}
        {task.warning ? (
          <Alert kind="warning" title={say('task.beware')}>
            {inWords(page, task.warning)}
          </Alert>
        ) : null}
        <Preview page={page} action={props.action} situation={situation} />
        <div class="task-send">
          <button class="button button-primary" type="submit">
            {task.send ? inWords(page, task.send) : nameOf(command, page.language)}
          </button>
          {situation.record ? (
            <a href={situation.record.href} class="button button-secondary">
              {say('task.cancel')}
            </a>
          ) : null}
        </div>
      </form>
    </Layout>
  );
}

/** What decides the rest is asked first: the answer stands in the address. */
export function FirstPage({ page, command, task, situation, first }: Omit<TaskShown, 'action'> & { first: string }) {
  const fields: Fields = Object.fromEntries(Object.entries(task.fields).filter(([name]) => name === first));
  return (
    <Layout page={page} title={nameOf(command, page.language)}>
      <Back page={page} record={situation.record} />
      {task.note ? <p class="lead">{inWords(page, task.note)}</p> : null}
      <form method="get" action={page.path} class="task">
        <input type="hidden" name="infohus" value={page.infohus} />
        <FieldList drawing={{ situation, problem: undefined, given: new Set() }} fields={fields} prefix="data." />
        <button class="button button-primary" type="submit">
          {page.say('task.next')}
        </button>
      </form>
    </Layout>
  );
}

/** It is about a record, and none was named: where to find one. */
export function NoRecordPage({ page, command }: { page: Page; command: string }) {
  return (
    <Layout page={page} title={nameOf(command, page.language)}>
      <Alert kind="info" title={page.say('task.no-record')}>
        {page.say('task.no-record.where')}
      </Alert>
    </Layout>
  );
}

function Back({ page, record }: { page: Page; record: TaskRecord | undefined }) {
  if (!record) return null;
  return (
    <nav class="breadcrumbs" aria-label={page.say('task.where')}>
      <a href={record.href}>{record.title}</a>
    </nav>
  );
}

/** It happened just now, unless somebody says otherwise. */
function When({ drawing: { situation, problem } }: { drawing: Drawing }) {
  const { page, form } = situation;
  const error = problem?.errors.find((e) => e.path === 'at')?.message;
  const put = {
    page,
    form,
    name: 'at',
    label: page.say('task.when'),
    help: page.say('task.when.help'),
    error,
    optional: true,
  };
  return (
    <details class="when" open={Boolean(error) || Boolean(form.at)}>
      <summary>{page.say('task.when.earlier')}</summary>
      <Input put={put} is="moment" />
    </details>
  );
}

/** What is wrong, on top and with the focus, each with a link to its field. */
interface SummaryProps extends Pick<TaskShown, 'page' | 'task' | 'before'> {
  readonly problem: Problem;
}
function Summary({ page, task, problem, before }: SummaryProps) {
  const { say } = page;
  return (
    <div class="alert alert-error" role="alert" tabindex={-1} autofocus={true}>
      <div class="alert-body">
        <h2 class="alert-heading">{say('form.refused')}</h2>
        {problem.errors.length === 0 ? <p class="alert-text">{problem.detail}</p> : null}
        {before ? (
          <p class="alert-text">
            <a href={before}>{say('form.before')}</a>
          </p>
        ) : null}
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
              <a href={`#${path}`}>{saidOf(labelAt(page, task, path), message)}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** What is asked as a question is answered by a sentence. */
const saidOf = (label: string, message: string): string =>
  label.endsWith('?') ? `${label} ${message.charAt(0).toUpperCase()}${message.slice(1)}` : `${label}: ${message}`;
