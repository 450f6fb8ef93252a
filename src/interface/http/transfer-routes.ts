import { Controller, HttpCode, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotBelieved } from '../../application/ports/installations.js';
import { notFound, Refused } from '../../application/refusal.js';
import { IncomingTransfers } from '../../application/transfers/incoming.js';
import { assertCarried } from '../../application/transfers/messages.js';
import { DOORS } from '../doors/doors.js';
import { Through } from '../doors/ways.js';
import { movingBody } from './walls/slow.js';

export const INCOMING = Symbol('incoming transfers');
const unheard = () => new Refused('not-authenticated', 'Installations that are known here sign what they send.');

/** Where other installations bring what they hand over, ask how it stands, and withdraw it (B-7). The answer is signed and sealed for them. */
@Controller()
export class TransferRoutes {
  constructor(@Inject(INCOMING) private readonly incoming: IncomingTransfers | undefined) {}

  @Through(DOORS.transfers)
  @HttpCode(200)
  async receive(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    if (!this.incoming) throw notFound();
    try {
      // Who knocks is known before the body is read: it may be large.
      await this.incoming.knocked(/^Sagsspor (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      movingBody(request);
      response.type('application/json');
      return await this.incoming.receive(await textOf(request));
    } catch (error) {
      // What is wrong with it is told to nobody who might be anybody.
      if (error instanceof NotBelieved) throw unheard();
      throw error;
    }
  }
}

async function textOf(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    assertCarried(size);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
