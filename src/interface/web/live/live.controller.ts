import { Controller, Inject, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Changes } from '../../../application/processes/changes.js';
import { asks, GetBy } from '../../doors/ways.js';
import { AskQuery, askOver } from '../../http/envelopes.js';
import type { QueryParams } from '../../http/query-params.js';
import { PageController } from '../page-controller.js';

/** Milliseconds: shorter than a connection may be silent (walls/slow.ts); whether the session still stands is looked at as often. */
const BEAT = 30_000;

/** That others recorded something, as it happens: how many cases, and nothing of them. A page that is left open keeps no session alive. */
@Controller()
export class LivePages extends PageController implements OnModuleDestroy {
  @Inject(Changes) private readonly changes!: Changes;
  private readonly open = new Set<Response>();

  @GetBy('changes', asks('CountNews'))
  async follow(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams): Promise<void> {
    const session = this.sessions.of(request);
    if (!session) return void response.sendStatus(204); // which a browser asks for no more
    const { infohus = '', since = '' } = asked;
    const query = () =>
      askOver(
        this.queryBus,
        new AskQuery('CountNews', { infohus: String(infohus), since: String(since) }, session.reader),
      );
    let told = (await query().catch(() => undefined))?.count;
    if (told === undefined) return void response.sendStatus(204);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    const say = (count: number) => response.write(`event: news\ndata: ${count}\n\n`);
    if (told > 0) say(told);
    else response.flushHeaders();
    const whileStanding = async (work: () => Promise<unknown>) => {
      if (!(await this.sessions.stands(session))) return response.end();
      return work();
    };
    const look = async () => {
      const { count } = await query();
      if (count !== told) say(count);
      told = count;
    };
    const end = () => void response.end();
    const leave = this.changes.follow(() => whileStanding(look).then(() => undefined, end));
    const beat = setInterval(() => void whileStanding(async () => response.write(':\n\n')).catch(end), BEAT);
    this.open.add(response);
    response.once('close', () => {
      clearInterval(beat);
      leave();
      this.open.delete(response);
    });
  }

  onModuleDestroy(): void {
    this.changes.end();
    for (const response of this.open) response.end();
  }
}
