import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { type CommandAnswer, parseRequest } from '../../application/commands/request.js';
import { notFound, Refused, stepUpNeeded } from '../../application/refusal.js';
import { aggregateOf, idOf } from '../../domain/kernel/event.js';
import { commands, isEverywhere, type KnownCommand } from '../../domain/registry.js';
import { ExecuteCommand } from '../http/envelopes.js';
import { Sessions } from '../http/identity/sessions.js';
import { problemOf } from '../http/problem.js';
import { failed } from '../http/walls/failures.js';
import { adviceIn, messageIn } from '../words/refusals.js';
import { bodyOf, type Form } from './form-schema.js';
import { CommandListPage, CommandPage, type Filled, type Problem } from './forms.js';
import type { Page } from './layout.js';
import { newIds } from './new-ids.js';
import { html, PageController } from './page-controller.js';
import { REGISTERS } from './registers/registers.js';

/** Every command as a form. Whatever stands against it, it is answered with itself, filled: nobody writes a text twice. */
@Controller()
export class CommandForms extends PageController {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(QueryBus) queryBus: QueryBus,
    @Inject(Sessions) sessions: Sessions,
  ) {
    super(queryBus, sessions);
  }

  @Get('commands')
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page) => CommandListPage({ page }));
  }
  /** What a link already knows stands in its query: `data.offerId=…`. */
  @Get('commands/:name')
  form(
    @Req() request: Request,
    @Res() response: Response,
    @Param('name') name: string,
    @Query() query: Record<string, string>,
  ) {
    return this.show(request, response, async (page, { steppedUp }) => {
      const command = commands.get(name);
      if (!command) throw notFound();
      if (command.definition.stepUp && !steppedUp) throw stepUpNeeded(); // before anything is typed
      const values = { 'data.infohus': page.infohus, ...newIds(name), ...query };
      return CommandPage({ page, command, filled: { id: query.id ?? randomUUID(), commandId: randomUUID(), values } });
    });
  }
  @Post('commands/:name')
  async give(@Req() request: Request, @Res() response: Response, @Param('name') name: string, @Body() form: Form) {
    const command = commands.get(name);
    const session = this.sessions.of(request);
    if (command && !session) return this.loggedOut(request, response, command, form);
    return this.show(request, response, async (page, { actor, steppedUp }) => {
      if (!command) throw notFound();
      const filled = filledIn(form);
      try {
        if (!this.isOurs(request, form)) throw new FormOfAnotherLogin();
        const given = { request: parseRequest(name, bodyOf(command, form)), actor, kind: 'person' as const };
        const { stream, position } = await this.commandBus.execute<ExecuteCommand, CommandAnswer>(
          new ExecuteCommand({ ...given, commandId: filled.commandId }, steppedUp === true),
        );
        const left = ENDS_OWN_PART.has(name) && actor.role !== 'coordinator';
        const place = left && aggregateOf(stream) === 'meeting' ? '/' : placeOf(stream);
        return `${place}?infohus=${page.infohus}&after=${position}${left ? `&done=${name}` : ''}`;
      } catch (error) {
        const { status, problem, code } = problemOn(page, error);
        response.status(status);
        if (status >= 500) failed(response, error);
        const again = USED.has(code) ? withNewIds(command, filled) : filled;
        return CommandPage({ page, command, problem, filled: again });
      }
    });
  }

  /** The session has ended meanwhile. Nothing of anybody is shown but what came with the form. */
  private loggedOut(request: Request, response: Response, command: KnownCommand, form: Form): void {
    const { infohus } = request.query;
    const place = { infohus: typeof infohus === 'string' && /^[\w-]{1,40}$/.test(infohus) ? infohus : '' };
    const page = this.page(request, undefined, { ...place, infohuse: [], plan: undefined, plans: [] });
    const problem = { detail: page.say('form.logged-out'), errors: [], login: true };
    html(response, CommandPage({ page, command, problem, filled: filledIn(form) }), 401);
  }
}

/** Who has logged in anew, in another tab, has a form of the login before: it is looked at again, and then taken. */
class FormOfAnotherLogin extends Error {}

const filledIn = (form: Form): Filled => ({
  id: String(form.id ?? ''),
  commandId: /^[0-9a-f-]{36}$/.test(String(form._commandId)) ? String(form._commandId) : randomUUID(),
  values: form,
});

/** The command was given already, with other content, or under an id that is taken: the same form again would be refused for ever. */
const USED = new Set(['idempotency-mismatch', 'already-exists']);
function withNewIds(command: KnownCommand, { id, values }: Filled): Filled {
  const isNew = !isEverywhere(command) && command.definition.on === 'new';
  return {
    commandId: randomUUID(),
    id: isNew ? randomUUID() : id,
    values: { ...values, ...newIds(command.name) },
  };
}

function problemOn(page: Page, error: unknown): { status: number; code: string; problem: Problem } {
  if (error instanceof FormOfAnotherLogin)
    return { status: 403, code: 'another-login', problem: { detail: page.say('form.another-login'), errors: [] } };
  const { status, body } = problemOf(error);
  const errors = (body.errors ?? []).map((e) => ({ ...e, message: messageIn(page.language, e.message) }));
  const login = error instanceof Refused && error.rule === 'step-up-needed';
  const again = USED.has(body.code) ? ` ${page.say('form.sent-before')}` : '';
  const detail = `${adviceIn(page.language, body)}${again}`;
  return { status, code: body.code, problem: { detail, errors, ...(login ? { login } : {}) } };
}

/** With these an agency's part may end: it sees of the record what it wrote itself, and is told what was done. A coordinator stays. */
const ENDS_OWN_PART = new Set([
  'DeclineReferral',
  'CompleteReferral',
  'DeclineHandover',
  'ClearForSupport',
  'CompleteDecision',
]);

/** Where what was recorded is shown. */
function placeOf(stream: string): string {
  const [aggregate, id] = [aggregateOf(stream), idOf(stream)];
  if (aggregate === 'case' || aggregate === 'concern' || aggregate === 'meeting') return `/${aggregate}s/${id}`;
  return REGISTERS.some((r) => r === aggregate) ? `/registers/${aggregate}` : '/';
}
