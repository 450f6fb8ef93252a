import { randomUUID } from 'node:crypto';
import { Body, Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { Documents } from '../../application/documents/documents.js';
import { Drafts } from '../../application/drafts.js';
import { notFound, stepUpNeeded } from '../../application/refusal.js';
import { bringsDocument, ofAggregate } from '../../domain/registry.js';
import { asks, GetBy, gives, PostBy } from '../doors/ways.js';
import { DOCUMENTS } from '../http/document-routes.js';
import { isMultipart } from '../http/multipart.js';
import { failed } from '../http/walls/failures.js';
import { withNumberMoved } from './concern/intake-looks.js';
import { formWithFile } from './document/taking-file.js';
import { typedIn } from './drafts/drafts.controller.js';
import { type Form, rowsIn } from './form-schema.js';
import type { Page } from './layout.js';
import { type Ask, html, PageController } from './page-controller.js';
import { taskOf, tasks } from './tasks/all.js';
import { withIds } from './tasks/by-number.js';
import { correctedIn, fieldsOfEvent, standing } from './tasks/changes.js';
import { localNow } from './tasks/clock.js';
import { begun, said, settled } from './tasks/filled.js';
import { commandIdIn, giveAll, givenBy, givingBy } from './tasks/give.js';
import { NewRecordsPage } from './tasks/new-records.js';
import { receiptAt } from './tasks/receipt.js';
import { RECORDS, shownRecord } from './tasks/records.js';
import { FormOfAnotherLogin, problemOn, USED } from './tasks/refused.js';
import type { TaskRecord } from './tasks/situation.js';
import { FirstPage, NoRecordPage, TaskPage, type TaskShown } from './tasks/task-page.js';

/** What a record and its fields are shown from (tasks/records.ts). */
const OF_RECORDS = [
  ...(['CaseAsOf', 'CaseNames', 'Concern', 'ConcernNames', 'Meeting', 'Person'] as const),
  ...(['Cases', 'Concerns', 'Mentors', 'Colleagues', 'Users'] as const),
] as const;
type FoundTask = NonNullable<ReturnType<typeof taskOf>>;
interface TaskAddress {
  readonly name: string;
  readonly records?: string | undefined;
  readonly id?: string | undefined;
}

/** Every command that a person gives, as a task: on the record that it is about, or by itself where it begins one. */
@Controller()
export class TaskPages extends PageController {
  @Inject(CommandBus) private readonly commandBus!: CommandBus;
  @Inject(Drafts) private readonly drafts!: Drafts;
  @Inject(DOCUMENTS) private readonly documents!: Documents;

  @GetBy('commands', asks('InfohusContext'))
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page) => NewRecordsPage({ page }));
  }
  /** Where the forms were: whoever kept an address comes to the task. */
  @GetBy('commands/:name', asks('InfohusContext'))
  moved(@Req() request: Request, @Res() response: Response, @Param('name') name: string) {
    const [, query = ''] = request.url.split('?', 2);
    const search = new URLSearchParams(query);
    const renamed = [...search].map(([key, value]): [string, string] => [key.replace(/^data\./, ''), value]);
    response.redirect(303, `/do/${encodeURIComponent(name)}?${new URLSearchParams(renamed)}`);
  }
  @GetBy('do/:name', asks('InfohusContext', ...OF_RECORDS))
  task(@Req() request: Request, @Res() response: Response, @Param() place: TaskAddress, @Query() query: Form) {
    return this.open(request, response, place, query);
  }
  @GetBy(':records/:id/do/:name', asks('InfohusContext', ...OF_RECORDS))
  taskOn(@Req() request: Request, @Res() response: Response, @Param() place: TaskAddress, @Query() query: Form) {
    return this.open(request, response, place, query);
  }
  @PostBy(['do/:name', 'commands/:name'], gives(...OF_RECORDS))
  give(@Req() request: Request, @Res() response: Response, @Param() place: TaskAddress, @Body() form: Form) {
    return this.sent(request, response, place, form);
  }
  @PostBy(':records/:id/do/:name', gives(...OF_RECORDS))
  async giveOn(@Req() request: Request, @Res() response: Response, @Param() place: TaskAddress, @Body() body: Form) {
    if (!bringsDocument(place.name) || !isMultipart(request)) return this.sent(request, response, place, body);
    const { form, fault } = await formWithFile(request, this.sessions.of(request), this.documents);
    return this.sent(request, response, place, form, fault);
  }

  private open(request: Request, response: Response, place: TaskAddress, query: Form): Promise<void> {
    return this.show(request, response, async (page, { actor, steppedUp }, ask) => {
      const found = known(place);
      if (found.command.definition.stepUp && !steppedUp) throw stepUpNeeded(); // before anything is typed
      const record = await recordAt(ask, page, place);
      const here = record ? inInfohus(page, record) : page;
      const id = idFor(found, place, query);
      if (id === undefined) return NoRecordPage({ page: here, command: place.name });
      const asked = askedBy(found, query);
      const shown = shownFor(found, place, here, { record, id, commandId: randomUUID(), form: asked, asked });
      const { first } = found.task;
      if (first && said(asked[`data.${first}`]) === '') return FirstPage({ ...shown, first });
      return TaskPage(await looked(ask, await this.withDraft(begin(shown, asked), actor.userId, query._draft)));
    });
  }

  private async sent(
    request: Request,
    response: Response,
    place: TaskAddress,
    form: Form,
    fault?: unknown,
  ): Promise<void> {
    const commandId = commandIdIn(form);
    const session = this.sessions.of(request);
    const found = taskOf(place.name);
    if (!session && found) return this.loggedOut(request, response, found, place, { ...form, _commandId: commandId });
    return this.show(request, response, async (page, reader, ask) => {
      const { actor } = reader;
      const task = known(place);
      const record = await recordAt(ask, page, place);
      const here = record ? inInfohus(page, record) : page;
      const asked = askedBy(task, request.query as Form);
      const moved = form._move ? withNumberMoved(form, here.say('intake.moved')) : form;
      const own = { record, id: said(form.id), commandId, form: moved, asked };
      const shown = shownFor(task, place, here, own);
      if (form._add) return TaskPage(await looked(ask, withRow(shown, said(form._add))));
      const seen = await looked(ask, shown);
      if (form._preview || form._move || form._find || isAnother(seen) || seen.situation.held) return TaskPage(seen);
      const { userId } = actor;
      const whole = settled(task.task, shown.situation, commandId);
      try {
        if (!this.isOurs(request, form)) throw new FormOfAnotherLogin();
        if (fault !== undefined) throw fault;
        const named = { ...whole, form: await withIds(ask, here, task.task, whole.form) };
        const all = givenBy(task.task, named, { id: own.id, commandId });
        const answer = await giveAll(all, givingBy(this.commandBus, reader));
        await this.drafts.done(userId, shown.action).catch((error) => failed(response, error));
        return receiptAt(here, { ...task, form: named.form }, record, actor, answer);
      } catch (error) {
        const { status, problem, code } = problemOn(page, error);
        // Whatever stands against it, what was typed is there tomorrow: of who typed it, who need not be who is logged in now.
        if (!USED.has(code) && this.isOurs(request, form))
          await this.drafts.keep(userId, shown.action, typedIn(form)).catch((fault) => failed(response, fault));
        response.status(status);
        if (status >= 500) failed(response, error);
        if (!USED.has(code)) return TaskPage({ ...seen, situation: { ...seen.situation, form: whole.form }, problem });
        // Nothing is recorded twice and no text is lost: the receipt of what was sent before, and below it the form, as a new one.
        const id = task.command.definition.on === undefined ? own.id : randomUUID();
        const before = receiptAt(here, { ...task, form: whole.form }, record, actor, { id: own.id });
        return TaskPage({ ...shown, situation: whole, problem, before, id, commandId: randomUUID() });
      }
    });
  }

  /** With what was typed here and not given: offered, or filled in where it was taken up. */
  private async withDraft(shown: TaskShown, userId: string, taken: Form[string] | undefined): Promise<TaskShown> {
    const { action: place, situation } = shown;
    const draft = await this.drafts.find(userId, place).catch(() => undefined);
    if (!draft) return shown;
    const { _commandId = shown.commandId, id = shown.id, ...typed } = draft.form;
    if (!taken) return { ...shown, draft: { at: draft.at, place } };
    const form = { ...situation.form, ...typed };
    return { ...shown, id: said(id), commandId: said(_commandId), situation: { ...situation, form } };
  }

  /** The session has ended meanwhile. Nothing of anybody is shown but what came with the form. */
  private loggedOut(request: Request, response: Response, found: FoundTask, place: TaskAddress, form: Form): void {
    const { infohus } = request.query;
    const at = { infohus: typeof infohus === 'string' && /^[\w-]{1,40}$/.test(infohus) ? infohus : '' };
    const page = this.page(request, undefined, { ...at, infohuse: [], plan: undefined, plans: [] });
    const problem = { detail: page.say('form.logged-out'), errors: [], login: true };
    const own = { record: undefined, id: said(form.id), commandId: said(form._commandId), form, asked: {} };
    html(response, TaskPage({ ...shownFor(found, place, page, own), problem }), 401);
  }
}

/** @throws Refused not-found */
function known({ name, records }: TaskAddress): FoundTask {
  const found = taskOf(name);
  if (!found || (records !== undefined && !Object.hasOwn(RECORDS, records))) throw notFound();
  return found;
}
const recordAt = async (ask: Ask, page: Page, { records, id, name }: TaskAddress): Promise<TaskRecord | undefined> =>
  records === undefined || id === undefined ? undefined : shownRecord(ask, page, { records, id, command: name });
const inInfohus = (page: Page, { infohus }: TaskRecord): Page =>
  infohus && page.infohuse.includes(infohus) && infohus !== page.infohus ? { ...page, infohus } : page;

/** Of the record that it stands on, where it is one of its own; else the one that the address names, or a new one. */
function idFor({ command }: FoundTask, { records = '', id }: TaskAddress, query: Form): string | undefined {
  const aggregate = RECORDS[records] ?? '';
  const isNew = command.definition.on !== undefined;
  const own = command.on.some((of) => of.aggregate === aggregate) && !isNew;
  if (own && (ofAggregate(command, aggregate) || command.on.length > 1)) return id;
  return said(query.id) || (isNew ? randomUUID() : undefined);
}

/** What the address says of the task's own fields. */
function askedBy({ task }: FoundTask, query: Form): Form {
  const names = Object.keys(query).flatMap((key) => [key.replace(/^data\./, '')]);
  const own = names.filter((name) => (name.split('.')[0] ?? '') in task.fields);
  return Object.fromEntries(own.map((name) => [`data.${name}`, query[name] ?? query[`data.${name}`] ?? '']));
}

interface Own {
  readonly record: TaskRecord | undefined;
  readonly id: string;
  readonly commandId: string;
  readonly form: Form;
  readonly asked: Form;
}
function shownFor(found: FoundTask, place: TaskAddress, page: Page, own: Own): TaskShown {
  const { name, records, id } = place;
  const at = records === undefined ? `/do/${name}` : `/${records}/${id}/do/${name}`;
  const asked = Object.entries(own.asked).map(([key, value]): [string, string] => [key.slice(5), said(value)]);
  const action = `${at}?${new URLSearchParams([['infohus', page.infohus], ...asked])}`;
  return {
    ...{ page, command: name, task: found.task, id: own.id, commandId: own.commandId, action },
    situation: { page, command: name, now: localNow(), record: own.record, id: own.id, form: own.form },
    given: new Set(Object.keys(own.asked)),
  };
}

/** A form that nobody has filled in yet: of a correction with what stands in the event. */
function begin(shown: TaskShown, asked: Form): TaskShown {
  const { task, situation } = shown;
  const form = begun(task, situation, asked);
  const corrected = 'changes' in task.fields ? correctedIn({ ...situation, form }) : undefined;
  const event = corrected ? standing(corrected, fieldsOfEvent(corrected, tasks)) : {};
  return { ...shown, situation: { ...situation, form: { ...form, ...event } } };
}

/** With what it passes on, where it passes something on. */
async function looked(ask: Ask, shown: TaskShown): Promise<TaskShown> {
  const { task, situation } = shown;
  const looks = situation.page.session && (await task.looks?.(ask, situation));
  const { sharing } = looks ?? {};
  if (!sharing) return { ...shown, situation: { ...situation, ...looks } };
  const before = said(situation.form._previewed);
  const changed = before !== '' && before !== sharing.preview.hash;
  return { ...shown, situation: { ...situation, sharing: { ...sharing, changed } } };
}
/** Nothing leaves that its sender has not seen: what is ticked now, or stands there now, is shown first. */
const isAnother = ({ situation }: TaskShown): boolean => situation.sharing?.changed === true;

/** The form as it was sent, with one more row. */
function withRow(shown: TaskShown, path: string): TaskShown {
  const { situation } = shown;
  const next = `${path}.${Math.max(1, rowsIn(situation.form, path))}.`;
  return { ...shown, situation: { ...situation, form: { ...situation.form, [next]: '' } } };
}
