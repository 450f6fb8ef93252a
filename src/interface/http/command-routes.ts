import { Body, Controller, Headers, HttpCode, Inject, Param, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import { type CommandAnswer, parseRequest } from '../../application/commands/request.js';
import { invalid, notFound } from '../../application/refusal.js';
import { id } from '../../domain/kernel/schema.js';
import { commands } from '../../domain/registry.js';
import { gives, PostBy } from '../doors/ways.js';
import { ExecuteCommand } from './envelopes.js';
import { Sessions } from './identity/sessions.js';

/** Commands over HTTP (commands.md). The actor comes from the session or token only, never from the body. */
@Controller('api')
export class CommandRoutes {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** The order of checks is the contract's: who it is, then what was sent. */
  @PostBy('commands/:name', gives())
  @HttpCode(201)
  async command(
    @Param('name') name: string,
    @Body() body: unknown,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: Request,
  ) {
    const { actor, reader } = this.sessions.required(request);
    if (!commands.has(name)) throw notFound();
    const parsed = parseRequest(name, body);
    const commandId = idempotencyKey(headers['idempotency-key']);
    const expectedVersion = ifMatch(headers['if-match']);
    const given = {
      ...{ request: parsed, actor, kind: 'person' as const, commandId },
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    };
    const { stream, version, position, events, cases } = await this.commandBus.execute<ExecuteCommand, CommandAnswer>(
      new ExecuteCommand(given, reader.steppedUp === true),
    );
    return cases ? { position, cases } : { stream, version, position, events };
  }
}

function idempotencyKey(value: string | undefined): string {
  const key = id.safeParse(value);
  if (!key.success) throw invalid([{ path: 'Idempotency-Key', message: 'a UUID is required in this header' }]);
  return key.data;
}
function ifMatch(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const version = /^"?(\d{1,9})"?$/.exec(value)?.[1];
  if (version === undefined) throw invalid([{ path: 'If-Match', message: 'must be a stream version in quotes' }]);
  return Number(version);
}
