import { Controller, Inject, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Changes } from '../../../application/processes/changes.js';
import { asks, GetBy } from '../../doors/ways.js';
import { AskQuery, askOver } from '../../http/envelopes.js';
import type { Session } from '../../http/identity/sessions.js';
import type { QueryParams } from '../../http/query-params.js';
import { PageController } from '../page-controller.js';

/** Milliseconds: shorter than a connection may be silent (walls/slow.ts); whether the session still stands is looked at as often. */
const BEAT = 30_000;
/** Pages of one session that follow at once: as many as a browser opens to one place over HTTP/1.1. */
const MOST = 6;

/** That others recorded something, as it happens: how many cases, and nothing of them. A page that is left open keeps no session alive. */
@Controller()
export class LivePages extends PageController implements OnModuleDestroy {
  @Inject(Changes) private readonly changes!: Changes;
  private readonly open = new Set<Stream>();

  @GetBy('changes', asks('CountNews'))
  async follow(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams): Promise<void> {
    const session = this.sessions.of(request);
    if (!session || this.streamsOf(session) >= MOST) return void response.sendStatus(204); // which a browser asks for no more
    // Before anything is waited for: who leaves meanwhile is let go of.
    const stream = new Stream(session, request, response, () => this.open.delete(stream));
    this.open.add(stream);
    if (stream.isOver) return stream.end();
    const { infohus = '', since = '' } = asked;
    const params = { infohus: String(infohus), since: String(since) };
    /** How many; undefined: nobody is to be told. Whether the session stands is asked last, so that nothing is told to one that ended meanwhile. */
    const news = async () => {
      const { count } = await askOver(this.queryBus, new AskQuery('CountNews', params, session.reader));
      return (await this.sessions.stands(session)) ? count : undefined;
    };
    let told = await news().catch(() => undefined);
    if (stream.isOver) return;
    if (told === undefined) return void response.sendStatus(204);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    if (told > 0) stream.say(told);
    else response.flushHeaders();
    const look = async () => {
      if (stream.isOver) return;
      const count = await news();
      if (count === undefined) return stream.end();
      if (count !== told) stream.say(count);
      told = count;
    };
    const beat = async () => {
      if (await this.sessions.stands(session)) stream.write(':\n\n');
      else stream.end();
    };
    const beating = setInterval(() => void beat().catch(() => stream.end()), BEAT);
    const leave = this.changes.follow({
      userId: session.row.userId,
      news: () => look().catch(() => stream.end()),
      standing: () => beat().catch(() => stream.end()),
    });
    stream.atEnd(() => {
      clearInterval(beating);
      leave();
    });
  }

  private readonly streamsOf = ({ row }: Session): number =>
    [...this.open].filter(({ session }) => session.row.hash === row.hash).length;

  onModuleDestroy(): void {
    this.changes.end();
    for (const stream of [...this.open]) stream.end();
  }
}

/** One page that follows: nothing is written to it once it is over, and what it held is let go of once. */
class Stream {
  private readonly releases: (() => void)[] = [];
  private gone = false;

  constructor(
    readonly session: Session,
    request: Request,
    private readonly response: Response,
    release: () => void,
  ) {
    this.atEnd(release);
    response.once('close', () => this.end());
    response.on('error', () => this.end()); // one that nobody listens to ends the process
    if (request.socket.destroyed) this.gone = true; // it closed before this
  }

  get isOver(): boolean {
    return this.gone || this.response.writableEnded;
  }
  atEnd(release: () => void): void {
    this.releases.push(release);
  }
  say(count: number): void {
    this.write(`event: news\ndata: ${count}\n\n`);
  }
  write(text: string): void {
    if (!this.isOver) this.response.write(text);
  }
  end(): void {
    this.gone = true;
    for (const release of this.releases.splice(0)) release();
    if (!this.response.writableEnded) this.response.end();
  }
}
