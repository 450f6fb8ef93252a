import { Body, Controller, HttpCode, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { LoginRefused } from '../../../application/ports/identity.js';
import { invalid, notFound, Refused } from '../../../application/refusal.js';
import { DOORS } from '../../doors/doors.js';
import { Through } from '../../doors/ways.js';
import { IDENTITY, type Identity } from './identity.js';
import { Sessions } from './sessions.js';

/** A token for the API, and its end. */
@Controller()
export class SessionRoutes {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(IDENTITY) private readonly identity: Identity,
  ) {}

  /** The demo's (commands.md): it walks the same login as a browser does. Outside the demo it is not there. */
  @Through(DOORS.demoLogin, 'POST /api/session')
  @HttpCode(201)
  async login(@Req() request: Request, @Body() body: unknown) {
    const { demo } = this.identity;
    if (!demo) throw notFound();
    const user = (body as { user?: unknown } | null)?.user;
    if (typeof user !== 'string') throw invalid([{ path: 'user', message: 'is required' }]);
    try {
      const proof = await demo.prove(user);
      if (!proof) throw new Refused('not-authenticated', 'There is no such user. Choose one of the list.');
      return { token: await this.sessions.start(request, proof, 'session-token') };
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      throw new Refused('not-authenticated', `The login was refused: ${error.why}.`);
    }
  }

  /** The one way to end a token: whoever holds it sends it here. Whose it is, an administrator ends with EndSessions. */
  @Through(DOORS.logout, 'DELETE /api/session')
  @HttpCode(204)
  async end(@Req() request: Request) {
    this.sessions.required(request);
    await this.sessions.end(request);
  }
}
