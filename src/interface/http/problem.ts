import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import { Refused, STATUS } from '../../application/refusal.js';
import { failed } from './walls/failures.js';

/** RFC 9457 problem documents (commands.md, Errors). What we did not foresee says nothing of its inside. */
export function problemOf(error: unknown) {
  const refused = error instanceof Refused ? error : foreign(error);
  const { code, rule, message, errors } = refused;
  return {
    status: STATUS[code],
    body: {
      type: 'about:blank',
      title: code,
      status: STATUS[code],
      code,
      rule,
      detail: message,
      ...(errors.length > 0 ? { errors } : {}),
    },
  };
}

function foreign(error: unknown): Refused {
  const status =
    error instanceof HttpException ? error.getStatus() : Number((error as { status?: number }).status ?? 0);
  if (status === 404) return new Refused('not-found', 'There is no such page.');
  if (status >= 400 && status < 500)
    return new Refused('validation-failed', 'The request could not be read: send JSON in UTF-8.', {
      errors: [{ path: '', message: 'is not JSON' }],
    });
  return new Refused('unavailable', 'Something went wrong here. Give the same command again with the same id.');
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const { status, body } = problemOf(error);
    const response = host.switchToHttp().getResponse<Response>();
    const instance = status >= 500 ? { instance: `urn:uuid:${failed(response, error)}` } : {};
    if (response.headersSent) return;
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...body, ...instance }));
  }
}
