import { type ArgumentsHost, Catch } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Sessions } from '../../http/identity/sessions.js';
import { ProblemFilter, problemOf } from '../../http/problem.js';
import { ErrorPage } from '../home/error.js';
import { pageFor } from '../layout.js';
import { html, shellOf } from '../page-controller.js';

/** An address that nobody knows is a page too, for who asked with a browser: in the reader's language, with a way on. */
@Catch()
export class PageFilter extends ProblemFilter {
  constructor(private readonly sessions: Sessions) {
    super();
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const { status } = problemOf(error);
    const isForBrowser = !request.path.startsWith('/api') && request.accepts(['json', 'html']) === 'html';
    if (status !== 404 || !isForBrowser || response.headersSent) {
      super.catch(error, host);
      return;
    }
    const page = pageFor(
      this.sessions.cookies.languageIn(request.headers.cookie),
      this.sessions.of(request),
      request.url,
      undefined,
      shellOf(request),
    );
    html(response, ErrorPage({ page, title: 'error.unknown', message: page.say('error.unknown-why') }), status);
  }
}
